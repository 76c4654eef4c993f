"""The page about this face says what the code does."""

from pathlib import Path

from fordring.faces.kravia.compatibility import (
    ACTIONS,
    BOOKKEEPING_MODES,
    CLAIM_TYPES,
    DISBURSEMENTS,
    NOTIFICATIONS,
    OCR_LEVELS,
    START_LEVELS,
    STATUSES,
)
from fordring.faces.kravia.errors import TITLES
from fordring.faces.kravia.routes import ROUTES
from fordring.faces.kravia.routes.route import BASES

PAGE = (Path(__file__).parents[3] / "docs/faces/kravia.md").read_text(encoding="utf-8")


def test_its_table_lists_every_operation_with_its_sentence() -> None:
    rows = [
        f"| {route.method} | `{route.path}` | {(route.handler.__doc__ or '').partition(chr(10))[0]} |"
        for route in ROUTES
    ]
    assert "\n".join(rows) in PAGE
    assert all(f"`{base}/…`" in PAGE for base in BASES)


def test_it_names_every_word_that_is_a_guess() -> None:
    words = {*ACTIONS, *CLAIM_TYPES, *NOTIFICATIONS.values(), *STATUSES}
    words |= {*BOOKKEEPING_MODES, *DISBURSEMENTS, *OCR_LEVELS, *START_LEVELS}
    assert {word for word in words if f"`{word}`" not in PAGE} == set()


def test_it_names_every_status() -> None:
    assert {status for status in TITLES if f"| {status} | " not in PAGE} == set()
