"""Every part of the bench runs at a tiny size and says what it promises to say. Nothing here looks at a time."""

from io import BytesIO

import asyncpg
from bench.bank_at_once import at_once
from bench.bank_file import bank_file
from bench.bank_national import national
from bench.bare_booking import WRITTEN, book_bare, keep_open_claims
from bench.booking import book
from bench.by_hand import measure as put_by_hand
from bench.gathered import wait_for_billing
from bench.house import House
from bench.one_statement import measure as state
from bench.orders import IBAN, open_merchants, payment
from bench.round_trips import count_round_trips
from bench.seed import seed
from bench.size import Size

from bench import billing, callbacks, follow, followup, growth, interest, pay, pdf, reading, register, token, year
from fordring.storage import audit
from fordring.storage.transaction import Database

TINY = Size().scaled(0)


async def _hold(database: Database) -> None:
    async with database.reading() as connection:
        broken = [finding for finding in await audit.findings(connection) if finding.rows]
    assert not broken, broken


async def test_a_payment_takes_four_round_trips_begin_and_commit_included(house: House, database: Database) -> None:
    owner = (await open_merchants(database, 1))[0]
    assert await count_round_trips(house, owner) <= pay.ROUND_TRIPS_MAX


async def test_the_yardstick_writes_rows_that_the_ledgers_truths_accept(house: House, database: Database) -> None:
    await open_merchants(database, 2)
    timed = await state(house.app_dsn, 2, 2, 0.1)
    assert timed.units > 0
    await _hold(database)
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM purchase") == timed.units
        assert await connection.fetchval("SELECT count(*) FROM posting") == 2 * timed.units


async def test_seeded_claims_satisfy_the_ledgers_truths(database: Database) -> None:
    seeded = await seed(database, 2, 20)
    assert len({claim.reference for claim in seeded.claims}) == 20
    await _hold(database)


async def test_a_bank_file_pays_every_seeded_claim(house: House, database: Database) -> None:
    seeded = await seed(database, 2, 20)
    booked = await book(database, house.folder, BytesIO(bank_file(IBAN, seeded.claims)))
    assert booked.lines == 20
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM claim WHERE state = 'closed'") == 20


async def test_the_yardstick_of_booking_puts_the_rows_that_booking_wrote(house: House, database: Database) -> None:
    seeded = await seed(database, 2, 20)
    await keep_open_claims(house)
    await book(database, house.folder, BytesIO(bank_file(IBAN, seeded.claims)))
    assert await book_bare(house) > 0
    owner = await asyncpg.connect(house.owner_dsn)
    counts = {each: f"SELECT count(*) FROM bare_{each.rpartition('.')[2]}" for each in WRITTEN}  # noqa: S608 - of names
    bare = {each: await owner.fetchval(count) for each, count in counts.items()}
    paid = await owner.fetchval("SELECT count(*) FROM bare_claim WHERE state = 'closed' AND open_principal = 0")
    await owner.close()
    assert bare == {each: 80 if each == "posting" else 20 for each in WRITTEN}
    assert paid == 20


async def test_two_files_of_one_account_are_booked_at_once(house: House) -> None:
    figures = await at_once(house, "bank", 40, 1_000.0)
    assert [figure.target for figure in figures] == ["", "at most 1%"]


async def test_national_files_pay_every_claim_too(house: House) -> None:
    figures = await national(house, "bank", 20, 1)
    assert [(figure.what.split()[0], figure.met) for figure in figures] == [("ocr_giro", True), ("bgmax", True)]


async def test_growth_compares_payments_and_bookings(house: House) -> None:
    figures = await growth.measure(house, TINY)
    assert [figure.part for figure in figures] == ["growth", "growth"]


def test_documents_are_rendered_by_one_process_and_by_two() -> None:
    assert [figure.what for figure in pdf.measure(TINY)] == [
        "invoice as PDF/A-3, one process",
        "the same, two processes",
    ]


async def test_payments_over_http_are_compared_with_one_statement(house: House) -> None:
    figures = await pay.measure(house, TINY)
    assert [figure.target for figure in figures if figure.target] == [
        "at least 0.35",
        "under 60 ms",
        "under 60 ms",
        "at least 0.5",
        "at most 4",
    ]


async def test_a_billing_run_is_compared_with_bare_insertion_of_its_rows(house: House) -> None:
    figures = await billing.measure(house, TINY)
    assert [figure.target for figure in figures] == ["at least 8,000 a second", "at least 0.4", "at most 1.2"]


async def test_the_purchases_of_the_bench_are_billed_as_the_ledgers_truths_ask(
    house: House, database: Database
) -> None:
    waiting = await wait_for_billing(database, 20, 4)
    await _hold(database)
    await billing.bill_in_processes(house, waiting)
    await _hold(database)
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM claim WHERE number IS NOT NULL") == 4
        assert await connection.fetchval("SELECT count(*) FROM purchase WHERE claim_id IS NOT NULL") == 20


async def test_every_payment_of_the_bench_has_a_reference_of_its_own(database: Database) -> None:
    owner = (await open_merchants(database, 1))[0]
    assert len({payment(owner).order.merchant_reference for _ in range(3)}) == 3


async def test_the_check_of_a_token_is_compared_with_a_request_that_makes_one(house: House) -> None:
    figures = await token.measure(house, TINY)
    assert [(figure.part, figure.target) for figure in figures] == [("token", "at most 0.05"), ("token", "")]


async def test_every_call_that_is_owed_is_made_and_recorded(house: House) -> None:
    figures = await callbacks.measure(house, TINY)
    assert [figure.what for figure in figures] == [
        "8 callbacks, one worker",
        "8 deliveries to subscriptions, one worker",
    ]


async def test_registering_is_compared_with_statements_by_hand_and_a_load_with_its_beginning(house: House) -> None:
    figures = await register.measure(house, TINY)
    assert [figure.target for figure in figures if figure.target] == ["at least 0.3", "at most 1.3"]


async def test_the_statements_by_hand_put_what_the_ledgers_truths_accept(house: House, database: Database) -> None:
    await open_merchants(database, 2)
    timed = await put_by_hand(house.app_dsn, 2, 2, 0.1)
    assert timed.units > 0
    await _hold(database)
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM claim WHERE state = 'scheduled'") == timed.units
        assert await connection.fetchval("SELECT count(*) FROM claim_event") == 2 * timed.units


async def test_every_search_is_timed_and_stamps_are_compared_with_none(house: House) -> None:
    figures = await follow.measure(house, TINY)
    assert len(figures) == len(follow.QUERIES.splitlines()) + 1 + len(follow.STATISTICS)
    assert [figure.target for figure in figures[-5:]] == ["under 10 ms", "", "", "at most 1.15", "at most 1.15"]


def test_every_format_of_payments_is_read_and_measured() -> None:
    figures = reading.measure(TINY)
    assert [figure.what.split()[0] for figure in figures] == ["ocr_giro", "bgmax", "ktl", "camt.054"]


def test_interest_and_the_next_step_of_many_claims_are_measured() -> None:
    figures = interest.measure(TINY)
    assert [figure.target for figure in figures] == ["at least 100,000 a second", "at least 3,000 a second"]
    assert figures[1].what.startswith("the next step of 128 claims")


async def test_what_is_due_among_many_claims_is_picked_and_each_gets_its_step(house: House) -> None:
    figures = await followup.measure(house, TINY)
    assert [figure.target for figure in figures] == ["under 2 s", "at most 2", *["at least 3,000 a second"] * 2]
    assert figures[2].what == "12 of 256 open claims are due: steps decided, booked, queued, by one process"


async def test_a_year_of_mixed_fates_is_played_with_every_job(house: House) -> None:
    [figure] = await year.measure(house, TINY)
    assert (figure.target, figure.what.startswith("a year for 5 claims")) == ("under 60 s", True)
    assert figure.compared.endswith(" steps, 2 closed")
