"""Payment plans at the command line: agreed on, shown, ended."""

import asyncio
from datetime import date, timedelta
from pathlib import Path

from typer.testing import CliRunner

from fordring.main.cli import app
from fordring.storage.transaction import Database
from support import make
from support.database import RunDatabases
from support.lives import paid_by_invoice


async def invoiced(dsn: str) -> tuple[str, date]:
    """A Swedish invoice of 900 kr: its integer id, and a day in five weeks."""
    database = await Database.connect(dsn, connections_max=2)
    merchant = await make.merchant(database, "SE")
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, 900_00))
    async with database.reading() as connection:
        today = await connection.fetchval("SELECT current_date")
    await database.close()
    return str(view.claim.claim_no), today + timedelta(days=35)


def test_a_plan_is_agreed_on_shown_and_ended(databases: RunDatabases, database_name: str, tmp_path: Path) -> None:
    dsn, owner = databases.app_dsn(database_name), databases.owner_dsn(database_name)
    own = {"FORDRING_DATABASE_URL": dsn, "FORDRING_OWNER_DATABASE_URL": owner, "FORDRING_VAR": str(tmp_path / "var")}

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, ("followup", "plan", *words), env=own)
        assert result.exit_code == 0, result.output
        return result.stdout

    claim, first = asyncio.run(invoiced(dsn))
    assert run("show", claim) == "no payment plan\n"
    said = ("--count", "3", "--by", "Kari", "--how", "by telephone")
    made = run("agree", claim, str(first), *said)
    assert f"claim {claim}, plan 1: active; agreed" in made
    assert "1070.00 of 1070.00 SEK left, fee 170.00 within" in made
    assert run("show", claim) == made
    assert "cancelled" in run("cancel", claim, "--because", "Paid by card.")


def test_the_terms_of_plans_are_shown_changed_and_refused_by_name(
    databases: RunDatabases, database_name: str, tmp_path: Path
) -> None:
    dsn, owner = databases.app_dsn(database_name), databases.owner_dsn(database_name)
    own = {"FORDRING_DATABASE_URL": dsn, "FORDRING_OWNER_DATABASE_URL": owner, "FORDRING_VAR": str(tmp_path / "var")}

    def run(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, ("followup", "plan", "terms", "T11112222", *words), env=own)
        assert result.exit_code == code, result.output
        return result.output

    asyncio.run(invoiced(dsn))
    usual = run()
    assert usual.splitlines() == [
        "T11112222  SE  no instalment below 100.00",
        "at most 24 instalments, a month apart",
        "notice 10 days before each, reminder 5 days after it",
        "broken when unpaid 10 days after that",
    ]
    assert "at most 6 instalments" in run("--instalments-max", "6", "--notice-days", "0")
    assert "notice none" in run()
    refused = run("--instalments-max", "0", "--broken-days", "91", code=1)
    assert "instalments_max: is a whole number, 1 to 120" in refused
    assert "broken_days: is a whole number, 1 to 90" in refused
    assert "goes without other wishes" in run("--usual", "--least", "1", code=2)
    assert run("--usual") == usual
