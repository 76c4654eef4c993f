"""Payouts at the command line, on a database of their own: their terms, and what is made of them."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

from fordring.formats.banking.pain002 import Answer, StatusReport, Verdict
from fordring.formats.banking.pain002_writer import write_pain002
from fordring.storage.transaction import Database
from support import make
from support.database import RunDatabases
from support.lives import paid_by_invoice, received

Command = Callable[..., Result]


@pytest.fixture
def paid(databases: RunDatabases, database_name: str) -> None:
    """A purchase of 125,00 that was paid."""

    async def live(database: Database) -> None:
        merchant = await make.merchant(database)
        view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
        await received(database, view.claim, 12_500)

    asyncio.run(_with_database(databases.app_dsn(database_name), live))


async def _with_database(dsn: str, verb: Callable[[Database], Awaitable[Any]]) -> None:
    database = await Database.connect(dsn, connections_max=2)
    try:
        await verb(database)
    finally:
        await database.close()


@pytest.mark.usefixtures("paid")
def test_terms_are_agreed_and_a_run_keeps_to_them(command: Command) -> None:
    terms = ("merchant", "payouts", "T11112222")
    assert command(*terms).stdout == (
        "T11112222  every business day, whatever the amount, without a rest; a balance below nothing is carried\n"
    )
    changed = command(*terms, "--every", "weekly", "--weekday", "thursday", "--minimum", "50000")
    assert "weekly on Thursday, from 500.00 NOK on" in changed.stdout
    priced = command("merchant", "price", "T11112222", "--commission-bp", "200", "--per-payout", "500")
    assert "2.00 % of what was collected, 0.00 a payment, 5.00 a payout (NOK), VAT 25.00 %" in priced.stdout
    assert command("payout", "run").stdout == "no payout waits\n"
    run = command("payout", "run", "--merchant", "T11112222").stdout
    assert "115.62 NOK to Fjord Sykkel AS (gross 125.00, commission 7.50, VAT 1.88)" in run


@pytest.mark.usefixtures("paid")
def test_what_makes_no_terms_is_refused_by_its_option(command: Command) -> None:
    refused = command("merchant", "payouts", "T11112222", "--weekday", "someday")
    assert (refused.exit_code, "--weekday: is one of monday" in refused.stderr) == (1, True)
    refused = command("merchant", "payouts", "T11112222", "--hold-days", "91")
    assert (refused.exit_code, refused.stderr) == (1, "fordring: --hold-days: is 0 to 90\n")
    assert command("merchant", "price", "T11112222", "--vat-bp", "0").exit_code == 2
    assert command("merchant", "price", "T11112222", "--commission-bp", "1", "--from", "2020-01-01").exit_code == 1


@pytest.mark.usefixtures("paid")
def test_an_order_waits_for_somebody_else(command: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    iban = command("bank", "accounts").stdout.split()[0]
    assert command("bank", "orders", iban).stdout == f"{iban}  pain.001.001.09  released as they are made\n"
    monkeypatch.setenv("SUDO_USER", "anna")
    changed = command("bank", "orders", iban, "--pain-version", "03", "--four-eyes").stdout.splitlines()
    assert changed[0] == f"{iban}  pain.001.001.03  released by a second client"
    assert [line.partition(" UTC  ")[2] for line in changed[1:]] == [
        "pain version from 09 to 03, by cli:anna",
        "four eyes from no to yes, by cli:anna",
    ]
    assert command("bank", "orders", iban, "--four-eyes").stdout.splitlines() == changed
    made = command("payout", "run").stdout
    order = made.split()[1]
    assert made.startswith(f"order {order} waits for somebody else than cli:anna: 1 to be paid on ")
    assert " to be released: " in made
    refused = command("payout", "release", order)
    assert (refused.exit_code, refused.stderr) == (
        1,
        "fordring: cli:anna made this payment order: another client releases it\n",
    )
    assert not (tmp_path / "var" / "payouts").exists()
    monkeypatch.setenv("SUDO_USER", "bo")
    assert "made by cli:anna" in command("payout", "release", order).stdout
    assert len(list((tmp_path / "var" / "payouts").iterdir())) == 1
    assert command("payout", "status", "--questions").stdout == ""
    assert command("payout", "close", "P0").exit_code == 1
    assert command("bank", "reconcile").stdout == "no bank has told a closing balance\n"


@pytest.mark.usefixtures("paid")
def test_the_codes_of_a_banks_charges_are_shown_and_agreed(command: Command) -> None:
    iban = command("bank", "accounts").stdout.split()[0]
    usual = f"{iban}  CHRG, COME, COMI, COMM, COMT, FEES  the usual ones, which nobody has verified\n"
    assert command("bank", "charges", iban).stdout == usual
    assert command("bank", "charges", iban, "--codes", "GEB, CHRG").stdout == f"{iban}  CHRG, GEB\n"
    assert command("bank", "charges", iban, "--codes", "").stdout == f"{iban}  none\n"
    assert command("bank", "charges", iban).stdout == f"{iban}  none\n"
    assert command("bank", "charges", iban, "--usual", "--codes", "A").exit_code == 2
    assert command("bank", "charges", iban, "--usual").stdout == usual


@pytest.mark.usefixtures("paid")
def test_an_answer_of_the_bank_is_told_by_its_order_and_transfers(command: Command, tmp_path: Path) -> None:
    order, payout = re.findall(r"\b[OP][0-9a-f]{32}\b", command("payout", "run").stdout)[:2]
    what = f"  {payout}  125.00 NOK to Fjord Sykkel AS: "
    accepted = answer(tmp_path, order, Verdict(Answer.ACCEPTED, "ACCP"))
    told = command("bank", "import", accepted).stdout.splitlines()
    assert told == [f"ACCP.xml: booked, 1 accepted, of order {order}", f"{what}accepted (ACCP); its debit settles it"]
    rejected = answer(tmp_path, order, Verdict(Answer.REJECTED, "RJCT", "AC04 Account closed"))
    told = command("bank", "import", rejected).stdout.splitlines()
    back = f"{what}rejected (RJCT AC04 Account closed); it is owed again"
    assert told == [f"RJCT.xml: booked, 1 rejected, of order {order}", back]
    told = command("bank", "import", rejected).stdout.splitlines()
    assert told == [f"RJCT.xml: booked before, nothing is booked twice, 1 rejected, of order {order}", back]
    told = command("bank", "import", answer(tmp_path, order, Verdict(Answer.REJECTED, "CANC"))).stdout.splitlines()
    before = f"{what}rejected (CANC); it was rejected before"
    assert told == [f"CANC.xml: booked, 1 rejected before, of order {order}", before]
    told = command("bank", "import", answer(tmp_path, order, Verdict(Answer.PARTLY, "PART"))).stdout.splitlines()
    assert told == ["PART.xml: booked, nothing is said of a transfer"]


def answer(folder: Path, order: str, verdict: Verdict) -> str:
    """A file in which the bank says this of an order."""
    path = folder / f"{verdict.code}.xml"
    path.write_bytes(write_pain002(StatusReport(verdict.code, date(2026, 11, 20), order, verdict), make.WALL))
    return str(path)
