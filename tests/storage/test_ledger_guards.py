"""The ledger in the database itself: nothing is changed, nothing unbalanced comes in, on parents and partitions."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import pytest

from fordring.domain.ledger.accounts import Account
from fordring.domain.ledger.entry import Entry, Posting
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.storage import audit, ledger
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from support import make

if TYPE_CHECKING:
    Owner = asyncpg.Connection[asyncpg.Record]

BANK = UUID(int=2)
LINE = """INSERT INTO {table} (merchant_id, entry_id, line_no, account, bank_account_id, currency, amount_minor,
              recorded_at)
          VALUES ($1, $1, 1, 'client_funds', $1, 'NOK', 100, '2026-11-16')"""


async def add_entry(connection: Connection) -> None:
    """Nine øre of the operator's own."""
    amount = Money(9, "NOK")
    postings = (
        Posting(Account.CLIENT_FUNDS, amount, bank_account_id=BANK),
        Posting(Account.OWED_OPERATOR_FEES, -amount, bank_account_id=BANK),
    )
    unit = Unit(connection)
    entry = Entry(new_id(), "test", date(2026, 11, 16), "test", postings)
    ledger.post(unit, HOUSE, entry, make.WALL)
    await unit.flush()


@pytest.fixture(params=["posting_rest", "posting_202611"])
async def partition(request: pytest.FixtureRequest, database: Database, owner: "Owner") -> str:
    """Where the entry lands: the partition for everything else, or its month's own."""
    if request.param != "posting_rest":
        await database.run(lambda connection: ledger.add_months(connection, make.WALL))
    await database.run(add_entry)
    name = await owner.fetchval("SELECT tableoid::regclass::text FROM posting LIMIT 1")
    assert name == request.param
    return str(name)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE posting SET amount_minor = 1",
        "DELETE FROM posting",
        "TRUNCATE posting",
        "UPDATE entry SET kind = 'other'",
        "DELETE FROM entry",
        "TRUNCATE entry",
        "UPDATE {partition} SET amount_minor = 1",
        "DELETE FROM {partition}",
        "TRUNCATE {partition}",
    ],
)
async def test_nobody_changes_what_is_written_not_even_the_owner(
    owner: "Owner", partition: str, statement: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError, match="append-only"):
        await owner.execute(statement.format(partition=partition))


@pytest.mark.parametrize("table", ["posting", "{partition}"])
async def test_an_unbalanced_entry_is_refused_by_the_database(owner: "Owner", partition: str, table: str) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="does not balance"):
        await owner.execute(LINE.format(table=table.format(partition=partition)), BANK)


async def test_an_account_outside_the_chart_is_refused(owner: "Owner") -> None:
    two = LINE.format(table="posting").replace("'client_funds'", "'slush'")
    two += ", ($1, $1, 2, 'slush', $1, 'NOK', -100, '2026-11-16')"
    with pytest.raises(asyncpg.CheckViolationError, match="no such ledger account: slush"):
        await owner.execute(two, BANK)


async def test_the_application_reaches_no_partition_past_its_parent(database: Database, partition: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.run(lambda connection: connection.execute(LINE.format(table=partition), BANK))


async def test_adding_the_months_twice_changes_nothing(database: Database, owner: "Owner") -> None:
    for _ in range(2):
        await database.run(lambda connection: ledger.add_months(connection, make.WALL))
    parts = "SELECT count(*) FROM pg_inherits WHERE inhparent IN ('entry'::regclass, 'posting'::regclass)"
    assert await owner.fetchval(parts) == 2 * (1 + 3)


async def test_every_truth_is_asked_and_holds_on_an_empty_ledger(database: Database) -> None:
    async with database.reading() as connection:
        found = await audit.findings(connection)
    assert [finding.truth for finding in found] == list(audit.TRUTHS)
    assert not any(finding.rows for finding in found)


BREACHES = {
    "every entry has postings, every posting its entry": """
        INSERT INTO entry (merchant_id, entry_id, kind, value_on, cause, facts, recorded_at)
        VALUES ('00000000-0000-0000-0000-000000000009', '00000000-0000-0000-0000-000000000009', 'none', '2026-11-16',
                'planted', '{}', '2026-11-16')""",
    "a claim's stored balance is the sum of its postings": "UPDATE claim SET open_fees = 1",
    "what was invoiced of a shortfall is the sum of its lines, stands in its entry, and its invoice asks for it": """
        INSERT INTO shortfall (merchant_id, shortfall_id, bank_account_id, entry_id, currency, amount_minor, as_of,
                               invoicer_id, claim_id, created_by, created_at)
        SELECT merchant_id, claim_id, bank_account_id, claim_id, currency, principal_minor, '2026-11-16',
               merchant_id, claim_id, 'planted', '2026-11-16' FROM claim""",
    "what of a claim's open fees and interest is the operator's is expected for the operator": """
        INSERT INTO posting (merchant_id, entry_id, line_no, account, claim_id, currency, amount_minor, recorded_at)
        SELECT p.merchant_id, p.entry_id, 9 + side,
               CASE side WHEN 1 THEN 'expected.operator' ELSE 'expected.merchant' END,
               p.claim_id, p.currency, side, p.recorded_at
          FROM posting p, (VALUES (1), (-1)) AS s(side) WHERE p.account = 'expected.merchant'""",
    "every number series has no gap and no double": "UPDATE number_series SET next_number = next_number + 1",
    "a purchase's captured amount is the principal covered by payments": """
        UPDATE purchase SET captured_minor = 1, amount_minor = amount_minor + 1""",
    "what is open of a claim's principal is what is open of its purchases": "UPDATE purchase SET voided_minor = 1",
}


SAID = {
    "a claim's stored balance is the sum of its postings": "open_fees 0.01 NOK, fees 0.00 NOK",
    "what of a claim's open fees and interest is the operator's is expected for the operator": "expected -0.01 NOK",
    "a purchase's captured amount is the principal covered by payments": "captured 0.01 NOK, covered nothing",
    "what is open of a claim's principal is what is open of its purchases": "125.00 NOK, open 124.99 NOK",
}
NO_AMOUNTS = {"next_number", "given"}


async def test_every_sum_of_the_audit_is_told_with_its_currency(owner: "Owner") -> None:
    for truth in audit.TRUTHS:
        columns = {each.name: each.type.name for each in (await owner.prepare(truth.breaches)).get_attributes()}
        sums = {name for name, kind in columns.items() if kind in {"int8", "numeric"}} - NO_AMOUNTS
        assert all(name.endswith("_minor") for name in sums), truth.sentence
        assert not sums or "currency" in columns, truth.sentence


@pytest.mark.parametrize(("sentence", "plant"), BREACHES.items())
async def test_the_audit_names_the_row_that_breaks_a_truth(owner: "Owner", sentence: str, plant: str) -> None:
    database = await planted(owner)
    transaction = owner.transaction()
    await transaction.start()
    await owner.execute(plant)
    broken = {finding.truth.sentence: finding.rows for finding in await audit.findings(owner) if finding.rows}
    await transaction.rollback()
    assert list(broken) == [sentence]
    assert database in broken[sentence][0] or "0009" in broken[sentence][0]
    assert SAID.get(sentence, "") in broken[sentence][0]


async def planted(owner: "Owner") -> str:
    """A merchant with one issued claim; its id."""
    from fordring.services.checkout.pay_by_invoice import pay_by_invoice
    from fordring.services.onboarding.open_merchant import open_merchant
    from fordring.storage.transaction import speak_json

    await speak_json(owner)
    merchant = await open_merchant(make.opening(), make.work(owner))
    await pay_by_invoice(make.payment_by_invoice(merchant), make.work(owner))
    return str(merchant.merchant_id)
