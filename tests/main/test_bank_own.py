"""`fordring bank own`, on a database of its own: what of the money on a client account is the operator's."""

import asyncio
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fordring.domain.ledger.accounts import Account
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import operators_debit, payout_sent
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.main.cli import app
from fordring.storage import ledger
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from jobs.outgoing import Installation
from support import make
from support.database import RunDatabases

DAY = date(2026, 11, 20)


def nok(minor: int) -> Money:
    return Money(minor, "NOK")


@pytest.fixture
def iban(databases: RunDatabases, database_name: str, tmp_path: Path) -> str:
    """A client account on which commission and VAT were kept, and from which a bank took its charge."""

    async def live() -> str:
        database = await Database.connect(databases.app_dsn(database_name), connections_max=2)
        merchant = await make.merchant(database)
        account = merchant.bank_account.bank_account_id
        kept = payout_sent(account, nok(12_500), nok(750), nok(188))
        charge = operators_debit(account, Account.OWED_OPERATOR_CHARGES, nok(1_500))
        wall = Installation(database, tmp_path).wall()

        async def post(connection: Connection) -> None:
            unit = Unit(connection)
            for kind, postings in (("payout_sent", kept), ("operators_charge", charge)):
                ledger.post(unit, HOUSE, Entry(new_id(), kind, DAY, kind, postings), wall)
            await unit.flush()

        await database.run(post)
        await database.close()
        return merchant.bank_account.iban

    return asyncio.run(live())


def test_what_is_the_operators_is_told_by_account_with_its_parts(
    databases: RunDatabases, database_name: str, tmp_path: Path, iban: str
) -> None:
    own = {
        "FORDRING_DATABASE_URL": databases.app_dsn(database_name),
        "FORDRING_OWNER_DATABASE_URL": databases.owner_dsn(database_name),
        "FORDRING_VAR": str(tmp_path / "var"),
    }
    result = CliRunner().invoke(app, ["bank", "own"], env=own)
    assert (result.exit_code, result.stdout) == (0, f"{iban}  -5.62 NOK  charges -15.00, commission 7.50, vat 1.88\n")
