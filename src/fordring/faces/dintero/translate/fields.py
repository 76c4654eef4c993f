"""Names of fields in problems and warnings: from the domain's dotted paths to the paths of a body of this API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from fordring.domain.errors import FieldProblem

UNION_BRANCHES = frozenset(["str", "int", "float", "constrained-str", "constrained-int", "constrained-float"])
"""Steps that the validator adds to a path for the alternatives of a union."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One field, as its path in the body (numbers are places in lists), and what is wrong with it."""

    path: tuple[str | int, ...]
    message: str

    @property
    def name(self) -> str:
        """The path in dots, seen from the order: `order.billing_address.postal_code`."""
        path = self.path[1:] if self.path[:2] == ("session", "order") else self.path
        return ".".join(str(step) for step in path)

    @property
    def sentence(self) -> str:
        """`order.billing_address.postal_code: is missing`."""
        return f"{self.name}: {self.message}" if self.path else self.message

    def worded(self, code: str) -> dict[str, Any]:
        """An item of `error.errors[]`; shop plugins show its `description`."""
        return {
            "code": code,
            "message": self.message,
            "description": self.sentence,
            "path": list(self.path),
            "params": [],
        }


def body_path(field: str, shipping_at: int | None) -> tuple[str | int, ...]:
    """Where a command's field stands in the body it came from.

    The shipping option is the last of a command's lines; `shipping_at` is its place, or None without one.
    """
    steps = tuple(int(step) if step.isdigit() else step for step in field.split("."))
    if steps[0] == "billing_address":
        return ("session", "order", *steps)
    if shipping_at is not None and steps[:3] == ("order", "items", shipping_at):
        return ("session", "order", "shipping_option", *steps[3:])
    return ("session", *steps) if steps[0] == "order" else steps


def command_problems(problems: Iterable[FieldProblem], shipping_at: int | None = None) -> Sequence[Problem]:
    """What the domain could not use of a command."""
    return tuple(Problem(body_path(problem.field, shipping_at), problem.message) for problem in problems)


def shape_problems(error: ValidationError) -> Sequence[Problem]:
    """What the body's shape lacks, each place once; the alternatives of a union are not told apart."""
    found: dict[tuple[str | int, ...], str] = {}
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        path = tuple(step for step in detail["loc"] if not (isinstance(step, str) and step in UNION_BRANCHES))
        message = "is missing" if detail["type"] == "missing" else detail["msg"]
        found.setdefault(path, message)
    return tuple(Problem(path, message) for path, message in found.items())


def warning_text(warnings: Iterable[Mapping[str, str]], shipping_at: int | None) -> str:
    """Stored warnings as one line of metadata."""
    return "; ".join(Problem(body_path(each["field"], shipping_at), each["message"]).sentence for each in warnings)
