"""Bodies about what becomes of a claim: its steps, what comes next and why, and its interest row by row."""

from datetime import date
from uuid import UUID

from pydantic import BaseModel, Field

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.settings import Whose
from fordring.faces.own.wire.waiting import ReasonAnswer
from fordring.faces.own.wire.whereabouts import ReachedAnswer


class NextStepAnswer(BaseModel):
    """The next step. Amounts are minor units, and null where a figure that they rest on is wanted."""

    kind: StepKind
    name: str = Field(description="as the merchant's country calls it")
    earliest_on: date
    legal_on: date = Field(description="the law's day, without the merchant's wishes and time for money on its way")
    fee_minor: int | None
    vat_minor: int | None
    whose: Whose = Field(description="whose the fee is")
    interest_minor: int | None = Field(description="all late-payment interest up to that day")
    pay_by: date | None
    electronic: bool | None = Field(description="by e-mail; else by letter")
    unverified: list[str] = Field(description="figures behind the amounts that nobody verified: only in a sandbox")


class StepAnswer(BaseModel):
    """A step that was taken; of a cancelled one nothing is owed."""

    step_no: int
    kind: StepKind
    name: str
    sent_on: date
    pay_by: date | None
    fee_minor: int
    vat_minor: int
    interest_minor: int
    ours: bool = Field(description="false: the creditor's, before the claim was handed over")
    document_id: UUID | None
    cancelled_on: date | None
    reasons: list[ReasonAnswer]
    unverified: list[str] = Field(description="figures behind the amounts that nobody verified: only in a sandbox")


class WantedAnswer(BaseModel):
    """The row of the law that is missing, or not verified; `fordring rules` adds or verifies it."""

    country: str
    item: str
    payer: str
    on: date
    unverified: str = Field(description="the source of the row that is there; empty where none is")


class FollowUpAnswer(BaseModel):
    """What becomes of a claim, as of the merchant's day."""

    claim_id: int
    day: date
    letters_to: ReachedAnswer
    outcome: Outcome | None = Field(description="none for what is not issued, or closed")
    outcome_name: str
    step: NextStepAnswer | None
    reasons: list[ReasonAnswer]
    look_on: date | None = Field(description="the day on which it is asked again")
    barred_after: date | None = Field(description="the last day before limitation")
    wanted: WantedAnswer | None
    steps: list[StepAnswer]


class SummaryStep(BaseModel):
    """A step, taken or coming, and its day."""

    kind: StepKind
    name: str
    on: date


class SummaryRow(BaseModel):
    """One open claim; amounts are minor units."""

    claim_id: int
    number: str | None
    reference: str | None
    due_on: date | None
    principal_minor: int
    fees_minor: int
    interest_minor: int
    total_minor: int
    unverified: list[str] = Field(description="figures behind fees and interest that nobody verified")
    outcome: Outcome | None
    last_step: SummaryStep | None
    next_step: SummaryStep | None = Field(description="on its earliest day")


class SummaryAnswer(BaseModel):
    """All open claims of one payer in the currency of the claim that was asked by, as of the merchant's day."""

    on: date
    currency: str
    claims: list[SummaryRow]
    total_minor: int


class InterestRow(BaseModel):
    """Days, both included, on which an amount bore a rate; rounded by itself."""

    from_on: date
    to_on: date
    base_minor: int
    rate_bp: int
    days: int
    interest_minor: int
    unverified: str


class InterestAnswer(BaseModel):
    """Late-payment interest up to and including `on`: the rows add up to the total exactly."""

    claim_id: int
    on: date
    currency: str
    principal_minor: int
    due_on: date | None
    first_on: date | None = Field(description="the first day that bears interest; none where none is asked for")
    rows: list[InterestRow]
    total_minor: int
