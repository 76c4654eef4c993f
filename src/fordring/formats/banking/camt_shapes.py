"""The shape of an entry: its tags in their order as one pattern, learned from an entry that the tolerant reader read.

A bank writes most of its entries in a few shapes, and one match of a pattern costs a tenth of a tree of elements. A
pattern matches well-formed text only: its tags are literal, its texts hold no markup, no entity and no character that
XML forbids. Whatever else comes is no match and goes to the tolerant reader.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from fordring.formats.banking.camt_paths import (
    CONTAINERS,
    ENTRY,
    ENTRY_CONTAINERS,
    ENTRY_PATHS,
    PAYMENT,
    PAYMENT_PATHS,
    UNREAD_IN_ENTRY,
    UNREAD_IN_PAYMENT,
)

FREE_TEXT = "text"
STRANGE = "?"
BLANKS = " \t\r\n"
SHAPES_MAX = 24
SEEN_MAX = 500
TIMES_MIN = 2
LENGTH_MAX = 6_000

_INSIDE = f"NtryDtls/{PAYMENT}"
_ENTRY = ENTRY_PATHS | {f"{_INSIDE}/{path}": slot for path, slot in PAYMENT_PATHS.items()}
_SLOTS_OF = {ENTRY: _ENTRY, PAYMENT: PAYMENT_PATHS}
_CONTAINERS_OF = {
    ENTRY: ENTRY_CONTAINERS | {"NtryDtls", _INSIDE} | {f"{_INSIDE}/{path}" for path in CONTAINERS},
    PAYMENT: CONTAINERS,
}
_UNREAD_OF = {
    ENTRY: UNREAD_IN_ENTRY | {f"{_INSIDE}/{path}" for path in UNREAD_IN_PAYMENT},
    PAYMENT: UNREAD_IN_PAYMENT,
}
_REPEATABLE = {"RmtInf/Ustrd", f"{_INSIDE}/RmtInf/Ustrd"}

_TEXTS = re.compile(">[^<]*<")
_TOKEN = re.compile(r'<(?P<end>/?)(?P<name>[A-Za-z]+)(?P<currency> Ccy="[A-Z]{3}")?>(?P<text>[^<>&]*)')
_TEXT = r"([^<>&\s\x00-\x1f\ufffe\uffff][^<>&\x00-\x1f\ufffe\uffff]{0,139})(?<!\s)"
_PASSED_OVER = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*"


class Texts(NamedTuple):
    """What an entry says where, empty where it says nothing."""

    record_id: str
    amount: str
    currency: str
    mark: str
    status: str
    booked_on: str
    value_on: str
    entry_reference: str
    sub_family: str
    banks_code: str
    transaction_reference: str
    end_to_end_id: str
    payment_information_id: str
    own_amount: str
    own_currency: str
    own_mark: str
    debtor_name: str
    debtor_iban: str
    debtor_number: str
    debtor_scheme: str
    creditor_name: str
    creditor_iban: str
    creditor_number: str
    creditor_scheme: str
    reference_code: str
    reference_issuer: str
    reference: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern, which of its groups are which text of `Texts`, and which are lines of free text."""

    pattern: re.Pattern[str]
    order: Callable[[tuple[str, ...]], tuple[str, ...]]
    lines: tuple[int, ...]

    def texts(self, match: re.Match[str]) -> tuple[Texts, list[str]]:
        """What stands in a match, and its lines of free text."""
        groups = (*match.groups(), "")  # at its end `order` finds what the shape does not have
        free = [groups[place] for place in self.lines] if self.lines else []
        return tuple.__new__(Texts, self.order(groups)), free


@dataclass(slots=True)
class Shapes:
    """The shapes of one element in one file: what came twice is learned, the shape that matched last is tried first."""

    name: str
    known: list[Shape] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def match(self, text: str, place: int) -> tuple[Texts, list[str], int] | None:
        """What the element that begins at `place` says, and where it ends, if its shape is known."""
        for rank, shape in enumerate(self.known):
            match = shape.pattern.match(text, place)
            if match is not None:
                if rank:
                    self.known.insert(0, self.known.pop(rank))
                return (*shape.texts(match), match.end())
        return None

    def learn(self, element: str) -> None:
        """Remember an element that was well-formed; when its like came before, its shape is known from now on."""
        if len(self.known) == SHAPES_MAX or len(element) > LENGTH_MAX:
            return
        tags = _TEXTS.sub("><", element)
        if tags not in self.seen and len(self.seen) == SEEN_MAX:
            return
        self.seen[tags] = self.seen.get(tags, 0) + 1
        shape = shape_of(element, self.name) if self.seen[tags] == TIMES_MIN else None
        if shape is not None:
            self.known.append(shape)


def shape_of(element: str, name: str) -> Shape | None:
    """The shape of a well-formed element with this name; None where it has what only the tolerant reader reads."""
    tokens = list(_TOKEN.finditer(element))
    if "".join(token[0] for token in tokens) != element:
        return None
    groups: list[str] = []
    parts = list(_parts(tokens, name, groups))
    named = [slot for slot in groups if slot != FREE_TEXT]
    if STRANGE in named or len(set(named)) < len(named):
        return None
    places = {slot: place for place, slot in enumerate(groups)}
    order = itemgetter(*(places.get(slot, len(groups)) for slot in Texts._fields))
    lines = tuple(place for place, slot in enumerate(groups) if slot == FREE_TEXT)
    return Shape(re.compile("".join(parts)), order, lines)


def _parts(tokens: list[re.Match[str]], name: str, groups: list[str]) -> Iterator[str]:
    """The pattern piece by piece; `groups` gets the slot of each group, and STRANGE for what no shape may have."""
    slots, containers, unread = _SLOTS_OF[name], _CONTAINERS_OF[name], _UNREAD_OF[name]
    path: list[str] = []
    met: set[str] = set()
    for token, following in pairwise([*tokens, None]):
        assert token is not None  # only the last is
        if token["end"]:
            path.pop()
            groups += [STRANGE] if token["text"].strip(BLANKS) else []
            yield re.escape(token[0])
            continue
        path.append(token["name"])
        where = "/".join(path[1:])
        passed_over = any(where == each or where.startswith(f"{each}/") for each in unread)
        if not passed_over and where in met and where not in _REPEATABLE:
            groups.append(STRANGE)  # of several the tolerant reader takes the first, or all
        met.add(where)
        yield f"<{token['name']}{_currency(token, slots.get(f'{where}@Ccy'), groups)}>"
        leaf = following is not None and bool(following["end"])
        if leaf and passed_over:
            yield _PASSED_OVER
        elif leaf and where in slots:
            groups.append(slots[where])
            yield _TEXT
        else:
            known = passed_over or not where or where in containers
            groups += [] if known and not token["text"].strip(BLANKS) else [STRANGE]
            yield re.escape(token["text"])


def _currency(token: re.Match[str], slot: str | None, groups: list[str]) -> str:
    """The attribute of an amount, which only amounts have, and each of them."""
    if token["currency"] is None and slot is None:
        return ""
    groups.append(slot if slot and token["currency"] else STRANGE)
    return ' Ccy="([A-Z]{3})"'
