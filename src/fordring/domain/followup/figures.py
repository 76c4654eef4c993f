"""Figures of the law: what there is a figure of, and a dated row with its source and how sure it is.

A row holds from `valid_from` to `valid_to`, or for as long as no later row of the same item takes its place.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

VERIFYING = frozenset({"A", "B", "RUN"})
"""Confidence that seeds a row as verified. C, D and M seed it unverified; what nobody knows has no row at all."""


class Unit(StrEnum):
    """What a figure counts. Amounts are minor units, shares and rates basis points."""

    MINOR = "minor"
    BASIS_POINTS = "bp"
    DAYS = "days"
    BANK_DAYS = "bank_days"
    MONTHS = "months"
    COUNT = "count"
    YEAR = "year"


class Payer(StrEnum):
    """Of which payers a row speaks."""

    ANY = "any"
    CONSUMER = "consumer"
    BUSINESS = "business"

    @classmethod
    def of(cls, *, business: bool) -> "Payer":
        """The kind of a payer."""
        return cls.BUSINESS if business else cls.CONSUMER


class Item(StrEnum):
    """What the law puts a figure on. `docs/follow-up.md` lists them in words."""

    LAW = "law"
    LATE_INTEREST = "late_interest"
    INTEREST_DIVISOR = "interest_divisor"
    INTEREST_AFTER_DEMAND = "interest_after_demand"
    INTEREST_ON_COSTS = "interest_on_costs"
    COLLECTION_RATE = "collection_rate"
    REMINDER_FEE = "reminder_fee"
    NOTICE_FEE = "notice_fee"
    OWN_DEMAND_FEE = "own_demand_fee"
    DEMAND_FEE = "demand_fee"
    ENFORCEABLE_DEMAND_FEE = "enforceable_demand_fee"
    COLLECTOR_SHARE = "collector_share"
    COLLECTOR_BUSINESS_SHARE = "collector_business_share"
    COLLECTOR_HEAVY_SHARE = "collector_heavy_share"
    COLLECTOR_VAT = "collector_vat"
    FURTHER_DEMAND_SHARE = "further_demand_share"
    COMPENSATION = "compensation"
    PLAN_FEE = "plan_fee"
    PLAN_NOTICE_FEE = "plan_notice_fee"
    PLAN_SHARE = "plan_share"
    EXTENSION_FEE = "extension_fee"
    TOTAL_CAP = "total_cap"
    ENFORCEABLE_TOTAL_CAP = "enforceable_total_cap"
    FEE_AFTER_DUE = "fee_after_due"
    LETTER_GAP = "letter_gap"
    DEMAND_AFTER_REMINDER = "demand_after_reminder"
    NOTICE_TERM = "notice_term"
    DEMAND_TERM = "demand_term"
    DEMAND_BANK_TERM = "demand_bank_term"
    HEAVY_AFTER_TERM = "heavy_after_term"
    DEMAND_RENEWAL = "demand_renewal"
    CONSENT_LASTS = "consent_lasts"
    LETTERS_MAX = "letters_max"
    REMINDERS_MAX = "reminders_max"
    NOTICES_MAX = "notices_max"
    DEMANDS_MAX = "demands_max"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: of a country, an item and a kind of payer, for the days it holds.

    `up_to_minor`: the principal its tier reaches to, None without limit. `confidence`: labels as A, B, C, D, M, RUN.
    `entry_no`: the operator's entry that it comes from, or was verified by; 0 for what came with the program.
    """

    country: str
    item: Item
    payer: Payer
    valid_from: date
    valid_to: date | None
    value: int
    confidence: str
    source: str
    up_to_minor: int | None = None
    note: str = ""
    entry_no: int = 0

    @property
    def verified(self) -> bool:
        """Whether money may be demanded by it: its operator vouches for it, or every label of it is A, B or RUN."""
        return self.entry_no > 0 or set(re.findall("RUN|[A-Z]", self.confidence)) <= VERIFYING

    @property
    def paragraph(self) -> str:
        """The first of its sources, as a reason names it."""
        return self.source.partition(";")[0]

    @property
    def key(self) -> tuple[str, Item, Payer, int | None, date]:
        """What tells one row from another."""
        return (self.country, self.item, self.payer, self.up_to_minor, self.valid_from)

    def holds_on(self, day: date) -> bool:
        """Whether the day is one of its own."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Standing(StrEnum):
    """How far a figure can be trusted."""

    VERIFIED = "verified"
    UNVERIFIED = "not verified"
    CARRIED = "carried over"


@dataclass(frozen=True, slots=True)
class Figure:
    """A row as it was found for a day, and how far it can be trusted there.

    `mark` is what is said beside an amount that rests on it; None where nothing needs to be.
    """

    row: Row
    standing: Standing
    mark: str | None = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        mark = None
        if self.standing is not Standing.VERIFIED:
            name = f"{self.row.country} {self.row.item} from {self.row.valid_from}"
            mark = f"{name}: {self.standing} ({self.row.source})"
        object.__setattr__(self, "mark", mark)

    @property
    def value(self) -> int:
        """The figure itself."""
        return self.row.value
