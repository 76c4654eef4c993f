"""Stamps as times: 100 ns ticks since the year 1 in UTC, printed with seven digits, and read back without loss."""

import re
from datetime import datetime, timedelta

TICKS = 10_000_000
FIRST = datetime(1, 1, 1)  # noqa: DTZ001 - all here is UTC without a zone, as this API prints it
LATEST = 3_155_378_975_999_999_999
DIGITS = 7

_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d+))?)?(?:[Zz]|([+ -])(\d{2}):?(\d{2}))?", re.ASCII
)


def tick_text(ticks: int) -> str:
    """UTC without its zone, with seven decimals: `2026-11-26T12:00:00.1234567`."""
    seconds, rest = divmod(ticks, TICKS)
    return f"{(FIRST + timedelta(seconds=seconds)).isoformat()}.{rest:0{DIGITS}d}"


def ticks_of(text: str) -> int:
    """The ticks of a time with up to seven decimals, what follows them is not looked at; without a zone it is UTC.

    A plus that became a space on its way through an address is still a plus. Raises ValueError.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise ValueError("must be a time, YYYY-MM-DDThh:mm:ss, up to seven decimals and a zone may follow")
    day, clock, decimals, sign, hours, minutes = found.groups()
    since = datetime.fromisoformat(f"{day}T{clock or '00:00'}") - FIRST
    whole = (since.days * 86_400 + since.seconds) * TICKS + int((decimals or "")[:DIGITS].ljust(DIGITS, "0"))
    ahead = (int(hours) * 60 + int(minutes)) * 60 * TICKS if sign else 0
    return min(max(0, whole + (ahead if sign == "-" else -ahead)), LATEST)
