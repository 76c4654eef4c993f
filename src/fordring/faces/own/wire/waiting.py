"""Bodies about claims that wait for a person, what is approved, and what stops claims. Amounts are minor units."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from fordring.domain.followup.facts import StepKind, StopReason
from fordring.domain.followup.looks import WaitsFor


class ReasonAnswer(BaseModel):
    """Why, in a sentence, with its source in the law where it has one; with a day, against a step before it."""

    why: str = Field(description="its code")
    names: dict[str, int | str] = Field(description="what the sentence names")
    text: str
    source: str
    day: date | None
    legal: bool = Field(description="by law, and not as somebody wants")
    told: str = Field(description="all of it in one sentence")
    error: str | None = Field(None, description="in the program's own words; told to the operator alone")


class WaitingAnswer(BaseModel):
    """A claim whose follow-up goes no further by itself."""

    claim_id: int = Field(description="the claim's integer id")
    number: str | None = Field(description="the invoice's number")
    account_id: str
    payer: str = Field(description="who is billed")
    business: bool
    kind: WaitsFor = Field(description="approval; person: somebody must decide; failed: it could not be planned")
    step: str | None = Field(description="the step that waits")
    reasons: list[ReasonAnswer]
    since: date
    age_days: int
    open: int = Field(description="what is open of it in all")
    marks: list[str] = Field(description="what is said beside fees and interest in it: figures that are not verified")
    currency: str


class WaitingListAnswer(BaseModel):
    """What waits, longest first."""

    waiting: list[WaitingAnswer]
    next: str | None = Field(description="`after` of the next page; none behind the last")


class ApproveBody(BaseModel):
    """What is approved."""

    model_config = ConfigDict(extra="forbid")

    step: Literal["start", "transfer"] | StepKind | None = Field(
        None, description="must be what waits; without it whatever does"
    )
    note: str = Field("", description="kept in the claim's story")


class ApprovedAnswer(BaseModel):
    """What was approved, and by whom: the daily run takes it up."""

    claim_id: int
    step: str
    approved_by: str


class TransferBody(BaseModel):
    """An overdue invoice becomes a case."""

    model_config = ConfigDict(extra="forbid")

    note: str = Field("", description="kept in the claim's story")


class StopBody(BaseModel):
    """Why every automatic step waits."""

    model_config = ConfigDict(extra="forbid")

    reason: StopReason
    until: date | None = Field(
        None,
        description="the day from which paused and more_time no longer hold, or on which somebody is to look again; "
        "without it somebody looks after thirty days",
    )
    note: str = ""
    whole_payer: bool = Field(False, description="all claims on the payer's card, those to come too")
    interest_paused: bool = Field(
        False, description="the delay is the creditor's: no interest runs meanwhile, forsinkelsesrenteloven § 2"
    )


class EndStopBody(BaseModel):
    """Why it ends."""

    model_config = ConfigDict(extra="forbid")

    because: str = ""


class StopAnswer(BaseModel):
    """A stop of a claim, or of all claims on a payer's card."""

    id: UUID
    account_id: str
    claim_id: int | None = Field(description="the claim's integer id; none where it is its payer's")
    number: str | None
    payer: str | None
    whole_payer: bool
    reason: StopReason
    told: str = Field(description="the reason in words")
    since: date
    until: date | None
    look_again_on: date | None = Field(
        description="when it ends by itself, or somebody is to look at it; of a payment plan, when something is next "
        "due of that; none once it was ended"
    )
    interest_paused: bool
    note: str
    created_at: datetime
    created_by: str
    ended_on: date | None
    ended_because: str | None
    ended_by: str | None


class PauseAnswer(BaseModel):
    """The claim's pause: its client's, or a payer's dispute or time that was given."""

    since: datetime
    because: str | None
    until: date | None


class ClaimStopsAnswer(BaseModel):
    """Everything that stops or stopped a claim."""

    claim_id: int
    stopped: bool = Field(description="whether any of it holds today, by the merchant's clock")
    pause: PauseAnswer | None
    stops: list[StopAnswer]
