"""How a call is made, as steps that either transport carries out: sign in, send, wait, try again.

A generator yields what is to be done and is sent what came of it, so that nothing here knows of sockets or event loops.
"""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from secrets import SystemRandom
from typing import Any, Protocol, TypeVar

import httpx2

from fordring.client.errors import RefusedError, UnreachableError
from fordring.client.request import Request

T = TypeVar("T")
UNAUTHORIZED = 401
PASSING = frozenset({429, 502, 503, 504})
"""Statuses of a server that could not, now."""


@dataclass(frozen=True, slots=True)
class Options:
    """Limits of a client. Waits double from `backoff_seconds`, each shortened by chance; a longer `Retry-After` counts.

    One that is longer than `wait_seconds_max` is not waited for: the refusal is raised.
    """

    timeout_seconds: float = 30
    attempts_max: int = 4
    backoff_seconds: float = 0.25
    wait_seconds_max: float = 30
    answer_bytes_max: int = 32 * 1_024 * 1_024


USUAL = Options()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, read to its end."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Send:
    """Send this, and be sent the Answer. May be thrown `httpx2.RequestError`."""

    request: Request[Any]
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wait:
    """Do nothing for so long."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SignIn:
    """Carry out the credentials' own steps, one caller at a time, and be sent the headers they come to."""


Step = Send | Wait | SignIn
Steps = Generator[Step, Any, T]


class Credentials(Protocol):
    """Who asks."""

    def headers(self, options: Options) -> Steps[dict[str, str]]:
        """The headers that say so."""
        ...

    def renew(self, refused: Mapping[str, str]) -> bool:
        """These headers were refused: whether there may be better ones."""
        ...


@dataclass(frozen=True, slots=True)
class FixedToken:
    """A token that was issued by the operator and is good as long as it is."""

    token: str = field(repr=False)

    def headers(self, options: Options) -> Steps[dict[str, str]]:
        """The token as the creditor face has it, bare, and as the installation's own API does. Needs no steps."""
        del options
        yield from ()
        return {"Authorization": self.token, "x-api-key": self.token}

    def renew(self, refused: Mapping[str, str]) -> bool:
        """There is no other."""
        del refused
        return False


@dataclass(slots=True)
class ClientCredentials:
    """A token that is fetched when one is needed, and again when it is no longer taken."""

    fetching: Request[str] = field(repr=False)
    _token: str = field(default="", repr=False)

    def headers(self, options: Options) -> Steps[dict[str, str]]:
        """The token's header. Raises RefusedError, UnreachableError."""
        if not self._token:
            answer = yield from attempts(self.fetching, {}, options)
            self._token = read(self.fetching, answer)
        return {"Authorization": f"Bearer {self._token}"}

    def renew(self, refused: Mapping[str, str]) -> bool:
        """Forget the token, unless another was fetched meanwhile."""
        if refused == {"Authorization": f"Bearer {self._token}"}:
            self._token = ""
        return True


def exchange(request: Request[T], credentials: Credentials, options: Options) -> Steps[T]:
    """One call from its request to what was read. Raises RefusedError, UnreachableError, UnreadableError."""
    headers = yield SignIn()
    answer = yield from attempts(request, headers, options)
    if answer.status == UNAUTHORIZED and credentials.renew(headers):
        headers = yield SignIn()
        answer = yield from attempts(request, headers, options)
    return read(request, answer)


def attempts(request: Request[Any], headers: Mapping[str, str], options: Options) -> Steps[Answer]:
    """The first answer that is worth having. Only what may be asked twice is asked twice. Raises UnreachableError."""
    left = options.attempts_max if request.is_repeatable else 1
    longest = options.backoff_seconds
    while True:
        left -= 1
        asked = 0.0
        try:
            answer: Answer = yield Send(request, headers)
        except httpx2.RequestError as error:
            if left <= 0:
                raise UnreachableError(f"{request.method} {request.path}: {error or type(error).__name__}") from error
        else:
            asked = retry_after(answer.headers)
            if answer.status not in PASSING or left <= 0 or asked > options.wait_seconds_max:
                return answer
        yield Wait(min(asked + SystemRandom().uniform(0, longest), options.wait_seconds_max))
        longest *= 2


def read(request: Request[T], answer: Answer) -> T:
    """What a good answer says. Raises RefusedError, UnreadableError."""
    if not httpx2.codes.is_success(answer.status):
        raise RefusedError(f"{request.method} {request.path}", answer.status, answer.headers, answer.content)
    return request.read(answer.content)


def retry_after(headers: Mapping[str, str]) -> float:
    """How many seconds the server wants to be left alone, 0 if it does not say: a number, or a date after its own."""
    said = headers.get("retry-after", "")
    if said.isascii() and said.isdigit():
        return float(said)
    then, now = _moment(said), _moment(headers.get("date", ""))
    return max(0.0, (then - now).total_seconds()) if then and now else 0.0


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
