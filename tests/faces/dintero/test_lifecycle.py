"""Every operation in every state of a transaction, through the face: what it answers, what it adds, what it leaves."""

import asyncio
from typing import Any

import pytest

from faces.dintero.stage import Shop, business, payment, session
from fordring.faces.dintero.wire.answers import Transaction
from fordring.storage import claims
from fordring.storage.transaction import Database
from support.lives import count, received
from support.table import transitions

# `=` answers 200 and changes nothing, an event's name says that it was added, a word in small letters is a refusal.
# "Delivered" means that collection has begun: by itself where we deliver, by a capture where the merchant does.
EXPECTED = """
                       capture           capture_part  capture_more  void    refund  put
undelivered            INITIATE_CAPTURE  part          part          VOID    refund  =
delivered_by_merchant  =                 part          part          VOID    refund  =
delivered              =                 part          part          VOID    refund  =
undelivered_part_paid  INITIATE_CAPTURE  part          part          VOID    refund  =
delivered_part_paid    =                 part          part          VOID    refund  =
undelivered_paid       =                 part          part          status  refund  =
delivered_paid         =                 part          part          status  refund  =
undelivered_voided     status            status        status        status  refund  =
delivered_voided       status            status        status        status  refund  =
part_paid_then_voided  status            status        status        status  refund  =
voided_then_paid       status            status        status        status  refund  =
overpaid               =                 part          part          status  refund  =
failed                 status            status        status        status  refund  =
"""

OPERATIONS: dict[str, tuple[str, str, Any]] = {
    "capture": ("POST", "/capture", {"amount": 12_500, "items": [{"line_id": "1", "amount": 12_500}]}),
    "capture_part": ("POST", "/capture", {"amount": 12_499}),
    "capture_more": ("POST", "/capture", {"amount": 12_501}),
    "void": ("POST", "/void", None),
    "refund": ("POST", "/refund", {"amount": 12_500}),
    "put": ("PUT", "", {"merchant_reference_2": "shop-77"}),
}
REFUSED = {
    "part": "PARTIAL_CAPTURE_NOT_SUPPORTED",
    "status": "INVALID_TRANSACTION_STATUS",
    "refund": "REFUND_NOT_SUPPORTED",
}
SHOWN = {
    "part_paid": "PARTIALLY_CAPTURED",
    "paid": "CAPTURED",
    "overpaid": "CAPTURED",
    "failed": "FAILED",
    "voided": "AUTHORIZATION_VOIDED",
    "voided_then_paid": "AUTHORIZATION_VOIDED",
}
CHANGING = ("merchant_reference_2", "updated_at")


async def money(shop: Shop, database: Database, transaction: dict[str, Any], minor: int) -> None:
    """A payer's money for the invoice."""
    async with database.reading() as connection:
        merchant_id, claim_id = await claims.find(connection, transaction["events"][1]["metadata"]["kravia:invoice_id"])
        claim = await claims.get(connection, merchant_id, claim_id)
    assert merchant_id == shop.merchant.merchant_id
    await received(database, claim, minor)


async def brought_to(state: str, shop: Shop, database: Database) -> dict[str, Any]:
    """A transaction of 125,00 in a state of the table."""
    by_merchant = state.startswith("undelivered") or state == "delivered_by_merchant"
    body = business(invoice_channel="merchant" if by_merchant else "kravia")
    if state == "failed":
        body["session"]["order"]["billing_address"]["email"] = "ola+declined@example.com"
    transaction = await shop.pay(body)
    path = f"/v1/transactions/{transaction['id']}"
    if state == "delivered_by_merchant":
        await shop.post(f"{path}/capture", json={"amount": 12_500})
    if "part_paid" in state:
        await money(shop, database, transaction, 5_000)
    elif state in {"undelivered_paid", "delivered_paid", "overpaid"}:
        await money(shop, database, transaction, 12_500 + 100 * (state == "overpaid"))
    if "voided" in state:
        assert (await shop.post(f"{path}/void")).status_code == 200
    if state == "voided_then_paid":
        await money(shop, database, transaction, 12_500)
    shown: dict[str, Any] = (await shop.get(path)).json()
    endings = sorted((ending for ending in SHOWN if state.endswith(ending)), key=len)
    assert shown["status"] == (SHOWN[endings[-1]] if endings else "AUTHORIZED"), state
    return shown


def without(transaction: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in transaction.items() if name not in names}


@pytest.mark.parametrize("state", dict.fromkeys(state for state, *_ in transitions(EXPECTED)))
async def test_each_operation_answers_in_each_state_as_the_table_says(
    shop: Shop, database: Database, state: str
) -> None:
    for _, operation, result in [cell for cell in transitions(EXPECTED) if cell[0] == state]:
        before = await brought_to(state, shop, database)
        path = f"/v1/transactions/{before['id']}"
        method, place, body = OPERATIONS[operation]
        answer = await shop.ask(method, path + place, json=body)
        after = (await shop.get(path)).json()
        if result in REFUSED:
            assert (answer.status_code, answer.json()["error"]["code"]) == (400, REFUSED[result]), operation
            assert after == before, operation
        else:
            assert (answer.status_code, answer.json()) == (200, after), operation
            does_what_it_says(str(result), before, after)
            assert after == before or (operation, result) != ("capture", "=")


def does_what_it_says(result: str, before: dict[str, Any], after: dict[str, Any]) -> None:
    """One event more, or none; the status changes with a void alone, and nothing that was said before."""
    Transaction.model_validate(after)
    known = len(before["events"])
    assert after["events"][:known] == before["events"]
    assert [event["event"] for event in after["events"][known:]] == ([] if result == "=" else [result])
    assert after["status"] == ("AUTHORIZATION_VOIDED" if result == "VOID" else before["status"])
    assert without(after, "events", "status", *CHANGING) == without(before, "events", "status", *CHANGING)


async def test_each_event_says_who_asked_with_which_request_and_from_which_system(
    shop: Shop, database: Database
) -> None:
    system = {"dintero-system-name": "woocommerce", "dintero-system-version": "9", "user-agent": "shop/1"}
    body = business(invoice_channel="merchant")
    body["session"]["order"]["event_reference"] = "batch-1"
    paid = await shop.pay(body, headers=system)
    path = f"/v1/transactions/{paid['id']}"
    captured = await shop.post(
        f"{path}/capture", json={"amount": 12_500, "capture_reference": "ship-1"}, headers=system
    )
    await money(shop, database, paid, 5_000)
    voided = await shop.post(f"{path}/void", headers={**system, "user-agent": "office/2"})
    told = {event["event"]: event for event in (await shop.get(path)).json()["events"]}
    client = shop.credentials.client_id
    assert {name: event["created_by"] for name, event in told.items()} == {
        "INITIALIZE": client,
        "AUTHORIZE": client,
        "INITIATE_CAPTURE": client,
        "CAPTURE": "client",  # whoever booked the bank's file
        "VOID": client,
    }
    assert told["INITIATE_CAPTURE"]["request_id"] == captured.headers["request-id"]
    assert told["VOID"]["request_id"] == voided.headers["request-id"]
    assert told["CAPTURE"]["correlation_request_id"] == told["INITIATE_CAPTURE"]["request_id"]
    assert [name for name, event in told.items() if "correlation_request_id" in event] == ["CAPTURE"]
    assert told["AUTHORIZE"]["request_headers"] == told["INITIATE_CAPTURE"]["request_headers"] == system
    assert told["VOID"]["request_headers"] == {**system, "user-agent": "office/2"}
    assert told["CAPTURE"]["request_headers"] == {}
    assert {name: event.get("event_reference") for name, event in told.items()} == {
        "INITIALIZE": None,
        "AUTHORIZE": "batch-1",
        "INITIATE_CAPTURE": "ship-1",
        "CAPTURE": "ship-1",
        "VOID": "batch-1",
    }


async def test_captures_and_the_void_bear_the_vat_of_the_whole_invoice_together(shop: Shop, database: Database) -> None:
    body = business(amount=1_000)
    rates = ((333, 25), (333, 15), (334, 12))
    body["session"]["order"]["items"] = [
        {"line_id": str(place), "description": "Thing", "amount": amount, "vat": rate}
        for place, (amount, rate) in enumerate(rates, start=1)
    ]
    paid = await shop.pay(body)
    for minor in (1, 332, 1, 400):
        await money(shop, database, paid, minor)
    await shop.post(f"/v1/transactions/{paid['id']}/void")
    told = (await shop.get(f"/v1/transactions/{paid['id']}")).json()["events"]
    whole = told[1]["calculated_vat_amount"]
    parts = [event["calculated_vat_amount"] for event in told if event["event"] in {"CAPTURE", "VOID"}]
    assert (whole, len(parts), sum(parts)) == (146, 5, 146)
    async with database.reading() as connection:
        note = await connection.fetchval("SELECT content -> 'lines' FROM claim WHERE kind = 'credit_note'")
    assert (sum(line["amount_minor"] for line in note), sum(line["vat_minor"] for line in note)) == (266, parts[-1])
    assert [event["amount"] for event in told[3:]] == [1, 332, 1, 400, 266]


async def test_a_capture_and_a_void_at_once_leave_a_voided_transaction_that_tells_what_came_first(shop: Shop) -> None:
    for _ in range(4):
        paid = await shop.pay(business(invoice_channel="merchant"))
        path = f"/v1/transactions/{paid['id']}"
        captured, voided = await asyncio.gather(
            shop.post(f"{path}/capture", json={"amount": 12_500}), shop.post(f"{path}/void")
        )
        after = (await shop.get(path)).json()
        told = [event["event"] for event in after["events"][2:]]
        assert (voided.status_code, after["status"]) == (200, "AUTHORIZATION_VOIDED")
        assert told == (["INITIATE_CAPTURE", "VOID"] if captured.status_code == 200 else ["VOID"])
        if captured.status_code != 200:
            assert (captured.status_code, captured.json()["error"]["code"]) == (400, "INVALID_TRANSACTION_STATUS")


async def test_a_session_whose_merchant_delivers_waits_for_the_capture(shop: Shop, database: Database) -> None:
    sid = await shop.open(session(invoice_channel="merchant"))
    paid = await shop.http.post(f"/v1/sessions/{sid}/pay", json=payment())
    assert paid.json()["success"] is True
    path = f"/v1/transactions/{(await shop.session(sid))['transaction_id']}"
    assert await count(database, "delivery") == 0
    assert await count(database, "claim", "collection_started") == 0
    captured = (await shop.post(f"{path}/capture", json={"amount": 12_500})).json()
    assert (captured["status"], captured["events"][-1]["event"]) == ("AUTHORIZED", "INITIATE_CAPTURE")
    assert (await shop.post(f"{path}/capture", json={"amount": 12_499})).status_code == 400
    assert await count(database, "claim", "collection_started") == 1
