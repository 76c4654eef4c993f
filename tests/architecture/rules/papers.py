"""Papers: decisions in one form, a true index of them, changelog fragments that can be gathered."""

import re
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation, files

DECISIONS = "docs/decisions"
INDEX = f"{DECISIONS}/README.md"
SECTIONS = ["Context", "Decision", "Consequences", "Alternatives", "Checked by"]
DECISION_LINES_MAX = 80
FRAGMENT_NAME = re.compile(r"changelog\.d/[0-9]{4}-[a-z0-9-]+\.md")
FRAGMENT_SECTIONS = {"Added", "Changed", "Fixed", "Removed", "Security"}
OWN_PATH = re.compile(r"`((?:src|tests|docs|requirements)/[^`\s*<]*|pyproject\.toml)`")


def decisions(root: Path) -> Iterator[Violation]:
    """Decisions that are not one page, lack a section, have no line to quote, or point at a file that is not there."""
    for path, text in _pages(root):
        if re.findall(r"^## (.+)$", text, re.MULTILINE) != SECTIONS:
            yield Violation(path, 1, f"the sections are not {', '.join(SECTIONS)}")
        if len(text.splitlines()) > DECISION_LINES_MAX:
            yield Violation(path, 1, "longer than a page")
        if not re.match(rf"# {Path(path).name[:4]} \S", text):
            yield Violation(path, 1, "the title does not begin with the decision's number")
        if len(re.findall(r"^> ", _section(text, "Decision"), re.MULTILINE)) != 1:
            yield Violation(path, 1, "the decision is not one quotable line")
        if not OWN_PATH.search(_section(text, "Checked by")):
            yield Violation(path, 1, "what checks it is not named by its path")
        for number, line in enumerate(text.splitlines(), start=1):
            missing = [named for named in OWN_PATH.findall(line) if not (root / named).exists()]
            yield from (Violation(path, number, f"`{named}` is not there") for named in missing)


def index(root: Path) -> Iterator[Violation]:
    """An index of decisions other than the one made from their files."""
    page = root / INDEX
    if page.exists() and index_table(root) not in page.read_text(encoding="utf-8"):
        yield Violation(INDEX, 1, f"the table is not the one of the files:\n{index_table(root)}")


def index_table(root: Path) -> str:
    """The index as a Markdown table: number with link, title, the line to quote."""
    rows = ["| no. | about | decision |", "|---|---|---|"]
    for path, text in _pages(root):
        name = Path(path).name
        title = text.splitlines()[0].removeprefix(f"# {name[:4]} ")
        quoted = re.search(r"^> (.+)$", text, re.MULTILINE)
        rows.append(f"| [{name[:4]}]({name}) | {title} | {quoted[1] if quoted else ''} |")
    return "\n".join(rows)


def fragments(root: Path) -> Iterator[Violation]:
    """Changelog fragments with another name than `0002-what.md`, another heading, or nothing to say."""
    for path, file in files(root, ".md", under="changelog.d"):
        if file.name == "README.md":
            continue
        text = file.read_text(encoding="utf-8")
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        if not FRAGMENT_NAME.fullmatch(path):
            yield Violation(path, 1, "the name is not the number of the issue and a few words")
        if not headings or set(headings) - FRAGMENT_SECTIONS or not re.search(r"^- ", text, re.MULTILINE):
            yield Violation(path, 1, f"no items under headings of {', '.join(sorted(FRAGMENT_SECTIONS))}")


def _pages(root: Path) -> Iterator[tuple[str, str]]:
    for path, file in files(root, ".md", under=DECISIONS):
        if path != INDEX:
            yield path, file.read_text(encoding="utf-8")


def _section(text: str, title: str) -> str:
    found = re.search(rf"^## {title}$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""
