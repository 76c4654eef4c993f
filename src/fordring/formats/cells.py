"""Cells of tables that spreadsheet programs open."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """Text that no spreadsheet program runs: an apostrophe before what it would take for a formula (OWASP)."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
