"""What is known of a camt message between two of its elements, and what the end of each brings."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from fordring.domain.payment.days import EARLIEST, LATEST
from fordring.formats.banking.camt_details import Detail, read_detail
from fordring.formats.banking.camt_entry import Entry, Place, contradictions, entry_lines, read_entry
from fordring.formats.banking.camt_shapes import Texts
from fordring.formats.banking.camt_statement import (
    Statement,
    Sums,
    account_totals,
    check_statement,
    page_of_message,
    read_statement,
)
from fordring.formats.banking.camt_usual import usual_line, usual_payment
from fordring.formats.banking.figures import read_date
from fordring.formats.banking.model import AccountTotals, BankItem, BankLine, Problem
from fordring.formats.banking.repeats import Repeats
from fordring.formats.banking.secure_xml import Element, by_name, local_name, row_of, text_of


@dataclass(slots=True)
class Reading:
    """The open statement, the payments of the open entry, the sums."""

    kind: str
    statement_no: int = 0
    entry_no: int = 0
    page: str | None = None
    made_on: date | None = None
    message_id: str = ""
    statement: Statement | None = None
    sums: Sums = field(default_factory=Sums)
    details: list[Detail] = field(default_factory=list)
    repeats: Repeats = field(default_factory=Repeats)
    rows_withheld: int = 0
    """Lines of the file that the parser has not seen, and how many of them stand before the open entry."""
    rows_before_entry: int = 0

    @property
    def place(self) -> str:
        """The entry last read, for a person."""
        return f"statement {self.statement_no}, entry {self.entry_no}" if self.statement_no else "the first statement"

    def take(self, element: Element) -> Iterator[BankItem]:
        """What the end of one element brings; the element is emptied."""
        name = local_name(element)
        if name == "TxDtls":
            self.details.append(read_detail(element))
        elif name == "Ntry":
            yield from self._entry(element)
        else:
            yield from self._end_of_statement(element)
        element.clear()
        _drop_before(element, name)

    def usual_entry(self, texts: Texts, free: list[str], row: int) -> BankLine | None:
        """The line of an entry beside another of the open statement, by its texts; None where it is not that simple."""
        assert self.statement is not None  # its sister opened it
        line = usual_line(texts, free, self._place(self.statement, self.entry_no + 1, row))
        if line is None:
            return None
        self.entry_no += 1
        self.sums.add(line.direction, line.amount, line.status)
        return self._counted(line)

    def usual_payment(self, texts: Texts, free: list[str]) -> bool:
        """Take a payment beside another of the open entry, by its texts; False where it is not that simple."""
        detail = usual_payment(texts, free)
        if detail is None:
            return False
        self.details.append(detail)
        return True

    def withhold(self, rows: int, *, whole_entry: bool) -> None:
        """So many lines of the file are not for the parser: those of a whole entry, or of a payment in the open one."""
        self.rows_withheld += rows
        if whole_entry:
            self.rows_before_entry = self.rows_withheld

    def _entry(self, element: Element) -> Iterator[BankLine | Problem]:
        details, self.details = self.details, []
        parent = element.getparent()
        assert parent is not None  # the root is never an entry: `detect` saw it
        statement = self._open(parent)
        self.entry_no += 1
        row = row_of(element) + self.rows_before_entry
        self.rows_before_entry = self.rows_withheld
        problems = [message for detail in details for message in (*detail.problems, *detail.remittance.problems)]
        entry = self._read_entry(element, details, problems)
        yield from (Problem(message, source=f"{self.place}, line {row}", row=row) for message in problems)
        if entry is None:
            self.sums.add_unread()
            return
        self.sums.add(entry.direction, entry.amount, entry.status)
        place = self._place(statement, self.entry_no, row)
        for line in entry_lines(entry, details, place):
            yield self._counted(line)

    def _place(self, statement: Statement, entry_no: int, row: int) -> Place:
        page = ".".join(filter(None, (self.page, statement.page))) if self.page or statement.page else ""
        return Place(statement.account, self.statement_no, entry_no, row, statement.statement_id, page, self.made_on)

    def _counted(self, line: BankLine) -> BankLine:
        """The line, told apart from its equals; what is pending is not counted."""
        return self.repeats.told_apart(line) if line.is_money else line

    def _read_entry(self, element: Element, details: list[Detail], problems: list[str]) -> Entry | None:
        try:
            entry = read_entry(element, problems)
        except ValueError as error:
            problems.append(f"the entry cannot be read: {error}")
            return None
        problems += contradictions(entry, details)
        return entry

    def _open(self, element: Element) -> Statement:
        """The head of the statement `element`, read once, before its first entry is dropped."""
        if self.statement is None:
            header = by_name(element.getparent()).get("GrpHdr")
            self.message_id = text_of(by_name(header).get("MsgId"))
            self.page = page_of_message(header)
            self.made_on = _made_on(header)
            self.statement = read_statement(element)
            self.statement_no += 1
        return self.statement

    def _end_of_statement(self, element: Element) -> Iterator[Problem | AccountTotals]:
        statement = self._open(element)
        place = f"statement {self.statement_no}"
        yield from check_statement(statement, self.sums, place, paged=self.page is not None)
        yield account_totals(statement, self.sums, self.kind, self.message_id)
        self.statement, self.sums, self.repeats = None, Sums(), Repeats()


def _made_on(header: Element | None) -> date | None:
    """When the message was made; None where that cannot be read or cannot be, for nothing is measured by it then."""
    with suppress(ValueError):
        day = read_date(text_of(by_name(header).get("CreDtTm")))
        return day if EARLIEST <= day <= LATEST else None
    return None


def _drop_before(element: Element, name: str) -> None:
    """Remove the emptied element of the same name just before this one; the one being read must stay in the tree."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None and parent is not None and local_name(before) == name:
        parent.remove(before)
