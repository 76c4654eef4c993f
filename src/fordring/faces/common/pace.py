"""How many calls a minute one caller may make, where the operator sets a limit; each process counts for itself."""

from datetime import datetime

SECONDS = 60


class TooManyCallsError(Exception):
    """More calls in this minute than the operator allows; `seconds` is how long the rest of it is."""

    def __init__(self, per_minute: int, seconds: int) -> None:
        super().__init__(f"at most {per_minute} calls a minute; go on in {seconds} seconds")
        self.seconds = seconds


class Pace:
    """Counts the calls of each caller in the running minute of the wall clock. None: as many as one likes."""

    def __init__(self, per_minute: int | None = None) -> None:
        self._per_minute = per_minute
        self._minute = 0
        self._calls: dict[str, int] = {}

    def admit(self, caller: str, wall: datetime) -> None:
        """Count one call. Raises TooManyCallsError."""
        if self._per_minute is None:
            return
        minute, second = divmod(int(wall.timestamp()), SECONDS)
        if minute != self._minute:
            self._minute = minute
            self._calls.clear()
        made = self._calls.get(caller, 0)
        if made >= self._per_minute:
            raise TooManyCallsError(self._per_minute, SECONDS - second)
        self._calls[caller] = made + 1
