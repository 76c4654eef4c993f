"""What payers say, at the command line: listed without anything that could act on a terminal, and answered."""

import asyncio
import re
from pathlib import Path

from typer.testing import CliRunner

from fordring.domain.claim.page_link import PageToken
from fordring.main.cli import app
from fordring.services.payers.ask_more_time import AskMoreTime, ask_more_time
from fordring.services.payers.dispute_claim import DisputeClaim, dispute_claim
from fordring.storage import claims
from fordring.storage.transaction import Database
from support import make
from support.database import RunDatabases
from support.lives import paid_by_invoice

EVIL = "[red]no\x1b[2J \u202egnirts\x9b31m"


async def said(dsn: str) -> None:
    """A payer with an odd name asks for more time and disputes."""
    database = await Database.connect(dsn, connections_max=2)
    merchant = await make.merchant(database)
    billing = make.billing(first_name="Ola\u202e")
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant, billing=billing))
    async with database.reading() as connection:
        claim = await claims.get(connection, merchant.merchant_id, view.claim.claim_id)
    assert claim.page_key is not None
    token = PageToken(claim.claim_no, claim.page_key)
    asked = AskMoreTime(token, make.WALL.date().replace(month=12, day=20), "Payday")
    await database.run(lambda connection: ask_more_time(asked, make.work(connection)))
    await database.run(lambda connection: dispute_claim(DisputeClaim(token, EVIL), make.work(connection)))
    await database.close()


def test_requests_are_listed_and_answered(databases: RunDatabases, database_name: str, tmp_path: Path) -> None:
    dsn = databases.app_dsn(database_name)
    owner = databases.owner_dsn(database_name)
    own = {
        "FORDRING_DATABASE_URL": dsn,
        "FORDRING_OWNER_DATABASE_URL": owner,
        "FORDRING_VAR": str(tmp_path / "var"),
    }

    def run(*words: str) -> str:
        result = CliRunner().invoke(app, words, env=own)
        assert result.exit_code == 0, result.output
        return result.stdout

    assert run("payer", "requests") == "nobody waits for an answer\n"
    asyncio.run(said(dsn))
    listed = run("payer", "requests")
    assert not [character for character in listed if not character.isprintable() and character != "\n"]
    time, dispute = listed.splitlines()
    assert re.fullmatch(
        r"[0-9a-f-]{36}  2026-11-16  T11112222  claim \d+  Ola  Nordmann: more_time 2026-12-20  Payday", time
    )
    assert dispute.endswith(": dispute  [red]no[2J  gnirts31m")
    refused = CliRunner().invoke(app, ["payer", "answer", dispute[:36], "noted"], env=own)
    assert (refused.exit_code, "must be granted or refused for dispute" in refused.output) == (1, True)
    assert run("payer", "answer", dispute[:36], "refused", "--message", "Delivered.") == (
        "dispute: refused; the payer reads it on the page\n"
    )
    granted = run("payer", "answer", time[:36], "granted", "--until", "2096-12-22")
    assert granted == "more_time: granted until 2096-12-22; the payer reads it on the page\n"
    assert run("payer", "requests") == "nobody waits for an answer\n"
    assert "-> refused Delivered." in run("payer", "requests", "--answered")
    claim = re.findall(r"claim (\d+)", listed)[0]
    place = ("--address-line", "Torget\u202e 2", "--postal-code", "5014", "--postal-place", "Bergen")
    assert run("payer", "move", claim, *place) == (
        f"Ola  Nordmann: Torget  2, 5014, Bergen, NO; ola@example.com\n  new to {claim}\n"
    )
    assert run("payer", "move", claim, "--email", "").endswith(f"; no e-mail\n  new to {claim}\n")
    assert run("payer", "move", claim, "--email", "").endswith("  known before\n")
    refused = CliRunner().invoke(app, ["payer", "move", claim, "--country", "se"], env=own)
    assert (refused.exit_code, "address_line: is missing" in refused.output) == (1, True)
