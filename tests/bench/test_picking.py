"""What the daily run picks among many due claims costs what is picked, not what is due."""

from datetime import timedelta

from bench.bank_file import copy_claims
from bench.followup import LATER
from bench.house import House, settle
from bench.orders import open_merchants, payment, work

from fordring.domain.calendar import local_day
from fordring.main.clock import wall
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage.following_up import DUE
from fordring.storage.transaction import Database

CLAIMS = 3_000
PICKED = 100


async def test_a_pick_walks_the_index_and_stops_when_it_has_enough(house: House, database: Database) -> None:
    (owner,) = await open_merchants(database, 1)
    view = await database.run(lambda connection: pay_by_invoice(payment(owner), work(connection)))
    day = local_day(wall() + LATER, owner.country)
    async with database.transaction() as connection:
        await connection.execute("UPDATE claim SET next_step_on = $1", day - timedelta(days=1))
    await copy_claims(database, owner, view.claim.claim_id, CLAIMS)
    await settle(house)
    async with database.reading() as connection:
        rows = await connection.fetch(f"EXPLAIN {DUE}", owner.merchant_id, day, PICKED)
    plan = "\n".join(row[0] for row in rows)
    assert "Index Scan using claim_to_look_at" in plan
    assert "Sort Key: d." not in plan
