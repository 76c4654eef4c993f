"""A payer who is declined: 200 with the failure inside, no invoice, and nothing that could be collected."""

from typing import Any

import httpx2
import pytest

from faces.dintero.stage import Shop, business, client_of, consumer
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Kind
from fordring.faces.dintero.translate.callback_url import callback_of
from fordring.faces.dintero.wire.answers import PaidTransaction
from fordring.storage.transaction import Database
from support import make
from support.lives import count

GROUPED = "kravia.invoice_b2b_grouped"


def declined(body: dict[str, Any] | None = None, **session: Any) -> dict[str, Any]:
    """An order whose payer's alias asks to be declined."""
    asked = body or consumer()
    asked["session"]["order"]["billing_address"]["email"] = "ola+Declined@example.com"
    asked["session"] |= session
    return asked


@pytest.mark.parametrize("product", ["kravia.invoice_b2c", "kravia.invoice_b2b", GROUPED])
async def test_a_declined_payment_is_answered_with_the_failure_inside(shop: Shop, product: str) -> None:
    told = await shop.pay(declined(business(payment_product_type=product)))
    PaidTransaction.model_validate(told)
    assert (told["status"], told["success"], told["settlement_status"]) == ("FAILED", False, "NOT_SETTLED")
    assert told["actions"] == [{"source": "DINTERO", "code": "FAILED", "type": "error"}]
    first, second = told["events"]
    assert (first["event"], first["success"], first["transaction_status"]) == ("INITIALIZE", True, "INITIATED")
    assert (second["event"], second["success"], second["transaction_status"]) == ("AUTHORIZE", False, "FAILED")
    assert (second["error"]["code"], second["error"]["type"]) == ("DECLINED", ["DECLINED"])
    assert second["created_by"] == shop.credentials.client_id
    assert not [name for name in told["metadata"] if name.startswith("kravia:")]
    assert told["customer"]["email"] == "ola+Declined@example.com"
    shown = (await shop.get(f"/v1/transactions/{told['id']}")).json()
    assert shown == {name: value for name, value in told.items() if name not in {"success", "actions"}}


async def test_its_session_is_over_and_tells_why(shop: Shop) -> None:
    told = await shop.pay(declined())
    session = (await shop.get(f"/v1/sessions/{told['session_id']}")).json()
    assert session["transaction_id"] == told["id"]
    assert [event["name"] for event in session["events"]] == ["INITIATED", "DECLINED", "PAY_FAILED", "FAILED"]
    assert (await shop.post(f"/v1/sessions/{told['session_id']}/cancel")).status_code == 400


async def test_nothing_is_billed_sent_or_posted(shop: Shop, database: Database) -> None:
    await shop.pay(declined())
    for table in ("claim", "document", "delivery", "entry", "billing_item", "payer"):
        assert await count(database, table) == 0, table
    assert (await shop.pay())["metadata"]["kravia:invoice_number"] == "A1B2C-000001"


async def test_a_declined_payment_is_found_by_its_status(shop: Shop) -> None:
    told = await shop.pay(declined())
    await shop.pay(consumer("order-2"))
    for query, found in (("status=FAILED", [told["id"]]), ("status=DECLINED", [])):
        assert [each["id"] for each in (await shop.get(f"/v1/transactions?{query}")).json()] == found


@pytest.mark.parametrize(("toggle", "status"), [("success", 200), ("any", 400)])
async def test_a_reference_that_was_declined_has_not_succeeded(shop: Shop, toggle: str, status: int) -> None:
    await shop.pay(declined())
    strict = {"success": "strict-success-merchant-reference", "any": "strict-merchant-reference"}[toggle]
    answer = await shop.post("/v1/sessions/pay", json=consumer(), headers={"Dintero-Feature-Toggles": strict})
    assert answer.status_code == status


async def test_under_one_key_a_payment_is_declined_once(shop: Shop, database: Database) -> None:
    key = {"Idempotency-Key": "k-1"}
    assert await shop.pay(declined(), headers=key) == await shop.pay(declined(), headers=key)
    assert await count(database, "purchase") == 1


async def test_only_who_asked_for_errors_is_called(shop: Shop, database: Database) -> None:
    for url, calls in (("https://example.com/hear", 0), ("https://example.com/hear?report_error=true", 1)):
        await shop.pay(declined(url={"callback_url": url}))
        assert await count(database, "outgoing_call") == calls
    assert Kind.DECLINED not in callback_of("https://example.com/?report_error=false", ("url",), insecure=False).kinds


async def test_at_a_live_merchant_nobody_is_declined_by_an_alias(
    database: Database, merchant: Merchant, http: httpx2.AsyncClient, shop: Shop
) -> None:
    live = await make.merchant(database, account_id="P11112222", number_prefix="LIVE1")
    its = await Shop(live, await client_of(database, live.account_id), http, shop.wall).log_in()
    told = await its.pay(declined())
    assert (told["status"], told["success"]) == ("AUTHORIZED", True)
    assert merchant.sandbox
