"""Names of fields in problems and warnings: from the domain's dotted paths to the paths of a body of this API."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from fordring.domain.errors import FieldProblem

UNION_BRANCHES = frozenset(["str", "int", "float", "constrained-str", "constrained-int", "constrained-float"])
"""Steps that the validator adds to a path for the alternatives of a union."""


Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One field, as its path in the body (numbers are places in lists), and what is wrong with it."""

    path: Path
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


@dataclass(frozen=True, slots=True)
class Places:
    """Where the order and the billing address of a command stand in the body it came from.

    The shipping option is the last of a command's lines; `shipping_at` is its place, or None without one.
    """

    order: Path = ("session", "order")
    billing: Path = ("session", "order", "billing_address")
    shipping_at: int | None = None

    def path(self, field: str) -> Path:
        """Where a command's field stands."""
        steps: Path = tuple(int(step) if step.isdigit() else step for step in field.split("."))
        if steps[0] == "billing_address":
            return (*self.billing, *steps[1:])
        if self.shipping_at is not None and steps[:3] == ("order", "items", self.shipping_at):
            return (*self.order, "shipping_option", *steps[3:])
        return (*self.order, *steps[1:]) if steps[0] == "order" else steps


ONE_STEP = Places()
"""In the body of a one-step payment, where the session is a part of it."""


def command_problems(problems: Iterable[FieldProblem], places: Places = ONE_STEP) -> Sequence[Problem]:
    """What the domain could not use of a command."""
    return tuple(Problem(places.path(problem.field), problem.message) for problem in problems)


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
    places = Places(shipping_at=shipping_at)
    return "; ".join(Problem(places.path(each["field"]), each["message"]).sentence for each in warnings)
