"""Sizes: at most 60 lines a function and 400 a file; tables of data stand in files of their own and say so.

A table's file carries `data table: <source>` in a comment among its first ten lines, and holds no function.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import CODE, Violation, files, sources

FUNCTION_LINES_MAX = 60
FILE_LINES_MAX = 400
MARKER_WITHIN_LINES = 10
MARKER = re.compile(r"^\s*(#|--|//|/\*) data table: \S+")


def long_functions(root: Path) -> Iterator[Violation]:
    """Functions of more than 60 lines, from `def` to the last line, docstring included."""
    for source in sources(root):
        for node in _functions(source.tree):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES_MAX:
                yield Violation(
                    source.path, node.lineno, f"{node.name} has {length} lines, {FUNCTION_LINES_MAX} at most"
                )


def long_files(root: Path) -> Iterator[Violation]:
    """Files of more than 400 lines that are not marked as a table of data."""
    for path, file in files(root, *CODE):
        lines = file.read_text(encoding="utf-8").splitlines()
        if len(lines) > FILE_LINES_MAX and not _marker_line(lines):
            yield Violation(path, 1, f"{len(lines)} lines, {FILE_LINES_MAX} at most")


def tables_with_functions(root: Path) -> Iterator[Violation]:
    """Functions in a file that is marked as a table of data: the marker is for data only."""
    for source in sources(root):
        if _marker_line(source.text.splitlines()):
            for node in _functions(source.tree):
                yield Violation(source.path, node.lineno, f"{node.name} stands in a file marked as a table of data")


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def _marker_line(lines: list[str]) -> bool:
    return any(MARKER.match(line) for line in lines[:MARKER_WITHIN_LINES])
