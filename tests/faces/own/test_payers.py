"""What payers said, over HTTP: listed to and answered by whoever acts for the merchant, and by nobody else."""

import pytest

from faces.own.stage import Desk
from fordring.domain.claim.page_link import PageToken
from fordring.domain.merchant import Merchant
from fordring.services.payers.dispute_claim import DisputeClaim, dispute_claim
from fordring.storage import claims
from support import make


async def disputed(desk: Desk, merchant: Merchant) -> int:
    """An invoice that its payer disputes; its integer id."""
    view = await desk.house.pay(merchant)
    async with desk.house.database.reading() as connection:
        claim = await claims.get(connection, merchant.merchant_id, view.claim.claim_id)
    assert claim.page_key is not None
    command = DisputeClaim(PageToken(claim.claim_no, claim.page_key), "Aldri bestilt")
    await desk.house.database.run(lambda connection: dispute_claim(command, desk.house.jobs.work(connection)))
    return claim.claim_no


async def test_a_dispute_is_listed_and_answered_once(desk: Desk, merchant: Merchant) -> None:
    claim_no = await disputed(desk, merchant)
    for headers in (await desk.bearer(merchant), await desk.bearer(operator=True)):
        [listed] = (await desk.http.get("/payer-requests", headers=headers)).json()
        told = {"kind": "dispute", "account_id": "T11112222", "claim_id": claim_no, "number": "A1B2C-000001"}
        assert listed | told | {"payer": "Ola Nordmann", "text": "Aldri bestilt", "answer": None} == listed
    place, body = f"/payer-requests/{listed['id']}/answer", {"answer": "refused", "message": "Levert 12. november."}
    answered = await desk.http.post(place, headers=headers, json=body)
    assert answered.status_code == 200
    assert answered.json() | body | {"answered_by": "operator"} == answered.json()
    assert (await desk.http.get("/payer-requests", headers=headers)).json() == []
    [kept] = (await desk.http.get("/payer-requests?state=answered", headers=headers)).json()
    assert kept == answered.json()
    again = await desk.http.post(place, headers=headers, json=body)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "not_in_this_state")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"answer": "noted"}, "answer"),
        ({"answer": "perhaps"}, "answer"),
        ({}, "answer"),
        ({"answer": "granted", "until": "2026-12-20"}, "until"),
        ({"answer": "granted", "message": "x" * 2_001}, "message"),
        ({"answer": "granted", "note": ""}, "note"),
    ],
)
async def test_an_answer_that_does_not_fit_is_refused_by_its_name(
    desk: Desk, merchant: Merchant, body: dict[str, str], field: str
) -> None:
    await disputed(desk, merchant)
    headers = await desk.bearer(merchant)
    [listed] = (await desk.http.get("/payer-requests", headers=headers)).json()
    refused = await desk.http.post(f"/payer-requests/{listed['id']}/answer", headers=headers, json=body)
    assert (refused.status_code, [each["field"] for each in refused.json()["error"]["fields"]]) == (400, [field])


async def test_what_was_said_to_others_is_not_there(desk: Desk, merchant: Merchant) -> None:
    await disputed(desk, merchant)
    other = await make.merchant(desk.house.database, "SE", "T99998888")
    mine, theirs = await desk.bearer(merchant), await desk.bearer(other)
    [listed] = (await desk.http.get("/payer-requests", headers=mine)).json()
    assert (await desk.http.get("/payer-requests", headers=theirs)).json() == []
    assert (await desk.http.get("/payer-requests?account_id=T11112222", headers=theirs)).status_code == 404
    for name in (listed["id"], "nonsense"):
        place = f"/payer-requests/{name}/answer"
        assert (await desk.http.post(place, headers=theirs, json={"answer": "granted"})).status_code == 404
    assert (await desk.http.get("/payer-requests")).status_code == 401
    assert (await desk.http.get("/payer-requests?state=lost", headers=mine)).status_code == 400
    reading = {"Authorization": f"Bearer {await desk.merchant_token(merchant, 'read:checkout')}"}
    assert len((await desk.http.get("/payer-requests", headers=reading)).json()) == 1
    place = f"/payer-requests/{listed['id']}/answer"
    assert (await desk.http.post(place, headers=reading, json={"answer": "granted"})).status_code == 403
