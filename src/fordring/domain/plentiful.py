"""Frozen values that there are a hundred thousand of: made, and made anew with a change, in a third of the time.

A frozen dataclass sets each of its fields by a call. A plentiful one is, while they are set, of a twin class that has
the same fields and is not frozen; nobody meets it before it is of its own class.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from typing import Any, TypeVar

Value = TypeVar("Value")

_TWINS: dict[type, type] = {}
_MADE = object()
"""Stands for a default that is made anew for each value."""


def plentiful(kind: type[Value]) -> type[Value]:
    """The class with a quicker `__init__`: for a `dataclass(frozen=True, slots=True)` that inherits nothing."""
    own = _fields_of(kind)
    _TWINS[kind] = type(kind.__name__, (), {"__slots__": [field.name for field in own], "__module__": kind.__module__})
    known = {"become": object.__setattr__, "MADE": _MADE}
    lines = ["become(self, '__class__', Twin)"]
    lines += [f"self.{field.name} = {_argument(field, known)}" for field in own]
    parameters = ", ".join(_parameter(field, known) for field in own)
    init = _function(kind, f"__init__(self, {parameters})", [*lines, *_ending(kind, "self")], known)
    init.__qualname__ = f"{kind.__qualname__}.__init__"
    setattr(kind, "__init__", init)  # noqa: B010 - an assignment would be one to the method of an instance
    return kind


def changed(value: Value, changes: Mapping[str, Any]) -> Value:
    """A plentiful value with some fields changed, as `dataclasses.replace` gives it. Raises KeyError."""
    kind: type = type(value)
    made: Value = _changing(kind, tuple(changes))(value, *changes.values())
    return made


@cache
def _changing(kind: type, names: tuple[str, ...]) -> Callable[..., Any]:
    """What makes a value of another, with new values of these fields. A verb changes the same ones each time."""
    own = [field.name for field in _fields_of(kind)]
    if unknown := set(names) - set(own):
        raise KeyError(*sorted(unknown))
    lines = ["self = Twin()", *(f"self.{name} = {name if name in names else f'old.{name}'}" for name in own)]
    return _function(kind, f"change({', '.join(('old', *names))})", [*lines, *_ending(kind, "self"), "return self"], {})


def _fields_of(kind: Any) -> "tuple[Field[Any], ...]":
    return fields(kind)


def _parameter(field: "Field[Any]", known: dict[str, Any]) -> str:
    if field.default is not MISSING:
        known[f"default_{field.name}"] = field.default
        return f"{field.name}=default_{field.name}"
    return field.name if field.default_factory is MISSING else f"{field.name}=MADE"


def _argument(field: "Field[Any]", known: dict[str, Any]) -> str:
    if field.default_factory is MISSING:
        return field.name
    known[f"made_{field.name}"] = field.default_factory
    return f"made_{field.name}() if {field.name} is MADE else {field.name}"


def _ending(kind: type, name: str) -> list[str]:
    judged = [f"{name}.__post_init__()"] if hasattr(kind, "__post_init__") else []
    return [f"{name}.__class__ = Own", *judged]


def _function(kind: type, head: str, lines: list[str], known: Mapping[str, Any]) -> Callable[..., Any]:
    """Compiled, as `dataclasses` does it too: of the names of fields alone."""
    names = {"Own": kind, "Twin": _TWINS[kind], **known}
    exec("\n    ".join([f"def {head}:", *lines]), names)  # noqa: S102 - see above
    made: Callable[..., Any] = names[head.partition("(")[0]]
    return made
