"""Clients, API keys, profiles and signatures of release 0.1.0: migrated, they are what they were."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import pytest

from fordring.storage import profiles, signatures
from fordring.storage.house import api_keys, clients, grants, tokens
from fordring.storage.migrate import all_migrations, migrate
from fordring.storage.transaction import speak_json

if TYPE_CHECKING:
    from support.database import RunDatabases

MERCHANT = UUID("00000000-0000-0000-0000-000000000001")
CLIENT = "018f0000-0000-7000-8000-00000000000c"
WALL = datetime(2026, 11, 16, tzinfo=UTC)
BEFORE = """
INSERT INTO house.bank_account (bank_account_id, name, country, currency, iban, bic, scheme, reference_length, modulus,
        reference_level, sandbox)
    VALUES ('00000000-0000-0000-0000-0000000000ba', 'Client account', 'NO', 'NOK', 'NO9386011117947', 'DNBANOKK',
            'kid', 12, 10, 2, true);
INSERT INTO merchant SELECT '00000000-0000-0000-0000-000000000001', 'T11112222', 10001, 'Fjord', '923609016', 'NO',
        'NOK', '{}', true, true, false, 2500, 'A1B2C', '00000000-0000-0000-0000-0000000000ba', '97101234561', 0, 0,
        '{}', 'secret', 0, NULL, NULL, '2026-11-01';
INSERT INTO house.client VALUES ('018f0000-0000-7000-8000-00000000000c', 'T11112222', '$argon2id$',
        '{admin:checkout,admin:hooks}', '2026-11-02');
INSERT INTO house.token (token_sha256, name, merchants, operator, created_at)
    SELECT encode(sha256(secret), 'hex'), name, owned::uuid[], name = 'operator', '2026-11-03'
      FROM (VALUES ('key'::bytea, 'sandbox api key', '{00000000-0000-0000-0000-000000000001}'),
                   ('creditor', 'sandbox', '{00000000-0000-0000-0000-000000000001}'),
                   ('operator', 'operator', '{}')) AS t(secret, name, owned);
"""


@pytest.fixture
async def migrated(
    databases: "RunDatabases", request: pytest.FixtureRequest
) -> AsyncIterator["asyncpg.Connection[asyncpg.Record]"]:
    """A database of release 0.1.0 with rows in it, brought up to date."""
    template = databases.template("empty", lambda _dsn: None)
    name = databases.create_database_from_template(template, f"empty_{abs(hash(request.node.name))}")
    dsn = databases.owner_dsn(name)
    await migrate(dsn, [migration for migration in all_migrations() if migration.version <= 6])
    connection = await asyncpg.connect(dsn)
    await speak_json(connection)
    await connection.execute(BEFORE)
    await migrate(dsn)
    yield connection
    await connection.close()
    databases.drop(name)


async def test_a_client_keeps_its_ids_and_is_granted_what_it_could_do(
    migrated: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    client = await clients.find(migrated, CLIENT)
    assert client is not None
    assert (str(client.id), client.generation, client.deleted_at) == (CLIENT, clients.FIRST_GENERATION, None)
    assert client.scopes == {"admin:checkout", "admin:hooks"}
    (grant,) = await grants.all_of(migrated, "T11112222")
    assert (grant.client, grant.audience, grant.created_by) == (client.id, None, "fordring")


async def test_the_sandboxs_api_key_is_one_and_the_other_tokens_are_not(
    migrated: "asyncpg.Connection[asyncpg.Record]",
) -> None:
    key = await api_keys.find(migrated, "key", WALL)
    assert key is not None
    assert (key.account_id, key.merchant_id, key.name) == ("T11112222", MERCHANT, "sandbox")
    assert key.scopes == {"admin:checkout", "admin:hooks"}
    assert await tokens.find(migrated, "key", WALL) is None
    for secret in ("creditor", "operator"):
        assert await tokens.find(migrated, secret, WALL) is not None
        assert await api_keys.find(migrated, secret, WALL) is None


async def test_calls_stay_signed_with_the_same_secret(migrated: "asyncpg.Connection[asyncpg.Record]") -> None:
    signature = await signatures.get(migrated, MERCHANT)
    assert (signature.secret, signature.created_by) == ("secret", "fordring")


async def test_the_default_profile_is_one_that_can_be_shown(migrated: "asyncpg.Connection[asyncpg.Record]") -> None:
    profile = await profiles.get(migrated, MERCHANT, "default")
    assert (profile.created_by, profile.content, profile.updated_at) == ("fordring", {}, profile.created_at)
