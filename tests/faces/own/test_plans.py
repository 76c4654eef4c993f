"""Payment plans over HTTP: agreed on, shown, ended; what is refused, and who is let."""

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from fordring.storage import merchants
from support import make
from support.desks import open_invoice

AGREED = {"first_on": "2026-12-21", "count": 1, "accepted_by": "Ola", "accepted_how": "by telephone"}

REFUSED: list[tuple[dict[str, object], str]] = [
    ({"count": 0}, "count"),
    ({"monthly_minor": 5}, "count"),
    ({"accepted_by": ""}, "accepted_by"),
]


async def test_a_plan_is_agreed_on_shown_and_ended(desk: Desk, merchant: Merchant) -> None:
    mine = await desk.bearer(merchant)
    claim = await open_invoice(desk.house.database, merchant)
    place = f"/claims/{claim.claim_no}/plan"
    assert (await desk.http.get(place, headers=mine)).json() == {"claim_id": claim.claim_no, "plans": []}
    ended = await desk.http.post(f"{place}/cancel", headers=mine, json={"because": "x"})
    assert ended.status_code == 404
    made = (await desk.http.post(place, headers=mine, json=AGREED)).json()
    (row,) = made["instalments"]
    assert (made["state"], made["plan_no"], row["state"], row["due_on"]) == ("active", 1, "open", "2026-12-21")
    assert row["amount_minor"] == made["total_minor"] == made["left_minor"] == claim.open.total
    again = await desk.http.post(place, headers=mine, json=AGREED)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "not_in_this_state")
    assert (await desk.http.get(place, headers=mine)).json()["plans"] == [made]
    ended = await desk.http.post(f"{place}/cancel", headers=mine, json={"because": "Paid by card."})
    assert (ended.json()["state"], ended.json()["ended_because"]) == ("cancelled", "Paid by card.")


async def test_what_cannot_be_agreed_on_names_its_field_and_others_claims_are_not_there(
    desk: Desk, merchant: Merchant
) -> None:
    mine = await desk.bearer(merchant)
    claim = await open_invoice(desk.house.database, merchant)
    place = f"/claims/{claim.claim_no}/plan"
    for change, field in REFUSED:
        refused = await desk.http.post(place, headers=mine, json=AGREED | change)
        assert (refused.status_code, refused.json()["error"]["fields"][0]["field"]) == (400, field)
    stranger = await make.merchant(desk.house.database, account_id="T22223333")
    other = await desk.bearer(stranger)
    assert (await desk.http.get(place, headers=other)).status_code == 404


async def test_the_terms_of_plans_are_shown_changed_refused_by_field_and_go_back(
    desk: Desk, merchant: Merchant
) -> None:
    mine, place = await desk.bearer(merchant), "/follow-up/plan-terms"
    usual: dict[str, object] = {"account_id": merchant.account_id, "country": "NO", "least_minor": 100_00}
    usual |= {"instalments_max": 24, "notice_days": 10, "reminder_days": 5, "broken_days": 14}
    assert (await desk.http.get(place, headers=mine)).json() == usual
    wrong = {"least_minor": -1, "instalments_max": 0, "notice_days": 32, "broken_days": 91, "reminder_days": 5}
    refused = await desk.http.put(place, headers=mine, json=wrong)
    fields = [each["field"] for each in refused.json()["error"]["fields"]]
    assert (refused.status_code, fields) == (400, ["least_minor", "instalments_max", "notice_days", "broken_days"])
    for body in ({"colour": 1}, {"notice_days": "soon"}, {"notice_days": 1.5}):
        assert (await desk.http.put(place, headers=mine, json=body)).status_code == 400
    assert (await desk.http.get(place, headers=mine)).json() == usual
    changed = usual | {"instalments_max": 2}
    assert (await desk.http.put(place, headers=mine, json={"instalments_max": 2})).json() == changed
    claim = await open_invoice(desk.house.database, merchant)
    many = await desk.http.post(f"/claims/{claim.claim_no}/plan", headers=mine, json=AGREED | {"count": 3})
    assert (many.status_code, many.json()["error"]["fields"][0]["field"]) == (400, "count")
    assert (await desk.http.delete(place, headers=mine)).json() == usual
    assert (await desk.http.get(place)).status_code == 401


async def test_terms_that_were_stored_wrong_are_named_when_a_plan_is_agreed_on(desk: Desk, merchant: Merchant) -> None:
    mine = await desk.bearer(merchant)
    claim = await open_invoice(desk.house.database, merchant)
    async with desk.house.database.transaction() as connection:
        await merchants.set_settings(connection, merchant.merchant_id, "payment_plans", {"notice_days": "3"})
    refused = await desk.http.post(f"/claims/{claim.claim_no}/plan", headers=mine, json=AGREED)
    fields = refused.json()["error"]["fields"]
    assert (refused.status_code, fields[0]["field"]) == (400, "payment_plans.notice_days")
