"""What waits is said once: touched, paid in part or looked at again, it goes on waiting since its first day."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import structlog

from fordring.domain.followup.amending import Said
from fordring.domain.followup.settings import usual
from fordring.domain.followup.settings_kept import kept
from fordring.domain.merchant import Merchant
from fordring.jobs.payment_plans import look_after
from fordring.services.configuring.add_rule import AddRule, add_rule
from fordring.services.configuring.withdraw_rule import WithdrawRule, withdraw_rule
from fordring.services.following_up.approve_step import ApproveStep, approve_step
from fordring.storage import following_up
from fordring.storage.transaction import Connection, Database
from services.counter import Counter
from services.plans import agreed, at
from support.followed import delivered_claim, jobs_at, looked_at, looked_until, steps_of, story, waiting
from support.lives import count, received

ONCE = ["issued", "delivered", "reminded", "noticed", "demanded", "approval_wanted"]


async def since(database: Database) -> list[date]:
    async with database.reading() as connection:
        return [row["since"] for row in await connection.fetch("SELECT since FROM follow_up_waiting")]


async def test_a_claim_that_waits_and_is_touched_says_so_once_and_waits_since_its_first_day(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant)
    await looked_until(database, merchant, "2027-03-01")
    [began] = await since(database)
    for day in (date(2027, 3, 2), date(2027, 3, 20)):
        async with database.transaction() as connection:
            await following_up.look_again(connection, merchant.merchant_id, [claim.claim_id], day)
        assert await looked_at(database, merchant, day) == 1
        assert await since(database) == [began]
    assert await story(database, claim) == ONCE
    await received(database, claim, 10_000)
    await looked_until(database, merchant, "2027-03-21")
    assert await story(database, claim) == [*ONCE, "interest_corrected", "paid"]
    assert await since(database) == [began]


async def test_what_is_approved_and_waits_for_the_next_thing_says_that_too(
    database: Database, merchant: Merchant
) -> None:
    claim = await delivered_claim(database, merchant)
    wanted = replace(usual("NO", business=False), approve_demands=True)
    async with database.transaction() as connection:
        await connection.execute(
            """INSERT INTO follow_up_settings (merchant_id, settings_id, business, settings, created_at, recorded_at,
                                               created_by)
               VALUES ($1, gen_random_uuid(), false, $2, now(), now(), '')""",
            merchant.merchant_id,
            kept(wanted),
        )
    await looked_until(database, merchant, "2027-01-31")
    command = ApproveStep(claim.claim_no, None)
    await database.run(lambda c: approve_step(command, jobs_at(database, "2027-01-31").work(c)))
    await looked_until(database, merchant, "2027-06-30")
    assert (await story(database, claim))[4:] == ["approval_wanted", "approved", "demanded", "approval_wanted"]


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def test_a_plan_that_cannot_be_looked_after_waits_for_a_person_until_it_can(counter: Counter) -> None:
    database, owner = counter.database, counter.merchant
    claim = (await counter.invoice(900_00)).claim
    await agreed(counter, await counter.invoice(900_00))
    async with database.transaction() as connection:
        claim_id = await connection.fetchval("SELECT claim_id FROM payment_plan")
        terms = await connection.fetchval("SELECT terms FROM payment_plan")
    ill = replace(claim, claim_id=claim_id)
    await _set_terms(database, {**terms, "unheard_of": 1})
    for day in ("2026-12-25", "2026-12-26"):
        at(counter, day)
        with structlog.testing.capture_logs() as logged:
            await look_after(counter.jobs, owner)
        said = [each for each in logged if each["log_level"] != "debug"]
        assert said == [
            {
                "event": "a payment plan cannot be looked after",
                "log_level": "warning",
                "claim_id": str(claim_id),
                "error": "TypeError",
            }
        ]
    assert [(kind, why) for kind, _, why in (await waiting(database, [ill])).values()] == [("failed", ["plan_failed"])]
    assert await count(database, "claim_event", "kind = 'person_wanted'") == 1
    assert await since(database) == [date(2026, 12, 25)]
    await _set_terms(database, terms)
    at(counter, "2026-12-27")
    await look_after(counter.jobs, owner)
    assert await waiting(database, [ill]) == {}
    assert await count(database, "claim_event", "kind = 'instalment_noticed'") == 1


async def _set_terms(database: Database, terms: dict[str, int]) -> None:
    async with database.transaction() as connection:
        await connection.execute("UPDATE payment_plan SET terms = $1", terms)


async def test_a_rule_that_is_withdrawn_has_what_waits_looked_at_again(database: Database, merchant: Merchant) -> None:
    claim = await delivered_claim(database, merchant, 900_00)
    said = Said("NO", "law", date(2026, 12, 1), "invented", "2026")

    async def add(connection: Connection) -> int:
        return (await add_rule(AddRule(said, "kari"), jobs_at(database, "2026-11-30").work(connection))).entry_no

    entry_no = await database.run(add)
    await looked_until(database, merchant, "2026-12-31")
    [(kind, _, [why, *_])] = (await waiting(database, [claim])).values()
    assert (kind, why) == ("person", "rule_missing")
    assert await looked_until(database, merchant, "2027-01-31") == []

    async def withdraw(connection: Connection) -> None:
        work = jobs_at(database, "2027-01-04").work(connection)
        await withdraw_rule(WithdrawRule(entry_no, "read off the wrong page", "kari"), work)

    await database.run(withdraw)
    assert await waiting(database, [claim]) == {}
    await looked_at(database, merchant, "2027-01-04")
    assert [step.split()[1] for step in await steps_of(database, claim)] == ["reminder"]
