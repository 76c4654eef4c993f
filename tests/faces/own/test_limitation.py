"""A claim's limitation that begins anew, and its summary for a court, over HTTP."""

import io
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from faces.kravia.stage import handed_over
from faces.own.stage import Desk, desk_of
from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.translate.registration import registration_of
from fordring.faces.kravia.wire.invoices import RegisterBody
from fordring.storage.transaction import Database
from support import make
from support.followed import looked_at, stored, story
from support.registrations import registered, started


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> AsyncIterator[Desk]:
    it = await desk_of(database, tmp_path)
    async with it.http:
        yield it


async def case(desk: Desk, owner: Merchant) -> tuple[Claim, dict[str, str]]:
    """A Norwegian case that was noticed by its creditor and demanded by us, and the creditor's token."""
    notice = {"type": "CollectionNotice", "sentDate": "2026-10-20", "payByDate": "2026-11-03", "fee": 38}
    body = RegisterBody.model_validate(handed_over(creditorSteps=[notice]))
    draft = (await registered(desk.house.database, owner, registration_of(body))).claim
    await started(desk.house.database, owner, draft)
    await looked_at(desk.house.database, owner, "2026-11-16")
    return draft, {"Authorization": f"Bearer {await desk.opaque_token(owner)}"}


async def test_a_case_is_handed_to_a_court_as_one_pdf(desk: Desk, merchant: Merchant) -> None:
    claim, mine = await case(desk, merchant)
    answer = await desk.http.get(f"/claims/{claim.claim_no}/court-bundle", headers=mine)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert answer.headers["content-disposition"] == f'attachment; filename="court-{claim.claim_no}.pdf"'
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        assert len(pdf.pages) >= 4, "the cover, the demand, the extract"
    again = await desk.http.get(f"/claims/{claim.claim_no}/court-bundle", headers=mine)
    assert again.content == answer.content
    other = await make.merchant(desk.house.database, account_id="T33334444")
    others = {"Authorization": f"Bearer {await desk.opaque_token(other)}"}
    assert (await desk.http.get(f"/claims/{claim.claim_no}/court-bundle", headers=others)).status_code == 404


async def test_a_draft_is_not_handed_to_a_court(desk: Desk, merchant: Merchant) -> None:
    body = RegisterBody.model_validate(handed_over())
    draft = (await registered(desk.house.database, merchant, registration_of(body))).claim
    mine = {"Authorization": f"Bearer {await desk.opaque_token(merchant)}"}
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
