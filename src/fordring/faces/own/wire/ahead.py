"""Bodies about the steps of claims: those that were taken, the next one, and what the run will do. Minor units."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import Whose
from fordring.faces.own.wire.waiting import ReasonAnswer


class InterestAnswer(BaseModel):
    """A row of interest: days, both included, on which an amount bore a rate. The rows add up to the interest."""

    from_on: date
    to_on: date
    base: int
    rate_bp: int
    days: int
    interest: int
    mark: str = Field(description="where the rate is not verified, or was carried over")


class ProposedAnswer(BaseModel):
    """A step that is to come."""

    kind: StepKind
    legal_on: date = Field(description="the law's earliest day")
    earliest_on: date = Field(description="that with the merchant's wishes and time for money on its way")
    pay_by: date | None
    fee: int
    vat: int
    whose: Whose = Field(description="whose the fee is")
    interest: int = Field(description="all interest up to the day that it is reckoned for")
    interest_rows: list[InterestAnswer]
    way: Literal["email", "letter", "none"]
    marks: list[str] = Field(description="what is said beside its amounts: figures that are not verified")


class ComingAnswer(BaseModel):
    """What the run does with a claim on a day."""

    day: date
    claim_id: int
    number: str | None
    payer: str
    does: Literal["step", "waits", "fails"]
    waits_for: str | None
    step: ProposedAnswer | None
    interest: int = Field(description="what it demands beyond what was demanded before")
    total: int = Field(description="all that is open behind it")
    reasons: list[ReasonAnswer]


class PreviewAnswer(BaseModel):
    """What the run does between two days, both included, if nothing else happens."""

    account_id: str
    first: date
    last: date
    currency: str
    coming: list[ComingAnswer]
    next: str | None = Field(description="`after` of the next page; none behind the last")


class StepAnswer(BaseModel):
    """A step that was taken."""

    step_no: int
    kind: StepKind
    sent_on: date
    pay_by: date | None
    fee: int
    vat: int
    whose: Whose
    interest: int = Field(description="all interest that it asked for, up to and including its day")
    ours: bool = Field(description="false: the creditor took it before the claim was handed over")
    document_id: UUID | None
    reasons: list[ReasonAnswer]
    interest_rows: list[InterestAnswer]
    marks: list[str] = Field(description="what is said beside its amounts: figures that are not verified")
    created_by: str
    cancelled_on: date | None
    cancelled_because: str | None
    cancelled_by: str | None


class StepsAnswer(BaseModel):
    """The steps of a claim, oldest first."""

    claim_id: int
    currency: str
    steps: list[StepAnswer]


class BecauseBody(BaseModel):
    """Why."""

    model_config = ConfigDict(extra="forbid")

    because: str = Field(description="kept in the claim's story")


class OpenAnswer(BaseModel):
    """What is open of the claim now."""

    claim_id: int
    state: State
    closed_because: Closed | None
    principal: int
    fees: int
    interest: int
    marks: list[str] = Field(description="what is said beside fees and interest: figures that are not verified")
    currency: str
