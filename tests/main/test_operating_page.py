"""The page for operators and the README name the settings and commands that there are."""

import re
from pathlib import Path

import typer.main

from architecture.generated import ROOT
from fordring.main import settings
from fordring.main.cli import app
from fordring.main.settings import Settings

OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
HERE = Path("/srv/fordring")


def settings_table() -> dict[str, str]:
    """Each variable of the page's table with its default as printed."""
    return dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", OPERATING, re.MULTILINE))


def commands_there_are() -> set[str]:
    found = set()
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]  # a click group
        found |= {f"{name} {verb}" for verb in getattr(command, "commands", {})} or {name}
    return found


def test_the_table_has_every_variable_that_is_read_and_no_other() -> None:
    source = Path(settings.__file__).read_text(encoding="utf-8")
    assert set(settings_table()) == set(re.findall(r'"(FORDRING_[A-Z_]+|PORT)"', source))


def test_a_default_that_is_printed_is_the_one_that_counts() -> None:
    literal = {
        name: default.strip("`") for name, default in settings_table().items() if re.fullmatch("`[^`]+`", default)
    }
    assert set(literal) >= {"PORT", "FORDRING_HOST", "FORDRING_MAIL_FROM", "FORDRING_VAR"}
    for name, default in literal.items():
        assert Settings.read({name: default}, HERE) == Settings.read({}, HERE), name


def test_every_command_named_to_users_is_there() -> None:
    there = commands_there_are()
    for text in (OPERATING, README):
        named = re.findall(r"(?:`|\$ |/)fordring ([a-z]+)(?: ([a-z-]+))?", text)
        assert named
        for group, verb in named:
            assert group in there or f"{group} {verb}" in there, f"fordring {group} {verb}"
