"""The Python example of a page of the documentation, run as a reader would who has pasted it."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

USUAL_ADDRESS = "http://127.0.0.1:8080"


def example_runs(page: Path, address: str, keys: dict[str, Any], folder: Path) -> None:
    """The page's one example prints what the page says, against the instance there whose sandbox has these keys."""
    [(code, told)] = re.findall(
        r"```python\n(.*?)```\n+It prints.*?```text\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL
    )
    (folder / "var").mkdir(exist_ok=True)
    (folder / "var" / "sandbox.json").write_text(json.dumps(keys))
    command = [sys.executable, "-c", code.replace(USUAL_ADDRESS, address)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == (told, "")
