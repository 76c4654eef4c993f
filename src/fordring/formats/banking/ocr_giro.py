"""Reader of Norwegian OCR giro files: transmissions of assignments, each the payments of one account.

A payment is two lines, or three with free text. Counts and sums at the end of each part must be those of its lines, or
nothing of the file may be booked. Assignments of other services (AvtaleGiro) are counted and passed over.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import BinaryIO

from fordring.domain.money import Money
from fordring.formats.banking import ocr_giro_layout as layout
from fordring.formats.banking.control_totals import Count, differences
from fordring.formats.banking.fixed_lines import FileStoppedError
from fordring.formats.banking.fixed_reading import items_of
from fordring.formats.banking.fixed_width import Record, day_of, is_number
from fordring.formats.banking.model import (
    AccountTotals,
    BankAccountRef,
    BankItem,
    BankLine,
    Direction,
    Problem,
    Reference,
    ReferenceKind,
)

KIND = "ocr_giro"
CURRENCY = "NOK"
PAYMENTS = "09"
CUT = "the KID is not at the right of its field: the line may be cut"


def _places(record: Record, *names: str) -> tuple[slice, ...]:
    return tuple(record.place(name) for name in names)


_SERVICE, _TYPE, _CODE = _places(layout.AMOUNT_1, "service", "type", "record")
_NUMBER, _SETTLED, _SIGN, _AMOUNT, _KID = _places(layout.AMOUNT_1, "transaction", "settled_on", "sign", "amount", "kid")
_ARCHIVE, _PAID, _DEBIT_ACCOUNT = _places(layout.AMOUNT_2, "archive", "paid_on", "debit_account")
_TEXT = layout.AMOUNT_3.place("text")
_TRANSMISSION = layout.TRANSMISSION_START.place("transmission")
_AGREEMENT, _ASSIGNMENT, _ACCOUNT = _places(layout.ASSIGNMENT_START, "agreement", "assignment", "account")
_TOTALS = dict(
    zip(("payments", "records", "sum"), _places(layout.ASSIGNMENT_END, "transactions", "records", "sum"), strict=True)
)


def read_ocr_giro(stream: BinaryIO) -> Iterator[BankItem]:
    """The payments of each assignment in file order, then its totals; problems where they are met.

    A fatal `Problem` may come last, so book after the end. A payment whose amount cannot be read is a problem and no
    line; then the sums cannot be compared, the counts are. Bank-files, section 2.
    """
    reading = _Reading()
    return items_of(reading, stream, layout.WIDTH)


@dataclass(slots=True)
class _Payment:
    """The lines of one payment so far."""

    row: int
    first: str
    second: str = ""
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Assignment:
    """An assignment that is open, and what was read of it."""

    service: str
    number: str
    account: BankAccountRef
    count: Count = field(default_factory=Count)
    credits: int = 0
    debits: int = 0
    last_number: str = ""


@dataclass(slots=True)
class _Reading:
    """What is known between two lines. `found` is what the last one brought."""

    found: list[BankItem] = field(default_factory=list)
    row: int = 0
    transmission: str = ""
    count: Count | None = None
    assignment: _Assignment | None = None
    assignments: int = 0
    payment: _Payment | None = None

    @property
    def place(self) -> str:
        number = self.assignment.number if self.assignment else "-"
        return f"transmission {self.transmission or '-'}, assignment {number}"

    def problem(self, message: str, *, fatal: bool = False) -> None:
        """Something that a person must know."""
        self.found.append(Problem(message, fatal=fatal, source=f"{self.place}, line {self.row}", row=self.row))

    def take(self, row: int, line: str) -> None:
        """One line. Raises FileStoppedError where lines are missing or out of order."""
        code = line[_CODE]
        if code in {"31", "32"} and self.payment is not None:
            self.row = row
            self._add_to(self.payment, code, line)
            return
        self._close_payment()
        self.row = row
        if code == "30" and self.assignment is not None and self.assignment.service == PAYMENTS:
            self.payment = _Payment(row, line)
        elif code == "10":
            self._open_transmission(line)
        elif code == "20":
            self._open_assignment(line)
        elif code == "88":
            self._close_assignment(line)
        elif code == "89":
            self._close_transmission(line)
        else:
            self._other(code, line)

    def end(self) -> None:
        """The end of the file. Raises FileStoppedError when its last transmission is not closed."""
        self._close_payment()
        if self.count is not None:
            raise FileStoppedError("the file is cut off: the transmission has no end")

    def _open_transmission(self, line: str) -> None:
        if self.count is not None:
            raise FileStoppedError("a transmission begins inside another: its end is missing")
        self.transmission, self.count = line[_TRANSMISSION], Count(records=1)

    def _open_assignment(self, line: str) -> None:
        if self.count is None or self.assignment is not None:
            raise FileStoppedError("an assignment begins where none can: an end before it is missing")
        account = BankAccountRef(line[_ACCOUNT].strip(), "BBAN")
        self.assignment = _Assignment(line[_SERVICE], line[_ASSIGNMENT], account, Count(records=1))
        self.assignments += 1
        if self.assignment.service != PAYMENTS:
            service = layout.SERVICES.get(self.assignment.service, "another service")
            self.problem(f"an assignment of {service} holds no payments to book and is passed over")

    def _add_to(self, payment: _Payment, code: str, line: str) -> None:
        """The second or third line of a payment, which bears its number."""
        assert self.assignment is not None  # a payment is open inside one only
        self.assignment.count.records += 1
        if line[_NUMBER] != payment.first[_NUMBER]:
            self.problem(f"this line is of payment {line[_NUMBER]} and stands in payment {payment.first[_NUMBER]}")
        elif code == "32":
            payment.texts.append(line[_TEXT].strip())
        elif payment.second:
            self.problem(f"payment {payment.first[_NUMBER]} has two lines of amount item 2")
        else:
            payment.second = line

    def _other(self, code: str, line: str) -> None:
        """A line that brings no money: of another service, or one that is not known."""
        if self.assignment is None:
            raise FileStoppedError(f"a line of kind {code!r} stands outside every assignment")
        self.assignment.count.records += 1
        if self.assignment.service == PAYMENTS:
            self.problem(f"a line of kind {code!r} is not known here and is not read")
        elif line[_NUMBER] != self.assignment.last_number:
            self.assignment.last_number = line[_NUMBER]
            self.assignment.count.payments += 1

    def _close_payment(self) -> None:
        payment, assignment = self.payment, self.assignment
        if payment is None or assignment is None:
            return
        self.payment = None
        assignment.count.payments += 1
        assignment.count.records += 1
        if not payment.second:
            self.problem(f"payment {payment.first[_NUMBER]} has no amount item 2")
        text = payment.first[_AMOUNT]
        if not is_number(text) or payment.first[_SIGN] not in "0- ":
            assignment.count.unread += 1
            self.row = payment.row
            self.problem(f"the amount of payment {payment.first[_NUMBER]} cannot be read: {text!r}")
            return
        self._add_line(payment, assignment, int(text))

    def _add_line(self, payment: _Payment, assignment: _Assignment, minor: int) -> None:
        first, negative = payment.first, payment.first[_SIGN] == "-"
        kind = first[_TYPE]
        taken_back = kind in layout.TAKEN_BACK
        if kind not in layout.TYPES:
            self.problem(f"transaction type {kind!r} is not known: taken for a payment by its sign")
        # The manual adds reversals (18, 20) to the sum; other negative amounts are taken off it.
        assignment.count.minor += -minor if negative and not taken_back else minor
        debit = negative or taken_back
        if debit:
            assignment.debits += minor
        else:
            assignment.credits += minor
        settled_on = first[_SETTLED]
        number = first[_NUMBER]
        kid = "".join(first[_KID].split())
        second = payment.second
        said_days = [settled_on, second[_PAID]] if second else [settled_on]
        debit_account = second[_DEBIT_ACCOUNT] if second[_DEBIT_ACCOUNT].strip(" 0") else ""
        self.found.append(
            BankLine(
                account=assignment.account,
                amount=Money(minor, CURRENCY),
                direction=Direction.DEBIT if debit else Direction.CREDIT,
                booked_on=self._day(settled_on, payment.row),
                value_on=self._day(second[_PAID], payment.row) if second else None,
                day_unread=any(text.strip(" 0") and _day_in(text) is None for text in said_days),
                entry_reference=f"{settled_on}-{self.transmission}-{assignment.number}-{number}",
                record_id=second[_ARCHIVE].lstrip(" 0").rstrip(),
                references=(Reference(ReferenceKind.SCOR, kid, "KID"),) if kid else (),
                text="\n".join(filter(None, payment.texts)),
                party_account=BankAccountRef(debit_account, "BBAN") if debit_account else None,
                reversal=debit,
                question=CUT if kid and first[_KID][-1] == " " else "",
                statement_no=self.assignments,
                entry_no=assignment.count.payments,
                row=payment.row,
            )
        )

    def _day(self, text: str, row: int) -> date | None:
        """The day in DDMMYY; zeros or blanks are none."""
        if not text.strip(" 0"):
            return None
        day = _day_in(text)
        if day is None:
            self.row = row
            self.problem(f"{text!r} is not a date")
        return day

    def _close_assignment(self, line: str) -> None:
        assignment = self.assignment
        if assignment is None or self.count is None:
            raise FileStoppedError("the end of an assignment that has not begun")
        assignment.count.records += 1
        self._compare("the assignment", line, assignment.count, compare_sum=assignment.service == PAYMENTS)
        if assignment.service == PAYMENTS:
            self.found.append(self._totals(assignment))
        else:
            announced = line[_TOTALS["sum"]]
            assignment.count.minor = int(announced) if is_number(announced) else 0
        self.count.add(assignment.count)
        self.assignment = None

    def _close_transmission(self, line: str) -> None:
        if self.assignment is not None or self.count is None:
            raise FileStoppedError("the transmission ends inside an assignment, or had not begun")
        self.count.records += 1
        self._compare("the transmission", line, self.count, compare_sum=True)
        self.count = None

    def _compare(self, what: str, line: str, count: Count, *, compare_sum: bool) -> None:
        announced = {name: line[place] for name, place in _TOTALS.items()}
        minor = abs(count.minor) if compare_sum and not count.unread else None
        counted = {"payments": count.payments, "records": count.records, "sum": minor}
        for difference in differences(announced, counted):
            self.problem(f"the control totals of {what} are wrong: {difference}", fatal=True)

    def _totals(self, assignment: _Assignment) -> AccountTotals:
        return AccountTotals(
            account=assignment.account,
            message_kind=KIND,
            message_id=self.transmission,
            statement_id=f"{self.transmission}-{assignment.number}",
            currency=CURRENCY,
            entries=assignment.count.payments,
            pending=0,
            credits=Money(assignment.credits, CURRENCY),
            debits=Money(assignment.debits, CURRENCY),
        )


@lru_cache(maxsize=256)
def _day_in(text: str) -> date | None:
    try:
        return day_of(text[4:6], text[2:4], text[0:2])
    except ValueError:
        return None
