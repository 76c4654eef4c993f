"""Writer of KTL files, for the bank of the sandbox: `read_ktl` reads equal lines back."""

from collections.abc import Sequence
from datetime import date, datetime

from fordring.formats.banking import ktl_layout as layout
from fordring.formats.banking.model import BankLine, Direction

_END = "\r\n"
_NAME_LENGTH = 12


def write_ktl(written_at: datetime, machine_form: str, lines: Sequence[BankLine]) -> bytes:
    """One batch of payments on an account of 14 digits, its control totals included; a debit is a correction.

    Names are cut at twelve characters. Raises ValueError for what does not fit its field: an archive id of more than 16
    characters, an amount of more than ten digits. Bank-files, section 4.
    """
    rows = [layout.HEADER.write(written_on=f"{written_at:%y%m%d}", written_at=f"{written_at:%H%M}")]
    rows += [_payment(machine_form, line) for line in lines]
    paid = [line.amount.minor for line in lines if line.direction is Direction.CREDIT]
    corrected = [line.amount.minor for line in lines if line.direction is Direction.DEBIT]
    figures = {
        "count": len(paid),
        "sum": sum(paid),
        "correction_count": len(corrected),
        "correction_sum": sum(corrected),
    }
    rows.append(layout.SUMMARY.write(**{name: str(figure) for name, figure in figures.items()}))
    return "".join(row + _END for row in rows).encode("latin-1", errors="replace")


def _payment(machine_form: str, line: BankLine) -> str:
    return layout.PAYMENT.write(
        account=machine_form,
        booked_on=_day(line.booked_on),
        paid_on=_day(line.value_on),
        archive=line.entry_reference,
        reference=next((reference.value for reference in line.references), ""),
        payer=line.party_name[:_NAME_LENGTH],
        amount=str(line.amount.minor),
        correction=layout.CORRECTION if line.direction is Direction.DEBIT else "",
    )


def _day(day: date | None) -> str:
    return "" if day is None else f"{day:%y%m%d}"
