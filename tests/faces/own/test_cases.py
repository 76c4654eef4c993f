"""Cases over HTTP: an invoice is transferred, a claim is only watched; what is refused, and who is let."""

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from support import make
from support.followed import delivered_claim


async def test_an_invoice_is_transferred_and_then_only_watched(desk: Desk, merchant: Merchant) -> None:
    mine = await desk.bearer(merchant)
    claim = await delivered_claim(desk.house.database, merchant)
    place = f"/claims/{claim.claim_no}"
    for path, body in (("transfer", {}), ("monitor", {"because": "Abroad."})):
        early = await desk.http.post(f"{place}/{path}", headers=mine, json=body)
        assert (early.status_code, early.json()["error"]["code"]) == (409, "not_in_this_state"), path
    await desk.http.post("/sandbox/clock/advance", headers=mine, json={"days": 20, "freeze": True})
    before = (await desk.http.get(f"{place}/follow-up", headers=mine)).json()
    assert before["step"]["kind"] == "reminder"
    made = (await desk.http.post(f"{place}/transfer", headers=mine)).json()
    assert (made["claim_id"], made["state"], made["principal"]) == (claim.claim_no, "issued", 100_000)
    assert (await desk.http.post(f"{place}/transfer", headers=mine, json={"note": "Again."})).json() == made
    coming = (await desk.http.get(f"{place}/follow-up", headers=mine)).json()
    assert coming["step"]["kind"] == "collection_notice"
    assert (await desk.http.post(f"{place}/monitor", headers=mine, json={"because": " "})).status_code == 400
    assert (await desk.http.post(f"{place}/monitor", headers=mine, json={"because": "Abroad."})).status_code == 200
    watched = (await desk.http.get(f"{place}/follow-up", headers=mine)).json()
    assert (watched["outcome"], watched["step"]) == ("monitored", None)
    assert [each["kind"] for each in watched["steps"]] == ["monitored"]
    steps = (await desk.http.get(f"{place}/steps", headers=mine)).json()["steps"]
    assert [(each["kind"], each["fee"], each["document_id"]) for each in steps] == [("monitored", 0, None)]


async def test_a_claim_with_a_payment_plan_is_not_given_up(desk: Desk, merchant: Merchant) -> None:
    mine = await desk.bearer(merchant)
    claim = await delivered_claim(desk.house.database, merchant)
    await desk.http.post("/sandbox/clock/advance", headers=mine, json={"days": 20, "freeze": True})
    plan = {"first_on": "2026-12-21", "count": 1, "accepted_by": "Ola", "accepted_how": "by telephone"}
    made = await desk.http.post(f"/claims/{claim.claim_no}/plan", headers=mine, json=plan)
    assert made.status_code == 200, made.text
    refused = await desk.http.post(f"/claims/{claim.claim_no}/monitor", headers=mine, json={"because": "Abroad."})
    assert (refused.status_code, "payment_plan" in refused.text) == (409, True)


async def test_claims_of_others_are_not_there(desk: Desk, merchant: Merchant) -> None:
    claim = await delivered_claim(desk.house.database, merchant)
    stranger = await make.merchant(desk.house.database, account_id="T22223333")
    other = await desk.bearer(stranger)
    for path, body in (("transfer", {}), ("monitor", {"because": "Abroad."})):
        answer = await desk.http.post(f"/claims/{claim.claim_no}/{path}", headers=other, json=body)
        assert answer.status_code == 404, path


async def test_start_level_and_transfer_are_settings(desk: Desk, merchant: Merchant) -> None:
    mine, place = await desk.bearer(merchant), "/follow-up/settings"
    usual = (await desk.http.get(place, headers=mine)).json()
    assert (usual["start_level"], usual["automatic_transfer"]) == ("collection_notice", True)
    wanted = {"start_level": "payment_demand", "automatic_transfer": False}
    assert (await desk.http.put(place, headers=mine, json=wanted)).status_code == 200
    told = (await desk.http.get(place, headers=mine)).json()
    assert {name: told[name] for name in wanted} == wanted
    refused = await desk.http.put(place, headers=mine, json={"start_level": "legal_action"})
    assert (refused.status_code, refused.json()["error"]["fields"][0]["field"]) == (400, "start_level")
