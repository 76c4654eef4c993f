"""How often whoever knows a session's id, and has no token, may come: by their address and by session, in a minute.

Each process counts for itself. This machine's own addresses are not counted, since behind a proxy that does not say
whom it speaks for everybody has one of them; an address of IPv6 counts as its /64, which one machine has whole.
"""

from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network

from fordring.faces.common.pace import SECONDS, TooManyCallsError

PER_ADDRESS = 300
PER_SESSION = 120
KEYS_MAX = 20_000
"""When more come in a minute than are kept, all that are new share one count: the memory has an end."""


class PublicPace:
    """Counts calls in the running minute of the wall clock."""

    def __init__(self, per_address: int = PER_ADDRESS, per_session: int = PER_SESSION) -> None:
        self._limits = {"address": per_address, "session": per_session}
        self._minute = 0
        self._calls: dict[tuple[str, str], int] = {}

    def admit(self, address: str | None, session: str, wall: datetime) -> None:
        """Count one call. Raises TooManyCallsError."""
        minute, second = divmod(int(wall.timestamp()), SECONDS)
        if minute != self._minute:
            self._minute = minute
            self._calls.clear()
        counted = [self._count("session", session), self._count("address", _network(address or ""))]
        for kind, made in counted:
            if made > self._limits[kind]:
                raise TooManyCallsError(self._limits[kind], SECONDS - second)

    def seconds_to_wait(self, address: str | None, session: str, wall: datetime) -> int:
        """The same, as how long to wait; 0 for who may come."""
        try:
            self.admit(address, session, wall)
        except TooManyCallsError as error:
            return error.seconds
        return 0

    def _count(self, kind: str, who: str) -> tuple[str, int]:
        """One call more; of nobody none is counted."""
        if not who:
            return kind, 0
        key = (kind, who[:100])
        if key not in self._calls and len(self._calls) >= KEYS_MAX:
            key = (kind, "")
        self._calls[key] = self._calls.get(key, 0) + 1
        return kind, self._calls[key]


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    if found.is_loopback:
        return ""
    return str(ip_network(f"{found}/64", strict=False)) if isinstance(found, IPv6Address) else str(found)
