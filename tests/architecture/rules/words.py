"""Foreign words stop at the border: the two public APIs are named only where their vocabularies are translated."""

import re
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation, files, lines

FOREIGN = re.compile("dintero|kravia", re.IGNORECASE)

BORDER = (
    "src/fordring/faces/",
    "src/fordring/client/",
    "src/fordring/main/wiring.py",
    "src/fordring/pages/embed/",
)


def foreign_words(root: Path) -> Iterator[Violation]:
    """The two names in any file or file name of `src/` outside the border, comments and capitals included."""
    for path, _ in files(root, under="src"):
        if FOREIGN.search(path) and not path.startswith(BORDER):
            yield Violation(path, 1, "a foreign word in a file's name")
    for path, number, line in lines(root, under="src"):
        if not path.startswith(BORDER) and (found := FOREIGN.search(line)):
            yield Violation(path, number, f"the foreign word `{found[0]}`")
