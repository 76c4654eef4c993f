"""Refunds that release 0.1.0 left waiting: migrated, they have a reference, a payee and only accounts that are ones."""

import asyncio
from collections.abc import Iterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

from fordring.storage.migrate import all_migrations, migrate

if TYPE_CHECKING:
    from support.database import RunDatabases

BEFORE = """
INSERT INTO house.bank_account (bank_account_id, name, country, currency, iban, bic, scheme, reference_length, modulus,
        reference_level, sandbox)
    VALUES ('00000000-0000-0000-0000-0000000000ba', 'Client account', 'NO', 'NOK', 'NO9386011117947', 'DNBANOKK',
            'kid', 12, 10, 2, true);
INSERT INTO merchant SELECT '00000000-0000-0000-0000-000000000001', 'T11112222', 10001, 'Fjord', '923609016', 'NO',
        'NOK', '{}', true, true, false, 2500, 'A1B2C', '00000000-0000-0000-0000-0000000000ba', '97101234561', 0, 0,
        '{}', 's', 0, NULL, NULL, now();
INSERT INTO refund (merchant_id, refund_id, claim_id, payment_id, bank_account_id, currency, amount_minor, to_account,
        state, reason, created_at)
    SELECT '00000000-0000-0000-0000-000000000001', ('00000000-0000-0000-0000-00000000000' || n)::uuid,
           gen_random_uuid(), gen_random_uuid(), '00000000-0000-0000-0000-0000000000ba',
           'NOK', 100, account, 'waiting', 'overpaid', now()
      FROM (VALUES (1, 'NO8797101234561'), (2, '97101234561'), (3, '50501055'), (4, '')) AS r(n, account);
"""


@pytest.fixture
def empty_database(databases: "RunDatabases", request: pytest.FixtureRequest) -> Iterator[str]:
    """The owner's login to a database with nothing in it."""
    template = databases.template("empty", lambda _dsn: None)
    name = databases.create_database_from_template(template, f"empty_{abs(hash(request.node.name))}")
    yield databases.owner_dsn(name)
    databases.drop(name)


async def test_what_waited_goes_on_waiting_with_a_reference_and_certain_accounts(empty_database: str) -> None:
    first = [migration for migration in all_migrations() if migration.version <= 6]
    await migrate(empty_database, first)
    connection = await asyncpg.connect(empty_database)
    await connection.execute(BEFORE)
    await asyncio.wait_for(migrate(empty_database), 60)
    rows = await connection.fetch("SELECT reference, to_account, payee_name, state FROM refund ORDER BY refund_id")
    await connection.close()
    assert [(row["reference"][-3:], row["to_account"], row["payee_name"], row["state"]) for row in rows] == [
        ("001", "NO8797101234561", "", "waiting"),
        ("002", "97101234561", "", "waiting"),
        ("003", "", "", "waiting"),
        ("004", "", "", "waiting"),
    ]
