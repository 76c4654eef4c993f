"""What a merchant's days bring by themselves: each line says on which day it is due next, and does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Daily:
    """One kind of thing that comes due by the merchant's calendar.

    `first_due` answers the first day, from the given one on, on which there is something to do as things stand; None
    when nothing waits. `act` does all that is due on the day in committed transactions, and nothing a second time.
    `mornings`: done once, when the day begins; otherwise whatever comes due in the course of the day is done too.
    """

    name: str
    first_due: Callable[[Connection, Merchant, date], Awaitable[date | None]]
    act: Callable[[Merchant, date], Awaitable[None]]
    mornings: bool = False
