"""Fields under the names that the client gave them: names are read in any casing, and told back as they came."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from starlette.requests import Request

Said = TypeVar("Said")

INSTEAD = {"countryCode": "postalAddress.addressCountryCode"}
"""Where a creditor's body says a thing that its own place does not say."""
_PART = re.compile(r"([^.\[\]]+)|\[([0-9]+)\]")


def remember(request: Request, value: Any) -> None:
    """Keep a request's JSON body, so that a refusal can name its fields as it does."""
    request.state.told = value


def spelled(fields: Mapping[str, Said], request: Request) -> dict[str, Said]:
    """What is said of fields of the body, or else the query, as `orderLines[0].total`: each as this client spells it.

    One that the client did not send keeps its printed name.
    """
    told = getattr(request.state, "told", None)
    names = _Names(dict.fromkeys(request.query_params) if told is None else told)
    return {names.of(name): said for name, said in fields.items()}


@dataclass(slots=True)
class _Names:
    """The names in what was told, found by the same in small letters; each object is gone through once."""

    told: Any
    _known: dict[int, dict[str, str]] = field(default_factory=dict)

    def of(self, path: str) -> str:
        """A path with the client's own names; what stands in another place than its own is told by that."""
        instead = INSTEAD.get(path, path)
        return self._spelled(path if self._said(path) or not self._said(instead) else instead)

    def _spelled(self, path: str) -> str:
        return "".join(self._parts(path)).removeprefix(".")

    def _said(self, path: str) -> bool:
        inside = self.told
        for name, _ in _PART.findall(path):
            found = self._in(inside).get(name.lower()) if isinstance(inside, dict) else None
            if found is None:
                return False
            inside = inside[found]
        return True

    def _parts(self, path: str) -> Iterator[str]:
        inside = self.told
        for name, place in _PART.findall(path):
            if place:
                yield f"[{place}]"
                inside = inside[int(place)] if isinstance(inside, list) and int(place) < len(inside) else None
            else:
                found = self._in(inside).get(name.lower()) if isinstance(inside, dict) else None
                yield f".{found or name}"
                inside = inside[found] if found else None

    def _in(self, inside: dict[str, Any]) -> dict[str, str]:
        """The last of equal names is the one that counts."""
        if id(inside) not in self._known:
            self._known[id(inside)] = {name.lower(): name for name in inside}
        return self._known[id(inside)]
