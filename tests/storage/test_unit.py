"""A unit of work: its columns are the schema's, its flush is one statement, and all of it is written or nothing."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.domain.telling import Topic
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.storage import claims
from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.telling import told_row
from fordring.storage.transaction import STATEMENT_BYTES_MAX, Connection, Database
from fordring.storage.unit import BULK_ROWS, COLUMNS, VALUES_ROWS_MAX, Unit, statement
from support import make
from support.lives import count, paid_by_invoice

SCHEMA = """
    SELECT column_name, is_nullable = 'YES' OR column_default IS NOT NULL OR is_identity = 'YES'
                        OR is_generated = 'ALWAYS' AS may_be_left_out
      FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2"""

HOOK = """
    INSERT INTO hook (
        merchant_id, hook_id, kind, url, topics, content, active, failures, created_at, created_by, updated_at)
    VALUES ($1, $2, 'subscription', 'https://shop.example/', ARRAY['purchase'], '{}', true, 0, $3, 'test', $3)"""


@pytest.mark.parametrize("table", COLUMNS)
async def test_a_units_columns_are_the_tables_and_none_that_is_needed_is_missing(
    database: Database, table: str
) -> None:
    schema, _, name = table.rpartition(".")
    async with database.reading() as connection:
        rows = await connection.fetch(SCHEMA, schema or "public", name)
    there = {row["column_name"] for row in rows}
    needed = {row["column_name"] for row in rows if not row["may_be_left_out"]}
    assert sorted(set(COLUMNS[table])) == sorted(COLUMNS[table])
    assert needed <= set(COLUMNS[table]) <= there


def test_even_the_longest_statement_is_prepared_once() -> None:
    tables = sorted([*COLUMNS, "payer", "job"])
    for rows in range(VALUES_ROWS_MAX + 1):
        assert len(statement(tuple((table, rows) for table in tables), numbered=True)) < STATEMENT_BYTES_MAX


async def test_paying_reads_once_and_writes_once(database: Database, merchant: Merchant) -> None:
    said: list[str] = []
    command = make.payment_by_invoice(merchant)
    async with database.transaction() as connection:  # BEGIN and COMMIT make it four
        await pay_by_invoice(command, make.work(connection))  # the driver learns the types
        with connection.query_logger(lambda query: said.append(query.query)):
            await pay_by_invoice(command, make.work(connection))
    assert [text.split()[0] for text in said] == ["SELECT", "WITH"]


async def test_the_statement_that_takes_a_voids_number_is_its_last(database: Database, merchant: Merchant) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    said: list[str] = []
    async with database.transaction() as connection:
        with connection.query_logger(lambda query: said.append(query.query)):
            command = VoidPurchase(merchant.merchant_id, view.purchase.purchase_id)
            await void_purchase(command, make.work(connection))
    assert ["number_series" in text for text in said] == [False] * (len(said) - 1) + [True]


async def test_nothing_added_is_nothing_said_also_after_a_flush(database: Database, merchant: Merchant) -> None:
    said: list[str] = []
    async with database.transaction() as connection:
        unit = Unit(connection)
        unit.add_payer(payer(merchant))
        assert await unit.flush() == {}
        with connection.query_logger(lambda query: said.append(query.query)):
            unit.add("claim")
            assert await unit.flush() == {}
    assert said == []


async def test_one_row_that_cannot_be_stored_leaves_nothing_of_the_unit(database: Database, merchant: Merchant) -> None:
    async def halves(connection: Connection) -> None:
        unit = Unit(connection)
        unit.add_payer(payer(merchant))
        unit.add_job(Job("deliver", "a", {}, merchant.merchant_id))
        unit.add("refund", {"merchant_id": merchant.merchant_id, "refund_id": new_id()})
        await unit.flush()

    with pytest.raises(asyncpg.NotNullViolationError):
        await database.run(halves)
    assert [await count(database, table) for table in ("payer", "house.pgqueuer", "refund")] == [0, 0, 0]


async def test_numbers_are_given_in_the_order_they_were_asked_for(database: Database, merchant: Merchant) -> None:
    other = await make.merchant(database, "SE", "T22223333", number_prefix="ZZZZ9")
    first = (await paid_by_invoice(database, make.payment_by_invoice(merchant))).claim
    owners = [merchant, other, merchant, other, merchant]
    drafts = [draft(first, owner, place) for place, owner in enumerate(owners)]
    async with database.transaction() as connection:
        unit = Unit(connection)
        for claim in drafts:
            unit.take_number(claim.merchant_id, claim.claim_id)
        for claim in reversed(drafts):
            claims.add(unit, claim)
        numbers = await unit.flush()
        stored = await claims.these(connection, merchant.merchant_id, [claim.claim_id for claim in drafts])
    ours = ["A1B2C-000002", "ZZZZ9-000001", "A1B2C-000003", "ZZZZ9-000002", "A1B2C-000004"]
    assert [numbers[claim.claim_id] for claim in drafts] == ours
    assert [claim.number for claim in stored] == ours[::2]


async def test_a_claim_that_brings_its_number_keeps_it(database: Database, merchant: Merchant) -> None:
    first = (await paid_by_invoice(database, make.payment_by_invoice(merchant))).claim
    kept, asked = replace(draft(first, merchant, 1), number="A1B2C-000001X"), draft(first, merchant, 2)

    class UndoneError(Exception):
        """A number from elsewhere is not let into the series."""

    async def both(connection: Connection) -> None:
        unit = Unit(connection)
        claims.add(unit, kept)
        claims.add(unit, asked)
        unit.take_number(merchant.merchant_id, asked.claim_id)
        await unit.flush()
        stored = await claims.these(connection, merchant.merchant_id, [kept.claim_id, asked.claim_id])
        assert [claim.number for claim in stored] == ["A1B2C-000001X", "A1B2C-000002"]
        raise UndoneError

    with pytest.raises(UndoneError):
        await database.run(both)


async def test_many_rows_are_the_same_rows_as_few(database: Database, merchant: Merchant) -> None:
    claim = (await paid_by_invoice(database, make.payment_by_invoice(merchant))).claim
    for many in (1, VALUES_ROWS_MAX + 1, 600):
        told = claim
        async with database.transaction() as connection:
            claim = await claims.get(connection, merchant.merchant_id, claim.claim_id)
            unit = Unit(connection)
            told = claim
            for _ in range(many):
                told, event = told.happened("noted", make.WALL, "test", on=make.WALL.date(), text='"Å" \\ \n', no=None)
                claims.add_event(unit, told, event, make.WALL)
            await unit.flush()
    rows = "SELECT count(*) FROM (SELECT DISTINCT kind, state, at, facts, created_by, recorded_at FROM claim_event) e"
    async with database.reading() as connection:
        assert await connection.fetchval(rows) == 2
    assert await count(database, "claim_event") == 1 + 1 + VALUES_ROWS_MAX + 1 + 600


async def test_a_large_unit_tells_those_who_listen_and_calls_whoever_asked_for_it(
    database: Database, merchant: Merchant
) -> None:
    view = await paid_by_invoice(database, make.payment_by_invoice(merchant))
    subject = f"purchase {view.purchase.purchase_id}"
    owed: list[dict[str, int]] = []
    for hooks in range(2):
        async with database.transaction() as connection:
            if hooks:
                await connection.execute(HOOK, merchant.merchant_id, new_id(), make.WALL)
            unit = Unit(connection)
            told = await claims.get(connection, merchant.merchant_id, view.claim.claim_id)
            for place in range(BULK_ROWS):
                told, event = told.happened("noted", make.WALL, "test")
                claims.add_event(unit, told, event, make.WALL)
                seconds = 0 if place % 4 == 0 else None
                row = told_row(
                    merchant.merchant_id, subject, event.event_no, [Topic.PURCHASE], make.WALL, callback_seconds=seconds
                )
                unit.add("told", {**row, "purchase_id": view.purchase.purchase_id})
            await unit.flush()
            topics = "SELECT topic, count(*) FROM outgoing_call WHERE subject = $1 GROUP BY topic"
            owed.append({row["topic"]: row["count"] for row in await connection.fetch(topics, subject)})
    before = owed[0].get("callback", 0)
    assert before == BULK_ROWS // 4
    assert owed == [{"callback": before}, {"callback": 2 * before, "purchase": BULK_ROWS}]


async def test_a_payers_card_changes_only_when_it_says_something_else(database: Database, merchant: Merchant) -> None:
    later = make.WALL + timedelta(days=1)
    moved = {"billing": {"postal_place": "Bergen"}, "updated_at": later}
    for told, changed in ((payer(merchant), True), (payer(merchant, updated_at=later), False), (moved, True)):
        before = await card(database)
        await flushed_payer(database, payer(merchant) | told)
        assert (await card(database) != before) is changed
    assert await count(database, "payer") == 1


async def card(database: Database) -> object:
    """The one card with the transaction that wrote it."""
    async with database.reading() as connection:
        return await connection.fetchrow("SELECT xmin::text, name, billing, updated_at FROM payer")


async def flushed_payer(database: Database, row: dict[str, Any]) -> None:
    async with database.transaction() as connection:
        unit = Unit(connection)
        unit.add_payer(row)
        await unit.flush()


@pytest.mark.parametrize(
    ("ended", "jobs"),
    [("queued", 2), ("picked", 2), ("failed", 3)],  # a job that gave up does not stand in the way of a new one
)
async def test_the_same_key_is_one_job_while_it_waits_or_runs(
    database: Database, merchant: Merchant, ended: str, jobs: int
) -> None:
    a = Job("deliver", "a", {"n": 1}, merchant.merchant_id)
    await flushed_jobs(database, a, a, Job("deliver", "a", {"n": 2}, UUID(int=9)))
    mark = "UPDATE house.pgqueuer SET status = $1::text::house.pgqueuer_status WHERE dedupe_key = $2"
    await database.run(lambda connection: connection.execute(mark, ended, a.row()["key"]))
    await flushed_jobs(database, a, a)
    assert await count(database, "house.pgqueuer") == jobs


async def flushed_jobs(database: Database, *jobs: Job) -> None:
    async with database.transaction() as connection:
        unit = Unit(connection)
        for job in jobs:
            unit.add_job(job)
        await unit.flush()


def payer(owner: Merchant, **more: Any) -> dict[str, Any]:
    """A payer's card as a row."""
    key = {"merchant_id": owner.merchant_id, "payer_key": "customer:1"}
    return key | {"name": "Ola", "billing": {"postal_place": "Oslo"}, "updated_at": make.WALL} | more


def draft(like: Claim, owner: Merchant, place: int) -> Claim:
    """A claim beside `like`, closed and owing nothing, without a number yet."""
    fresh = replace(like.withdraw(), claim_id=new_id(), claim_no=like.claim_no + 1_000 + place)
    return replace(fresh, merchant_id=owner.merchant_id, number=None, reference=None)
