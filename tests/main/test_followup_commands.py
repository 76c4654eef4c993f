"""`fordring followup`: what a case handler sees and says at the command line, on a database of its own."""

import asyncio
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from typer.testing import Result

from fordring.main.person import person
from fordring.storage.transaction import Database
from support import make
from support.database import RunDatabases
from support.desks import open_invoice, waits

Command = Callable[..., Result]
OWNER = "T11112222"
FAILED = "the program could not decide it: the operator is told what went wrong"


@pytest.fixture
def command(command: Command) -> Command:
    """Run `fordring followup …` on this test's database, 80 columns wide."""
    return partial(command, "followup", COLUMNS="80")


def said(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [line.rstrip() for line in result.stdout.splitlines()]


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    return result.stderr.strip()


@pytest.fixture
def claim_no(databases: RunDatabases, database_name: str) -> str:
    """An invoice that waits for an approval, of a payer with an odd name."""

    async def live() -> int:
        database = await Database.connect(databases.app_dsn(database_name), connections_max=2)
        owner = await make.merchant(database)
        claim = await open_invoice(database, owner, billing=make.billing(first_name="Ola\u202e"))
        await waits(database, claim, step="reminder")
        await database.close()
        return claim.claim_no

    return str(asyncio.run(live()))


@pytest.mark.usefixtures("claim_no")
def test_settings_are_shown_changed_refused_and_go_back(command: Command, tmp_path: Path) -> None:
    both = said(command("settings", OWNER))
    assert [line for line in both if line.startswith(OWNER)] == [
        f"{OWNER}  NO  consumer  as is usual",
        f"{OWNER}  NO  business  as is usual",
    ]
    steps = ("--step", "reminder,after=20,no-fee", "--step", "collection_notice,letter")
    changed = said(command("settings", OWNER, "consumer", *steps, "--no-interest", "--tolerance", "500"))
    assert re.fullmatch(rf"{OWNER}  NO  consumer  as wanted since \d{{4}}-\d\d-\d\d", changed[0])
    assert changed[2:4] == [
        "reminder           20 days             no   14 days      e-mail where lawful",
        "collection_notice  as early as lawful  yes  14 days      letter",
    ]
    assert changed[6] == "interest: off; claims from 0.00 NOK on; up to 5.00 is let go"
    wishes = tmp_path / "wishes.toml"
    named = 'licence = "2026/17"\ncollector = "Fjellinkasso AS"'
    wishes.write_text(f'regime = "collector"\n{named}\n[[steps]]\nkind = "reminder"\n')
    collecting = command("settings", OWNER, "business", "--file", str(wishes)).stdout
    assert "regime: collector Fjellinkasso AS, licence 2026/17" in collecting
    assert said(command("settings", OWNER, "business", "--usual"))[0] == f"{OWNER}  NO  business  as is usual"
    history = said(command("settings", OWNER, "business", "--history"))[-2:]
    assert [line.split(f"  {person()}  ")[1] for line in history] == ["back to what is usual", "reminder"]


@pytest.mark.usefixtures("claim_no")
def test_what_cannot_be_wanted_is_refused_by_its_option(command: Command, tmp_path: Path) -> None:
    consumer = ("settings", OWNER, "consumer")
    told = refused(command(*consumer, "--step", "collection_notice,term=3"))
    assert told == "fordring: --step[0].term_days: is 14 or more, inkassoloven § 9"
    assert "--step: 'after=x' is none of" in refused(command(*consumer, "--step", "reminder,after=x"))
    assert "--tolerance: " in refused(command(*consumer, "--tolerance", "10001"))
    for content, why in (("[", "cannot be read"), ("[1]", "holds no settings"), ('{"fee": 1}', "--fee: ")):
        wishes = tmp_path / "wishes.json"
        wishes.write_text(content)
        assert why in refused(command(*consumer, "--file", str(wishes))), content
    assert command("settings", OWNER, "--no-interest").exit_code == 2
    assert command(*consumer, "--usual", "--no-interest").exit_code == 2


def test_what_waits_is_approved_and_a_claim_is_stopped(command: Command, claim_no: str) -> None:
    lines = said(command("waiting"))
    assert re.fullmatch(
        rf"2026-11-10  \d+ days  {OWNER}  claim {claim_no}  Ola  Nordmann  2500.00 NOK: approval reminder", lines[0]
    )
    assert lines[1:] == ["    the invoice has not been delivered yet", f"    {FAILED} (KeyError: 'x')"]
    assert said(command("waiting", "--kind", "failed")) == ["nothing waits for a person"]
    assert "is not what waits: that is start" in refused(command("approve", claim_no, "--step", "legal_action"))
    by = f"claim {claim_no}: start approved by {person()}; the daily run takes it up"
    assert said(command("approve", claim_no)) == [by]
    assert said(command("waiting", "--merchant", OWNER)) == ["nothing waits for a person"]
    [made] = said(command("stop", claim_no, "deceased", "--payer", "--until", "2096-12-24", "--no-interest"))
    assert re.search(r"all claims of Ola  Nordmann: deceased since .*, look again 2096-12-24; no interest", made)
    assert said(command("stops", "--reason", "deceased")) == [made]
    [ended] = said(command("end-stop", made[:36], "--because", "The estate pays."))
    assert ended.endswith("The estate pays.")
    assert said(command("stops")) == ["nothing is stopped"]


def test_what_comes_is_told_and_a_claim_is_given_up(command: Command, claim_no: str) -> None:
    assert said(command("preview", "--merchant", OWNER)) == ["nothing in the next 7 days"]
    outcome, *reasons = said(command("next", claim_no))
    assert outcome.startswith(f"claim {claim_no}  ")
    assert all(reason.startswith("    ") for reason in reasons)
    assert said(command("steps", claim_no)) == [f"no step was taken of claim {claim_no}"]
    assert "was not found" in refused(command("cancel-step", claim_no, "1", "--because", "A mistake."))
    gone = f"claim {claim_no}: closed, written_off; open 0.00 NOK, fees 0.00, interest 0.00"
    assert said(command("write-off", claim_no, "--because", "Too little.")) == [gone]
