"""Several claims of one payer on one day: one letter, one fee, one sending; whoever takes one of them takes all."""

import asyncio
from typing import Any

from fordring.domain.claim.lifecycle import Closed
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.letter import letter_of
from fordring.domain.merchant import Merchant
from fordring.services.banking.open_account import OpenAccount, open_account
from fordring.storage.transaction import Database
from support import make
from support.followed import delivered_claim, looked_at, looked_until, steps_of, stored, story
from support.lives import count, received

FIRST = "2026-12-14"


async def fetched(database: Database, query: str) -> list[Any]:
    async with database.reading() as connection:
        return await connection.fetch(query)


async def test_one_letter_asks_for_all_of_a_payers_claims_with_one_fee(database: Database, merchant: Merchant) -> None:
    first, second, third = [await delivered_claim(database, merchant, minor) for minor in (100_000, 50_000, 20_000)]
    await looked_until(database, merchant, FIRST)
    assert await steps_of(database, first) == ["2026-12-14 reminder 3800+0 470 by 2026-12-28"]
    assert await steps_of(database, second) == ["2026-12-14 reminder 0+0 235 by 2026-12-28"]
    assert await steps_of(database, third) == ["2026-12-14 reminder 0+0 94 by 2026-12-28"]
    [row] = await fetched(
        database,
        """SELECT l.content, d.claim_id, (SELECT count(*) FROM step s WHERE s.document_id = l.document_id) AS steps,
                  (SELECT count(*) FROM delivery v WHERE v.document_id = l.document_id) AS sendings
             FROM letter l JOIN document d USING (merchant_id, document_id)""",
    )
    letter = letter_of(row["content"])
    assert (row["claim_id"], row["steps"], row["sendings"]) == (third.claim_id, 3, 1)
    assert [(each.number, each.open, each.fee_minor) for each in letter.claims] == [
        (first.number, Parts(100_000, 3_800, 470), 3_800),
        (second.number, Parts(50_000, 0, 235), 0),
        (third.number, Parts(20_000, 0, 94), 0),
    ]
    told, _ = await fetched(database, "SELECT facts FROM step WHERE fee_minor = 0 ORDER BY interest_minor DESC")
    because = told["facts"]["reasons"][-1]
    assert told["facts"]["spared_minor"] == 3_800
    assert (because["why"], because["names"]) == ("fee_in_one_letter", {"number": first.number})
    assert await story(database, second) == ["issued", "delivered", "reminded"]


async def test_claims_of_other_payers_and_what_is_due_later_wait_for_nobody(
    database: Database, merchant: Merchant
) -> None:
    one = await delivered_claim(database, merchant)
    other = await delivered_claim(database, merchant, billing=make.billing(email="other@example.com"))
    await looked_until(database, merchant, FIRST)
    later = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2026-12-15")
    assert [len(await steps_of(database, claim)) for claim in (one, other, later)] == [1, 1, 1]
    assert await count(database, "letter") == 3


async def test_many_workers_with_small_hands_send_each_payer_one_letter(database: Database, merchant: Merchant) -> None:
    for customer in range(4):
        for _ in range(3):
            await delivered_claim(database, merchant, billing=make.billing(email=f"{customer}@example.com"))
    await looked_until(database, merchant, "2026-12-13")
    await asyncio.gather(*(looked_at(database, merchant, FIRST, claims_max=1) for _ in range(3)))
    assert (await count(database, "step"), await count(database, "letter")) == (12, 4)
    assert await count(database, "step", "fee_minor > 0") == 4
    assert await looked_at(database, merchant, FIRST) == 0


async def test_one_that_cannot_be_written_about_leaves_the_letter_of_the_others(
    database: Database, merchant: Merchant
) -> None:
    ill, well, paid = [await delivered_claim(database, merchant) for _ in range(3)]
    await looked_until(database, merchant, "2026-12-13")
    await received(database, paid, 100_000)
    async with database.transaction() as connection:
        await connection.execute("UPDATE claim SET billing = '{}' WHERE claim_id = $1", ill.claim_id)
    await looked_until(database, merchant, FIRST)
    assert [len(await steps_of(database, claim)) for claim in (ill, well, paid)] == [0, 1, 0]


async def test_a_claim_is_closed_by_the_run_on_the_day_behind_its_limitation(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2029-11-30")
    assert (await stored(database, claim)).closed_because is None
    await looked_until(database, merchant, "2029-12-31")
    now = await stored(database, claim)
    assert (now.closed_because, now.open, now.next_step_on) == (Closed.TIME_BARRED, Parts(), None)
    assert (await story(database, claim))[-1] == "time_barred"
    assert await count(database, "follow_up_waiting") == 0


async def test_claims_that_are_paid_to_two_accounts_are_two_letters_with_one_fee(
    database: Database, merchant: Merchant
) -> None:
    first, second, third = [await delivered_claim(database, merchant, minor) for minor in (100_000, 50_000, 20_000)]
    account = OpenAccount("NO7986011118005", "DNBANOKK", "NOK", "Another", merchant.bank_account.agreement)
    other = await database.run(lambda connection: open_account(account, make.work(connection)))
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE claim SET bank_account_id = $1 WHERE claim_id = $2", other.bank_account_id, second.claim_id
        )
    await looked_until(database, merchant, FIRST)
    assert [(await steps_of(database, claim))[0].split()[2] for claim in (first, second, third)] == [
        "3800+0",
        "0+0",
        "0+0",
    ]
    rows = await fetched(database, "SELECT content FROM letter ORDER BY jsonb_array_length(content -> 'claims')")
    assert [[each.number for each in letter_of(row["content"]).claims] for row in rows] == [
        [second.number],
        [first.number, third.number],
    ]
    assert await count(database, "delivery", "document_id IN (SELECT document_id FROM letter)") == 2
