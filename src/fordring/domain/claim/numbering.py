"""Invoice numbers: one gap-free, growing series per merchant; a prefix of five characters and at least six digits."""

import re

SERIES = "invoice"
PREFIX = re.compile(r"[A-Z0-9]{5}")


def number_text(prefix: str, number: int) -> str:
    """`number_text("A1B2C", 1)` is `A1B2C-000001`. Raises ValueError for a prefix of another shape."""
    if not PREFIX.fullmatch(prefix) or number < 1:
        raise ValueError(f"no invoice number from {prefix!r} and {number}")
    return f"{prefix}-{number:06}"
