"""The page about this face says what the code does."""

from pathlib import Path

from fordring.faces.dintero.errors import CODES, OTHERS, REFUSALS, UNAVAILABLE, UNEXPECTED
from fordring.faces.dintero.routes import ROUTES
from fordring.faces.dintero.routes.route import CHECKOUT, Route

PAGE = (Path(__file__).parents[3] / "docs/faces/dintero.md").read_text(encoding="utf-8")


def row(route: Route) -> str:
    """A line of the page's table; a path below both bases of checkout is told without them."""
    path = route.path if route.bases == CHECKOUT else route.bases[0] + route.path
    scopes = ", ".join(f"`{scope}`" for scope in sorted(route.scopes)) or "see below"
    return f"| {route.method} | `{path}` | {scopes} |"


def test_its_table_lists_every_operation_with_its_scopes() -> None:
    assert "\n".join(row(route) for route in ROUTES) in PAGE


def test_it_names_every_error_code() -> None:
    codes = {refusal.code for refusal in (*REFUSALS.values(), *OTHERS.values(), UNAVAILABLE, UNEXPECTED)}
    assert {code for code in codes | set(CODES.values()) if f"`{code}`" not in PAGE} == set()
