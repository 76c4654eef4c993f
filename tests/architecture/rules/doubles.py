"""Doubles, not mocks: what leaves the process has a recording version in `src`; no test replaces code from outside."""

import ast
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Source, Violation, imports, sources

MOCKING = ("unittest.mock", "mock.", "pytest_mock", "asynctest", "flexmock")
REPLACING = frozenset({"setattr", "delattr", "setitem", "delitem"})


def mocks(root: Path) -> Iterator[Violation]:
    """Imports of a mocking library, `mocker`, and `monkeypatch` used on code; the environment may be set with it."""
    for source in sources(root):
        for line, name in imports(source):
            if name.startswith(MOCKING) or name == "mock":
                yield Violation(source.path, line, f"`{name}`: write a double in `src` instead")
        yield from _replacements(source)


def _replacements(source: Source) -> Iterator[Violation]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.arg) and node.arg == "mocker":
            yield Violation(source.path, node.lineno, "`mocker`: write a double in `src` instead")
        elif (
            isinstance(node, ast.Attribute)
            and node.attr in REPLACING
            and isinstance(node.value, ast.Name)
            and node.value.id == "monkeypatch"
        ):
            yield Violation(source.path, node.lineno, f"`monkeypatch.{node.attr}` replaces code; hand the double in")
