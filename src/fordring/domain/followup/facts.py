"""What the plan of a claim is made from: the claim as it stands, the steps taken, and what stops it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.interest import Movement, Pause
from fordring.domain.plentiful import plentiful


class StepKind(StrEnum):
    """One act of follow-up. A payment demand is a betalingsoppfordring, an inkassokrav or a maksuvaatimus.

    A monitored claim was not collected: it is only watched from then on, until it is time-barred.
    """

    ADVANCE_NOTICE = "advance_notice"
    REMINDER = "reminder"
    COMPENSATION = "compensation"
    COLLECTION_NOTICE = "collection_notice"
    PAYMENT_DEMAND = "payment_demand"
    HEAVY_DEMAND = "heavy_demand"
    LEGAL_ACTION = "legal_action"
    MONITORED = "monitored"


DEMANDS = frozenset({StepKind.PAYMENT_DEMAND, StepKind.HEAVY_DEMAND})
LETTERS = frozenset({StepKind.REMINDER, StepKind.COLLECTION_NOTICE})
SILENT = frozenset({StepKind.LEGAL_ACTION, StepKind.MONITORED})
"""Steps without a letter of ours: nothing is demanded by them, and the payer is given no time."""
COLLECTION = frozenset({StepKind.COLLECTION_NOTICE}) | DEMANDS | SILENT
"""What an invoice comes to once it is a case; what goes before are its creditor's own reminders."""


@plentiful(frozen=True, slots=True)
class StepTaken:
    """A step that was taken: by us, or by the creditor before it handed the claim over.

    `pay_by` is the day it gave, None where nobody knows. A cancelled one was taken back, and its fee with it.
    `spared_minor`: the fee that it would have borne, had another claim not borne the one fee of their letter.
    """

    kind: StepKind
    sent_on: date
    fee_minor: int = 0
    pay_by: date | None = None
    ours: bool = True
    cancelled: bool = False
    spared_minor: int = 0

    @property
    def counted_minor(self) -> int:
        """What limits go by: the fee, borne here or in the same letter."""
        return self.fee_minor + self.spared_minor


class StopReason(StrEnum):
    """Why every automatic step waits."""

    PAUSED = "paused"
    MORE_TIME = "more_time"
    PAYMENT_PLAN = "payment_plan"
    DISPUTED = "disputed"
    DECEASED = "deceased"
    BANKRUPT = "bankrupt"
    DEBT_SETTLEMENT = "debt_settlement"
    MINOR = "minor"
    UNKNOWN_ADDRESS = "unknown_address"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop with its reason. `until` is the first day it no longer holds, or the day somebody is to look again."""

    reason: StopReason
    since: date
    until: date | None = None


@plentiful(frozen=True, slots=True)
class ClaimFacts:
    """A claim on a day. Amounts are minor units; `principal_minor` is the original principal, `open` what is left.

    `country`: whose law it is followed up by, the merchant's. `delivered_on`: our first delivery of an invoice.
    `for_collection`: it was handed over to be collected, so that nothing is only reminded of any more.
    `due_fixed`: the due date was agreed on, or printed, beforehand. `fee_agreed`: a reminder's fee was agreed on before
    the debt arose. `consented_on`: to electronic demands. `email`: there is one; `electronic`: an electronic address
    that is sure to reach the payer. `deducts_vat`: the merchant does. `enforceable`: without a judgment. `approved`:
    what a person approved, None standing for the start. `plan_fees_minor`: what payment plans of it cost the payer.
    `paid_on`: the days of payments, where one interrupts limitation.
    """

    country: str
    payer_country: str
    currency: str
    business: bool
    principal_minor: int
    open: Parts
    due_on: date
    due_fixed: bool = True
    delivered_on: date | None = None
    handed_over: bool = False
    for_collection: bool = False
    steps: tuple[StepTaken, ...] = ()
    stops: tuple[Stop, ...] = ()
    movements: tuple[Movement, ...] = ()
    interest_pauses: tuple[Pause, ...] = ()
    interest_demanded_on: date | None = None
    fee_agreed: bool = False
    consented_on: date | None = None
    email: bool = False
    electronic: bool = False
    postal_address: bool = True
    deducts_vat: bool = True
    enforceable: bool = False
    interrupted_on: date | None = None
    approved: frozenset[StepKind | None] = field(default_factory=frozenset)
    plan_fees_minor: int = 0
    paid_on: tuple[date, ...] = ()
