"""Cases at the command line: an invoice is transferred, where cases begin, and what is only watched."""

import asyncio
from pathlib import Path

from typer.testing import CliRunner

from fordring.main.cli import app
from fordring.storage.transaction import Database
from support import make
from support.database import RunDatabases
from support.followed import delivered_claim

OWNER = "T11112222"


async def overdue(dsn: str) -> str:
    """An invoice that was due on 30 November of a merchant whose clock shows 14 December; its integer id."""
    database = await Database.connect(dsn, connections_max=2)
    claim = await delivered_claim(database, await make.merchant(database))
    async with database.transaction() as connection:
        await connection.execute("UPDATE merchant SET clock_frozen_at = '2026-12-14T09:00:00Z'")
    await database.close()
    return str(claim.claim_no)


def test_an_invoice_is_transferred_and_watched(databases: RunDatabases, database_name: str, tmp_path: Path) -> None:
    dsn, owner = databases.app_dsn(database_name), databases.owner_dsn(database_name)
    own = {"FORDRING_DATABASE_URL": dsn, "FORDRING_OWNER_DATABASE_URL": owner, "FORDRING_VAR": str(tmp_path / "var")}

    def run(*words: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, ("followup", *words), env=own)
        assert result.exit_code == code, result.output
        return result.output

    claim = asyncio.run(overdue(dsn))
    changed = run("settings", OWNER, "consumer", "--start-level", "payment_demand", "--no-automatic-transfer")
    assert "cases: invoices become one by a person's word, and begin with payment_demand" in changed
    refused = run("settings", OWNER, "consumer", "--start-level", "reminder", code=1)
    assert "--start-level: is collection_notice or payment_demand" in refused
    assert run("next", claim).startswith(f"claim {claim}  step: reminder")
    stands = f"claim {claim}: issued; open 1000.00 NOK, fees 0.00, interest 0.00\n"
    assert run("transfer", claim, "--note", "By telephone.") == stands
    following = run("next", claim)
    assert following.startswith(f"claim {claim}  step: collection_notice")
    assert "cases begin with the payment demand where they may" in following
    assert run("monitor", claim, "--because", "Nothing to seize.") == stands
    assert "monitored" in run("steps", claim)
    assert run("next", claim).startswith(f"claim {claim}  monitored")
    assert run("cancel-step", claim, "1", "--because", "A job was found.") == stands
    assert "is only watched" not in run("next", claim)
    assert "because" in run("monitor", claim, "--because", " ", code=1)
