"""A claim's limitation that begins anew, and its summary for a court, over HTTP."""

import io
from datetime import date
from functools import partial

import pikepdf

from faces.kravia.stage import handed_over
from faces.own.stage import Desk
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.interruption import Interruption
from fordring.domain.claim.lifecycle import Closed
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.translate.registration import registration_of
from fordring.faces.kravia.wire.invoices import RegisterBody
from fordring.services.following_up.tell_interruption import TellInterruption, tell_interruption
from support import make
from support.followed import looked_at, stored, story
from support.registrations import registered, started


async def case(desk: Desk, owner: Merchant) -> tuple[Claim, dict[str, str]]:
    """A Norwegian case that was noticed by its creditor and demanded by us, and the creditor's token."""
    notice = {"type": "CollectionNotice", "sentDate": "2026-10-20", "payByDate": "2026-11-03", "fee": 38}
    body = RegisterBody.model_validate(handed_over(creditorSteps=[notice]))
    draft = (await registered(desk.house.database, owner, registration_of(body))).claim
    await started(desk.house.database, owner, draft)
    await looked_at(desk.house.database, owner, "2026-11-16")
    return draft, await desk.bearer(owner)


async def test_a_case_is_handed_to_a_court_as_one_pdf(desk: Desk, merchant: Merchant) -> None:
    claim, mine = await case(desk, merchant)
    answer = await desk.http.get(f"/claims/{claim.claim_no}/court-bundle", headers=mine)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == f'attachment; filename="court-{claim.claim_no}.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) >= 3, "the cover, the demand, the extract"
    again = await desk.http.get(f"/claims/{claim.claim_no}/court-bundle", headers=mine)
    assert again.content == answer.content
    other = await make.merchant(desk.house.database, account_id="T33334444")
    others = await desk.bearer(other)
    assert (await desk.http.get(f"/claims/{claim.claim_no}/court-bundle", headers=others)).status_code == 404


async def test_a_draft_is_not_handed_to_a_court(desk: Desk, merchant: Merchant) -> None:
    body = RegisterBody.model_validate(handed_over())
    draft = (await registered(desk.house.database, merchant, registration_of(body))).claim
    mine = await desk.bearer(merchant)
    answer = await desk.http.get(f"/claims/{draft.claim_no}/court-bundle", headers=mine)
    assert answer.status_code == 409


async def test_an_acknowledgement_begins_the_period_anew(desk: Desk, merchant: Merchant) -> None:
    claim, mine = await case(desk, merchant)
    place = f"/claims/{claim.claim_no}/interrupted"
    said = {"on": "2026-11-02", "how": "acknowledged", "note": "Will pay in spring."}
    for _ in range(2):
        answer = await desk.http.post(place, headers=mine, json=said)
        assert answer.json() == {
            "claim_id": claim.claim_no,
            "interrupted_on": "2026-11-02",
            "last_day": "2029-11-02",
        }, "told again it changes nothing"
    assert (await story(desk.house.database, claim)).count("interrupted") == 1
    now = await stored(desk.house.database, claim)
    assert (now.content["interrupted_on"], now.next_step_on) == ("2026-11-02", date(2026, 11, 16))
    for refused in ("2026-11-17", "2025-01-31", "2026-11-01"):
        answer = await desk.http.post(place, headers=mine, json={**said, "on": refused})
        assert (answer.status_code, answer.json()["error"]["fields"][0]["field"]) == (400, "on")


async def test_a_bar_that_was_wrong_is_undone_by_the_interruption_that_was_told_too_late(
    desk: Desk, merchant: Merchant
) -> None:
    claim, mine = await case(desk, merchant)
    database = desk.house.database
    before = (await stored(database, claim)).open
    await looked_at(database, merchant, "2028-02-02")
    assert (await stored(database, claim)).closed_because is Closed.TIME_BARRED

    async def told_in(year: int, on: str) -> None:
        how = TellInterruption(claim.claim_no, None, date.fromisoformat(on), Interruption.COURT)
        work = partial(make.work, wall=make.WALL.replace(year=year))
        await database.run(lambda connection: tell_interruption(how, work(connection)))

    await told_in(2032, "2026-11-02")
    assert (await stored(database, claim)).closed_because is Closed.TIME_BARRED, "it is barred again since 2029"
    answer = await desk.http.post(
        f"/claims/{claim.claim_no}/interrupted", headers=mine, json={"on": "2026-11-03", "how": "court"}
    )
    assert answer.json()["last_day"] == "2029-11-03"
    now = await stored(database, claim)
    assert (now.open, now.closed_because, now.next_step_on) == (before, None, date(2026, 11, 16))
    await looked_at(database, merchant, "2029-11-04")
    await told_in(2029, "2029-10-01")
    assert (await stored(database, claim)).open == before, "a second time too"
