"""How many links that lead nowhere one address may try in a minute; each process counts for itself."""

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

GUESSES_A_MINUTE = 20
ADDRESSES_MAX = 10_000
SECONDS = 60


class Guesses:
    """Counts the unknown links of each address in the running minute of the wall clock.

    An address of IPv6 counts as its /64, which one machine has whole. When more addresses guess than are kept, all that
    are new share one count: a crowd of addresses is slowed down too, and the memory has an end.
    """

    def __init__(self, per_minute: int = GUESSES_A_MINUTE, addresses_max: int = ADDRESSES_MAX) -> None:
        self._per_minute, self._addresses_max = per_minute, addresses_max
        self._minute = 0
        self._wrong: dict[str, int] = {}

    def seconds_to_wait(self, address: str | None, wall: datetime) -> int:
        """How long until this address may try again; 0 while it may."""
        minute, second = divmod(int(wall.timestamp()), SECONDS)
        if minute != self._minute:
            self._minute = minute
            self._wrong.clear()
        wrong = self._wrong.get(self._key(address), 0)
        return SECONDS - second if wrong >= self._per_minute else 0

    def note(self, address: str | None) -> None:
        """One more link that leads nowhere."""
        key = self._key(address)
        self._wrong[key] = self._wrong.get(key, 0) + 1

    def _key(self, address: str | None) -> str:
        key = _network(address or "")
        return key if key in self._wrong or len(self._wrong) < self._addresses_max else ""


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network(f"{found}/64", strict=False)) if isinstance(found, IPv6Address) else str(found)
