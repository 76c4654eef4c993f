"""The signing key and API clients: made once, kept, secrets never."""

import asyncio
from dataclasses import replace

import pytest

from fordring.domain.errors import InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.services.access.create_client import CreateClient, create_client
from fordring.services.onboarding.open_signing_key import open_signing_key
from fordring.storage.house import clients
from fordring.storage.transaction import Database
from support import make


async def test_many_processes_at_once_find_one_key(database: Database) -> None:
    keys = await asyncio.gather(
        *(database.run(lambda connection: open_signing_key(make.work(connection))) for _ in range(8))
    )
    assert len(set(keys)) == 1


async def test_a_secret_is_told_once_and_kept_as_a_hash(database: Database, merchant: Merchant) -> None:
    command = CreateClient(merchant.account_id, frozenset(["read:checkout"]))
    made = await database.run(lambda connection: create_client(command, make.work(connection)))
    async with database.reading() as connection:
        kept = await clients.find(connection, made.client_id)
    assert kept is not None
    assert (kept.owner_id, kept.scopes) == (merchant.account_id, command.scopes)
    assert made.client_secret not in kept.secret_hash
    assert kept.secret_hash.startswith("$argon2id$")
    assert clients.matches(kept, made.client_secret)
    assert not clients.matches(kept, made.client_secret + "x")


async def test_nobody_matches_no_secret(database: Database) -> None:
    async with database.reading() as connection:
        assert await clients.find(connection, "nobody") is None
    assert not clients.matches(None, "nobody's")


async def test_a_broken_hash_matches_nothing(database: Database, merchant: Merchant) -> None:
    made = await database.run(lambda c: create_client(CreateClient(merchant.account_id), make.work(c)))
    assert not clients.matches(replace(made.client, secret_hash="broken"), made.client_secret)


async def test_a_client_needs_an_account_and_an_id_of_its_own(database: Database, merchant: Merchant) -> None:
    taken = CreateClient(merchant.account_id, client_id="shop")
    await database.run(lambda connection: create_client(taken, make.work(connection)))
    for command, error in ((CreateClient("T00000000"), NotFoundError), (taken, InvalidCommandError)):
        async with database.transaction() as connection:
            with pytest.raises(error):
                await create_client(command, make.work(connection))
