"""Bodies about payment plans. Amounts are minor units."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fordring.domain.followup.instalments import PlanState

AMOUNT_MAX = 2**53 - 1
Minor = Annotated[int, Field(ge=0)]


class PlanBody(BaseModel):
    """What was agreed on with the payer: either `count` or `monthly_minor`."""

    model_config = ConfigDict(extra="forbid")

    first_on: date = Field(description="when the first instalment is due; each due day is moved to a business day")
    count: int | None = Field(None, ge=1, le=1_000, description="how many instalments; the remainder is with the last")
    monthly_minor: int | None = Field(None, ge=1, le=AMOUNT_MAX, description="how much a month; the last is the rest")
    accepted_by: str = Field(description="who agreed to it, 1 to 200 characters")
    accepted_how: str = Field(description="by what means and when, 1 to 200 characters")
    fee: bool = Field(True, description="false: without the fees that the law allows")
    note: str = Field("", description="for the merchant, at most 2000 characters")


class CancelPlanBody(BaseModel):
    """Why the plan ends."""

    model_config = ConfigDict(extra="forbid")

    because: str = Field(description="1 to 2000 characters")


class PlanTermsBody(BaseModel):
    """What changes of the terms that payment plans are agreed on by; what is not named stays."""

    model_config = ConfigDict(extra="forbid")

    least_minor: int | None = Field(None, description="no instalment is below it")
    instalments_max: int | None = Field(None, description="no more than so many, 1 to 120")
    notice_days: int | None = Field(None, description="a notice goes out so long before each due day, 0 to 31; 0: none")
    reminder_days: int | None = Field(None, description="a reminder when one is so many days late, 1 to 90")
    broken_days: int | None = Field(None, description="what is not paid so long after that breaks it, 1 to 90")


class PlanTermsAnswer(BaseModel):
    """By which terms payment plans are agreed on from now on."""

    account_id: str
    country: str
    least_minor: int
    instalments_max: int
    notice_days: int
    reminder_days: int
    broken_days: int


class InstalmentAnswer(BaseModel):
    """One instalment as it stands."""

    number: int
    due_on: date
    amount_minor: Minor = Field(description="what it comes to now, the fee of its notice within")
    paid_minor: Minor
    reference: str = Field(description="its own payment reference; money with it is matched to the claim")
    state: Literal["paid", "part_paid", "late", "open"]
    fee_minor: Minor = Field(description="of its notice, once that is sent")
    noticed_on: date | None
    reminded_on: date | None


class PlanAnswer(BaseModel):
    """A payment plan. Its instalments add up to what was paid since it was agreed on, and what is open of the claim."""

    claim_id: int = Field(description="the claim's integer id")
    plan_no: int
    state: PlanState
    agreed_on: date
    accepted_by: str
    accepted_how: str
    total_minor: Minor = Field(description="what was agreed on, the fee and the interest up to that day within")
    principal_minor: Minor
    fees_minor: Minor
    interest_minor: Minor
    fee_minor: Minor = Field(description="the plan's own, within the fees")
    notice_fee_minor: Minor = Field(description="what the notice of each instalment costs")
    marks: list[str] = Field(description="what is said beside its fees and interest: figures that are not verified")
    paid_minor: int = Field(description="since it was agreed on")
    left_minor: Minor = Field(description="what is open of the claim")
    instalments: list[InstalmentAnswer]
    note: str
    ended_on: date | None
    ended_because: str
    created_by: str


class PlansAnswer(BaseModel):
    """Every plan of a claim, the oldest first."""

    claim_id: int
    plans: list[PlanAnswer]
