"""A day at a sandbox merchant's bank over HTTP: what payers did is booked when it answers, and only once."""

from typing import Any

import pytest

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from fordring.storage import claims
from support import make

PLAY = "/sandbox/bank/play"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


# What is drawn, what becomes of the lines, and whether the claim is then closed.
DEEDS: list[tuple[str, dict[str, int], bool]] = [
    ("pays", {"matched": 1}, True),
    ("short", {"matched": 1}, False),
    ("too_much", {"matched": 1}, True),
    ("twice", {"matched": 2}, True),
    ("wrong_reference", {"unidentified": 1}, False),
    ("no_reference", {"unidentified": 1}, False),
    ("taken_back", {"matched": 1, "reversal": 1}, False),
    ("waits", {}, False),
]


async def test_what_payers_did_is_booked_when_it_answers(desk: Desk, merchant: Merchant) -> None:
    headers = bearer(await desk.merchant_token(merchant))
    for deed, counts, closed in DEEDS:
        view = await desk.house.pay(merchant)
        body = {"seed": 7, "deeds": [deed], "claim_ids": [view.claim.claim_no]}
        answer = await desk.http.post(PLAY, json=body, headers=headers)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert [(each["claim_id"], each["deed"]) for each in told["deeds"]] == [(view.claim.claim_no, deed)]
        assert {file["state"] for file in told["files"]} <= {"booked"}
        assert {what: many for file in told["files"] for what, many in file["counts"].items()} == counts
        async with desk.house.database.reading() as connection:
            claim = await claims.get(connection, merchant.merchant_id, view.claim.claim_id)
        assert (claim.state == "closed") is closed, deed


@pytest.mark.parametrize("country", ["SE", "FI"])
async def test_each_country_has_its_own_files(desk: Desk, country: str) -> None:
    merchant = await make.merchant(desk.house.database, country, "T99998888", number_prefix="B2C3D")
    await desk.house.pay(merchant)
    headers = bearer(await desk.merchant_token(merchant))
    answer = await desk.http.post(PLAY, json={"seed": 1, "deeds": ["pays"]}, headers=headers)
    [file] = answer.json()["files"]
    assert (file["kind"], file["counts"]) == ({"SE": "bgmax", "FI": "ktl"}[country], {"matched": 1})
    again = await desk.http.post(PLAY, json={"seed": 1}, headers=headers)
    assert (again.json()["deeds"], again.json()["files"]) == ([], [])


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "seed"),
        ({"seed": "7"}, "seed"),
        ({"seed": -1}, "seed"),
        ({"seed": 7, "deeds": ["robs"]}, "deeds.0"),
        ({"seed": 7, "claim_ids": [0]}, "claim_ids.0"),
        ({"seed": 7, "format": "pdf"}, "format"),
        ({"seed": 7, "format": "bgmax", "deeds": ["pays"]}, "format"),
        ({"seeds": 7, "seed": 7}, "seeds"),
    ],
)
async def test_a_body_that_cannot_be_used_names_its_field(
    desk: Desk, merchant: Merchant, body: Any, field: str
) -> None:
    await desk.house.pay(merchant)
    answer = await desk.http.post(PLAY, json=body, headers=bearer(await desk.merchant_token(merchant)))
    assert answer.status_code == 400, answer.text
    assert [problem["field"] for problem in answer.json()["error"]["fields"]] == [field]


async def test_a_live_merchants_bank_is_not_played(desk: Desk) -> None:
    live = await make.merchant(desk.house.database, "NO", "P11112222", number_prefix="C2C3D")
    answer = await desk.http.post(PLAY, json={"seed": 7}, headers=bearer(await desk.merchant_token(live)))
    assert answer.status_code == 404
