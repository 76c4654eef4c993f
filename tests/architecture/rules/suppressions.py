"""Suppressions: whoever silences a check says why, on the same line, and which check."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation, lines, sources

DIRECTIVE = re.compile(
    r"#\s*(?P<noqa>noqa(?::\s*[A-Z]+[0-9]+(?:[,\s]+[A-Z]+[0-9]+)*)?)"
    r"|#\s*(?P<ignore>type:\s*ignore(?:\[[\w\-, ]*\])?)"
    r"|#\s*(?P<cover>pragma:\s*no\s*(?:cover|branch))",
)
REASON_WORDS_MIN = 2
REFUSED_CHECK = re.compile(r'^(?:"[^"]+" = \[)?\s*(?:"[A-Z]+[0-9]+",?\s*)+\]?\s*$')
RUFF_SECTIONS = {"[tool.ruff.lint]", "[tool.ruff.lint.per-file-ignores]"}


def unexplained(root: Path) -> Iterator[Violation]:
    """Comments that silence a check without its name or without a reason of two words or more beside it."""
    for source in sources(root):
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            if token.type == tokenize.COMMENT and DIRECTIVE.search(token.string):
                if any(directive in {"noqa", "type: ignore"} for directive in _directives(token.string)):
                    yield Violation(source.path, token.start[0], "the suppression does not name the check")
                elif len(re.findall(r"\w{2,}", DIRECTIVE.sub("", token.string))) < REASON_WORDS_MIN:
                    yield Violation(source.path, token.start[0], "the suppression does not say why")


def unexplained_settings(root: Path) -> Iterator[Violation]:
    """Lines of `pyproject.toml` that switch off a rule of ruff, for all or some files, without a reason beside it."""
    section = ""
    for path, number, line in lines(root, ".toml"):
        if path == "pyproject.toml":
            section = line.strip() if line.startswith("[") else section
            if section in RUFF_SECTIONS and REFUSED_CHECK.match(line):
                yield Violation(path, number, f"{line.strip()} is switched off without a reason")


def _directives(comment: str) -> list[str]:
    return [re.sub(r":\s*", ": ", found[0].lstrip("# ")) for found in DIRECTIVE.finditer(comment)]
