"""Partial responses: which fields of a JSON value are let through, written as `a,b/c,d(e,f)`.

A comma lists, a slash goes inside, parentheses list what is inside, `*` is every name. Lists are seen through: a path
leads into each of their items. What a mask names and a value lacks is not missed.
"""

import re
from typing import Any, TypeAlias

Mask: TypeAlias = "dict[str, Mask]"
"""Names and what is wanted inside each; an empty one wants everything."""

ANY = "*"
LENGTH_MAX = 2_048
DEPTH_MAX = 20
_TOKEN = re.compile(r"\s*([^\s,/()]+|[,/()])\s*")


def parse_mask(text: str) -> Mask:
    """The mask that a text means. Raises ValueError, a sentence that names what was found where."""
    if len(text) > LENGTH_MAX:
        raise ValueError(f"is longer than {LENGTH_MAX} characters")
    reader = _Reader(_TOKEN.findall(text))
    mask = reader.listed(DEPTH_MAX)
    if reader.next:
        raise ValueError(f"has {reader.next} where a comma or the end is expected")
    return mask


def masked(value: Any, mask: Mask) -> Any:
    """Only what the mask names."""
    if isinstance(value, list):
        return [masked(item, mask) for item in value]
    if not mask or not isinstance(value, dict):
        return value
    wanted = {name: _inside(mask, name) for name in value if name in mask or ANY in mask}
    return {name: masked(value[name], inside) for name, inside in wanted.items()}


def excluded(value: Any, mask: Mask) -> Any:
    """Everything but what the mask names."""
    if isinstance(value, list):
        return [excluded(item, mask) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, inner in value.items():
        if name not in mask and ANY not in mask:
            kept[name] = inner
        elif inside := _inside(mask, name):
            kept[name] = excluded(inner, inside)
    return kept


def _inside(mask: Mask, name: str) -> Mask:
    return mask[name] if name in mask else mask[ANY]


def _merged(one: Mask, other: Mask) -> Mask:
    """What either wants; an empty one wants everything."""
    if not one or not other:
        return {}
    both = {name: _merged(one[name], other[name]) for name in one if name in other}
    return {**one, **other, **both}


class _Reader:
    """Reads `list = path {"," path}`, `path = name ["/" path | "(" list ")"]`."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def next(self) -> str:
        """The next token; empty at the end."""
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def listed(self, depth: int) -> Mask:
        """One path or more."""
        mask = self._path(depth)
        while self._took(","):
            for name, inside in self._path(depth).items():
                mask[name] = _merged(mask[name], inside) if name in mask else inside
        return mask

    def _path(self, depth: int) -> Mask:
        name = self.next
        if not name or name in ",/()":
            raise ValueError(f"has {name or 'its end'} where a field's name is expected")
        if not depth:
            raise ValueError(f"goes deeper than {DEPTH_MAX} levels")
        self._place += 1
        if self._took("/"):
            return {name: self._path(depth - 1)}
        if self._took("("):
            inside = self.listed(depth - 1)
            if not self._took(")"):
                raise ValueError(f"has {self.next or 'its end'} where ) is expected")
            return {name: inside}
        return {name: {}}

    def _took(self, sign: str) -> bool:
        if self.next != sign:
            return False
        self._place += 1
        return True
