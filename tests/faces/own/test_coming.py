"""What becomes of a claim, over HTTP: the plan that the daily run goes by, its reasons in the asker's language."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

from pypdf import PdfReader

from faces.own.stage import Desk
from fordring.domain.claim.claim import Claim
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.why import Why
from fordring.domain.merchant import Merchant
from fordring.faces.dintero.translate.coming import coming_words
from fordring.faces.kravia.translate.claims import details_answer
from fordring.services.checkout.show_purchase import coming_of, show_purchase
from fordring.services.follow_up_shown import NOT_READ
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.services.planning import plans_of
from fordring.storage import claims
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from support import make

DUE = date(2026, 11, 2)
REASON = Reason(Why.AFTER_NOTICE, "inkassoloven § 9", date(2026, 11, 12), names=(14,))


async def overdue(desk: Desk, merchant: Merchant) -> Claim:
    """An invoice that was delivered and fell due on 2 November, and was reminded of."""
    view = await desk.house.pay(merchant)

    async def write(connection: Connection) -> Claim:
        claim = await claims.get(connection, merchant.merchant_id, view.claim.claim_id)
        unit = Unit(connection)
        told, event = replace(claim, due_on=DUE).happened("delivered", make.WALL, "test", document_id="one")
        claims.add_event(unit, told, event, make.WALL)
        step = {"kind": "reminder", "sent_on": date(2026, 11, 10), "pay_by": None, "fee_minor": 3_800, "vat_minor": 0}
        facts = {"reasons": [REASON.kept()]}
        more = {"step_no": 1, "whose": "merchant", "interest_minor": 0, "ours": True, "facts": facts}
        who = {"created_by": "test", "recorded_at": make.WALL}
        key = {"merchant_id": merchant.merchant_id, "claim_id": claim.claim_id}
        unit.add("step", {**key, **step, **more, **who})
        await unit.flush()
        await connection.execute("UPDATE claim SET due_on = $2 WHERE claim_id = $1", claim.claim_id, DUE)
        return await claims.get(connection, merchant.merchant_id, claim.claim_id)

    return await desk.house.database.run(write)


async def asked(desk: Desk, path: str, language: str = "", *merchants: Merchant) -> Any:
    token = await desk.opaque_token(*merchants, operator=not merchants)
    headers = {"Authorization": f"Bearer {token}"} | ({"Accept-Language": language} if language else {})
    return await desk.http.get(path, headers=headers)


async def test_what_is_shown_is_what_the_run_goes_by(desk: Desk, merchant: Merchant) -> None:
    claim = await overdue(desk, merchant)
    path = f"/claims/{claim.claim_no}/follow-up"
    for merchants in ((merchant,), ()):
        answer = await asked(desk, path, "", *merchants)
        assert answer.status_code == 200
    shown = answer.json()
    async with desk.house.database.reading() as connection:
        planned = (await plans_of(connection, merchant, [claim], date.fromisoformat(shown["day"])))[claim.claim_id]
    assert planned.step is not None
    assert (shown["outcome"], shown["barred_after"]) == (planned.outcome, str(planned.barred_after))
    assert (
        shown["step"]
        | {
            "kind": planned.step.kind,
            "earliest_on": planned.step.earliest_on.isoformat(),
            "fee_minor": planned.step.charge.fee_minor,
            "interest_minor": planned.step.interest_minor,
            "pay_by": str(planned.step.pay_by),
        }
        == shown["step"]
    )
    assert [reason["why"] for reason in shown["reasons"]] == [reason.why for reason in planned.reasons]
    [step] = shown["steps"]
    assert (step["kind"], step["fee_minor"]) == ("reminder", 3_800)
    assert step["reasons"][0]["text"] == "14 days from sending the inkassovarsel"
    told = (await asked(desk, path, "de-DE, sv;q=0.9")).json()
    assert told["steps"][0]["reasons"][0]["text"] == "14 dagar efter att inkassovarslet skickades"
    assert told["steps"][0]["name"] == "påminnelse (purring)"


async def test_interest_is_told_row_by_row_as_of_any_day(desk: Desk, merchant: Merchant) -> None:
    claim = await overdue(desk, merchant)
    path = f"/claims/{claim.claim_no}/interest"
    said = (await asked(desk, f"{path}?on=2027-02-01", "", merchant)).json()
    assert sum(row["interest_minor"] for row in said["rows"]) == said["total_minor"] > 0
    assert said["rows"][0]["from_on"] == said["first_on"] == "2026-11-03"
    assert said["rows"][-1]["to_on"] == "2027-02-01"
    assert (await asked(desk, path, "", merchant)).json()["on"] == make.WALL.date().isoformat()
    wrong = await asked(desk, f"{path}?on=soon", "", merchant)
    [row] = (await asked(desk, f"/claims/{claim.claim_no}/summary", "fi", merchant)).json()["claims"]
    assert (row["total_minor"], row["last_step"]["name"], row["last_step"]["on"]) == (
        12_500,
        "maksumuistutus",
        "2026-11-10",
    )
    assert (row["next_step"]["kind"], row["outcome"]) == ("collection_notice", "step")
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "invalid_request")


async def test_interest_and_summary_are_papers_for_whoever_wants_one(desk: Desk, merchant: Merchant) -> None:
    claim = await overdue(desk, merchant)
    headers = {"Authorization": f"Bearer {await desk.opaque_token(merchant)}", "Accept": "application/pdf"}
    for name in ("interest", "summary"):
        answer = await desk.http.get(f"/claims/{claim.claim_no}/{name}", headers=headers)
        assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
        assert answer.headers["content-disposition"] == f'inline; filename="{name}-{claim.claim_no}.pdf"'
        assert answer.headers["request-id"]
        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
        assert claim.number
        assert claim.number in text
        assert "Ola Nordmann" in text
    async with desk.house.database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM document WHERE kind <> 'invoice'") == 0


async def test_nobody_else_s_claim_is_there(desk: Desk, merchant: Merchant) -> None:
    claim = await overdue(desk, merchant)
    other = await make.merchant(desk.house.database, "SE", "T22223333")
    places = [f"/claims/{claim.claim_no}/{name}" for name in ("follow-up", "interest", "summary")]
    for path in (*places, "/claims/x/interest"):
        assert (await asked(desk, path, "", other)).status_code == 404


async def test_both_other_faces_say_the_same_of_it(desk: Desk, merchant: Merchant) -> None:
    claim = await overdue(desk, merchant)
    async with desk.house.database.reading() as connection:
        work = make.work(connection)
        dossier = await show_claim(ShowClaim(claim.claim_no, [merchant.merchant_id], planned=True), work)
        purchase_id = await connection.fetchval("SELECT purchase_id FROM purchase WHERE claim_id = $1", claim.claim_id)
        view = await show_purchase(merchant.merchant_id, purchase_id, connection)
        coming = await coming_of(view, make.WALL, connection)
    creditors = details_answer(dossier, "", "nb").value
    assert creditors.next_step is not None
    own = (await asked(desk, f"/claims/{claim.claim_no}/follow-up", "nb", merchant)).json()
    assert [reason.text for reason in creditors.next_step.reasons] == [reason["text"] for reason in own["reasons"]]
    assert creditors.next_step.earliest_date == date.fromisoformat(own["step"]["earliest_on"])
    assert (creditors.steps[0].type, creditors.steps[0].fee) == ("Reminder", 38)
    words = coming_words(view, coming, "nb")
    assert words["fordring:next_step_on"] == own["step"]["earliest_on"]
    assert words["fordring:next_step"] == own["step"]["name"]
    assert words["fordring:next_step_why"].startswith("ikke før ")
    assert coming_words(view, NOT_READ, "nb") == {}
