"""What merchants want of follow-up, what waits and what stops claims, over HTTP, for whoever acts for the merchant."""

from typing import Any

import pytest

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from support import make
from support.desks import open_invoice, waits

SETTINGS = "/follow-up/settings"


def fields_of(answer: Any) -> list[str]:
    return [each["field"] for each in answer.json()["error"]["fields"]]


async def test_settings_are_shown_changed_and_go_back_to_what_is_usual(desk: Desk, merchant: Merchant) -> None:
    mine = await desk.bearer(merchant)
    usual = (await desk.http.get(SETTINGS, headers=mine)).json()
    assert usual | {"payer": "consumer", "usual": True, "regime": "own", "history": []} == usual
    kinds = ["reminder", "collection_notice", "payment_demand", "legal_action"]
    assert [step["kind"] for step in usual["steps"]] == kinds
    change = {"approve_demands": True, "steps": [{"kind": "reminder", "after_days": 20}]}
    changed = (await desk.http.put(SETTINGS, headers=mine, json=change)).json()
    step = {"kind": "reminder", "after_days": 20, "fee": True, "term_days": 14, "electronic": True}
    assert changed | {"usual": False, "approve_demands": True, "steps": [step]} == changed
    assert [each["created_by"] for each in changed["history"]] == ["test (1)"]
    same = await desk.http.put(SETTINGS, headers=mine, json={"approve_demands": True})
    assert same.json() == changed
    business = (await desk.http.get(f"{SETTINGS}?payer=business", headers=mine)).json()
    assert business["usual"]
    back = (await desk.http.delete(SETTINGS, headers=mine)).json()
    assert {**usual, "history": back["history"]} == back
    assert [each["settings"] is None for each in back["history"]] == [True, False]


async def test_a_change_has_open_claims_looked_at_again(desk: Desk, merchant: Merchant) -> None:
    mine = await desk.bearer(merchant)
    claim = await open_invoice(desk.house.database, merchant)
    await desk.house.run(merchant)
    await waits(desk.house.database, claim, step="reminder")
    await desk.http.put(SETTINGS, headers=mine, json={"interest": False})
    assert "look_again" in (await desk.house.run(merchant)).done
    async with desk.house.database.reading() as connection:
        assert await connection.fetchval("SELECT next_step_on FROM claim") == make.WALL.date()
        assert await connection.fetchval("SELECT count(*) FROM follow_up_waiting") == 0


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"steps": [{"kind": "collection_notice", "term_days": 3}]}, ["steps[0].term_days"]),
        ({"steps": [{"kind": "heavy_demand"}]}, ["steps[0].kind", "steps[0].kind", "steps[0].kind"]),
        ({"steps": [{"kind": "payment"}]}, ["steps.0.kind"]),
        ({"steps": []}, ["steps"]),
        ({"grace_bank_days": 0}, ["grace_bank_days"]),
        ({"step": []}, ["step"]),
        ({"regime": "collector", "licence": "2026/1", "collector": "Fjell"}, ["regime", "licence", "collector"]),
        ({"fees_are": "operator", "tolerance_minor": 500}, ["fees_are", "tolerance_minor"]),
    ],
)
async def test_what_the_law_or_the_contract_forbids_is_refused_by_its_field(
    desk: Desk, merchant: Merchant, body: Any, fields: list[str]
) -> None:
    refused = await desk.http.put(SETTINGS, headers=await desk.bearer(merchant), json=body)
    assert (refused.status_code, fields_of(refused)) == (400, fields)


async def test_the_operator_agrees_on_regime_fees_and_tolerance(desk: Desk, merchant: Merchant) -> None:
    headers = await desk.bearer(operator=True)
    body: dict[str, Any] = {"regime": "collector", "licence": "2026/1", "collector": "Fjellinkasso AS"}
    body |= {"fees_are": "operator", "tolerance_minor": 500}
    place = f"{SETTINGS}?account_id={merchant.account_id}"
    assert (await desk.http.put(place, headers=headers, json=body)).json()["licence"] == "2026/1"
    async with desk.house.database.reading() as connection:
        kept = await connection.fetchval("SELECT settings -> 'matching' FROM merchant")
    assert kept == {"tolerance_minor": 500}
    assert (await desk.http.get(f"{place}&payer=business", headers=headers)).json()["tolerance_minor"] == 500
    missing = await desk.http.put(f"{place}&payer=business", headers=headers, json={"regime": "collector"})
    assert fields_of(missing) == ["licence", "collector"]
    assert (await desk.http.get(f"{SETTINGS}?payer=both", headers=headers)).status_code == 400


async def test_what_waits_is_listed_and_approved(desk: Desk, merchant: Merchant) -> None:
    mine = await desk.bearer(merchant)
    claims = [await open_invoice(desk.house.database, merchant, own_number=number) for number in "12"]
    for claim in claims:
        await waits(desk.house.database, claim, step="legal_action")
    first = (await desk.http.get("/follow-up/waiting?limit=1&kind=approval", headers=mine)).json()
    [told] = first["waiting"]
    expected = {"claim_id": claims[0].claim_no, "step": "legal_action", "age_days": 6, "open": 250_000, "number": "1"}
    assert told | expected == told
    assert [each["why"] for each in told["reasons"]] == ["undelivered", "failed"]
    rest = (await desk.http.get(f"/follow-up/waiting?after={first['next']}", headers=mine)).json()
    assert ([each["number"] for each in rest["waiting"]], rest["next"]) == (["2"], None)
    place = f"/claims/{claims[0].claim_no}/approve"
    wrong = await desk.http.post(place, headers=mine, json={"step": "start"})
    assert fields_of(wrong) == ["step"]
    approved = await desk.http.post(place, headers=mine)
    assert approved.json() == {"claim_id": claims[0].claim_no, "step": "legal_action", "approved_by": "test (1)"}
    again = await desk.http.post(place, headers=mine)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "not_in_this_state")
    for query in ("limit=0", "limit=x", "kind=court", "after=1", "after=2026-01-01.x"):
        assert (await desk.http.get(f"/follow-up/waiting?{query}", headers=mine)).status_code == 400, query


async def test_a_claim_is_stopped_shown_and_goes_on(desk: Desk, merchant: Merchant) -> None:
    mine, claim = await desk.bearer(merchant), await open_invoice(desk.house.database, merchant)
    place = f"/claims/{claim.claim_no}/stops"
    assert (await desk.http.get(place, headers=mine)).json()["stopped"] is False
    body = {"reason": "deceased", "whole_payer": True, "note": "The bank told of it.", "interest_paused": True}
    made = (await desk.http.post(place, headers=mine, json=body)).json()
    told = {"look_again_on": "2026-12-16", "payer": "Ola Nordmann", "claim_id": None, "created_by": "test (1)"}
    assert made | body | told == made
    shown = (await desk.http.get(place, headers=mine)).json()
    assert (shown["stopped"], shown["pause"], shown["stops"]) == (True, None, [made])
    for query, expected in (("", [made]), ("?reason=deceased", [made]), ("?reason=minor", [])):
        assert (await desk.http.get(f"/follow-up/stops{query}", headers=mine)).json() == expected
    ended = (await desk.http.post(f"/stops/{made['id']}/end", headers=mine, json={"because": "Paid."})).json()
    assert (ended["ended_on"], ended["ended_because"], ended["ended_by"]) == ("2026-11-16", "Paid.", "test (1)")
    assert (await desk.http.get("/follow-up/stops", headers=mine)).json() == []


async def test_what_is_of_others_is_not_there(desk: Desk, merchant: Merchant) -> None:
    claim = await open_invoice(desk.house.database, merchant)
    other = await make.merchant(desk.house.database, "SE", "T99998888")
    theirs, nobody = await desk.bearer(other), {"Authorization": "Bearer x"}
    no, stop = claim.claim_no, "01a219a9-cd95-7357-ae17-a78d2d2fd2d1"
    bodies: list[tuple[str, str, Any]] = [
        ("POST", f"/claims/{no}/approve", {}),
        ("GET", f"/claims/{no}/stops", None),
        ("POST", f"/claims/{no}/stops", {"reason": "minor"}),
        ("POST", f"/stops/{stop}/end", {}),
        ("POST", "/stops/x/end", {}),
        ("GET", "/claims/x/stops", None),
        ("GET", f"/claims/{2**70}/stops", None),
    ]
    for method, place, body in bodies:
        answers = [await desk.http.request(method, place, headers=each, json=body) for each in (theirs, nobody)]
        assert [each.status_code for each in answers] == [404, 401], place
    assert (await desk.http.get("/follow-up/stops?reason=bored", headers=theirs)).status_code == 400
    reader = {"Authorization": f"Bearer {await desk.merchant_token(merchant, 'read:checkout')}"}
    assert (await desk.http.post(f"/claims/{no}/stops", headers=reader, json={"reason": "minor"})).status_code == 403
