"""Planting: a small tree written as text, with the lines that a check must name marked in it."""

import re
from pathlib import Path

MARK = re.compile(r"[ \t]*<<<$", re.MULTILINE)


def plant(text: str, root: Path) -> set[tuple[str, int]]:
    """Write a tree given as text (`=== path`, then its lines) below `root`; answers the lines marked `<<<`."""
    expected: set[tuple[str, int]] = set()
    for part in text.split("=== ")[1:]:
        path, body = part.split("\n", maxsplit=1)
        numbered = enumerate(body.splitlines(), start=1)
        expected |= {(path.strip(), number) for number, line in numbered if MARK.search(line)}
        file = root / path.strip()
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(MARK.sub("", body), encoding="utf-8")
    return expected
