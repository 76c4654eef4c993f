"""Reader of ISO 20022 bank-to-customer messages: camt.052 reports, camt.053 statements, camt.054 notifications.

Versions 01 to 12 by one reader: names differ by version, and each lookup knows both. It reads in pieces and keeps one
entry at a time, so memory grows with the largest entry, and with the file by eight bytes a line.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from lxml.etree import XMLSyntaxError

from fordring.domain.errors import NotABankFileError
from fordring.formats.banking.camt_details import Detail, read_detail
from fordring.formats.banking.camt_entry import Entry, Place, contradictions, entry_lines, read_entry
from fordring.formats.banking.camt_statement import (
    Statement,
    Sums,
    account_totals,
    check_statement,
    is_one_of_several_pages,
    read_statement,
)
from fordring.formats.banking.detect import HEAD_BYTES, detect
from fordring.formats.banking.model import AccountTotals, BankItem, BankLine, Problem
from fordring.formats.banking.repeats import Repeats
from fordring.formats.banking.secure_xml import Element, by_name, finished, local_name, pull_parser, row_of, text_of

SILENT_BYTES_MAX = 32 * 1024 * 1024
_TAGS = ["{*}TxDtls", "{*}Ntry", "{*}Ntfctn", "{*}Stmt", "{*}Rpt"]


def read_camt(stream: BinaryIO, *, silent_bytes_max: int = SILENT_BYTES_MAX) -> Iterator[BankItem]:
    """The lines of each statement in file order, then its problems and its totals, statement by statement.

    A `Problem` with `fatal` means that nothing of the file may be booked: truncated, damaged, control totals wrong, or
    an element of more than `silent_bytes_max` bytes. It may come last, so book after the end, or in one transaction.
    Other problems are questions beside the lines. Raises NotABankFileError for anything but a camt.052, 053 or 054, and
    for a file with a DTD. Bank-files, section 6.
    """
    chunk = stream.read(HEAD_BYTES)
    kind = detect(chunk)
    if kind is None or not kind.startswith("camt."):
        raise NotABankFileError("this is not a camt.052, camt.053 or camt.054 message")
    reading = _Reading(kind)
    parser = pull_parser("end", _TAGS)
    silent = 0
    try:
        while chunk:
            parser.feed(chunk)
            silent += len(chunk)
            for element in finished(parser):
                silent = 0
                yield from reading.take(element)
            if silent > silent_bytes_max:
                yield Problem("one entry is larger than any bank makes them", fatal=True, source=reading.place)
                return
            chunk = stream.read(HEAD_BYTES)
        parser.close()
    except XMLSyntaxError as error:
        yield Problem(f"the file is damaged or cut off: {error.msg}", fatal=True, source=reading.place)
        return
    if not reading.statement_no:
        yield Problem("the message holds no statement", fatal=True)


@dataclass(slots=True)
class _Reading:
    """What is known between two elements: the open statement, the payments of the open entry, the sums."""

    kind: str
    statement_no: int = 0
    entry_no: int = 0
    paged: bool = False
    message_id: str = ""
    statement: Statement | None = None
    sums: Sums = field(default_factory=Sums)
    details: list[Detail] = field(default_factory=list)
    repeats: Repeats = field(default_factory=Repeats)

    @property
    def place(self) -> str:
        """The entry last read, for a person."""
        return f"statement {self.statement_no}, entry {self.entry_no}"

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

    def _entry(self, element: Element) -> Iterator[BankLine | Problem]:
        details, self.details = self.details, []
        parent = element.getparent()
        assert parent is not None  # the root is never an entry: `detect` saw it
        statement = self._open(parent)
        self.entry_no += 1
        row = row_of(element)
        problems = [message for detail in details for message in (*detail.problems, *detail.remittance.problems)]
        entry = self._read_entry(element, details, problems)
        yield from (Problem(message, source=self.place, row=row) for message in problems)
        if entry is None:
            self.sums.add_unread()
            return
        self.sums.add(entry)
        place = Place(statement.account, self.statement_no, self.entry_no, row)
        for line in entry_lines(entry, details, place):
            yield self.repeats.told_apart(line) if line.is_money else line  # what is pending is not counted

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
            self.paged = is_one_of_several_pages(header)
            self.statement = read_statement(element)
            self.statement_no += 1
        return self.statement

    def _end_of_statement(self, element: Element) -> Iterator[Problem | AccountTotals]:
        statement = self._open(element)
        place = f"statement {self.statement_no}"
        yield from check_statement(statement, self.sums, place, paged=self.paged)
        yield account_totals(statement, self.sums, self.kind, self.message_id)
        self.statement, self.sums, self.repeats = None, Sums(), Repeats()


def _drop_before(element: Element, name: str) -> None:
    """Remove the emptied element of the same name just before this one; the one being read must stay in the tree."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None and parent is not None and local_name(before) == name:
        parent.remove(before)
