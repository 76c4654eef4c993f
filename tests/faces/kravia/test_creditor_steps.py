"""A case is handed over with what its creditor sent: kept, shown as owed, and rows of its follow-up once it starts."""

from typing import TYPE_CHECKING, Any

from faces.kravia.stage import Office, handed_over, problem_of
from fordring.services.callers import claim_of
from fordring.services.planning import plans_of
from fordring.storage.migrate import all_migrations
from fordring.storage.transaction import Database
from support import make

if TYPE_CHECKING:
    import asyncpg

NOTICE = {"type": "collectionnotice", "sentDate": "2026-10-20", "payByDate": "2026-11-03T00:00:00", "fee": "38"}
REMINDER = {"Type": "Reminder", "SentDate": "2026-10-01", "fee": 38}
TERMS = {"electronicConsentDate": "2026-05-01", "reminderFeeAgreed": "true", "directlyEnforceable": "false"}


async def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    async with database.reading() as connection:
        return [tuple(row) for row in await connection.fetch(query)]


async def test_a_case_brings_its_creditors_letters_and_their_fees(database: Database, office: Office) -> None:
    body = handed_over(creditorSteps=[REMINDER, NOTICE], followUp=TERMS)
    claim_no = (await office.register(body)).json()["id"]
    assert (await office.register(body)).json()["id"] == claim_no
    assert await rows(database, "SELECT 1 FROM step") == []
    started = (await office.act(claim_no)).json()
    owed = {"capital": 2250, "fees": 76, "interest": 0, "total": 2326}
    assert {part: started["outstanding"][part] for part in owed} == owed
    taken = "SELECT step_no, kind, sent_on::text, pay_by::text, fee_minor, whose, ours FROM step ORDER BY step_no"
    assert await rows(database, taken) == [
        (1, "reminder", "2026-10-01", None, 38_00, "merchant", False),
        (2, "collection_notice", "2026-10-20", "2026-11-03", 38_00, "merchant", False),
    ]
    booked = (
        "SELECT e.kind, e.cause, p.account, sum(p.amount_minor)::bigint FROM entry e JOIN posting p USING (entry_id)"
    )
    fees = f"{booked} WHERE e.kind = 'demanded' GROUP BY 1, 2, 3 ORDER BY 2, 3"
    assert await rows(database, fees) == [
        ("demanded", f"step {claim_no}/{number}", account, minor)
        for number in (1, 2)
        for account, minor in (("expected.merchant", -38_00), ("receivable.fees", 38_00))
    ]
    agreed = await rows(database, "SELECT content -> 'follow_up' FROM claim")
    assert agreed == [({"consented_on": "2026-05-01", "fee_agreed": True},)]


async def entered(database: Database, office: Office, **changes: Any) -> str:
    """The step with which follow-up begins, and its first day."""
    claim_no = (await office.register(handed_over(**changes))).json()["id"]
    assert (await office.act(claim_no)).status_code == 200
    async with database.reading() as connection:
        _, claim = await claim_of(connection, claim_no, {office.merchant.merchant_id})
        plan = (await plans_of(connection, office.merchant, [claim], make.WALL.date()))[claim.claim_id]
    assert plan.step is not None
    return f"{plan.step.sent_on} {plan.step.kind} {plan.step.charge.fee_minor}"


async def test_a_case_enters_behind_what_its_creditor_sent(database: Database, office: Office) -> None:
    today = make.WALL.date()
    assert await entered(database, office) == f"{today} collection_notice 3800"
    assert await entered(database, office, invoiceNo="2", creditorSteps=[NOTICE]) == f"{today} payment_demand 11300"
    assert await entered(database, office, invoiceNo="3", claimType="Reminder") == f"{today} reminder 3800"


async def test_a_case_of_which_nothing_was_sent_brings_no_step(database: Database, office: Office) -> None:
    claim_no = (await office.register(handed_over())).json()["id"]
    await office.act(claim_no)
    assert await rows(database, "SELECT 1 FROM step") == []
    assert await rows(database, "SELECT 1 FROM claim WHERE content ?| '{steps,follow_up}'") == []


async def test_steps_that_cannot_be_are_named_as_they_are_spelled_here(office: Office) -> None:
    early = {"type": "Reminder", "sentDate": "2025-02-01", "fee": 38}
    refused = problem_of(await office.register(handed_over(creditorSteps=[early], followUp=TERMS)), 400)["errors"]
    assert set(refused) == {"creditorSteps[0].sentDate"}
    dear = {**NOTICE, "fee": 70}
    assert (
        "38.00"
        in problem_of(await office.register(handed_over(creditorSteps=[dear])), 400)["errors"]["creditorSteps[0].fee"][
            0
        ]
    )
    unknown = [{**NOTICE, "type": "Letter"}]
    assert set(problem_of(await office.register(handed_over(creditorSteps=unknown)), 400)["errors"]) == {
        "creditorSteps[0].type"
    }


async def test_days_of_the_year_9999_that_were_kept_before_they_were_refused_are_readable(
    database: Database, office: Office, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    waiting, started = [
        (await office.register(handed_over(invoiceNo=number, creditorSteps=[REMINDER, NOTICE]))).json()["id"]
        for number in ("1", "2")
    ]
    assert (await office.act(started)).status_code == 200
    await owner.execute("""
        ALTER TABLE step DROP CONSTRAINT step_pay_by_told;
        UPDATE step SET pay_by = '9999-12-31' WHERE pay_by IS NOT NULL;
        UPDATE claim SET content = jsonb_set(content, '{steps,1,pay_by}', '"9999-12-31"')""")
    await owner.execute(next(each.sql for each in all_migrations() if each.name == "0064_far_days.sql"))
    told = [await office.details(claim_no) for claim_no in (waiting, started)]
    assert [step["payByDate"] for step in told[1]["steps"]] == [None, "2099-12-31"]
    assert (await office.act(waiting)).status_code == 200
    assert await rows(database, "SELECT DISTINCT pay_by::text FROM step WHERE pay_by IS NOT NULL") == [("2099-12-31",)]
    kept = "SELECT content #>> '{steps,0,sent_on}', content #>> '{steps,1,pay_by}' FROM claim"
    assert await rows(database, kept) == [("2026-10-01", "2099-12-31")] * 2
