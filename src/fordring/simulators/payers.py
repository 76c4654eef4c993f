"""Payers of the sandbox: what each habit makes of an invoice that lies on the table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fordring.domain.money import Money
from fordring.domain.purchase.outcome import Part, parts_asked
from fordring.simulators.bank import Deposit


class Habit(StrEnum):
    """How somebody pays."""

    ON_TIME = "on_time"
    AT_ONCE = "at_once"
    LATE = "late"
    IN_TWO_PARTS = "in_two_parts"
    TOO_MUCH = "too_much"
    TWICE = "twice"
    WITHOUT_REFERENCE = "without_reference"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Bill:
    """What a payer reads on an invoice."""

    reference: str
    amount: Money
    issued_on: date
    due_on: date
    payer: str = "Ola Nordmann"


LATE_BY = timedelta(days=20)
TIP_MINOR = 5_000


def deposits_of(bill: Bill, habit: Habit) -> Sequence[Deposit]:
    """The payments that a habit makes of a bill, in their order."""
    whole = Deposit(bill.amount, bill.due_on, bill.reference, payer=bill.payer)
    half, rest = bill.amount.split([1, 1])
    made: dict[Habit, Sequence[Deposit]] = {
        Habit.ON_TIME: [whole],
        Habit.AT_ONCE: [_deposit(bill, bill.amount, bill.issued_on)],
        Habit.LATE: [_deposit(bill, bill.amount, bill.due_on + LATE_BY)],
        Habit.IN_TWO_PARTS: [_deposit(bill, half, bill.issued_on), _deposit(bill, rest, bill.due_on)],
        Habit.TOO_MUCH: [_deposit(bill, bill.amount + Money(TIP_MINOR, bill.amount.currency), bill.due_on)],
        Habit.TWICE: [_deposit(bill, bill.amount, bill.issued_on), whole],
        Habit.WITHOUT_REFERENCE: [Deposit(bill.amount, bill.due_on, text="Thank you", payer=bill.payer)],
        Habit.NEVER: [],
    }
    return made[habit]


def asked_deposits(
    bill: Bill, email: str, paid_parts: int, open_minor: int, day: date
) -> Sequence[tuple[Part, Deposit]]:
    """The payments that the alias in the payer's e-mail address asks for by `day` and that were not made before.

    The bank books them on the day itself. Nobody pays more than is open, and nothing is not paid. Whose parts are the
    whole bill pays with the last of them whatever is open by then, fees and interest too.
    """
    made = []
    parts = parts_asked(email, bill.amount, bill.due_on)
    pays_all = sum(part.amount.minor for part in parts) == bill.amount.minor
    for part in parts[paid_parts:]:
        if part.day > day:
            break
        all_of_it = pays_all and part is parts[-1]
        amount = Money(open_minor if all_of_it else min(part.amount.minor, open_minor), bill.amount.currency)
        open_minor -= amount.minor
        made.append((part, _deposit(bill, amount, day)))
    return made


def _deposit(bill: Bill, amount: Money, day: date) -> Deposit:
    return Deposit(amount, day, bill.reference, payer=bill.payer)
