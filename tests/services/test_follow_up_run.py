"""The daily run: a step is a row, an entry, an event, a letter on its way; done again it does nothing."""

import asyncio
from dataclasses import replace
from datetime import date

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.amending import Said
from fordring.domain.followup.letter import letter_of
from fordring.domain.followup.settings import usual
from fordring.domain.followup.settings_kept import kept
from fordring.domain.merchant import Merchant
from fordring.services.configuring.verify_rule import VerifyRule, verify_rule
from fordring.services.following_up.follow_up_due import FollowUpDue, follow_up_due
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from support import make
from support.followed import (
    delivered_claim,
    jobs_at,
    looked_at,
    looked_until,
    steps_of,
    stored,
    story,
    waiting,
)
from support.lives import balances, count, paid_by_invoice, received

DUE = date(2026, 11, 30)

NORWAYS_COURSE = [
    "2026-12-14 reminder 3800+0 470 by 2026-12-28",
    "2027-01-01 collection_notice 3800+0 1074 by 2027-01-15",
    "2027-01-21 payment_demand 11300+0 1745 by 2027-02-04",
]


async def test_a_consumers_claim_takes_the_usual_steps_and_waits_for_court(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant)
    days = await looked_until(database, merchant, "2027-12-31")
    assert await steps_of(database, claim) == NORWAYS_COURSE
    assert (await waiting(database, [claim]))[claim.claim_no][:2] == ("approval", "legal_action")
    now = await stored(database, claim)
    assert now.open == Parts(100_000, 18_900, 1_745)
    assert len(days) <= len(NORWAYS_COURSE) * 2 + 3
    assert await story(database, claim) == [
        *("issued", "delivered", "reminded", "noticed", "demanded", "approval_wanted")
    ]
    assert now.next_step_on == date(2029, 12, 1), "the day on which it is time-barred"
    assert (await balances(database, merchant))["receivable.fees NOK"] == 18_900


async def test_a_step_is_a_letter_with_the_amounts_of_its_entry(database: Database, merchant: Merchant) -> None:
    claim = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2026-12-14")
    async with database.reading() as connection:
        written = await connection.fetchrow(
            """SELECT l.content, d.kind, v.channel, v.state, v.address, e.facts, e.cause, e.value_on
                 FROM letter l JOIN document d USING (merchant_id, document_id)
                 JOIN delivery v USING (merchant_id, document_id), entry e
                WHERE e.kind = 'demanded'"""
        )
        jobs = await connection.fetchval("SELECT count(*) FROM house.pgqueuer WHERE entrypoint = 'deliver'")
    assert written
    letter = letter_of(written["content"])
    assert (written["kind"], written["channel"], written["state"], jobs) == ("reminder", "email", "waiting", 2)
    assert written["address"]["email"] == "ola@example.com"
    about = letter.claims[0]
    assert (about.open, about.fee_minor, letter.total_minor) == (Parts(100_000, 3_800, 470), 3_800, 104_270)
    assert sum(line.interest_minor for line in about.interest) == 470
    assert [line["minor"] for line in written["facts"]["interest"]] == [line.interest_minor for line in about.interest]
    assert (written["cause"], written["value_on"]) == (f"step {claim.claim_no}/1", date(2026, 12, 14))
    assert letter.marks, "the sandbox uses figures that nobody verified, and says so"


async def test_a_run_again_does_nothing_and_two_side_by_side_take_each_step_once(
    database: Database, merchant: Merchant
) -> None:
    claims = [await delivered_claim(database, merchant) for _ in range(7)]
    await looked_until(database, merchant, "2026-12-13")
    seen = await asyncio.gather(*(looked_at(database, merchant, "2026-12-14", claims_max=2) for _ in range(3)))
    assert sum(seen) == len(claims)
    assert await looked_at(database, merchant, "2026-12-14") == 0
    assert (await count(database, "step"), await count(database, "letter")) == (len(claims), 1), "they are one payer's"


async def test_a_claim_that_is_paid_or_of_the_wrong_shape_holds_up_no_other(
    database: Database, merchant: Merchant
) -> None:
    paid, ill, unwritable, well = [await delivered_claim(database, merchant) for _ in range(4)]
    await looked_until(database, merchant, "2026-12-13")
    await received(database, paid, 100_000)
    async with database.transaction() as connection:
        await connection.execute("UPDATE claim SET billing = '{}' WHERE claim_id = $1", ill.claim_id)
        await connection.execute(  # the number of its next step is taken
            """INSERT INTO step (merchant_id, claim_id, step_no, kind, sent_on, fee_minor, vat_minor, whose,
                                 interest_minor, ours, facts, created_by, recorded_at)
               VALUES ($1, $2, 2, 'advance_notice', '2026-11-20', 0, 0, 'merchant', 0, true, '{}', '', now())""",
            merchant.merchant_id,
            unwritable.claim_id,
        )
    await looked_at(database, merchant, "2026-12-14")
    assert await steps_of(database, well) == NORWAYS_COURSE[:1]
    assert [len(await steps_of(database, claim)) for claim in (paid, ill, unwritable)] == [0, 0, 1]
    told = await waiting(database, [paid, ill, unwritable, well])
    assert {claim_no: kind for claim_no, (kind, *_) in told.items()} == {
        ill.claim_no: "failed",
        unwritable.claim_no: "failed",
    }
    assert {reasons[0] for _, _, reasons in told.values()} == {"failed"}
    assert await looked_at(database, merchant, "2026-12-14") == 0


async def test_a_live_merchant_waits_for_the_figure_that_is_wanted_and_goes_on_when_told(database: Database) -> None:
    owner = await make.merchant(database, account_id="P11112222")
    claim = await delivered_claim(database, owner)
    await looked_until(database, owner, "2026-12-31")
    kind, _, reasons = (await waiting(database, [claim]))[claim.claim_no]
    assert (kind, reasons[0]) == ("person", "rule_unverified")
    assert await steps_of(database, claim) == []
    fee = Said("NO", "reminder_fee", date(2026, 1, 1), "read at its source", "38.00")
    rate = Said("NO", "late_interest", date(2026, 7, 1), "read at its source", "12.25 %")

    async def verify(connection: Connection) -> None:
        for said in (fee, rate):
            await verify_rule(VerifyRule(said, "kari"), jobs_at(database, DUE).work(connection))

    await database.run(verify)
    assert await waiting(database, [claim]) == {}
    await looked_at(database, owner, "2026-12-31")
    assert await steps_of(database, claim) == ["2026-12-31 reminder 3800+0 1040 by 2027-01-14"]


async def test_the_start_waits_for_an_approval_where_the_merchant_wants_one(
    database: Database, merchant: Merchant
) -> None:
    wanted = replace(usual("NO", business=False), approve_start=True)
    made = {"merchant_id": merchant.merchant_id, "settings_id": new_id(), "business": False, "settings": kept(wanted)}

    async def say(connection: Connection) -> None:
        unit = Unit(connection)
        unit.add(
            "follow_up_settings", made | dict.fromkeys(("created_at", "recorded_at"), make.WALL) | {"created_by": ""}
        )
        await unit.flush()

    await database.run(say)
    claim = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2026-12-20")
    assert (await waiting(database, [claim]))[claim.claim_no][:2] == ("approval", "reminder")
    await received(database, claim, 100_000)
    assert await waiting(database, [claim]) == {}, "a claim that is closed waits for nobody"


async def test_what_was_never_delivered_is_not_followed_up(database: Database, merchant: Merchant) -> None:
    claim = (await paid_by_invoice(database, make.payment_by_invoice(merchant))).claim
    assert await looked_until(database, merchant, "2027-06-30") == [make.WALL.date()]
    assert await steps_of(database, claim) == []


async def test_what_is_due_is_owed_to_as_many_jobs_as_it_needs(database: Database, merchant: Merchant) -> None:
    async def owe(connection: Connection) -> int:
        return await follow_up_due(FollowUpDue(merchant.merchant_id), jobs_at(database, DUE).work(connection))

    assert await database.run(owe) == 0
    await delivered_claim(database, merchant)
    assert [await database.run(owe) for _ in range(2)] == [1, 1]
    assert await count(database, "house.pgqueuer", "entrypoint = 'follow_up'") == 1
