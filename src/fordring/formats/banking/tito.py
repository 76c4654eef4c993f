"""Reader of Finnish TITO files: statements of one account each, whose entries lead from one balance to the next.

The sum of incoming reference payments is told of and not booked: a KTL file lists them one by one, and the money is
counted once. Balances and sums must be those of the entries, or nothing of the file may be booked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from fordring.domain.money import MINOR_DIGITS, Money
from fordring.formats.banking import tito_layout as layout
from fordring.formats.banking.finnish_files import account_in, day_in, is_seven_bit
from fordring.formats.banking.fixed_lines import FileStoppedError
from fordring.formats.banking.fixed_reading import items_of
from fordring.formats.banking.fixed_width import is_number
from fordring.formats.banking.model import (
    AccountTotals,
    BankAccountRef,
    BankItem,
    BankLine,
    LineStatus,
    Problem,
)
from fordring.formats.banking.repeats import Repeats
from fordring.formats.banking.tito_entry import Entry, line_of

KIND = "tito"
WIDTH = 999
COLLECTED = "the sum of reference payments: each of them comes in the KTL file"

_HEADER = {field.name: field.place for field in layout.HEADER.fields}
_BALANCE = {field.name: field.place for field in layout.BALANCE.fields}
_CUMULATIVE = {field.name: field.place for field in layout.CUMULATIVE.fields}
_DAY = "1"


def read_tito(stream: BinaryIO) -> Iterator[BankItem]:
    """The entries of each statement in file order, then its totals; problems where they are met.

    An entry that consists of others is those, where they are listed and add up. A fatal `Problem` may come last, so
    book after the end. Bank-files, section 5.
    """
    reading = _Reading(seven_bit=is_seven_bit(stream))
    stream.seek(0)
    return items_of(reading, stream, WIDTH)


@dataclass(slots=True)
class _Statement:
    """A statement that is open. `opening` is None where it cannot be read, `balance` what the entries lead to."""

    account: BankAccountRef
    number: str
    currency: str
    opening: int | None
    balance: int = 0
    closing: int | None = None
    entries: int = 0
    pending: int = 0
    unread: int = 0
    credits: int = 0
    debits: int = 0
    repeats: Repeats = field(default_factory=Repeats)
    corrected: bool = False
    days: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Reading:
    """What is known between two lines: the open statement, and the entry whose details and parts may follow."""

    seven_bit: bool
    found: list[BankItem] = field(default_factory=list)
    row: int = 0
    statements: int = 0
    statement: _Statement | None = None
    entry: Entry | None = None

    def problem(self, message: str, *, fatal: bool = False) -> None:
        """Something that a person must know."""
        self.found.append(
            Problem(message, fatal=fatal, source=f"statement {self.statements}, line {self.row}", row=self.row)
        )

    def take(self, row: int, line: str) -> None:
        """One line. Raises FileStoppedError where a statement lacks its end."""
        mark = line[layout.MARK].upper()
        if mark == "T00":
            self.close_statement()
            self.row = row
            self._open(line)
            return
        assert self.statement is not None  # a file begins with a header, or it is none
        if mark in {"T11", "T81"}:
            self.row = row
            self._detail(line)
        elif mark == "T10" and not (entry := Entry(row, line)).is_top and self.entry is not None:
            self.entry.parts.append(entry)
        else:
            self._close_entry(self.statement)
            self.row = row
            self._other(self.statement, mark, line)

    def _other(self, statement: _Statement, mark: str, line: str) -> None:
        if mark in {"T10", "T80"}:
            self.entry = Entry(self.row, line)
        elif mark == "T40":
            self._balance(statement, line)
        elif mark == "T50":
            if line[_CUMULATIVE["period"]] == _DAY:
                statement.days.append((line[_CUMULATIVE["credits"]], line[_CUMULATIVE["debits"]]))
        elif mark not in layout.WITHOUT_MONEY:
            self.problem(f"a line of kind {mark!r} is not known here and is not read")

    def _open(self, line: str) -> None:
        self.statements += 1
        currency = line[_HEADER["currency"]].upper()
        if currency not in MINOR_DIGITS:
            raise FileStoppedError(f"currency {currency!r} is not one we keep amounts in")
        iban = line[_HEADER["iban"]].split()
        account = BankAccountRef(iban[0]) if iban else account_in(line[_HEADER["account"]])
        opening = _signed(line[_HEADER["opening_sign"]], line[_HEADER["opening"]])
        if opening is None:
            self.problem("the opening balance cannot be read", fatal=True)
        self.statement = _Statement(account, line[_HEADER["number"]], currency, opening, opening or 0)

    def _detail(self, line: str) -> None:
        if self.entry is None:
            self.problem("a detail (T11) belongs to no entry and is not read")
        else:
            (self.entry.parts[-1] if self.entry.parts else self.entry).details.append(line)

    def _balance(self, statement: _Statement, line: str) -> None:
        closing = _signed(line[_BALANCE["sign"]], line[_BALANCE["closing"]])
        if closing is None:
            self.problem("the closing balance cannot be read", fatal=True)
        elif not statement.unread and closing != statement.balance:
            message = f"opening balance and entries give {statement.balance}, the closing balance is {closing}"
            self.problem(message, fatal=True)
        statement.closing = closing
        statement.balance = closing or 0

    def _close_entry(self, statement: _Statement) -> None:
        entry, self.entry = self.entry, None
        if entry is None:
            return
        statement.entries += 1
        minor = entry.minor
        if minor is None:
            statement.unread += 1
            self._about(entry, "the amount of an entry cannot be read")
            return
        is_money = entry.line[layout.MARK].upper() == "T10" and entry.is_top and not entry.is_rejected
        if is_money:
            statement.corrected = statement.corrected or entry.is_correction
            statement.closing = None
            statement.balance += minor
            statement.credits += max(minor, 0)
            statement.debits += max(-minor, 0)
        else:
            statement.pending += 1
        for line in self._lines(statement, entry, is_money=is_money):
            self.found.append(statement.repeats.told_apart(line) if line.is_money else line)

    def _lines(self, statement: _Statement, entry: Entry, *, is_money: bool) -> Iterator[BankLine]:
        """The entry as a line, or its parts; what is no money of its own is information."""
        for text in {entry.value("booked_on"), entry.value("value_on")}:
            if text.strip("0") and day_in(text) is None:
                self._about(entry, f"{text!r} is not a date")
        whole = self._line(statement, entry)
        if not is_money:
            yield replace(whole, status=LineStatus.INFORMATION)
        elif entry.parts and sum(part.minor or 0 for part in entry.parts) == entry.minor:
            lines = [self._line(statement, part) for part in entry.parts]
            same = all(line.direction is whole.direction and line.amount for line in lines)
            yield from lines if same else [replace(whole, question="its parts go both ways")]
        elif entry.parts:
            yield replace(whole, question="the entries it consists of do not sum to it")
        elif entry.is_collected:
            self._about(entry, f"{whole.amount} is {COLLECTED}")
            yield replace(whole, status=LineStatus.INFORMATION)
        else:
            yield whole

    def _line(self, statement: _Statement, entry: Entry) -> BankLine:
        line = line_of(entry, statement.account, statement.currency, seven_bit=self.seven_bit)
        return replace(line, statement_no=self.statements, entry_no=statement.entries)

    def _about(self, entry: Entry, message: str) -> None:
        self.found.append(Problem(message, source=f"statement {self.statements}, line {entry.row}", row=entry.row))

    def end(self) -> None:
        """The end of the file, which closes its last statement. Raises FileStoppedError where that lacks its end."""
        self.close_statement()

    def close_statement(self) -> None:
        """The end of a statement, if one is open. Raises FileStoppedError when it lacks its closing balance."""
        statement = self.statement
        if statement is None:
            return
        self._close_entry(statement)
        if statement.closing is None:
            raise FileStoppedError("the file is cut off: the statement has no closing balance (T40) behind its entries")
        self._compare_days(statement)
        self.found.append(self._totals(statement))
        self.statement = None

    def _compare_days(self, statement: _Statement) -> None:
        """The sums of its days (T50), where it has any, every entry was read and none corrects another."""
        if statement.unread or statement.corrected or not statement.days:
            return
        for place, (what, counted) in enumerate((("credits", statement.credits), ("debits", statement.debits))):
            texts = [day[place] for day in statement.days]
            if not all(is_number(text) for text in texts) or sum(map(int, texts)) != counted:
                message = f"the control totals of the statement are wrong: {what} of the days are not {counted}"
                self.problem(message, fatal=True)

    def _totals(self, statement: _Statement) -> AccountTotals:
        currency = statement.currency
        assert statement.closing is not None
        return AccountTotals(
            account=statement.account,
            message_kind=KIND,
            message_id=statement.number,
            statement_id=statement.number,
            currency=currency,
            entries=statement.entries,
            pending=statement.pending,
            credits=Money(statement.credits, currency),
            debits=Money(statement.debits, currency),
            opening=None if statement.opening is None else Money(statement.opening, currency),
            closing=Money(statement.closing, currency),
        )


def _signed(sign: str, amount: str) -> int | None:
    """An amount with its sign in front, None where it cannot be read."""
    if not is_number(amount) or sign not in "+- ":
        return None
    return -int(amount) if sign == "-" else int(amount)
