"""Rooms: the import contracts name every face and every group of services, so that a new one cannot slip past them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation

INDEPENDENT = ("src/fordring/faces", "src/fordring/services")
SHARED = frozenset({"common"})


def rooms_without_contract(root: Path) -> Iterator[Violation]:
    """Packages of `faces/` (but `common`) and `services/` that no contract of independence names."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    named = {module for contract in contracts if contract["type"] == "independence" for module in contract["modules"]}
    for floor in INDEPENDENT:
        for room in sorted((root / floor).glob("*/__init__.py")):
            module = ".".join(room.parent.relative_to(root / "src").parts)
            if room.parent.name not in SHARED and module not in named:
                yield Violation(room.relative_to(root).as_posix(), 1, f"{module} is in no contract of independence")
