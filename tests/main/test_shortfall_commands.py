"""What merchants owe at the command line, on a database of its own: who invoices it, and what was invoiced."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from fordring.storage.transaction import Database
from services.overdrawn import counter_of, invoicing, overdrawn
from support.database import RunDatabases

Command = Callable[..., Result]


@pytest.fixture
def iban(databases: RunDatabases, database_name: str, tmp_path: Path) -> str:
    """A client account on which a merchant owes 125,00."""

    async def live() -> str:
        database = await Database.connect(databases.app_dsn(database_name), connections_max=3)
        counter = await counter_of(database, tmp_path / "bank")
        await overdrawn(counter)
        await invoicing(database)
        await database.close()
        return counter.iban

    return asyncio.run(live())


def test_what_is_owed_is_listed_invoiced_and_listed_again(command: Command, iban: str) -> None:
    assert command("bank", "invoicer", iban).stdout == f"{iban}  nobody\n"
    left = command("payout", "shortfalls").stdout
    assert left.startswith("T11112222  125.00 NOK since 2026-")
    assert left.endswith("nobody is named to invoice what is owed on this client account  Fjord Sykkel AS\n")
    assert command("payout", "invoice-shortfalls").stdout == left
    assert command("bank", "invoicer", iban, "--merchant", "T22223333").stdout == f"{iban}  T22223333  Operatør AS\n"
    assert "  to be invoiced  Fjord" in command("payout", "shortfalls").stdout
    none = "no merchant owes more than waits for it\n"
    assert command("payout", "invoice-shortfalls", "--merchant", "T22223333").stdout == none
    made = command("payout", "invoice-shortfalls", "--merchant", "T11112222").stdout
    assert made.startswith("T11112222  125.00 NOK  invoice OPER1-000001, due ")
    assert command("payout", "invoice-shortfalls").stdout == none
    assert command("payout", "shortfalls").stdout == ""
    listed = command("payout", "shortfalls", "--invoiced").stdout
    assert "invoice OPER1-000001 of T22223333, claim 10000" in listed
    assert listed.endswith("125.00 open  Fjord Sykkel AS\n")
    assert "shortfalls -125.00" in command("bank", "own").stdout
    assert command("audit").exit_code == 0
    assert command("bank", "invoicer", iban, "--nobody").stdout == f"{iban}  nobody\n"


def test_what_cannot_be_is_refused(command: Command, iban: str) -> None:
    refused = command("bank", "invoicer", iban, "--merchant", "T00000000")
    assert (refused.exit_code, "is no merchant's" in refused.stderr) == (1, True)
    assert command("bank", "invoicer", iban, "--merchant", "T22223333", "--nobody").exit_code == 2
    assert command("payout", "invoice-shortfalls", "--merchant", "T00000000").exit_code == 1
