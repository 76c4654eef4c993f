"""Reader of Finnish KTL files: batches of incoming reference payments, each with its counts and sums at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from fordring.domain.money import Money
from fordring.formats.banking import ktl_layout as layout
from fordring.formats.banking.control_totals import differences
from fordring.formats.banking.finnish_files import (
    CURRENCY,
    account_in,
    day_in,
    is_seven_bit,
    reference_in,
    with_letters,
)
from fordring.formats.banking.fixed_lines import FileStoppedError
from fordring.formats.banking.fixed_reading import items_of
from fordring.formats.banking.fixed_width import is_number
from fordring.formats.banking.model import AccountTotals, BankAccountRef, BankItem, BankLine, Direction, Problem
from fordring.formats.banking.repeats import Repeats

KIND = "ktl"

_PAYMENT = {field.name: field.place for field in layout.PAYMENT.fields}
_FIGURES = {field.name: field.place for field in layout.SUMMARY.fields if field.name not in {"record", "filler"}}


def read_ktl(stream: BinaryIO) -> Iterator[BankItem]:
    """The payments of each batch in file order, then the totals of each of its accounts; problems where they are met.

    A correction takes money back. A fatal `Problem` may come last, so book after the end. Bank-files, section 4.
    """
    reading = _Reading(seven_bit=is_seven_bit(stream))
    stream.seek(0)
    return items_of(reading, stream, layout.WIDTH)


@dataclass(slots=True)
class _Sums:
    """What came and went on one account."""

    account: BankAccountRef
    entries: int = 0
    credits: int = 0
    debits: int = 0


@dataclass(slots=True)
class _Batch:
    """A batch that is open: when it was written, and its figures so far."""

    written: str
    counted: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_FIGURES, 0))
    unread: int = 0
    accounts: dict[str, _Sums] = field(default_factory=dict)
    repeats: Repeats = field(default_factory=Repeats)


@dataclass(slots=True)
class _Reading:
    """What is known between two lines."""

    seven_bit: bool
    found: list[BankItem] = field(default_factory=list)
    row: int = 0
    batches: int = 0
    batch: _Batch | None = None

    def problem(self, message: str, *, fatal: bool = False) -> None:
        """Something that a person must know."""
        self.found.append(Problem(message, fatal=fatal, source=f"batch {self.batches}, line {self.row}", row=self.row))

    def take(self, row: int, line: str) -> None:
        """One line. Raises FileStoppedError where lines are missing or out of order."""
        self.row = row
        kind = line[0]
        if kind not in layout.RECORDS:
            self.problem(f"a line of kind {kind!r} is not known here and is not read")
        elif kind == "0":
            if self.batch is not None:
                raise FileStoppedError("a batch begins inside another: its summary (9) is missing")
            self.batches += 1
            self.batch = _Batch(line[1:11])
        elif self.batch is None:
            raise FileStoppedError(f"a line of kind {kind} stands outside every batch: its header (0) is missing")
        elif kind == "9":
            self._close(self.batch, line)
        else:
            self._payment(self.batch, line)

    def end(self) -> None:
        """The end of the file. Raises FileStoppedError when its last batch is not closed."""
        if self.batch is not None:
            raise FileStoppedError("the file is cut off: the batch has no summary (9)")

    def _payment(self, batch: _Batch, line: str) -> None:
        correction = line[_PAYMENT["correction"]] == layout.CORRECTION
        batch.counted["correction_count" if correction else "count"] += 1
        amount, currency = line[_PAYMENT["amount"]], line[_PAYMENT["currency"]]
        if not is_number(amount) or currency != layout.EURO:
            batch.unread += 1
            self.problem(f"a payment of {amount.strip()!r} in currency {currency!r} cannot be read: 1 is the euro")
            return
        minor = int(amount)
        batch.counted["correction_sum" if correction else "sum"] += minor
        text = line[_PAYMENT["account"]]
        sums = batch.accounts.get(text)
        if sums is None:
            sums = batch.accounts[text] = _Sums(account_in(text))
        sums.entries += 1
        if correction:
            sums.debits += minor
        else:
            sums.credits += minor
        self.found.append(batch.repeats.told_apart(self._line(line, sums.account, minor, correction=correction)))

    def _line(self, line: str, account: BankAccountRef, minor: int, *, correction: bool) -> BankLine:
        payer = line[_PAYMENT["payer"]].strip()
        days = {name: line[_PAYMENT[name]] for name in ("booked_on", "paid_on")}
        unread = [text for text in days.values() if text.strip(" 0") and day_in(text) is None]
        for text in unread:
            self.problem(f"{text!r} is not a date")
        return BankLine(
            account=account,
            amount=Money(minor, CURRENCY),
            direction=Direction.DEBIT if correction else Direction.CREDIT,
            booked_on=day_in(days["booked_on"]),
            value_on=day_in(days["paid_on"]),
            day_unread=bool(unread),
            entry_reference=line[_PAYMENT["archive"]].strip(),
            references=reference_in(line[_PAYMENT["reference"]]),
            party_name=with_letters(payer) if self.seven_bit else payer,
            reversal=correction,
            statement_no=self.batches,
            entry_no=self.row,
            row=self.row,
        )

    def _close(self, batch: _Batch, line: str) -> None:
        announced = {name: line[place] for name, place in _FIGURES.items()}
        counted: dict[str, int | None] = dict(batch.counted)
        if batch.unread:
            counted |= {"sum": None, "correction_sum": None}
        for difference in differences(announced, counted):
            self.problem(f"the control totals of the batch are wrong: {difference}", fatal=True)
        self.found += [self._totals(sums, batch.written) for sums in batch.accounts.values()]
        self.batch = None

    def _totals(self, sums: _Sums, written: str) -> AccountTotals:
        return AccountTotals(
            account=sums.account,
            message_kind=KIND,
            message_id=written,
            statement_id=f"{written}-{self.batches}",
            currency=CURRENCY,
            entries=sums.entries,
            pending=0,
            credits=Money(sums.credits, CURRENCY),
            debits=Money(sums.debits, CURRENCY),
        )
