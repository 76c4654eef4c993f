"""A claim as it is handed over to a court, resolved: parties, amounts, interest, steps, payments, papers, ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.letter import InterestLine
from fordring.domain.followup.mark import UNMARKED, Marks
from fordring.formats.documents.model import Brand, Buyer, Country, Language, Seller


@dataclass(frozen=True, slots=True)
class CourtStep:
    """A step that was taken; `ours` is false for the creditor's own. `paper` is its letter's place among the papers.

    `marks` are said beside its fee.
    """

    kind: StepKind
    sent_on: date
    pay_by: date | None
    fee_minor: int
    ours: bool = True
    cancelled: bool = False
    paper: int | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CourtPayment:
    """Money that came, or was taken back (below zero); `direct` is what the creditor received itself."""

    paid_on: date
    covered: Parts
    direct: bool = False


@dataclass(frozen=True, slots=True)
class CourtPaper:
    """A paper of the claim: what it is, its checksum, and whether it is bound in behind the cover."""

    name: str
    day: date
    sha256: str
    size_bytes: int
    bound: bool = True


@dataclass(frozen=True, slots=True)
class CourtEntry:
    """An entry of the ledger with its postings on the claim, account and amount; `changes` of what is owed.

    `marks` are said beside the fees and the interest that it demanded, or took back.
    """

    number: str
    kind: str
    value_on: date
    changes: Parts
    postings: Sequence[tuple[str, int]] = ()
    marks: Marks = UNMARKED


@dataclass(frozen=True, slots=True)
class CourtCase:
    """One claim as of the day `on`. `open` is what the ledger says; `interest` reckons all of it up to that day.

    `interest_wanted` says why it cannot be reckoned. `last_day` is the last before limitation. `marks` are said beside
    what is open.
    """

    language: Language
    country: Country
    seller: Seller
    buyer: Buyer
    on: date
    currency: str
    claim_no: int
    number: str
    reference: str
    issued_on: date | None
    due_on: date
    description: str
    principal_minor: int
    open: Parts
    interest: tuple[InterestLine, ...] = ()
    interest_wanted: str = ""
    last_day: date | None = None
    steps: tuple[CourtStep, ...] = ()
    payments: tuple[CourtPayment, ...] = ()
    papers: tuple[CourtPaper, ...] = ()
    entries: tuple[CourtEntry, ...] = ()
    brand: Brand = field(default_factory=Brand)
    sandbox: bool = False
    marks: Marks = UNMARKED

    @property
    def accrued_minor(self) -> int:
        """Interest that was reckoned and is not booked or paid yet; never below zero."""
        paid = sum(payment.covered.interest for payment in self.payments)
        return max(0, sum(line.interest_minor for line in self.interest) - self.open.interest - paid)

    @property
    def payable(self) -> Parts:
        """What is to be paid that day."""
        return self.open + Parts(interest=self.accrued_minor)
