"""A JSON schema as a reader sees it: its fields with type, limits and meaning, and a value that has its shape."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

ANYTHING = "anything"
DEPTH_MAX = 6
PLACEHOLDERS: Mapping[str, Any] = {"integer": 1, "number": 1, "boolean": True, "array": [], "object": {}}
FORMATS: Mapping[str, Any] = {"date": "2026-12-01", "date-time": "2026-12-01T08:00:00Z"}

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object, with the fields inside it; `limits` in words, `values` where only these are taken."""

    name: str
    type: str
    required: bool
    limits: str
    description: str
    values: tuple[str, ...]
    fields: tuple["Field", ...]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Schemas of one OpenAPI document; `parts` is its `components.schemas`."""

    parts: Mapping[str, Schema]

    def fields(self, schema: Schema, depth: int = DEPTH_MAX) -> tuple[Field, ...]:
        """The fields of an object, or of the objects of a list; none for anything else, and none below `depth`."""
        inner = self._innermost(schema)
        required = inner.get("required", ())
        names = inner.get("properties", {}).items() if depth else ()
        return tuple(self._field(name, given, name in required, depth) for name, given in names)

    def type(self, schema: Schema) -> str:
        """The type in words: `integer`, `date`, `list of objects`, `number or string`."""
        kinds = dict.fromkeys(self._type(kind) for kind in self._kinds(schema))
        return " or ".join(kinds) or ANYTHING

    def example(self, schema: Schema) -> Any:
        """A value of this shape: the example it names, else one with its required fields only."""
        kind = self._resolved(schema)
        for given in (kind.get("example"), *kind.get("examples", ()), kind.get("default"), *kind.get("enum", ())):
            if given is not None:
                return given
        kind = next(self._kinds(kind), {})
        if "properties" in kind:
            return {name: self.example(kind["properties"][name]) for name in kind.get("required", ())}
        return PLACEHOLDERS.get(kind.get("type", ""), FORMATS.get(kind.get("format", ""), "…"))

    def title(self, schema: Schema) -> str:
        """What the shape itself is, in its own words."""
        return str(self._innermost(schema).get("description", ""))

    def _field(self, name: str, schema: Schema, required: bool, depth: int) -> Field:  # noqa: FBT001 - a fact, in order
        kinds = list(self._kinds(schema))
        own = schema.get("description") or self.title(schema)
        values = tuple(str(value) for kind in kinds for value in kind.get("enum", ()))
        limits = ", ".join(dict.fromkeys(limit for kind in [*kinds, self._resolved(schema)] for limit in _limits(kind)))
        return Field(name, self.type(schema), required, limits, own, values, self.fields(schema, depth - 1))

    def _type(self, kind: Schema) -> str:
        if kind.get("type") == "array":
            inner = self.type(kind.get("items", {}))
            return f"list of {inner}s" if inner.isalpha() and inner != ANYTHING else f"list of {inner}"
        return str(kind.get("format") or kind.get("type", ANYTHING))

    def _innermost(self, schema: Schema) -> Schema:
        """The object in an optional object or in a list of them."""
        kind = next(self._kinds(schema), {})
        return self._innermost(kind["items"]) if "items" in kind else kind

    def _kinds(self, schema: Schema) -> Iterator[Schema]:
        """What the value may be, `null` left out: an absent field says the same."""
        resolved = self._resolved(schema)
        for kind in resolved.get("anyOf", [resolved]):
            if kind.get("type") != "null":
                yield self._resolved(kind)

    def _resolved(self, schema: Schema) -> Schema:
        return self.parts[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _limits(kind: Schema) -> Iterator[str]:
    for word, name in (("at least", "minimum"), ("above", "exclusiveMinimum"), ("at most", "maximum")):
        if name in kind:
            yield f"{word} {int(kind[name])}"
    for name, unit in (("maxLength", "characters"), ("maxItems", "items")):
        if name in kind:
            yield f"at most {kind[name]} {unit}"
    if kind.get("default") not in (None, ""):
        yield f"otherwise {str(kind['default']).lower()}"
