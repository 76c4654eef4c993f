"""Refusal tables: each face says for every error of the domain what it answers, so none comes out as a 500."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from architecture.tree import Violation

FACES = "src/fordring/faces"
QUESTION = Path(__file__).parents[1] / "ask_refusals.py"
SECONDS_MAX = 120


def incomplete_refusals(root: Path) -> Iterator[Violation]:
    """Faces with routes whose `errors.REFUSALS` is absent, or lacks an error and each ancestor below DomainError.

    The tables are asked for in a process of their own, where `root` stands first on the path.
    """
    faces = list(faces_with_routes(root))
    if not faces:
        return
    asked = subprocess.run(
        [sys.executable, QUESTION, root / "src", *faces],
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )
    if asked.returncode:
        yield Violation(FACES, 1, f"the tables cannot be read: {asked.stderr.strip()[-500:]}")
        return
    for face, lacking in json.loads(asked.stdout).items():
        yield from (Violation(_errors_path(root, face), 1, what) for what in lacking)


def faces_with_routes(root: Path) -> Iterator[str]:
    """The names of the faces that answer anything yet."""
    for face in sorted((root / FACES).glob("*/")):
        if face.name != "common" and ((face / "routes.py").exists() or (face / "routes").is_dir()):
            yield face.name


def _errors_path(root: Path, face: str) -> str:
    package = f"{FACES}/{face}/errors/__init__.py"
    return package if (root / package).exists() else f"{FACES}/{face}/errors.py"
