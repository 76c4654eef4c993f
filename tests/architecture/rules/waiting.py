"""Waiting: a page settles in its own time, so a browser test says what it expects and waits until it is so."""

import ast
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation, sources

READ_ONCE = frozenset(
    {"all_inner_texts", "all_text_contents", "count", "get_attribute", "inner_html", "inner_text", "input_value"}
    | {"is_checked", "is_disabled", "is_editable", "is_enabled", "is_hidden", "is_visible", "text_content"}
)
"""What Playwright answers about a page at that moment, ready or not."""


def impatient(root: Path) -> Iterator[Violation]:
    """Assertions of browser tests on what a page shows at one moment; `expect(...)` waits for the same."""
    for source in sources(root, under="tests/browser"):
        for asserted in (node for node in ast.walk(source.tree) if isinstance(node, ast.Assert)):
            for node in ast.walk(asserted.test):
                if isinstance(node, ast.Await) and (name := _read_once(node.value)):
                    yield Violation(source.path, node.lineno, f"`{name}` reads the page once: `expect` waits")


def _read_once(awaited: ast.expr) -> str | None:
    """The reading method that is called on the page or on something in it, if one is."""
    method = awaited.func if isinstance(awaited, ast.Call) else None
    return method.attr if isinstance(method, ast.Attribute) and method.attr in READ_ONCE else None
