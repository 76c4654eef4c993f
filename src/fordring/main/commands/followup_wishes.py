"""What a merchant wants of follow-up as the command line is told: options, a file, and their names in refusals."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.faces.own.wire.follow_up import SettingsBody

AFTER, TERM, FREE, LETTER = "after", "term", "no-fee", "letter"


def step_of(told: str) -> dict[str, Any]:
    """A step from `kind,after=14,term=14,no-fee,letter`. Raises InvalidCommandError."""
    kind, *words = (word.strip() for word in told.split(","))
    step: dict[str, Any] = {"kind": kind}
    for word in words:
        name, _, days = word.partition("=")
        if name in {AFTER, TERM} and days.removeprefix("-").isdecimal():
            step["after_days" if name == AFTER else "term_days"] = int(days)
        elif word in {FREE, LETTER}:
            step["fee" if word == FREE else "electronic"] = False
        else:
            raise InvalidCommandError(FieldProblem("--step", f"{word!r} is none of after=, term=, no-fee, letter"))
    return step


def read_wishes(file: Path | None, said: Mapping[str, Any]) -> dict[str, Any]:
    """What the file says, and what options say instead; `{}` where nobody says anything. Raises InvalidCommandError."""
    told = {**_content(file), **said} if file else dict(said)
    try:
        return SettingsBody.model_validate_json(json.dumps(told)).changes
    except ValidationError as error:
        problems = [FieldProblem(_option(".".join(map(str, each["loc"]))), each["msg"]) for each in error.errors()]
        raise InvalidCommandError(*problems) from None


def options_named(error: InvalidCommandError) -> InvalidCommandError:
    """The refusal with its fields as options are called."""
    return InvalidCommandError(*(FieldProblem(_option(each.field), each.message) for each in error.problems))


def _option(field: str) -> str:
    """`steps[0].kind` is the first --step."""
    if field.startswith("steps"):
        return field.replace("steps", "--step", 1)
    return "--" + field.removesuffix("_minor").replace("_", "-")


def _content(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text("utf-8")
        content = tomllib.loads(text) if file.suffix == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidCommandError(FieldProblem(str(file), f"cannot be read: {error}")) from None
    if not isinstance(content, dict):
        raise InvalidCommandError(FieldProblem(str(file), "holds no settings by their names"))
    return content
