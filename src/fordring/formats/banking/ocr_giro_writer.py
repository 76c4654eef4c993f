"""Writer of OCR giro files, for the bank of the sandbox: `read_ocr_giro` reads equal lines back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fordring.formats.banking import ocr_giro_layout as layout
from fordring.formats.banking.model import BankLine, Direction

_END = "\r\n"
_TEXT_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Assignment:
    """The payments of one account (11 digits) under one agreement; numbers are digits as the file has them."""

    number: str
    agreement: str
    account: str
    lines: tuple[BankLine, ...]


@dataclass(frozen=True, slots=True)
class Transmission:
    """One file of a day: `number` has at most seven digits, `recipient` at most eight."""

    number: str
    recipient: str
    settled_on: date
    assignments: tuple[Assignment, ...]


def write_ocr_giro(transmission: Transmission) -> bytes:
    """The file, its control totals included. A credit is a giro, or a purchase with text where it has one.

    What takes money back is a reversal (18, 20), which counts upwards in the sums. Raises ValueError for what does not
    fit its field: a KID of more than 25 places, a text line of more than 40 characters. Bank-files, section 2.
    """
    day = _day(transmission.settled_on)
    rows = [layout.TRANSMISSION_START.write(transmission=transmission.number, recipient=transmission.recipient)]
    for assignment in transmission.assignments:
        rows += _assignment(assignment, day)
    lines = [line for assignment in transmission.assignments for line in assignment.lines]
    figures = {"transactions": str(len(lines)), "records": str(len(rows) + 1), "sum": _sum(lines)}
    rows.append(layout.TRANSMISSION_END.write(settled_on=day, **figures))
    return "".join(row + _END for row in rows).encode("latin-1", errors="replace")


def _assignment(assignment: Assignment, day: str) -> list[str]:
    names = {"agreement": assignment.agreement, "assignment": assignment.number, "account": assignment.account}
    rows = [layout.ASSIGNMENT_START.write(**names)]
    for place, line in enumerate(assignment.lines, start=1):
        rows += _payment(line, f"{place:07}", day)
    figures = {"transactions": str(len(assignment.lines)), "records": str(len(rows) + 1), "sum": _sum(assignment.lines)}
    rows.append(layout.ASSIGNMENT_END.write(settled_on=day, earliest=day, latest=day, **figures))
    return rows


def _payment(line: BankLine, number: str, day: str) -> Iterator[str]:
    kind = _type(line)
    kid = next((reference.value for reference in line.references), "")
    settled_on = _day(line.booked_on) if line.booked_on else day
    facts = {"type": kind, "transaction": number}
    yield layout.AMOUNT_1.write(settled_on=settled_on, amount=str(line.amount.minor), kid=kid, **facts)
    paid_on = _day(line.value_on) if line.value_on else ""
    account = line.party_account.comparable if line.party_account else ""
    yield layout.AMOUNT_2.write(archive=line.record_id, paid_on=paid_on, debit_account=account, **facts)
    for text in line.text.split("\n") if line.text else ():
        yield layout.AMOUNT_3.write(text=text[:_TEXT_LENGTH], **facts)


def _type(line: BankLine) -> str:
    if line.direction is Direction.DEBIT:
        return "20" if line.text else "18"
    return "21" if line.text else "10"


def _sum(lines: Sequence[BankLine]) -> str:
    return str(sum(line.amount.minor for line in lines))


def _day(day: date) -> str:
    return f"{day:%d%m%y}"
