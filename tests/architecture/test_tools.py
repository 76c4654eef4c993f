"""The checks of others, as configured here: ruff, mypy, import-linter and pytest each catch what is planted."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.planting import plant
from architecture.tree import ROOT

SECONDS_MAX = 300

REFUSED_BY_RUFF = {
    "D103": "def total(amount: int) -> int:\n    return amount\n",
    "D101": "class Total:\n    amount: int\n",
    "ANN001": 'def total(amount) -> int:\n    """Total."""\n    return int(amount)\n',
    "DTZ005": "from datetime import datetime\n\nNOW = datetime.now()\n",
    "ERA001": "# total = amount + 1\n",
    "F401": "import json\n",
    "T201": 'print("total")\n',
    "FBT001": 'def total(vat: bool) -> int:\n    """Total."""\n    return int(vat)\n',
    "S608": 'def find(name: str) -> str:\n    """Find."""\n    return f"SELECT * FROM {name}"\n',
    "BLE001": "try:\n    total = 1\nexcept Exception:\n    total = 2\n",
    "TD002": "# TODO: later\n",
    "PGH003": 'total: int = "1"  # type: ignore\n',
    "PLR0913": f'def f({", ".join(f"{name}: int" for name in "abcdefghi")}) -> None:\n    """Do."""\n',
    "E501": f'LINE = "{"x" * 120}"\n',
}
"""A rule of ruff, and a module body that it refuses."""

PLANTS_FOR_MYPY = '''
=== src/fordring/planted.py
"""Types, missing and wrong."""
from fordring.domain.money import Money
def untyped(amount): <<<
    return amount
WRONG: Money = 1 <<<
def nothing() -> list: <<<
    return []
LOST = untyped(1) <<<
'''

PLANTS_FOR_CONTRACTS = {
    "Layers point down only": ("domain/planted.py", "from fordring import storage"),
    "The client knows nobody": ("client/planted.py", "from fordring.domain import money"),
    "Only main knows the client, for its command line": ("pages/planted.py", "from fordring import client"),
    "The faces do not know each other": ("faces/own/planted.py", "from fordring.faces import kravia"),
    "Services do not call each other": ("services/checkout/planted.py", "from fordring.services import banking"),
}
"""A contract of `pyproject.toml`, and a module with an import that breaks it."""


@pytest.fixture(scope="module")
def seen_by_ruff(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What ruff says, as `module code`, of a tree with each body of REFUSED_BY_RUFF in a module named by its code."""
    root = _with_settings(tmp_path_factory.mktemp("ruff"))
    for code, body in REFUSED_BY_RUFF.items():
        file = root / "src/fordring/domain" / f"{code.lower()}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'"""Planted."""\n\n{body}', encoding="utf-8")
    ran = _run(root, "ruff", "check", "--no-cache", "--output-format=concise", ".")
    return {f"{module} {code}" for module, code in re.findall(r"(\w+)\.py:\d+:\d+: (\w+)", ran.stdout)}


@pytest.mark.parametrize("code", REFUSED_BY_RUFF)
def test_ruff_catches(code: str, seen_by_ruff: set[str]) -> None:
    assert f"{code.lower()} {code}" in seen_by_ruff


def test_ruff_catches_a_file_that_is_not_formatted(tmp_path: Path) -> None:
    (_with_settings(tmp_path) / "planted.py").write_text("x = [1,2]\n", encoding="utf-8")
    assert _run(tmp_path, "ruff", "format", "--check", "--no-cache", ".").returncode == 1


def test_mypy_catches_missing_and_wrong_types(tmp_path: Path) -> None:
    expected = plant(PLANTS_FOR_MYPY, _with_settings(tmp_path))
    _with_house(tmp_path)
    ran = _run(tmp_path, "mypy", f"--cache-dir={tmp_path / 'cache'}", "src/fordring/planted.py")
    assert {(path, int(line)) for path, line in re.findall(r"(.+):(\d+): error", ran.stdout)} == expected


@pytest.fixture(scope="module")
def broken_contracts(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The contracts that import-linter calls broken in a copy of the house with every plant of PLANTS_FOR_CONTRACTS."""
    root = _with_house(_with_settings(tmp_path_factory.mktemp("contracts")))
    for path, line in PLANTS_FOR_CONTRACTS.values():
        (root / "src/fordring" / path).write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    return _contracts(root, "BROKEN")


@pytest.mark.parametrize("contract", PLANTS_FOR_CONTRACTS)
def test_import_linter_catches_a_breach_of(contract: str, broken_contracts: set[str]) -> None:
    assert contract in broken_contracts


def test_the_house_keeps_every_import_contract() -> None:
    assert _contracts(ROOT, "KEPT") == set(PLANTS_FOR_CONTRACTS)


def test_pytest_takes_a_warning_for_an_error(tmp_path: Path) -> None:
    body = 'import warnings\ndef test_it():\n    warnings.warn("old", DeprecationWarning)\n'
    (_with_settings(tmp_path) / "test_planted.py").write_text(body, encoding="utf-8")
    ran = _run(tmp_path, "pytest", "-q", "-p", "no:cacheprovider", "test_planted.py")
    assert "1 failed" in ran.stdout, ran.stdout


def _with_settings(root: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def _with_house(root: Path) -> Path:
    generated = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "src", root / "src", ignore=generated, dirs_exist_ok=True)
    return root


def _contracts(root: Path, state: str) -> set[str]:
    ran = _run(root, "lint-imports", "--no-cache")
    found = set(re.findall(rf"^(.+) {state}$", ran.stdout, re.MULTILINE))
    assert found, ran.stdout + ran.stderr
    return found


def _run(root: Path, tool: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [Path(sys.executable).with_name(tool), *arguments],
        cwd=root,
        env={"PYTHONPATH": str(root / "src"), "PATH": "/usr/bin:/bin", "NO_COLOR": "1", "COLUMNS": "300"},
        capture_output=True,
        text=True,
        timeout=SECONDS_MAX,
        check=False,
    )
