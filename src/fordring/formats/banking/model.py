"""What a bank tells us, as values: lines of money, problems with their place, and the totals of one account.

Every bank format is read into these and nothing else, so that matching and booking know one shape only.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache

from fordring.domain.money import Money
from fordring.domain.plentiful import plentiful

_SEPARATORS = str.maketrans("", "", " .-")


@lru_cache(maxsize=4096)
def _comparable(identifier: str) -> str:
    return identifier.translate(_SEPARATORS).upper()


class Direction(StrEnum):
    """Which way the money goes, seen from our account."""

    CREDIT = "credit"
    DEBIT = "debit"

    __hash__ = str.__hash__  # an enumeration's own is a function in Python, and each line asks for six


class LineStatus(StrEnum):
    """How far the bank has come. Only BOOKED is money; PENDING may become it, INFORMATION never does."""

    BOOKED = "booked"
    PENDING = "pending"
    INFORMATION = "information"


class ReferenceKind(StrEnum):
    """Where in the payment a reference stood, the most reliable place first."""

    SCOR = "scor"
    DOCUMENT = "document"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class BankAccountRef:
    """An account as a file names it: its identifier and the scheme of it (`IBAN`, `BBAN`, `BGNR`, `` when unsaid).

    The check digits are not tested here: an account that is not ours is the error, and that is the caller's to see.
    """

    identifier: str
    scheme: str = "IBAN"

    @property
    def comparable(self) -> str:
        """The identifier without blanks, points and hyphens, in capitals: two spellings of one account are equal."""
        return _comparable(self.identifier)


@plentiful(frozen=True, slots=True)
class Reference:
    """One thing the payer named: a creditor reference, a document number, or a candidate out of free text.

    `code` is the file's own type (`SCOR`, `QRR`, `CINV`, `CREN` ...), `issuer` who defines it. `amount` is what was
    said to be paid for it, negative for a credit note that was deducted; absent when the file does not say.
    """

    kind: ReferenceKind
    value: str
    code: str = ""
    issuer: str = ""
    amount: Money | None = None

    @property
    def comparable(self) -> str:
        """The value without blanks and leading zeros, in capitals; banks pad numbers to 20 places and to the left."""
        return "".join(self.value.split()).upper().lstrip("0")


@dataclass(frozen=True, slots=True)
class Batch:
    """What the bank says of a collective entry: payments announced, their total, and the payments really listed."""

    announced: int | None
    total: Money | None
    listed: int


@plentiful(frozen=True, slots=True)
class BankLine:
    """One movement on one account; `amount` is never negative, `direction` says which way.

    `entry_reference` is the bank's own number of the booked entry, `record_id` the file's number of it (unique in one
    message at most), `transaction_reference` the bank's number of the single payment inside. `split` is true when the
    entry became several lines, `position` counts them from 0, and `repeat` counts equal keys within one statement.
    `party_number` is the other party's organisation number, where the bank tells it.
    `codes` are what the bank's codes call a debit: the sub-family of ISO 20022, and its own code.
    `statement_id` is the bank's own of the statement, report or notification that it stands in, `page` which page of
    it where it comes in several.
    `made_on` is when the file was made, `day_unread` true where a day that it says is none.
    `question` is not empty when a person must say what the money is for: the amount is certain, its split is not.
    """

    account: BankAccountRef
    amount: Money
    direction: Direction
    status: LineStatus = LineStatus.BOOKED
    booked_on: date | None = None
    value_on: date | None = None
    entry_reference: str = ""
    record_id: str = ""
    transaction_reference: str = ""
    end_to_end_id: str = ""
    payment_information_id: str = ""
    references: tuple[Reference, ...] = ()
    text: str = ""
    party_name: str = ""
    party_account: BankAccountRef | None = None
    party_address: str = ""
    party_number: str = ""
    reversal: bool = False
    return_reason: str = ""
    codes: tuple[str, ...] = ()
    instructed: Money | None = None
    charges: Money | None = None
    batch: Batch | None = None
    split: bool = False
    position: int = 0
    repeat: int = 0
    question: str = ""
    statement_id: str = field(default="", compare=False)
    page: str = field(default="", compare=False)
    made_on: date | None = field(default=None, compare=False)
    day_unread: bool = field(default=False, compare=False)
    statement_no: int = field(default=1, compare=False)
    entry_no: int = field(default=1, compare=False)
    row: int = field(default=0, compare=False)

    @property
    def is_money(self) -> bool:
        """True when the bank has booked it; a pending or informational line must never reach the ledger."""
        return self.status is LineStatus.BOOKED

    @property
    def debtor_name(self) -> str:
        """Who paid: the other party of a credit, empty for a debit."""
        return self.party_name if self.direction is Direction.CREDIT else ""

    @property
    def debtor_account(self) -> BankAccountRef | None:
        """The account the money came from: that of the other party of a credit, none for a debit."""
        return self.party_account if self.direction is Direction.CREDIT else None

    @property
    def source(self) -> str:
        """Where in the file it stood, for a person: statement, entry and payment count from 1, `row` is the line."""
        return f"statement {self.statement_no}, entry {self.entry_no}, payment {self.position + 1} (line {self.row})"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that is not as it should be. `fatal`: nothing of the file may be booked."""

    message: str
    fatal: bool = False
    source: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class AccountTotals:
    """One statement, report or notification, after its last line. `copy` is COPY, CODU or DUPL, as the bank marks it.

    `credits` and `debits` are the booked sums in `currency`; `entries` counts all of them, `pending` those not booked.
    `closing` is the balance when the day `closing_on` ended. The copy mark alone does not say that the content came
    before: `line_identity` decides.
    """

    account: BankAccountRef
    message_kind: str
    message_id: str
    statement_id: str
    currency: str
    entries: int
    pending: int
    credits: Money
    debits: Money
    opening: Money | None = None
    closing: Money | None = None
    copy: str = ""
    closing_on: date | None = None


BankItem = BankLine | Problem | AccountTotals
"""What reading a bank file of any format gives, in its order."""
