"""Refunds over HTTP, the operator's alone: what waits, and where it is to go."""

from pathlib import Path

import pytest

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from fordring.simulators.bank import confirmations
from fordring.storage.transaction import Database
from services.counter import Counter
from services.reversals import owing
from support.lives import received

IBAN = "NO5015032080119"


@pytest.fixture
async def operator(desk: Desk) -> dict[str, str]:
    """The operator's credentials."""
    return await desk.bearer(operator=True)


async def overpaid(desk: Desk, merchant: Merchant) -> int:
    """A claim whose payer paid too much from an account that the bank did not name; its integer id."""
    view = await desk.house.pay(merchant)
    await received(desk.house.database, view.claim, 15_000)
    return view.claim.claim_no


async def test_a_waiting_refund_is_listed_and_given_an_account(
    desk: Desk, merchant: Merchant, operator: dict[str, str]
) -> None:
    assert (await desk.http.get("/refunds", headers=operator)).json() == []
    claim_no = await overpaid(desk, merchant)
    [listed] = (await desk.http.get("/refunds", headers=operator)).json()
    told = {"state": "waiting", "account_id": "T11112222", "claim_id": claim_no, "amount": 2_500, "to_account": ""}
    assert listed | told | {"reason": "overpaid"} == listed
    place = f"/refunds/{listed['reference']}/account"
    given = await desk.http.put(place, headers=operator, json={"account": "NO50 1503 2080 119"})
    assert (given.status_code, given.json()) == (200, listed | {"to_account": IBAN})


NONE = ["NO9386011117948", "NO9386011117947", ""]
"""No IBAN, the client account, and nothing."""


@pytest.mark.parametrize("body", [*({"account": account} for account in NONE), {}, {"iban": IBAN}, {"account": 7}])
async def test_what_is_no_account_is_refused_by_its_name(
    desk: Desk, merchant: Merchant, operator: dict[str, str], body: dict[str, object]
) -> None:
    await overpaid(desk, merchant)
    [listed] = (await desk.http.get("/refunds", headers=operator)).json()
    refused = await desk.http.put(f"/refunds/{listed['reference']}/account", headers=operator, json=body)
    assert refused.status_code == 400
    assert "account" in [field["field"] for field in refused.json()["error"]["fields"]]


async def test_an_unknown_refund_is_not_there(desk: Desk, operator: dict[str, str]) -> None:
    for name in ("R0", "nonsense", "P0"):
        refused = await desk.http.put(f"/refunds/{name}/account", headers=operator, json={"account": IBAN})
        assert (refused.status_code, name) == (404, name)


async def test_only_what_a_payer_owes_is_written_off(
    desk: Desk, database: Database, merchant: Merchant, operator: dict[str, str], tmp_path: Path
) -> None:
    counter = Counter(database, merchant, tmp_path)
    refund, order = await owing(counter)
    place = f"/refunds/{refund.reference}/write-off"
    early = await desk.http.post(place, headers=operator, json={"because": "cannot be found"})
    assert (early.status_code, early.json()["error"]["code"]) == (409, "not_in_this_state")
    for debit in confirmations(order, counter.wall):
        await counter.bank(debit)
    for body in ({}, {"because": ""}, {"because": 7}):
        assert (await desk.http.post(place, headers=operator, json=body)).status_code == 400
    done = await desk.http.post(place, headers=operator, json={"because": "cannot be found"})
    assert (done.status_code, done.json()["state"], done.json()["amount"]) == (200, "cancelled", 1_500)
    assert (await desk.http.get("/refunds", headers=operator)).json() == []


async def test_refunds_are_the_operators_alone(desk: Desk, merchant: Merchant) -> None:
    for token, status in (
        ("nonsense", 401),
        (await desk.merchant_token(merchant), 403),
        (await desk.opaque_token(merchant), 403),
    ):
        headers = {"Authorization": f"Bearer {token}"}
        assert (await desk.http.get("/refunds", headers=headers)).status_code == status
        body = {"account": IBAN}
        assert (await desk.http.put("/refunds/R0/account", headers=headers, json=body)).status_code == status
