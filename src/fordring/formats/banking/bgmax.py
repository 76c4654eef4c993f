"""Reader of Swedish BgMax files: sections from an opening (05) to its deposit (15), each the payments of one deposit.

What follows a payment (extra references, information, names) belongs to it, whatever its serial number says. Sums and
counts of each deposit and of the file must be those of its lines, or nothing of the file may be booked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from fordring.domain.money import Money
from fordring.formats.banking import bgmax_layout as layout
from fordring.formats.banking.bgmax_payment import Deposit, Payment, line_of
from fordring.formats.banking.control_totals import Count, differences
from fordring.formats.banking.fixed_lines import FileStoppedError, raw_lines
from fordring.formats.banking.fixed_reading import items_of
from fordring.formats.banking.fixed_width import is_number
from fordring.formats.banking.model import AccountTotals, BankAccountRef, BankItem, Direction, Problem
from fordring.formats.banking.repeats import Repeats

KIND = "bgmax"
TEST = "T"

_PAYMENTS, _EXTRAS = frozenset({"20", "21"}), frozenset({"22", "23"})
_ABOUT = frozenset({"25", "26", "27", "28", "29"})
_AMOUNT, _CODES = layout.PAYMENT.place("amount"), slice(55, 69)
_DEPOSIT = {field.name: field.place for field in layout.DEPOSIT.fields}
_END = {field.name: field.place for field in layout.END.fields if field.name not in {"record", "reserve"}}


def read_bgmax(stream: BinaryIO) -> Iterator[BankItem]:
    """The payments of each deposit in file order, then its totals; problems where they are met.

    The stream is read twice, since a deposit's day stands behind its payments. A fatal `Problem` may come last, so book
    after the end. Bank-files, section 3.
    """
    reading = _Reading(_deposits(stream))
    stream.seek(0)
    return items_of(reading, stream, layout.WIDTH)


def _deposits(stream: BinaryIO) -> list[tuple[str, str]]:
    """Day and number of every deposit, in the file's order."""
    day, number = _DEPOSIT["booked_on"], _DEPOSIT["number"]
    rows = (line.content.decode("latin-1") for line in raw_lines(stream) if line.content.startswith(b"15"))
    return [(row[day], row[number]) for row in rows]


@dataclass(slots=True)
class _Section:
    """An opening, and the deposit that it will end with."""

    deposit: Deposit
    count: Count = field(default_factory=Count)
    credits: int = 0
    debits: int = 0
    repeats: Repeats = field(default_factory=Repeats)


@dataclass(slots=True)
class _Reading:
    """What is known between two lines. `counted` are the figures of the file's end; None outside a file."""

    deposits: list[tuple[str, str]]
    found: list[BankItem] = field(default_factory=list)
    row: int = 0
    written_at: str = ""
    counted: dict[str, int] | None = None
    sections: int = 0
    section: _Section | None = None
    payment: Payment | None = None

    @property
    def place(self) -> str:
        """Where in the file, for a person."""
        number = self.section.deposit.number if self.section else ""
        return f"deposit {number}" if number else f"section {self.sections}"

    def problem(self, message: str, *, fatal: bool = False) -> None:
        """Something that a person must know."""
        self.found.append(Problem(message, fatal=fatal, source=f"{self.place}, line {self.row}", row=self.row))

    def take(self, row: int, line: str) -> None:
        """One line. Raises FileStoppedError where lines are missing or out of order."""
        code = line[:2]
        if self.payment is not None and (code in _ABOUT or code in _EXTRAS):
            self.row = row
            self._add_to(self.payment, code, line)
            return
        if code not in layout.RECORDS:
            self.row = row
            self.problem(f"a line of kind {code!r} is not known here and is not read")
            return
        self._close_payment()
        self.row = row
        if code in _PAYMENTS:
            self._open_payment(code, line)
        elif code == "05":
            self._open_section(line)
        elif code == "15":
            self._close_section(line)
        elif code == "01":
            self._open_file(line)
        elif code == "70":
            self._close_file(line)
        else:
            raise FileStoppedError(f"a line of kind {code} belongs to no payment: the payment's line is missing")

    def end(self) -> None:
        """The end of the stream. Raises FileStoppedError when the file has not ended."""
        self._close_payment()
        if self.counted is not None:
            raise FileStoppedError("the file is cut off: it has no end record (70)")

    def _open_file(self, line: str) -> None:
        if self.counted is not None:
            raise FileStoppedError("a file begins inside another: its end record (70) is missing")
        self.counted = dict.fromkeys(_END, 0)
        self.written_at = line[layout.START.place("written_at")].strip()
        if line[layout.START.place("mark")] == TEST:
            self.problem("the bank marks this as a test file: there is no money in it", fatal=True)

    def _open_section(self, line: str) -> None:
        if self.counted is None or self.section is not None:
            raise FileStoppedError("an opening (05) stands where none can: a deposit (15) before it is missing")
        bankgiro = line[layout.OPENING.place("bankgiro")].strip().lstrip("0")
        plusgiro = line[layout.OPENING.place("plusgiro")].strip().lstrip("0")
        account = BankAccountRef(bankgiro, "BGNR") if bankgiro else BankAccountRef(plusgiro, "PGNR")
        text, number = self.deposits[self.sections] if self.sections < len(self.deposits) else ("", "")
        self.sections += 1
        currency = line[layout.OPENING.place("currency")].upper()
        self.section = _Section(Deposit(account, currency, _day(text), number, self.sections))
        if currency not in layout.CURRENCIES:
            raise FileStoppedError(f"currency {currency!r}: BgMax is in {' or '.join(sorted(layout.CURRENCIES))}")
        if self.section.deposit.day is None and text:
            self.problem(f"{text!r} is not a date")

    def _open_payment(self, code: str, line: str) -> None:
        if self.section is None or self.counted is None:
            raise FileStoppedError("a payment stands outside every deposit: an opening (05) is missing")
        self.counted["payments" if code == "20" else "deductions"] += 1
        self.payment = Payment(self.row, code, line)

    def _add_to(self, payment: Payment, code: str, line: str) -> None:
        assert self.counted is not None  # a payment is open inside a file only
        if code in _EXTRAS:
            self.counted["extras"] += 1
            if not is_number(line[_AMOUNT] + line[_CODES]):
                self.problem("an extra reference cannot be read: the line is cut inside a field, or damaged")
                return
            payment.extras.append(line)
        else:
            payment.about.append(line)

    def _close_payment(self) -> None:
        payment, section = self.payment, self.section
        if payment is None or section is None:
            return
        self.payment = None
        section.count.payments += 1
        if not is_number(payment.line[_AMOUNT] + payment.line[_CODES]):
            section.count.unread += 1
            self.row = payment.row
            self.problem("a payment cannot be read: the line is cut inside a field, or damaged")
            return
        line = line_of(payment, section.deposit, section.count.payments)
        if line.direction is Direction.CREDIT:
            section.credits += line.amount.minor
        else:
            section.debits += line.amount.minor
        self.found.append(section.repeats.told_apart(line))

    def _close_section(self, line: str) -> None:
        section = self.section
        if section is None or self.counted is None:
            raise FileStoppedError("a deposit (15) stands where none can: its opening (05) is missing")
        self.counted["deposits"] += 1
        currency = line[_DEPOSIT["currency"]].upper()
        if currency != section.deposit.currency:
            self.problem(f"opened in {section.deposit.currency}, deposited in {currency!r}", fatal=True)
        net = None if section.count.unread else abs(section.credits - section.debits)
        announced = {"sum": line[_DEPOSIT["sum"]], "payments": line[_DEPOSIT["count"]]}
        self._compare("deposit", announced, {"sum": net, "payments": section.count.payments})
        self.found.append(self._totals(section))
        self.section = None

    def _close_file(self, line: str) -> None:
        if self.section is not None or self.counted is None:
            raise FileStoppedError("the file ends (70) inside a deposit, or had not begun")
        announced = {name: line[place] for name, place in _END.items()}
        self._compare("file", announced, self.counted)
        self.counted = None

    def _compare(self, what: str, announced: dict[str, str], counted: "dict[str, int] | dict[str, int | None]") -> None:
        for difference in differences(announced, counted):
            self.problem(f"the control totals of the {what} are wrong: {difference}", fatal=True)

    def _totals(self, section: _Section) -> AccountTotals:
        return AccountTotals(
            account=section.deposit.account,
            message_kind=KIND,
            message_id=self.written_at,
            statement_id=section.deposit.number,
            currency=section.deposit.currency,
            entries=section.count.payments,
            pending=0,
            credits=Money(section.credits, section.deposit.currency),
            debits=Money(section.debits, section.deposit.currency),
        )


def _day(text: str) -> date | None:
    """The day in YYYYMMDD, None where it is none."""
    if not is_number(text):
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None
