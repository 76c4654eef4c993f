"""What a job's handler looks like, what it is told, and the limits within which it runs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class JobContext:
    """This run of the job. `key` is the stored one: merchant, name, and the job's own key.

    `in_place`: a moving sandbox clock runs it and waits for it, so what goes out is tried once, with a short limit.
    """

    job_id: int
    name: str
    key: str
    merchant_id: UUID | None
    attempt: int
    attempts_max: int
    in_place: bool


class Handler(Protocol):
    """Does one job: reads the payload and calls one service. Run twice, it does nothing the second time.

    It raises when it could not do its work; the job is then tried again, and held for a person after the last attempt.
    """

    async def __call__(self, payload: dict[str, Any], context: JobContext, /) -> None:
        """Do the job described by `payload`, in transactions of the handler's own."""
        ...


@dataclass(frozen=True, slots=True)
class Task:
    """A handler and its limits.

    `attempts_max` counts the first one; between them `backoff_seconds`, then four times that, and so on up to an hour.
    `concurrent_max` holds over all workers, 0 is no limit. An attempt may take `seconds_max`.

    `ahead` is what of the job may be done before its turn and beside other jobs, where jobs are done one after the
    other: it says nothing to anybody, and doing it twice is doing it once. The handler does what `ahead` left undone.
    """

    handler: Handler
    attempts_max: int = 5
    concurrent_max: int = 0
    seconds_max: int = 60
    backoff_seconds: int = 1
    ahead: Handler | None = None


Registry = Mapping[str, Task]
