"""Claims in the database: what is stored is what is read, found by its public id, and locked before it is read."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.numbering import number_text
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.storage import claims
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from support import make
from support.lives import count

TODAY = date(2026, 11, 16)


def draft(owner: Merchant, claim_no: int, **more: Any) -> Claim:
    """A claim that owes nothing yet."""
    bare = Claim(
        merchant_id=owner.merchant_id,
        claim_id=new_id(),
        claim_no=claim_no,
        kind=ClaimKind.INVOICE,
        state=State.DRAFT,
        bank_account_id=owner.bank_account.bank_account_id,
        payer_key="customer:1",
        billing={"country": "NO", "first_name": "Åse"},
        business=False,
        currency="NOK",
        principal_minor=100,
        open=Parts(100),
        days_until_due=14,
        channel=Channel.MERCHANT,
        content={"lines": [], "own_id": None},
        created_at=make.WALL,
        updated_at=make.WALL,
    )
    return replace(bare, **more)


async def added(database: Database, *new: Claim) -> None:
    async with database.transaction() as connection:
        unit = Unit(connection)
        for claim in new:
            claims.add(unit, claim)
        await unit.flush()


async def stored(database: Database, claim: Claim) -> Claim:
    async with database.reading() as connection:
        return await claims.get(connection, claim.merchant_id, claim.claim_id)


async def test_a_claim_is_read_as_it_was_added(database: Database, merchant: Merchant) -> None:
    plain = draft(merchant, 7)
    full = draft(
        merchant,
        8,
        own_number="20001",
        reference="000000000083",
        credits_claim_id=plain.claim_id,
        issued_on=TODAY,
        due_on=TODAY + timedelta(days=14),
        collection_started=True,
        next_step_on=TODAY,
        fingerprint="f",
        business=True,
    )
    await added(database, plain, full)
    assert [await stored(database, claim) for claim in (plain, full)] == [plain, full]


async def test_a_claim_is_read_as_it_was_saved_with_its_events_counted(database: Database, merchant: Merchant) -> None:
    claim = draft(merchant, 7)
    await added(database, claim)
    moved, event = replace(
        claim.schedule(TODAY).start_collection(),
        open=Parts(60, 20, 3),
        reference="000000000075",
        closed_because=Closed.CREDITED,
        issued_on=TODAY,
        due_on=TODAY,
        next_step_on=TODAY,
    ).happened("scheduled", make.WALL + timedelta(hours=1), "client", on=TODAY)
    async with database.transaction() as connection:
        await claims.save(connection, moved)
        unit = Unit(connection)
        claims.add_event(unit, moved, event, make.WALL)
        await unit.flush()
        assert await claims.events_of(connection, moved) == [replace(event, facts={"on": "2026-11-16"})]
    assert await stored(database, claim) == moved


async def test_claims_come_in_the_order_of_their_ids_and_only_the_merchants_own(
    database: Database, merchant: Merchant
) -> None:
    other = await make.merchant(database, "SE", "T22223333")
    mine = [draft(merchant, number) for number in (1, 2, 3)]
    theirs = draft(other, 4)
    await added(database, *mine, theirs)
    wanted = [theirs.claim_id, *(claim.claim_id for claim in reversed(mine)), mine[0].claim_id, new_id()]
    async with database.transaction() as connection:
        for lock in (False, True):
            assert await claims.these(connection, merchant.merchant_id, wanted, lock=lock) == mine
            with pytest.raises(NotFoundError):
                await claims.get(connection, merchant.merchant_id, theirs.claim_id, lock=lock)


async def test_the_directory_finds_a_claim_by_its_public_id(database: Database, merchant: Merchant) -> None:
    claim = draft(merchant, 7)
    await added(database, claim)
    async with database.reading() as connection:
        assert await claims.find(connection, 7) == (merchant.merchant_id, claim.claim_id)
        with pytest.raises(NotFoundError):
            await claims.find(connection, 8)
        assert await claims.next_no(connection) < await claims.next_no(connection)


@pytest.mark.parametrize("reference", [None, "000000000075"])
async def test_a_payment_finds_a_claim_only_by_a_reference_it_has(
    database: Database, merchant: Merchant, reference: str | None
) -> None:
    await added(database, draft(merchant, 7, reference=reference))
    assert await count(database, "house.reference") == (1 if reference else 0)


@pytest.mark.parametrize("last", [0, 41, 999_998, 999_999, 12_345_678])
async def test_the_series_counts_on_as_the_rule_of_numbers_says(
    database: Database, merchant: Merchant, last: int
) -> None:
    class UndoneError(Exception):
        """Numbers without claims are given back."""

    async def take(connection: Connection) -> None:
        await connection.execute("UPDATE number_series SET next_number = $1", last + 1)
        taken = [await claims.take_number(connection, merchant.merchant_id) for _ in range(2)]
        assert taken == [number_text("A1B2C", last + 1), number_text("A1B2C", last + 2)]
        raise UndoneError

    with pytest.raises(UndoneError):
        await database.run(take)


async def test_scheduled_claims_come_up_on_their_day_and_not_before(database: Database, merchant: Merchant) -> None:
    due, later, idle = (
        draft(merchant, 3, state=State.SCHEDULED, next_step_on=TODAY),
        draft(merchant, 2, state=State.SCHEDULED, next_step_on=TODAY + timedelta(days=1)),
        draft(merchant, 1),
    )
    await added(database, due, later, idle)
    async with database.reading() as connection:
        for days, found in ((-1, []), (0, [due]), (1, [later, due])):
            day = TODAY + timedelta(days=days)
            ids = await claims.scheduled_on_or_before(connection, merchant.merchant_id, day)
            assert ids == [claim.claim_id for claim in found]


async def test_who_waited_for_a_claim_reads_what_the_one_before_did_to_it(
    database: Database, merchant: Merchant
) -> None:
    claim = draft(merchant, 7)
    await added(database, claim)

    async def note(connection: Connection) -> int:
        found = await claims.get(connection, claim.merchant_id, claim.claim_id, lock=True)
        told, event = found.happened("noted", make.WALL, "test")
        await asyncio.sleep(0.01)
        await claims.save(connection, replace(told, due_on=TODAY + timedelta(days=event.event_no)))
        unit = Unit(connection)
        claims.add_event(unit, told, event, make.WALL)
        await unit.flush()
        return event.event_no

    assert sorted(await asyncio.gather(*(database.run(note) for _ in range(8)))) == list(range(1, 9))
    assert (await stored(database, claim)).due_on == TODAY + timedelta(days=8)


@pytest.mark.parametrize("state", [State.DRAFT, State.ISSUED, State.CLOSED])
async def test_nothing_is_followed_up_before_collection_has_begun(
    database: Database, merchant: Merchant, state: State
) -> None:
    claim = draft(merchant, 7, state=state, next_step_on=TODAY, open=Parts())
    with pytest.raises(asyncpg.CheckViolationError, match="claim_followed_up_once_begun"):
        await added(database, claim)
    begun = replace(claim.start_collection(), claim_id=new_id(), claim_no=8)
    await added(database, replace(claim, next_step_on=None), begun)
