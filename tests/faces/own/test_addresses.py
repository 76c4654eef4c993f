"""Where a payer lives by now, told and asked at our own face by whoever acts for the merchant."""

from typing import Any

import pytest

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from support import make
from support.followed import delivered_claim
from support.moved import AWAY, EMAIL


@pytest.mark.parametrize("operator", [False, True])
async def test_it_is_told_for_every_claim_on_the_card_and_shown_with_each(
    desk: Desk,
    merchant: Merchant,
    *,
    operator: bool,
) -> None:
    mine = await desk.bearer(*([] if operator else [merchant]), operator=operator)
    both = [await delivered_claim(desk.house.database, merchant) for _ in range(2)]
    at = [f"/claims/{claim.claim_no}" for claim in both]
    before = (await desk.http.get(f"{at[0]}/follow-up", headers=mine)).json()["letters_to"]
    assert before | {"postal_place": "Oslo", "email": "ola@example.com", "changed": False} == before
    body = AWAY["NO"] | {"co_address": "Kari", "email": EMAIL}
    told = await desk.http.post(f"{at[1]}/address", headers=mine, json=body)
    assert told.status_code == 200, told.text
    where = body | {"name": "Ola Nordmann", "address_line_2": None, "country": "NO", "changed": True}
    moved = sorted(claim.claim_no for claim in both)
    assert told.json() == {"claim_id": both[1].claim_no, "letters_to": where, "moved": moved, "warnings": []}
    assert (await desk.http.get(f"{at[0]}/follow-up", headers=mine)).json()["letters_to"] == where
    again = await desk.http.post(f"{at[1]}/address", headers=mine, json=body)
    assert again.json()["moved"] == []
    doubtful = await desk.http.post(f"{at[1]}/address", headers=mine, json=AWAY["NO"] | {"postal_code": "50"})
    assert [each["field"] for each in doubtful.json()["warnings"]] == ["postal_code"]
    assert doubtful.json()["letters_to"]["co_address"] is None


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, ["address_line"]),
        ({"postal_code": "5014"}, ["address_line", "postal_place"]),
        ({"email": "nowhere"}, ["email"]),
        ({"street": "Torget 2"}, ["street"]),
        (AWAY["NO"] | {"country": "de"}, ["billing_address.country"]),
    ],
)
async def test_what_is_no_address_is_refused_by_its_field(
    desk: Desk, merchant: Merchant, body: dict[str, Any], fields: list[str]
) -> None:
    claim = await delivered_claim(desk.house.database, merchant)
    mine = await desk.bearer(merchant)
    refused = await desk.http.post(f"/claims/{claim.claim_no}/address", headers=mine, json=body)
    assert (refused.status_code, [each["field"] for each in refused.json()["error"]["fields"]]) == (400, fields)


async def test_a_claim_of_others_is_not_there_and_who_only_reads_tells_nothing(desk: Desk, merchant: Merchant) -> None:
    claim = await delivered_claim(desk.house.database, merchant)
    other = await make.merchant(desk.house.database, "NO", "T55556666")
    at = f"/claims/{claim.claim_no}/address"
    assert (await desk.http.post(at, headers=await desk.bearer(other), json=AWAY["NO"])).status_code == 404
    reading = {"Authorization": f"Bearer {await desk.merchant_token(merchant, 'read:checkout')}"}
    assert (await desk.http.post(at, headers=reading, json=AWAY["NO"])).status_code == 403
    assert (await desk.http.post(at, json=AWAY["NO"])).status_code == 401
