"""The page about this face says what the code does."""

from pathlib import Path

from fordring.faces.dintero.errors import CODES, OTHERS, REFUSALS, UNAVAILABLE, UNEXPECTED
from fordring.faces.dintero.routes import ROUTES
from fordring.faces.dintero.routes.files import READ

PAGE = (Path(__file__).parents[3] / "docs/faces/dintero.md").read_text(encoding="utf-8")


def test_its_table_lists_every_operation_with_its_scopes() -> None:
    listed = [(route.method, route.path, route.scopes) for route in ROUTES] + [("GET", "/files/{fid}", READ)]
    rows = [
        f"| {method} | `{path}` | {', '.join(f'`{scope}`' for scope in sorted(scopes))} |"
        for method, path, scopes in listed
    ]
    assert "\n".join(rows) in PAGE


def test_it_names_every_error_code() -> None:
    codes = {refusal.code for refusal in (*REFUSALS.values(), *OTHERS.values(), UNAVAILABLE, UNEXPECTED)}
    assert {code for code in codes | set(CODES.values()) if f"`{code}`" not in PAGE} == set()
