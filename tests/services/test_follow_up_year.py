"""A year of claims of mixed fate in three countries: one seed makes one ledger, and an oracle finds no fault."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from random import Random

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.domain.followup.facts import StepKind
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.receipt import Receipt
from fordring.domain.purchase.purchase import Product
from fordring.services.opened import open_claims, save_claims
from fordring.services.receipts import receive
from fordring.storage import following_up
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from support import make
from support.followed import delivered_claim, jobs_at, looked_at, stored
from support.groups import company
from support.judged import judged

BEGINS = make.WALL.date()
ENDS = BEGINS + timedelta(days=365)
CLAIMS_PER_COUNTRY = 20
FATES = ("never", "whole", "part", "part and rest")


async def played(database: Database, seed: int, live_by: str) -> tuple[list[tuple[Merchant, Claim]], str]:
    """The year of three merchants; their claims, and the hash of their books."""
    chance = Random(seed)
    bills: list[tuple[Merchant, Claim]] = []
    payments: list[tuple[date, int, float]] = []
    for place, country in enumerate(("NO", "SE", "FI")):
        owner = await make.merchant(database, country, f"T{live_by}{place}", number_prefix=f"{live_by[:3]}{country}")
        for _ in range(CLAIMS_PER_COUNTRY):
            business = {"product": Product.BUSINESS, "billing": company(country)} if chance.random() < 0.5 else {}
            claim = await delivered_claim(database, owner, chance.randint(2_000, 900_000), **business)
            bills.append((owner, claim))
            fate, day = chance.choice(FATES), BEGINS + timedelta(days=chance.randint(1, 200))
            payments += [(day, len(bills) - 1, 0.4 if fate.startswith("part") else 1.0)] if fate != "never" else []
            payments += [(day + timedelta(days=40), len(bills) - 1, 1.0)] if fate == "part and rest" else []
    owners = list({owner.merchant_id: owner for owner, _ in bills}.values())
    waiting = sorted(payments)
    while True:
        async with database.reading() as connection:
            looks = [await following_up.first_day(connection, owner.merchant_id) for owner in owners]
        day = min([*(look for look in looks if look), *(day for day, *_ in waiting[:1]), ENDS])
        if day >= ENDS:
            return bills, await hash_of(database, owners)
        while waiting and waiting[0][0] <= day:
            _, place, share = waiting.pop(0)
            open_ = (await stored(database, bills[place][1])).open.total
            minor = open_ if share == 1.0 else open_ * 2 // 5
            if minor:
                await paid_on(database, bills[place][1], minor, day)
        for owner in owners:
            await looked_at(database, owner, day)


async def paid_on(database: Database, claim: Claim, minor: int, day: date) -> None:
    """Money for the claim on that day."""
    receipt = Receipt(new_id(), claim.bank_account_id, Money(minor, claim.currency), day, "", "its reference")

    async def book(connection: Connection) -> None:
        work = jobs_at(database, day).work(connection)
        opened = await open_claims(work, [(claim.merchant_id, claim.claim_id)])
        receive(work, opened, claim.claim_id, receipt)
        await save_claims(work, opened)
        await work.unit.flush()

    await database.run(book)


async def hash_of(database: Database, owners: list[Merchant]) -> str:
    """What their books say, by claim and day, without ids."""
    async with database.reading() as connection:
        rows = await connection.fetch(
            """SELECT right(c.number, 6) AS number, m.country, e.kind, e.value_on, l.account, l.amount_minor
                 FROM posting l JOIN entry e USING (merchant_id, entry_id) JOIN claim c USING (merchant_id, claim_id)
                 JOIN merchant m USING (merchant_id)
                WHERE l.merchant_id = ANY($1) ORDER BY m.country, 1, e.value_on, e.kind, l.account, l.amount_minor""",
            [owner.merchant_id for owner in owners],
        )
    return hashlib.sha256("\n".join(str(tuple(row)) for row in rows).encode()).hexdigest()


async def test_a_year_of_mixed_fates_is_lawful_and_the_same_twice(database: Database) -> None:
    bills, one = await played(database, 7, "1111222")
    _, two = await played(database, 7, "3333444")
    assert one == two
    counted: Counter[str] = Counter()
    for owner in {owner.merchant_id: owner for owner, _ in bills}.values():
        counted += await judged(database, owner, ENDS)
    assert {kind.split()[0] for kind in counted} == {"NO", "SE", "FI"}
    assert {StepKind(kind.split()[1]) for kind in counted} >= {StepKind.REMINDER, StepKind.PAYMENT_DEMAND}
    states = Counter([(await stored(database, claim)).state for _, claim in bills])
    assert states[State.CLOSED] > 10, states
    assert states[State.ISSUED] > 10, states
