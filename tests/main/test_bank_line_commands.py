"""Money that waits, at the command line, on a database of its own: suggested, accepted, moved, returned."""

import asyncio
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import Result

from fordring.formats.banking.model import Direction
from fordring.storage.transaction import Database
from services.counter import Counter
from services.reversals import banked, credit, line
from support import make
from support.database import RunDatabases

Command = Callable[..., str]


@pytest.fixture
def command(command: Callable[..., Result]) -> Command:
    """Run `fordring …` on this test's database, which goes well; what it printed."""

    def run(*words: str) -> str:
        result = command(*words)
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


@pytest.fixture
def claims(databases: RunDatabases, database_name: str, tmp_path: Path) -> list[int]:
    """Two invoices to Ola, and money from him without a word."""

    async def live() -> list[int]:
        database = await Database.connect(databases.app_dsn(database_name), connections_max=2)
        counter = Counter(database, await make.merchant(database), tmp_path / "blobs")
        views = [await counter.invoice(12_500), await counter.invoice(9_900)]
        await banked(counter, credit(counter, 12_500, "", named="E1", party_name="Nordmann Ola"))
        await database.close()
        return [view.claim.claim_no for view in views]

    return asyncio.run(live())


def test_a_person_says_what_money_is_for(command: Command, claims: list[int]) -> None:
    shown = json.loads(command("bank", "waiting"))
    [suggested] = shown["suggestions"]
    assert not {"said", "opens_entry", "seeks", "told_by"} & shown.keys()
    assert (shown["age_days"] >= 0, suggested["claims"]) == (True, [{"claim": claims[0], "amount_minor": 12_500}])
    assert suggested["reason"] == "from its payer's name, exactly what is open"
    name = shown["bank_line_id"]
    assert json.loads(command("bank", "accept", name))["state"] == "matched"
    assert command("bank", "waiting") == ""
    moved = json.loads(command("bank", "move", name, "the wrong one", str(claims[1])))
    assert moved["reason"] == "moved by fordring: the wrong one"
    listed = command("refund", "list")
    assert "26.00 NOK" in listed
    assert "is not sent" in command("refund", "move", listed.split()[0], str(claims[0]), "it is for that one")
    assert json.loads(command("bank", "return", name, "not ours"))["state"] == "returned"
    assert "125.00 NOK" not in command("bank", "waiting")
    told = command("merchant", "matching", "T11112222", "--threshold", "97", "--tolerance", "100")
    assert told == "T11112222  threshold 97  tolerance 100 minor units\n"
    assert "0 broken" in command("audit") or "holds" in command("audit")


def test_a_question_is_taken_in_and_a_debit_is_said_twice(
    command: Command, databases: RunDatabases, database_name: str, tmp_path: Path
) -> None:
    async def live() -> None:
        database = await Database.connect(databases.app_dsn(database_name), connections_max=2)
        counter = Counter(database, await make.merchant(database), tmp_path / "blobs")
        debit = line(counter, 1_500, direction=Direction.DEBIT, reversal=True, entry_reference="D1")
        back = line(counter, 300, direction=Direction.DEBIT, reversal=True, entry_reference="D2")
        await banked(counter, line(counter, 700, reversal=True, entry_reference="R1"), debit, back)
        await database.close()

    asyncio.run(live())
    found = {each["amount"]["minor"]: each for each in map(json.loads, command("bank", "waiting").splitlines())}
    assert {each["state"] for each in found.values()} == {"question"}
    taken = json.loads(command("bank", "take-in", found[700]["bank_line_id"], "a payment after all"))
    assert (taken["state"], taken["reason"].endswith(": a payment after all")) == ("unidentified", True)
    debit = found[1_500]["bank_line_id"]
    assert json.loads(command("bank", "operators", debit, "sweep", "October"))["state"] == "operators"
    assert json.loads(command("bank", "not-operators", debit, "it was a charge"))["state"] == "question"
    assert json.loads(command("bank", "operators", debit, "charge", "for November"))["state"] == "operators"
    assert "charges -15.00" in command("bank", "own")
    money = found[700]["bank_line_id"]
    back = json.loads(command("bank", "reverses", found[300]["bank_line_id"], money, "the bank called"))
    assert (back["state"], back["reverses"]) == ("reversal", money)
    again = json.loads(command("bank", "not-reverses", back["bank_line_id"], "it was another one"))
    assert (again["state"], again["reverses"]) == ("question", None)
    assert again["reason"] == f"not the reversal of {money}, by fordring: it was another one"


def test_a_line_of_an_impossible_day_is_answered_by_its_day(
    command: Command, databases: RunDatabases, database_name: str, tmp_path: Path
) -> None:
    async def live() -> None:
        database = await Database.connect(databases.app_dsn(database_name), connections_max=2)
        counter = Counter(database, await make.merchant(database), tmp_path / "blobs")
        await banked(counter, line(counter, 700, entry_reference="R1", booked_on=date(9999, 12, 31), value_on=None))
        await database.close()

    asyncio.run(live())
    shown = json.loads(command("bank", "waiting"))
    assert (shown["state"], shown["day_unknown"]) == ("question", True)
    assert shown["reason"] == "9999-12-31 is no day of a payment: say the day of it"
    name = shown["bank_line_id"]
    known = json.loads(command("bank", "day", name, "2026-11-20", "the bank called"))
    assert (known["day_unknown"], known["booked_on"], known["value_on"]) == (False, "2026-11-20", "2026-11-20")
    assert known["reason"] == "of 2026-11-20, by fordring: the bank called"
    assert json.loads(command("bank", "take-in", name, "a payment"))["state"] == "unidentified"
