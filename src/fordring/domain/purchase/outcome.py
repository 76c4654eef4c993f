"""What a sandbox payer does, as the alias in the e-mail address asks: `name+paid@`, `name+50@`, `name+50-30-20@`.

Nothing here has a meaning for a live merchant: the caller asks for sandbox merchants only.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from fordring.domain.money import Money

PAID = "paid"
WHOLE = 100
BETWEEN = timedelta(days=10)
_PERCENTAGES = re.compile(r"[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})*")


@dataclass(frozen=True, slots=True)
class Part:
    """One payment that is asked for: which of them, counted from 1, on which day, and how much."""

    part_no: int
    day: date
    amount: Money


def alias_of(email: str) -> str:
    """What stands between the first `+` and the `@`, in small letters; nothing where there is none."""
    return email.partition("@")[0].partition("+")[2].lower()


def percentages_of(email: str) -> tuple[int, ...]:
    """How many percent of the invoice are paid at a time: all of it for `paid`, else as the numbers say.

    Empty for any other alias, and for numbers that sum to more than the whole.
    """
    alias = alias_of(email)
    if alias == PAID:
        return (WHOLE,)
    found = tuple(map(int, alias.split("-"))) if _PERCENTAGES.fullmatch(alias) else ()
    return found if sum(found) <= WHOLE else ()


def parts_asked(email: str, principal: Money, due_on: date) -> tuple[Part, ...]:
    """The payments of an invoice: the first on its due day, each other ten days after the one before.

    Rounded so that the first n of them sum to the rounded sum of their percentages: 100 percent is the whole exactly.
    """
    parts = []
    percent, before = 0, Money.zero(principal.currency)
    for place, share in enumerate(percentages_of(email)):
        percent += share
        reached = principal.portion(percent * WHOLE)
        parts.append(Part(place + 1, due_on + place * BETWEEN, reached - before))
        before = reached
    return tuple(parts)
