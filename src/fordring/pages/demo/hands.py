"""What the demo shop is handed by main: whose it is, the sandbox's clock and bank, the check of a signature."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Demo:
    """The demo shop's ways into the house. `account_id` is the sandbox merchant's whose shop it is.

    `advance`: merchant and days; what was due has been done when it answers. `pay`: merchant, claim number and minor
    units (None: everything); the payment is booked and told when it answers. `play`: merchant, claim number and
    a deed of the sandbox's bank; booked and told too. `is_signed`: whether a call that came to
    the shop, by method, address and headers, bears the signature of the account's secret, and is not an old one.
    """

    account_id: str
    advance: Callable[[UUID, int], Awaitable[None]]
    pay: Callable[[UUID, int, int | None], Awaitable[None]]
    play: Callable[[UUID, int, str], Awaitable[None]]
    is_signed: Callable[[str, str, Mapping[str, str], str], bool]
    may_call_back: bool
