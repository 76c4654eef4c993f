"""A command beside a running instance: it says what the instance would say, links included."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from fordring.main.lock import FolderLock
from fordring.main.running import settings_beside

ADDRESS = "http://127.0.0.1:18080"


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A `var` on which an instance was started at `ADDRESS`."""
    (tmp_path / "sandbox.json").write_text(json.dumps({"base_url": ADDRESS}), encoding="utf-8")
    return tmp_path


def public_url(var: Path, more: Mapping[str, str] | None = None) -> str:
    return settings_beside({"FORDRING_VAR": str(var), **(more or {})}).public_url


def test_links_lead_to_the_instance_that_runs(var: Path) -> None:
    running = FolderLock(var / "lock").take()
    assert public_url(var) == ADDRESS
    running.release()
    assert public_url(var) == "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "9000", "http://127.0.0.1:9000"),
        ("FORDRING_HOST", "10.0.0.7", "http://10.0.0.7:8080"),
        ("FORDRING_PUBLIC_URL", "https://faktura.example.com", "https://faktura.example.com"),
    ],
)
def test_an_address_that_the_command_is_given_is_meant(var: Path, name: str, value: str, says: str) -> None:
    running = FolderLock(var / "lock").take()
    assert public_url(var, {name: value}) == says
    running.release()
