"""Credentials that are taken back stop working in every process, those that remember them too."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeVar

import asyncpg
import pytest

from fordring.domain.merchant import Merchant
from fordring.faces.common.credentials import Credentials
from fordring.faces.common.hearing import hearing
from fordring.faces.common.memory import Memory
from fordring.faces.common.tokens import Bearer, InvalidTokenError, Tokens
from fordring.services.access.create_api_key import KEY_SCOPES, CreateAPIKey, create_api_key
from fordring.services.access.create_client import CreateClient, create_client
from fordring.services.access.delete_api_key import DeleteAPIKey, delete_api_key
from fordring.services.access.delete_client import DeleteClient, delete_client
from fordring.services.access.revoke_token import RevokeToken, revoke_token
from fordring.services.access.rotate_api_key import RotateAPIKey, rotate_api_key
from fordring.services.access.rotate_client_secret import RotateClientSecret, rotate_client_secret
from fordring.services.access.withdraw_grant import WithdrawGrant, withdraw_grant
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.services.onboarding.open_signing_key import open_signing_key
from fordring.storage.house import grants, tokens
from fordring.storage.house.api_keys import APIKey
from fordring.storage.house.clients import Client
from fordring.storage.transaction import Database
from fordring.storage.work import Work
from support import make

ISSUER = "http://fordring.test"
SCOPES = frozenset({"admin:checkout"})
WAITS_MAX = 3_000
T = TypeVar("T")
Verb = Callable[[Work], Awaitable[T]]


@dataclass
class Installation:
    """One database and the processes before it; what one of them does through `run`, the others hear of."""

    database: Database
    merchant: Merchant
    tokens: Tokens
    client: Client
    key: APIKey
    secret: str

    async def run(self, verb: Verb[T]) -> T:
        """Do a verb in a transaction."""
        return await self.database.run(lambda connection: verb(make.work(connection)))

    def token(self) -> str:
        """A fresh token of the client."""
        expires = int(make.WALL.timestamp()) + 3_600
        account_id, merchant_id = self.merchant.account_id, self.merchant.merchant_id
        bearer = Bearer(self.client.client_id, account_id, merchant_id, SCOPES, expires)
        return self.tokens.issue(bearer, self.client.generation, ISSUER, make.WALL)

    def process(self) -> Credentials:
        """Another process's credentials, which nobody listens for yet."""
        return Credentials(self.database, self.tokens, Memory())

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[Credentials]:
        """Another process's, with its listener."""
        process = self.process()
        async with hearing(self.database, process.memory):
            await until(lambda: process.memory.trusted)
            yield process


async def until(is_so: Callable[[], bool]) -> None:
    """Wait for something that happens by itself."""
    for _ in range(WAITS_MAX):
        if is_so():
            return
        await asyncio.sleep(0.02)
    raise AssertionError("it never happened")


@pytest.fixture
async def house(database: Database, merchant: Merchant) -> Installation:
    signing = Tokens(await database.run(lambda connection: open_signing_key(make.work(connection))), ISSUER)
    made = await database.run(lambda c: create_client(CreateClient(merchant.account_id, SCOPES), make.work(c)))
    key, secret = await database.run(lambda c: create_api_key(CreateAPIKey(merchant.account_id, "k"), make.work(c)))
    return Installation(database, merchant, signing, made.client, key, secret)


async def _delete_client(house: Installation, _token: str) -> None:
    await house.run(lambda work: delete_client(DeleteClient("T11112222", house.client.id), work))


async def _rotate_secret(house: Installation, _token: str) -> None:
    await house.run(lambda work: rotate_client_secret(RotateClientSecret("T11112222", house.client.id, SCOPES), work))


async def _withdraw_grant(house: Installation, _token: str) -> None:
    async with house.database.reading() as connection:
        (given,) = await grants.all_of(connection, "T11112222")
    await house.run(lambda work: withdraw_grant(WithdrawGrant("T11112222", given.grant_id), work))


async def _revoke_token(house: Installation, token: str) -> None:
    read = house.tokens.read(token, make.WALL)
    expires_at = datetime.fromtimestamp(read.bearer.expires or 0, UTC)
    await house.run(lambda work: revoke_token(RevokeToken(house.client.client_id, read.sha256, expires_at), work))


@pytest.mark.parametrize("take_back", [_delete_client, _rotate_secret, _withdraw_grant, _revoke_token])
async def test_a_token_that_is_taken_back_works_in_no_process(
    house: Installation, take_back: Callable[[Installation, str], Awaitable[None]]
) -> None:
    token = house.token()
    async with AsyncExitStack() as stack:
        listening = [await stack.enter_async_context(house.listening()) for _ in range(2)]
        for process in (*listening, house.process()):
            assert (await process.of_token(token, make.WALL)).client_id == house.client.client_id
        heard = [process.memory.heard for process in listening]
        await take_back(house, token)
        await until(lambda: all(p.memory.heard > before for p, before in zip(listening, heard, strict=True)))
        for process in (*listening, house.process()):
            with pytest.raises(InvalidTokenError, match="taken back"):
                await process.of_token(token, make.WALL)


async def _delete_key(house: Installation) -> None:
    await house.run(lambda work: delete_api_key(DeleteAPIKey(house.merchant.merchant_id, house.key.api_key_id), work))


async def _rotate_key(house: Installation) -> None:
    await house.run(
        lambda work: rotate_api_key(RotateAPIKey(house.merchant.merchant_id, house.key.api_key_id, KEY_SCOPES), work)
    )


@pytest.mark.parametrize("take_back", [_delete_key, _rotate_key])
async def test_a_key_that_is_taken_back_works_in_no_process(
    house: Installation, take_back: Callable[[Installation], Awaitable[None]]
) -> None:
    async with house.listening() as process:
        for each in (process, house.process()):
            assert (await each.of_key(house.secret, make.WALL)).account_id == "T11112222"
        heard = process.memory.heard
        await take_back(house)
        await until(lambda: process.memory.heard > heard)
        for each in (process, house.process()):
            with pytest.raises(InvalidTokenError):
                await each.of_key(house.secret, make.WALL)


async def test_a_creditors_token_that_is_ended_works_in_no_process(house: Installation) -> None:
    secret = await house.run(lambda work: issue_token(IssueToken("ERP", frozenset({house.merchant.merchant_id})), work))
    async with house.listening() as process:
        for each in (process, house.process()):
            assert await each.of_opaque(secret, make.WALL) is not None
        alone = Credentials(Database(None), house.tokens, process.memory)  # type: ignore[arg-type]  # nobody is to ask it
        token = await alone.of_opaque(secret, make.WALL)
        assert token is not None
        assert token.merchants == {house.merchant.merchant_id}
        heard = process.memory.heard
        await house.run(lambda work: tokens.end(work.connection, token.token_no, make.WALL))
        await until(lambda: process.memory.heard > heard)
        for each in (process, house.process()):
            assert await each.of_opaque(secret, make.WALL) is None


async def test_a_creditors_token_is_good_until_it_expires_also_when_it_is_remembered(house: Installation) -> None:
    expires = datetime(2026, 12, 1, tzinfo=UTC)
    command = IssueToken("ERP", frozenset({house.merchant.merchant_id}), expires_at=expires)
    secret = await house.run(lambda work: issue_token(command, work))
    async with house.listening() as process:
        for each in (process, process, house.process()):
            assert await each.of_opaque(secret, make.WALL) is not None
            assert await each.of_opaque(secret, expires) is None


async def test_a_partners_token_acts_for_a_merchant_from_the_moment_it_is_taken_in(house: Installation) -> None:
    command = IssueToken("Partner", frozenset(), onboards=tokens.Onboarding(sandbox=True))
    secret = await house.run(lambda work: issue_token(command, work))
    async with house.listening() as process:
        partner = await process.of_opaque(secret, make.WALL)
        assert partner is not None
        assert not partner.merchants
        await house.run(lambda work: tokens.cover(work.connection, partner.sha256, house.merchant.merchant_id))
        grown = await process.of_opaque(secret, make.WALL)
        assert grown is not None
        assert grown.merchants == {house.merchant.merchant_id}


async def test_revoking_one_token_leaves_the_clients_others(house: Installation) -> None:
    revoked, kept = house.token(), house.token()
    await _revoke_token(house, revoked)
    await _revoke_token(house, revoked)
    process = house.process()
    with pytest.raises(InvalidTokenError):
        await process.of_token(revoked, make.WALL)
    assert (await process.of_token(kept, make.WALL)).scopes == SCOPES


async def test_what_a_listening_process_remembers_needs_no_database(house: Installation) -> None:
    token = house.token()
    async with house.listening() as process:
        first = await process.of_token(token, make.WALL)
        key = await process.of_key(house.secret, make.WALL)
        alone = Credentials(Database(None), house.tokens, process.memory)  # type: ignore[arg-type]  # nobody is to ask it
        assert await alone.of_token(token, make.WALL) == first
        assert await alone.of_key(house.secret, make.WALL) == key
        with pytest.raises(InvalidTokenError):
            await alone.of_token(token, datetime.fromtimestamp(first.expires or 0, UTC))


async def test_a_key_is_no_token_also_when_it_is_remembered(house: Installation) -> None:
    async with house.listening() as process:
        await process.of_key(house.secret, make.WALL)
        with pytest.raises(InvalidTokenError):
            await process.of_token(house.secret, make.WALL)


async def test_a_process_whose_connection_was_cut_asks_the_database_until_it_hears_again(
    house: Installation, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    token = house.token()
    async with house.listening() as process:
        await process.of_token(token, make.WALL)
        cut = process.memory.heard
        assert await owner.fetch(
            """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name = 'fordring' AND query LIKE 'SELECT 1%'"""
        )
        await until(lambda: process.memory.heard > cut)
        assert process.memory.recall(token, Bearer) is None
        await _revoke_token(house, token)
        with pytest.raises(InvalidTokenError):
            await process.of_token(token, make.WALL)
        await until(lambda: process.memory.trusted)
        other = house.token()
        await process.of_token(other, make.WALL)
        assert process.memory.recall(other, Bearer) is not None


async def test_a_key_is_good_until_the_second_it_expires_in(house: Installation) -> None:
    expires = datetime(2026, 12, 1, tzinfo=UTC)
    command = CreateAPIKey("T11112222", "short", expires)
    _, secret = await house.run(lambda work: create_api_key(command, work))
    async with house.listening() as process:
        for each in (process, house.process()):
            assert (await each.of_key(secret, make.WALL)).scopes == KEY_SCOPES
            with pytest.raises(InvalidTokenError):
                await each.of_key(secret, expires)
