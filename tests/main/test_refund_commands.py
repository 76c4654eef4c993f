"""Refunds at the command line, on a database of their own: listed, given an account, paid out, confirmed, refused."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from fordring.simulators.bank import confirmations
from fordring.storage.transaction import Database
from services.counter import Counter
from services.reversals import owing
from support import make
from support.database import RunDatabases
from support.lives import paid_by_invoice, received

IBAN = "NO5015032080119"
Command = Callable[..., str]


@pytest.fixture
def command(command: Callable[..., Result]) -> Command:
    """Run `fordring …` on this test's database, which goes well unless it is to be refused; what it printed."""

    def run(*words: str, refused: bool = False) -> str:
        result = command(*words)
        if refused:
            assert (result.exit_code, result.stdout) == (1, "")
            return result.stderr
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


@pytest.fixture
def overpaid(databases: RunDatabases, database_name: str) -> None:
    """A purchase of 125,00 for which 150,00 came from nobody knows where."""

    async def live(database: Database) -> None:
        merchant = await make.merchant(database)
        view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
        await received(database, view.claim, 15_000)

    asyncio.run(with_database(databases.app_dsn(database_name), live))


async def with_database(dsn: str, verb: Callable[[Database], Awaitable[Any]]) -> None:
    database = await Database.connect(dsn, connections_max=2)
    try:
        await verb(database)
    finally:
        await database.close()


def reference_in(said: str, letter: str = "R") -> str:
    found = re.search(rf"\b{letter}[0-9a-f]{{32}}\b", said)
    assert found, said
    return found[0]


def test_a_refund_is_given_an_account_sent_refused_and_made_at_last(command: Command, overpaid: None) -> None:
    assert overpaid is None
    listed = command("refund", "list")
    refund = reference_in(listed)
    assert listed.rstrip().endswith("T11112222 claim 1000001 (overpaid): waits for an account")
    assert command("refund", "account", refund, "NO50 1503 2080 119").startswith(f"{refund} goes to {IBAN}")
    assert command("refund", "list").rstrip().endswith(f"waits for the next payout run, to {IBAN}")

    sent = command("payout", "run")
    assert "2 to be paid on" in sent
    assert f"{refund} sent: 25.00 NOK back to Ola Nordmann (overpaid)" in sent
    assert command("refund", "list").rstrip().endswith("waits for the bank's confirmation")
    refused = command("payout", "reject", refund, "AC04 account closed")
    assert refused.startswith(f"{refund} rejected: 25.00 NOK")

    again = command("refund", "list")
    assert again.rstrip().endswith(f"(the bank refused {refund}: AC04 account closed): waits for an account")
    second = reference_in(again.replace(refund, ""))
    command("refund", "account", second, IBAN)
    assert command("payout", "confirm", reference_in(sent, "P")).startswith("P")
    assert second in command("payout", "run")
    assert command("payout", "confirm", second).startswith(f"{second} confirmed")
    assert command("refund", "list") == "no refund waits\n"
    assert "BROKEN" not in command("audit")


@pytest.mark.usefixtures("overpaid")
def test_a_refund_does_not_go_to_a_client_account(command: Command) -> None:
    refund = reference_in(command("refund", "list"))
    refused = command("refund", "account", refund, "NO93 8601 1117 947", refused=True)
    assert refused == "fordring: account: is a client account of the operator's: nothing is sent there\n"


def test_a_whole_order_is_confirmed_by_its_message_id(command: Command, overpaid: None) -> None:
    assert overpaid is None
    command("refund", "account", reference_in(command("refund", "list")), IBAN)
    order = reference_in(command("payout", "run").replace("-O", " O"), "O")
    lines = command("payout", "confirm", order).splitlines()
    assert sorted(line[0] for line in lines) == ["P", "R"]
    assert all(" confirmed: " in line for line in lines)
    assert command("payout", "list") == "no payout waits\n"


def test_what_a_payer_owes_is_written_off(
    command: Command, databases: RunDatabases, database_name: str, tmp_path: Path
) -> None:
    async def live(database: Database) -> None:
        counter = Counter(database, await make.merchant(database), tmp_path / "blobs")
        _, order = await owing(counter)
        for debit in confirmations(order, counter.wall):
            await counter.bank(debit)

    asyncio.run(with_database(databases.app_dsn(database_name), live))
    listed = command("refund", "list")
    refund = reference_in(listed)
    assert listed.rstrip().endswith("waits for its payer, who owes it")
    assert command("refund", "write-off", refund, "cannot be found") == f"{refund} is written off: 15.00 NOK\n"
    assert command("refund", "list") == "no refund waits\n"
    assert "losses -15.00" in command("bank", "own")
