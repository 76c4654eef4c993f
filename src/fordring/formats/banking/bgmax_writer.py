"""Writer of BgMax files, for the bank of the sandbox: `read_bgmax` reads equal lines back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from fordring.formats.banking import bgmax_layout as layout
from fordring.formats.banking.model import BankLine, Direction, Reference, ReferenceKind

_END = "\r\n"
_TEXT_LENGTH, _NAME_LENGTH = 50, 35


@dataclass(frozen=True, slots=True)
class Section:
    """The payments of one deposit on a bankgiro: `account` is the bank account behind it, `number` counts deposits."""

    bankgiro: str
    account: str
    currency: str
    booked_on: date
    number: str
    lines: tuple[BankLine, ...]


def write_bgmax(written_at: datetime, sections: tuple[Section, ...]) -> bytes:
    """The file, its control totals included. A debit is a deduction, which the deposit's sum is less by.

    Creditor references are written as correct ones: the first with the payment, the others behind it with what each is
    paid. Raises ValueError for what does not fit its field. Bank-files, section 3.
    """
    rows = [layout.START.write(written_at=f"{written_at:%Y%m%d%H%M%S%f}")]
    for section in sections:
        rows += _section(section)
    kinds = [row[:2] for row in rows]
    counts = {
        "payments": kinds.count("20"),
        "deductions": kinds.count("21"),
        "extras": kinds.count("22") + kinds.count("23"),
        "deposits": kinds.count("15"),
    }
    rows.append(layout.END.write(**{name: str(count) for name, count in counts.items()}))
    return "".join(row + _END for row in rows).encode("latin-1", errors="replace")


def _section(section: Section) -> Iterator[str]:
    yield layout.OPENING.write(bankgiro=section.bankgiro, currency=section.currency)
    for line in section.lines:
        yield from _payment(line)
    net = sum(line.amount.minor if line.direction is Direction.CREDIT else -line.amount.minor for line in section.lines)
    yield layout.DEPOSIT.write(
        account=section.account,
        booked_on=f"{section.booked_on:%Y%m%d}",
        number=section.number,
        sum=str(abs(net)),
        currency=section.currency,
        count=str(len(section.lines)),
    )


def _payment(line: BankLine) -> Iterator[str]:
    correct = [reference for reference in line.references if reference.kind is ReferenceKind.SCOR]
    payer = line.party_account.comparable if line.party_account else ""
    shared = {"payer_bankgiro": payer, "serial": line.record_id}
    own = {"reference": correct[0].value, "code": "2"} if correct else {}
    record = layout.PAYMENT if line.direction is Direction.CREDIT else layout.DEDUCTION
    yield record.write(amount=str(line.amount.minor), **own, **shared)
    for reference in correct[1:]:
        yield _extra(reference, shared)
    for text in line.text.split("\n") if line.text else ():
        yield layout.INFORMATION.write(text=text[:_TEXT_LENGTH])
    if line.party_name:
        yield layout.NAME.write(name=line.party_name[:_NAME_LENGTH], more=line.party_name[_NAME_LENGTH:])
    if line.party_number:
        yield layout.ORGANISATION.write(number=line.party_number)


def _extra(reference: Reference, shared: dict[str, str]) -> str:
    minor = reference.amount.minor if reference.amount else 0
    facts = {"record": "23" if minor < 0 else "22", "reference": reference.value, "code": "2"}
    return layout.PAYMENT.write(amount=str(abs(minor)), **facts, **shared)
