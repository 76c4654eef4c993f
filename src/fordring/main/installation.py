"""What `fordring run` runs: migrations, the sandbox, the web application and the worker, and its greeting."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fordring.channels.durable import write_durably
from fordring.faces.common.greeting import banner, facts_of_file, words_of_keys
from fordring.main.clock import wall
from fordring.main.database import UNUSABLE
from fordring.main.sandbox import SandboxFacts, open_sandbox
from fordring.main.settings import Settings, SettingsError
from fordring.main.supervisor import Plan, StartFailedError, Supervisor, say
from fordring.storage import ledger
from fordring.storage.migrate import migrate
from fordring.storage.transaction import Database

PRIVATE = 0o600


def run_installation() -> int:
    """Run until a signal; the exit code."""
    try:
        settings = Settings.read()
        return Supervisor(settings, plan_of(settings)).run()
    except SettingsError as error:
        say(str(error))
    except OSError as error:
        if error.filename is None:
            raise
        say(f"{error.filename}: {error.strerror}")
    return 1


def plan_of(settings: Settings) -> Plan:
    """The plan of an installation: its tables, its sandbox, its two programs, its greeting."""
    file = settings.var / "sandbox.json"
    return Plan(
        migrate=lambda owner_dsn: asyncio.run(_migrate(owner_dsn)),
        prepare=lambda app_dsn: asyncio.run(_prepare(app_dsn, settings.public_url, file)),
        banner=lambda: print(banner(facts_of_file(_read(file))), flush=True),  # noqa: T201 - this is what it is for
    )


async def _migrate(owner_dsn: str) -> None:
    """Raise StartFailedError when that database cannot be used."""
    try:
        await migrate(owner_dsn)
    except UNUSABLE as error:
        raise StartFailedError(f"the database cannot be used: {error}") from error


async def _prepare(app_dsn: str, base_url: str, file: Path) -> None:
    database = await Database.connect(app_dsn, connections_max=2)
    try:
        await database.run(lambda connection: ledger.add_months(connection, wall()))
        facts = await open_sandbox(database, base_url, facts_of_file(_read(file)))
        _write(file, facts)
    finally:
        await database.close()


def _read(file: Path) -> dict[str, Any]:
    try:
        read: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return read


def _write(file: Path, facts: SandboxFacts) -> None:
    """Only its owner may read it: secrets stand in here."""
    write_durably(file, (json.dumps(words_of_keys(asdict(facts)), indent=2) + "\n").encode())
    file.chmod(PRIVATE)
