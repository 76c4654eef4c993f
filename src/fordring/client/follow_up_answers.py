"""What is answered about follow-up. Amounts are minor units; days, ids and codes as the API has them."""

from dataclasses import KW_ONLY, dataclass, field
from datetime import date
from typing import Any

from fordring.client.request import OwnAnswer


@dataclass(frozen=True, slots=True)
class Reason(OwnAnswer):
    """Why: a code, its sentence in the language asked for, its source; with a day, against a step before it."""

    why: str
    text: str
    told: str
    source: str
    day: date | None
    legal: bool
    names: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NextStep(OwnAnswer):
    """The next step; amounts are None where a figure of the law is wanted."""

    kind: str
    name: str
    earliest_on: date
    legal_on: date
    pay_by: date | None
    fee_minor: int | None
    vat_minor: int | None
    interest_minor: int | None
    electronic: bool | None
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenStep(OwnAnswer):
    """A step that was taken; nothing is owed of a cancelled one."""

    step_no: int
    kind: str
    name: str
    sent_on: date
    pay_by: date | None
    fee_minor: int
    vat_minor: int
    interest_minor: int
    ours: bool
    document_id: str | None
    cancelled_on: date | None
    reasons: tuple[Reason, ...] = ()
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp(OwnAnswer):
    """What becomes of a claim as of its merchant's day; `outcome` is None for what is not issued, or closed."""

    claim_id: int
    day: date
    outcome: str | None
    outcome_name: str
    step: NextStep | None
    reasons: tuple[Reason, ...]
    look_on: date | None
    barred_after: date | None
    steps: tuple[TakenStep, ...]


@dataclass(frozen=True, slots=True)
class Open(OwnAnswer):
    """How a claim stands, and what is open of it."""

    claim_id: int
    state: str
    closed_because: str | None
    principal: int
    fees: int
    interest: int
    currency: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop(OwnAnswer):
    """What stops every automatic step of a claim, or of all claims of its payer."""

    id: str
    account_id: str
    claim_id: int | None
    whole_payer: bool
    reason: str
    told: str
    since: date
    until: date | None
    look_again_on: date | None
    interest_paused: bool
    note: str
    ended_on: date | None
    ended_because: str | None


@dataclass(frozen=True, slots=True)
class Stops(OwnAnswer):
    """Everything that stops or stopped a claim, and whether any of it holds today."""

    claim_id: int
    stopped: bool
    pause: dict[str, Any] | None
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Instalment(OwnAnswer):
    """One instalment as it stands, with a payment reference of its own."""

    number: int
    due_on: date
    amount_minor: int
    paid_minor: int
    reference: str
    state: str
    fee_minor: int


@dataclass(frozen=True, slots=True)
class Plan(OwnAnswer):
    """A payment plan as it stands."""

    claim_id: int
    plan_no: int
    state: str
    agreed_on: date
    total_minor: int
    fee_minor: int
    paid_minor: int
    left_minor: int
    marks: tuple[str, ...]
    instalments: tuple[Instalment, ...]
    ended_on: date | None
    ended_because: str


@dataclass(frozen=True, slots=True)
class PlanTerms(OwnAnswer):
    """By which terms payment plans are agreed on."""

    account_id: str
    country: str
    least_minor: int
    instalments_max: int
    notice_days: int
    reminder_days: int
    broken_days: int


@dataclass(frozen=True, slots=True)
class Coming(OwnAnswer):
    """What the daily run does with a claim on a day: `step`, `waits` or `fails`; `step` as the API has it."""

    day: date
    claim_id: int
    number: str | None
    payer: str
    does: str
    waits_for: str | None
    step: dict[str, Any] | None
    interest: int
    total: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Waiting(OwnAnswer):
    """A claim that goes no further by itself, and why."""

    claim_id: int
    number: str | None
    account_id: str
    payer: str
    kind: str
    step: str | None
    since: date
    age_days: int
    open: int
    currency: str
    reasons: tuple[Reason, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Approved(OwnAnswer):
    """What was approved, and by whom."""

    claim_id: int
    step: str
    approved_by: str


@dataclass(frozen=True, slots=True)
class Settings(OwnAnswer):
    """What holds for claims on one kind of payer; `steps` as the API has them."""

    account_id: str
    country: str
    payer: str
    usual: bool
    steps: tuple[dict[str, Any], ...]
    _: KW_ONLY
    regime: str
    approve_start: bool
    approve_demands: bool
    start_level: str
    automatic_transfer: bool
    least_minor: int
    tolerance_minor: int
    interest: bool
    grace_bank_days: int
    watch_days: int


@dataclass(frozen=True, slots=True)
class InterestRow(OwnAnswer):
    """Days, both included, on which an amount bore a rate."""

    from_on: date
    to_on: date
    base_minor: int
    rate_bp: int
    days: int
    interest_minor: int
    unverified: str


@dataclass(frozen=True, slots=True)
class Interest(OwnAnswer):
    """Late-payment interest up to and with a day: the rows add up to the total."""

    claim_id: int
    on: date
    currency: str
    principal_minor: int
    first_on: date | None
    rows: tuple[InterestRow, ...]
    total_minor: int


@dataclass(frozen=True, slots=True)
class SummaryRow(OwnAnswer):
    """One open claim of a payer."""

    claim_id: int
    number: str | None
    reference: str | None
    due_on: date | None
    principal_minor: int
    fees_minor: int
    interest_minor: int
    total_minor: int
    outcome: str | None
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary(OwnAnswer):
    """All open claims of one payer."""

    on: date
    currency: str
    claims: tuple[SummaryRow, ...]
    total_minor: int


@dataclass(frozen=True, slots=True)
class Interrupted(OwnAnswer):
    """From when a claim's limitation runs, and the last day before it is over."""

    claim_id: int
    interrupted_on: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class More(OwnAnswer):
    """What begins the next page; None behind the last."""

    next: str | None
