"""Company registers: name and address behind an organisation number. A register that is down is let alone for a while.

The payer's form goes on without it, so an answer is waited for two seconds at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Protocol, Self

import aiohttp
from pydantic_core import from_json

SECONDS_MAX = 2.0
ANSWER_BYTES_MAX = 256 * 1_024
FAILURES_MAX = 3
REST = timedelta(minutes=1)
FOUND, UNKNOWN = 200, frozenset([404, 410])
"""A number that was never given is answered 404, one whose company is struck off may be answered 410."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company as its register has it; `organization_number` without separators. What is not known is empty."""

    organization_number: str
    name: str
    country: str
    address_line: str = ""
    postal_code: str = ""
    postal_place: str = ""


class RegisterDownError(Exception):
    """The register does not answer, or not in a way that can be read, or is being let alone."""


class CompanyRegister(Protocol):
    """Where companies are looked up. `number` has no separators, `wall` is the wall clock."""

    def covers(self, country: str) -> bool:
        """Whether companies of the country can be found here."""

    async def find(self, number: str, country: str, wall: datetime) -> Company | None:
        """The company with this number, if there is one. Raises RegisterDownError."""


@dataclass(slots=True)
class NoRegister:
    """No register is configured: no country is covered."""

    def covers(self, country: str) -> bool:
        """None is."""
        return country == ""

    async def find(self, number: str, country: str, wall: datetime) -> Company | None:
        """Raises RegisterDownError, always."""
        raise RegisterDownError(f"there is no register for {number} of {country} at {wall}")


@dataclass(slots=True)
class RecordedRegister:
    """A register of given companies that keeps what it was asked; `is_down` makes it fail."""

    companies: Mapping[tuple[str, str], Company] = field(default_factory=dict)
    countries: frozenset[str] = frozenset(["NO", "SE", "FI"])
    is_down: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)

    def covers(self, country: str) -> bool:
        """Whether the country is one of those given."""
        return country in self.countries

    async def find(self, number: str, country: str, wall: datetime) -> Company | None:  # noqa: ARG002 - the protocol's
        """Look it up among those given."""
        self.asked.append((country, number))
        if self.is_down:
            raise RegisterDownError("told to be down")
        return self.companies.get((country, number))


@dataclass(slots=True)
class Circuit:
    """Three failures in a row, and nothing is tried for a minute."""

    failures: int = 0
    rests_until: datetime | None = None

    def require_rested(self, wall: datetime) -> None:
        """Raise RegisterDownError while it is let alone."""
        if self.rests_until is not None and wall < self.rests_until:
            raise RegisterDownError("it failed just now")

    def note(self, wall: datetime, *, good: bool) -> None:
        """How the last try went."""
        self.failures = 0 if good else self.failures + 1
        self.rests_until = wall + REST if self.failures >= FAILURES_MAX else None


class Enhetsregisteret:
    """Norway's register of legal entities, by its open API (`GET /enheter/{number}`). Used with `async with`."""

    def __init__(self, base_url: str, seconds_max: float = SECONDS_MAX) -> None:
        self._base_url = base_url.rstrip("/")
        self._timeout = aiohttp.ClientTimeout(total=seconds_max)
        self._circuit = Circuit()
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(timeout=self._timeout, cookie_jar=aiohttp.DummyCookieJar())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()

    def covers(self, country: str) -> bool:
        """Norway alone."""
        return country == "NO"

    async def find(self, number: str, country: str, wall: datetime) -> Company | None:
        """The company with this number, if there is one. Raises RegisterDownError."""
        if not (self.covers(country) and number.isascii() and number.isdigit()):
            return None
        self._circuit.require_rested(wall)
        try:
            found = await self._asked(number)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            self._circuit.note(wall, good=False)
            raise RegisterDownError(f"{type(error).__name__}: {error}") from error
        self._circuit.note(wall, good=True)
        return None if found is None else _company(found, number)

    async def _asked(self, number: str) -> Mapping[str, Any] | None:
        if self._session is None:
            raise ValueError("the register is not open")
        address = f"{self._base_url}/enheter/{number}"
        headers = {"Accept": "application/json"}
        async with self._session.get(address, headers=headers, allow_redirects=False) as answer:
            if answer.status in UNKNOWN:
                return None
            if answer.status != FOUND:
                raise ValueError(f"the register answered {answer.status}")
            body = b""
            async for part in answer.content.iter_any():
                body += part
                if len(body) > ANSWER_BYTES_MAX:
                    raise ValueError("the register's answer is too long")
        told = from_json(body)
        if not isinstance(told, Mapping):
            raise ValueError("the register's answer is no object")  # noqa: TRY004 - what is read is no argument
        return told


def _company(told: Mapping[str, Any], number: str) -> Company | None:
    """The business address, else the postal one. A company that is struck off is none."""
    name = _text(told, "navn")
    if not name or told.get("slettedato"):
        return None
    place = next((found for key in ("forretningsadresse", "postadresse") if (found := _norwegian(told.get(key)))), {})
    return Company(organization_number=number, name=name, country="NO", **place)


def _norwegian(address: Any) -> dict[str, str]:
    """An address in Norway; one abroad fills nothing in, its form is another."""
    if not isinstance(address, Mapping) or address.get("landkode") not in {None, "NO"}:
        return {}
    lines = address.get("adresse")
    told = [line for line in lines if isinstance(line, str) and line] if isinstance(lines, list) else []
    return {
        "address_line": ", ".join(told),
        "postal_code": _text(address, "postnummer"),
        "postal_place": _text(address, "poststed"),
    }


def _text(whole: Mapping[str, Any], name: str) -> str:
    found = whole.get(name)
    return found if isinstance(found, str) else ""
