"""What tests of money that a bank takes back share: the debit of it, and how things stand afterwards."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from fordring.domain.money import Money
from fordring.domain.payment.refund import Refund, State
from fordring.formats.banking.camt054_writer import Notification, write_camt054
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from fordring.storage import refunds
from services.counter import DAY, Counter

AT = datetime(2026, 11, 20, tzinfo=UTC)


def line(counter: Counter, amount_minor: int, **more: Any) -> BankLine:
    """A booked line on the counter's account."""
    ours = BankAccountRef(counter.iban)
    made = BankLine(ours, Money(amount_minor, "NOK"), Direction.CREDIT, booked_on=DAY, value_on=DAY)
    return replace(made, **more)


def credit(counter: Counter, amount_minor: int, reference: str, *, named: str = "", **more: Any) -> BankLine:
    """Money that comes in, with a payment reference and the bank's own."""
    told: dict[str, Any] = {"references": (Reference(ReferenceKind.SCOR, reference, "SCOR"),)} if reference else {}
    return line(counter, amount_minor, **told | {"entry_reference": named} | more)


def reversal(counter: Counter, amount_minor: int, *names: str, **more: Any) -> BankLine:
    """Money that the bank takes back, with what it names."""
    references = tuple(Reference(ReferenceKind.SCOR, name, "SCOR") for name in names)
    facts = {"references": references, "reversal": True, "entry_reference": f"B{counter.files}-{amount_minor}"}
    return line(counter, amount_minor, **{"direction": Direction.DEBIT} | facts | more)


async def banked(counter: Counter, *lines: BankLine) -> dict[str, int]:
    """What became of these lines of a file of their own."""
    booked = await counter.bank(message(counter, *lines))
    return {str(what): many for what, many in booked.counts.items()}


def message(counter: Counter, *lines: BankLine) -> bytes:
    """A file of these lines, each an entry of its own."""
    counter.files += 1
    numbered = [replace(each, entry_no=place) for place, each in enumerate(lines, start=1)]
    return write_camt054(Notification(f"N{counter.files}", AT, BankAccountRef(counter.iban), "NOK", tuple(numbered)))


async def owing(counter: Counter) -> tuple[Refund, bytes]:
    """125,00 of 150,00 was for a claim, 25,00 was sent back, and the bank took 140,00 back; the order's file too."""
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 15_000, bank_reference="E1"))
    _, order = await counter.pay_out()
    await banked(counter, reversal(counter, 14_000, "E1"))
    async with counter.database.reading() as connection:
        found = await refunds.open_refunds(connection)
    return next(each.refund for each in found if each.refund.state is State.OWING), order
