"""Acting on transactions: capture, void, refund, the second reference; in wrong states, twice, and of others."""

from typing import Any

from faces.dintero.stage import Shop, business, consumer
from fordring.faces.dintero.wire.answers import Transaction

UNKNOWN = (
    "T11112222.465U8CUzaPVpneu1wt8Wei",
    "T11112222.ZZZZZZZZZZZZZZZZZZZZZZ",
    "T11112222.465U8CUzaPVpneu1wt8We",
    "T11112222.465U8CUzaPVpneu1wt8We0",
    "T11112222",
    "T11112222.465U8CUzaPVpneu1wt8Wei.465U8CUzaPVpneu1wt8Wei",
    "%00",
    "null",
)
OPERATIONS: tuple[tuple[str, str, Any], ...] = (
    ("GET", "", None),
    ("PUT", "", {"merchant_reference_2": "x"}),
    ("POST", "/capture", {"amount": 12_500}),
    ("POST", "/void", None),
    ("POST", "/refund", {"amount": 12_500}),
)


async def do(shop: Shop, transaction: str, operation: tuple[str, str, Any], **more: Any) -> tuple[int, Any]:
    method, path, body = operation
    answer = await shop.ask(method, f"/v1/transactions/{transaction}{path}", json=body, **more)
    return answer.status_code, answer.json()


async def test_unknown_ids_and_junk_are_the_ids_of_nothing(shop: Shop) -> None:
    for transaction in UNKNOWN:
        for operation in OPERATIONS:
            status, body = await do(shop, transaction, operation)
            assert (status, body["error"]["code"]) == (404, "NOT FOUND"), (transaction, operation)


async def test_another_merchants_transaction_is_as_if_absent(shop: Shop, neighbour: Shop) -> None:
    transaction = (await shop.pay())["id"]
    in_disguise = transaction.replace("T11112222", "T99998888")
    absent = (await neighbour.get(f"/v1/transactions/{UNKNOWN[0]}")).json()
    for identifier in (transaction, in_disguise):
        for operation in OPERATIONS:
            assert await do(neighbour, identifier, operation) == (404, absent)
    assert (await shop.get(f"/v1/transactions/{transaction}")).json()["status"] == "AUTHORIZED"


async def test_a_capture_of_everything_starts_collection_once(shop: Shop) -> None:
    transaction = (await shop.pay(business(invoice_channel="merchant")))["id"]
    for body in ({}, {"amount": 12_500}, {"amount": 12_500, "final_capture": True, "items": []}):
        status, shown = await do(shop, transaction, ("POST", "/capture", body))
        assert (status, shown["status"]) == (200, "AUTHORIZED")
        assert [event["event"] for event in shown["events"]] == ["INITIALIZE", "AUTHORIZE", "INITIATE_CAPTURE"]
        Transaction.model_validate(shown)


async def test_a_capture_of_a_part_or_of_more_is_refused(shop: Shop) -> None:
    for channel in ("merchant", "kravia"):
        transaction = (await shop.pay(business(invoice_channel=channel)))["id"]
        for amount in (1, 12_499, 12_501, 0, -12_500):
            status, body = await do(shop, transaction, ("POST", "/capture", {"amount": amount}))
            assert (status, body["error"]["code"]) == (400, "PARTIAL_CAPTURE_NOT_SUPPORTED")


async def test_capture_bodies_of_the_wrong_shape_are_refused(shop: Shop) -> None:
    transaction = (await shop.pay())["id"]
    bodies: tuple[Any, ...] = (
        [],
        {"amount": "12500"},
        {"items": [{"amount": 1}]},
        {"metadata": {"own": "x"}},
        {"metadata": {"ext_x": "y" * 257}},
        {"metadata": {"ext_" + "x" * 125: "y"}},
        {"metadata": {"ext_x": 1}},
    )
    for body in bodies:
        status, answer = await do(shop, transaction, ("POST", "/capture", body))
        assert (status, answer["error"]["code"]) == (400, "INVALID_REQUEST_PARAMETER"), body
    malformed = await shop.post(f"/v1/transactions/{transaction}/capture", content=b"{")
    assert malformed.status_code == 400


async def test_a_voided_transaction_takes_no_capture_and_no_second_void(shop: Shop) -> None:
    transaction = (await shop.pay())["id"]
    status, voided = await do(shop, transaction, ("POST", "/void", {}))
    assert (status, voided["status"], voided["events"][-1]["amount"]) == (200, "AUTHORIZATION_VOIDED", 12_500)
    for operation in (("POST", "/void", None), ("POST", "/capture", {"amount": 12_500})):
        status, body = await do(shop, transaction, operation)
        assert (status, body["error"]["code"]) == (400, "INVALID_TRANSACTION_STATUS")
    Transaction.model_validate(voided)


async def test_a_refund_is_refused_in_every_state(shop: Shop) -> None:
    transaction = (await shop.pay())["id"]
    refund = ("POST", "/refund", {"amount": 12_500})
    assert (await do(shop, transaction, refund))[1]["error"]["code"] == "REFUND_NOT_SUPPORTED"
    await do(shop, transaction, ("POST", "/void", None))
    assert (await do(shop, transaction, refund))[0] == 400


async def test_under_one_key_a_void_happens_once(shop: Shop) -> None:
    transaction = (await shop.pay())["id"]
    key = {"Idempotency-Key": "void-1"}
    first = await do(shop, transaction, ("POST", "/void", None), headers=key)
    assert first[0] == 200
    assert await do(shop, transaction, ("POST", "/void", None), headers=key) == first
    status, body = await do(shop, transaction, ("POST", "/capture", {"amount": 12_500}), headers=key)
    assert (status, body["error"]["code"]) == (409, "IDEMPOTENCY_CONFLICT")


async def test_the_second_reference_can_be_changed_in_any_state(shop: Shop) -> None:
    transaction = (await shop.pay())["id"]
    for state in ("AUTHORIZED", "AUTHORIZATION_VOIDED"):
        status, shown = await do(shop, transaction, ("PUT", "", {"merchant_reference_2": state, "amount": 1}))
        assert (status, shown["merchant_reference_2"], shown["amount"]) == (200, state, 12_500)
        await do(shop, transaction, ("POST", "/void", None))
    for body in ({}, {"merchant_reference_2": 7}, {"merchant_reference_2": "x" * 256}):
        assert (await do(shop, transaction, ("PUT", "", body)))[0] == 400


async def test_includes_are_tolerated_and_two_of_them_known(shop: Shop) -> None:
    paid = await shop.pay()
    path = f"/v1/transactions/{paid['id']}"
    plain = (await shop.get(path)).json()
    tolerated = "includes=card.payment_token&includes=session.events.latest,nonsense"
    assert (await shop.get(f"{path}?{tolerated}")).json() == plain
    assert (await shop.get(f"{path}?includes=events.success.true")).json() == plain
    session = (await shop.get(f"{path}?includes=session")).json()["session"]
    assert (session["id"], session["transaction_id"]) == (paid["session_id"], paid["id"])
    assert session["order"]["merchant_reference"] == consumer()["session"]["order"]["merchant_reference"]
