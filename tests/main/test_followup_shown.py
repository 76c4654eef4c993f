"""`fordring followup interest` and `summary`, as they are printed, on a database of its own."""

import asyncio
import re
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from typer.testing import Result

from fordring.storage.transaction import Database
from support import make
from support.database import RunDatabases
from support.desks import open_invoice

Command = Callable[..., Result]


@pytest.fixture
def claim_no(databases: RunDatabases, database_name: str) -> str:
    """One of two open invoices of a payer."""

    async def live() -> int:
        database = await Database.connect(databases.app_dsn(database_name), connections_max=2)
        owner = await make.merchant(database)
        claims = [await open_invoice(database, owner), await open_invoice(database, owner, own_id="second")]
        await database.close()
        return claims[0].claim_no

    return str(asyncio.run(live()))


@pytest.fixture
def command(command: Command) -> Command:
    """Run `fordring followup …` on this test's database, 120 columns wide."""
    return partial(command, "followup", COLUMNS="120")


def test_interest_and_summary_are_shown_and_printed(command: Command, claim_no: str, tmp_path: Path) -> None:
    paper = tmp_path / "interest.pdf"
    shown = command("interest", claim_no, "--on", "2027-12-31", "--pdf", str(paper))
    assert shown.exit_code == 0, shown.output
    lines = [line.split() for line in shown.stdout.splitlines()]
    assert lines[0] == ["from", "to", "on", "rate", "days", "interest"]
    rows = [line for line in lines if re.fullmatch(r"\d{4}-\d\d-\d\d", line[0])]
    total = next(line for line in lines if line[:2] == ["interest", "up"])
    assert round(sum(float(row[-1].rstrip("*")) for row in rows) * 100) == round(float(total[-2]) * 100) > 0
    assert rows[-1][1] == "2027-12-31"
    assert rows[-1][-1].endswith("*"), "its rate is carried over"
    assert any("carried over" in line for line in shown.stdout.splitlines())
    assert paper.read_bytes().startswith(b"%PDF-")
    early = command("interest", claim_no, "--on", date(2020, 1, 1).isoformat())
    assert early.stdout.splitlines() == ["interest up to and including 2020-01-01: 0.00 NOK"]
    summary = command("summary", claim_no, "--pdf", str(tmp_path / "summary.pdf"))
    assert summary.exit_code == 0, summary.output
    assert summary.stdout.count("2500.00") == 4
    assert "5000.00 NOK" in summary.stdout
    assert (tmp_path / "summary.pdf").read_bytes().startswith(b"%PDF-")
