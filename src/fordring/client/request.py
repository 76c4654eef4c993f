"""A call as a value: what is asked, and how its answer is read. Nothing is sent here."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar
from uuid import uuid4

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic.alias_generators import to_camel

from fordring.client.errors import UnreadableError

T = TypeVar("T")
KEY = "Idempotency-Key"
SAFE = frozenset({"GET", "PUT"})


@dataclass(frozen=True, slots=True)
class Request(Generic[T]):
    """One call. `body` becomes JSON, `file` (name, bytes) a multipart form; absent query parameters are left out."""

    method: str
    path: str
    read: Callable[[bytes], T]
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = None
    file: tuple[str, bytes] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    login: tuple[str, str] | None = None

    @property
    def is_repeatable(self) -> bool:
        """Whether asking twice does what asking once does."""
        return self.method in SAFE or KEY in self.headers

    @property
    def parameters(self) -> dict[str, Any]:
        """The query, without what is absent; booleans as the APIs spell them."""
        given = {name: value for name, value in self.query.items() if value is not None}
        return {name: str(value).lower() if isinstance(value, bool) else value for name, value in given.items()}

    @property
    def content(self) -> bytes | None:
        """The body as JSON."""
        return None if self.body is None else json.dumps(self.body, default=_worded).encode()

    def once(self, key: str | None = None) -> "Request[T]":
        """The same under an idempotency key, one of its own unless it is given: it may be sent again."""
        return replace(self, headers={**self.headers, KEY: key or str(uuid4())})


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of what there is, and how the rest is asked for."""

    items: tuple[T, ...]
    next: "Request[Page[T]] | None"


class MerchantAnswer:
    """An answer of the merchant face: members as they are spelled, unknown ones ignored."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="ignore")


class OwnAnswer:
    """An answer of the installation's own API, which serves both: members as they are spelled, unknown ones ignored."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="ignore")


class CreditorAnswer:
    """An answer of the creditor face: camelCase there, our spelling here, unknown members ignored."""

    __slots__ = ()
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="ignore", alias_generator=to_camel)


def reads(shape: type[T], *, inside: str | None = None) -> Callable[[bytes], T]:
    """A reader of JSON in this shape, whose numbers stay exact; `inside` names the member it is wrapped in.

    The reader raises UnreadableError.
    """
    adapter = TypeAdapter(shape)

    def read(content: bytes) -> T:
        try:
            value = json.loads(content, parse_float=Decimal)
            return adapter.validate_python(value if inside is None else value[inside])
        except (ValidationError, ValueError, KeyError, TypeError) as error:
            raise UnreadableError(f"the answer is no {getattr(shape, '__name__', shape)}: {error}") from error

    return read


def nothing(content: bytes) -> None:
    """The reader of answers that say nothing of use."""
    del content


def _worded(value: Any) -> Any:
    """An amount as the JSON number that says exactly it, else as text; a day or an id as text."""
    if isinstance(value, Decimal) and value.is_finite():
        if value == value.to_integral_value():
            return int(value)
        near = float(value)
        return near if Decimal(repr(near)) == value else str(value)
    return str(value)
