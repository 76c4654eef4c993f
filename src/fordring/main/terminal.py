"""What every command needs: the settings, the database behind them, and a clear line instead of a traceback."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, TypeVar

import typer
import uvloop
from pydantic_core import to_json
from rich.console import Console

from fordring.domain.errors import DomainError
from fordring.main.cluster_files import ClusterError
from fordring.main.database import UNUSABLE, Databases, open_database
from fordring.main.lock import AlreadyRunningError
from fordring.main.running import settings_beside
from fordring.main.server_user import UnreachableFolderError
from fordring.main.settings import Settings, SettingsError
from fordring.main.wiring import House, open_house
from fordring.storage.migrate import migrate

Result = TypeVar("Result")

console = Console(highlight=False, soft_wrap=True)
REFUSALS = (
    DomainError,
    SettingsError,
    ClusterError,
    AlreadyRunningError,
    UnreachableFolderError,
    *UNUSABLE,
)


def refuse(sentence: str) -> NoReturn:
    """Say why not, on standard error, and leave with exit code 1."""
    typer.echo(f"fordring: {sentence}", err=True)
    raise typer.Exit(1)


@contextmanager
def plain_errors() -> Iterator[None]:
    """A refusal becomes one line; anything else is a fault of ours and keeps its traceback."""
    try:
        yield
    except REFUSALS as error:
        refuse(_sentence(error))


def _sentence(error: Exception) -> str:
    """What an error says, a file's name first where it is about one."""
    if isinstance(error, OSError) and error.filename and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)


@contextmanager
def databases() -> Iterator[tuple[Settings, Databases]]:
    """The settings and a database that answers, up to date."""
    with plain_errors():
        settings = settings_beside()
        with open_database(settings, lambda sentence: typer.echo(sentence, err=True)) as found:
            asyncio.run(migrate(found.owner_dsn))
            yield settings, found


def in_house(verb: Callable[[House], Awaitable[Result]]) -> Result:
    """Do `verb` with everything put together, on the running instance's database or one started for it."""

    async def inside(settings: Settings, app_dsn: str) -> Result:
        async with open_house(settings, app_dsn) as house:
            return await verb(house)

    with databases() as (settings, found):
        return uvloop.run(inside(settings, found.app_dsn))


def printable(text: str) -> str:
    """Foreign text on one line of a terminal: whatever could move its cursor or turn its direction is a space."""
    return "".join(character if character.isprintable() else " " for character in text)


def say(value: Any) -> None:
    """One JSON line, for people and scripts alike."""
    console.print(json.dumps(json.loads(to_json(value)), ensure_ascii=False), markup=False)


def decimals(minor: int) -> str:
    """An amount as people read it: `1250.00` of 125000 øre. Every currency here has two decimals."""
    whole, rest = divmod(abs(minor), 100)
    return f"{'-' if minor < 0 else ''}{whole}.{rest:02}"
