"""Approvals: only what waits is approved, it is remembered by whom, and the run looks at the claim again."""

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.looks import WaitsFor
from fordring.domain.merchant import Merchant
from fordring.services.following_up.approve_step import Approved, ApproveStep, approve_step
from fordring.services.waiting_claims import waiting_claims
from fordring.storage.transaction import Database
from support import make
from support.desks import KARI, next_look, open_invoice, story, waits
from support.lives import count


async def approved(database: Database, claim_no: int, step: str | None = None, note: str = "") -> Approved:
    command = ApproveStep(claim_no, None, step, note)
    return await database.run(lambda connection: approve_step(command, make.work(connection, name=KARI)))


@pytest.mark.parametrize(
    ("waiting", "step"), [("reminder", "start"), ("payment_demand", "start"), ("legal_action", "legal_action")]
)
async def test_what_waits_is_approved_once(database: Database, merchant: Merchant, waiting: str, step: str) -> None:
    claim = await open_invoice(database, merchant)
    await waits(database, claim, step=waiting)
    assert await approved(database, claim.claim_no, step, "Seen.") == Approved(claim.claim_no, step, KARI)
    assert await next_look(database, claim) == make.WALL.date()
    told = (await story(database, claim))[-1]
    assert (told.kind, told.facts, told.created_by) == ("approved", {"step": step, "message": "Seen."}, KARI)
    assert await count(database, "step_approval", f"step = '{step}' AND approved_by = '{KARI}'") == 1
    with pytest.raises(IllegalTransitionError, match="in state not_waiting"):
        await approved(database, claim.claim_no)


async def test_nothing_else_than_what_waits_is_approved(database: Database, merchant: Merchant) -> None:
    claim = await open_invoice(database, merchant)
    await waits(database, claim, step="reminder")
    for step, note, field in (("legal_action", "", "step"), ("start", "x" * 2_001, "note")):
        with pytest.raises(InvalidCommandError) as refused:
            await approved(database, claim.claim_no, step, note)
        assert [each.field for each in refused.value.problems] == [field]
    other = await open_invoice(database, merchant, own_number="2")
    await waits(database, other, "person")
    with pytest.raises(IllegalTransitionError, match="in state person"):
        await approved(database, other.claim_no)
    assert await count(database, "step_approval") == 0


async def test_what_waits_is_listed_longest_first_with_its_age_in_pages(database: Database, merchant: Merchant) -> None:
    days = {"1": "2026-11-12", "2": "2026-11-10", "3": "2026-11-12"}
    claims = {number: await open_invoice(database, merchant, own_number=number) for number in days}
    for number, since in days.items():
        await waits(database, claims[number], "failed" if number == "3" else "approval", since=since)
    async with database.reading() as connection:
        found = await waiting_claims(connection, {merchant.merchant_id}, make.WALL)
        first = found[0].waiting
        after = (first.since, first.claim_no)
        page = await waiting_claims(connection, None, make.WALL, after=after, limit=1)
        failed = await waiting_claims(connection, None, make.WALL, kind=WaitsFor.FAILED)
    assert [(each.waiting.number, each.age_days) for each in found] == [("2", 6), ("1", 4), ("3", 4)]
    assert ([each.waiting.number for each in page], [each.waiting.number for each in failed]) == (["1"], ["3"])
