"""One program the supervisor keeps running: started again after a growing pause whenever it ends by itself."""

import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

from fordring.main.processes import end, end_group, spawn

PAUSE_SECONDS_FIRST = 0.5
PAUSE_SECONDS_MAX = 30.0
STEADY_SECONDS = 60
END_SECONDS_MAX = 20


class Child:
    """A program with a name for people. Its standard streams are the supervisor's."""

    def __init__(
        self, name: str, program: Sequence[str], environment: Mapping[str, str], say: Callable[[str], None]
    ) -> None:
        self.name = name
        self.failures = 0
        self._program = program
        self._environment = environment
        self._say = say
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._start_again_at = 0.0

    def start(self) -> None:
        """Start it for the first time, or again."""
        self._started_at = time.monotonic()
        self._process = spawn(self._program, self._environment)

    def keep_running(self) -> None:
        """Notice that it ended, say so, and start it again when its pause is over. Never waits.

        The pause doubles with each failure in a row; a minute of steady running starts the count afresh.
        """
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_again_at:
                self.start()
        elif (code := self._process.poll()) is not None:
            end_group(self._process.pid)
            self._process = None
            self.failures = 1 if now - self._started_at > STEADY_SECONDS else self.failures + 1
            pause = min(PAUSE_SECONDS_FIRST * 2 ** (self.failures - 1), PAUSE_SECONDS_MAX)
            self._start_again_at = now + pause
            self._say(f"the {self.name} ended ({_how(code)}); starting it again in {pause:g} s")

    def stop(self) -> None:
        """End it and wait; does nothing when it is not running."""
        if self._process is not None:
            end(self._process, END_SECONDS_MAX)
            self._process = None


def _how(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"exit code {code}"
