"""Deliveries to subscriptions: their body, their headers, and both signatures checked as a receiver checks them."""

import hashlib
import hmac
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from faces.dintero.stage import BASE
from fordring.channels.callback import HTTPCall
from fordring.domain.merchant import Merchant
from fordring.domain.telling import Topic
from fordring.faces.dintero.outgoing import word_call
from fordring.faces.dintero.wire.answers import Transaction
from fordring.faces.dintero.wire.hooks import Subscription
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.views import PurchaseView
from fordring.storage.hooks import Hook
from fordring.storage.transaction import Database
from support import make
from support.telling import message_of

DELIVERY = UUID("00000000-0000-7000-8000-000000000001")
HOOK_ID = UUID("00000000-0000-7000-8000-0000000abcde")
SECRETS = {"plain words, æøå": "plain words, æøå".encode(), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw": None}


def hook(merchant: Merchant, secret: str | None = None, **content: Any) -> Hook:
    """A subscription to everything."""
    return Hook(
        merchant_id=merchant.merchant_id,
        hook_id=HOOK_ID,
        url="https://shop.example/hook?a=1",
        topics=frozenset({Topic.PURCHASE, Topic.AUTHORIZATION}),
        created_at=make.WALL,
        created_by="client",
        updated_at=make.WALL,
        secret=secret,
        content={"events": ["checkout_transaction"], **content},
    )


async def bought(database: Database, merchant: Merchant) -> PurchaseView:
    command = make.payment_by_invoice(merchant)
    return await database.run(lambda connection: pay_by_invoice(command, make.work(connection)))


async def told(
    database: Database, merchant: Merchant, its: Hook, topic: Topic = Topic.PURCHASE, at: datetime = make.WALL
) -> HTTPCall:
    """The delivery of a new purchase."""
    view = await bought(database, merchant)
    return word_call(BASE, message_of(view, 2, DELIVERY, topic, its), at)


async def test_a_transaction_is_told_whole_in_its_envelope(database: Database, merchant: Merchant) -> None:
    call = await told(database, merchant, hook(merchant))
    body = json.loads(call.body)
    transaction = Transaction.model_validate_json(json.dumps(body.pop("transaction")))
    assert body == {"account_id": "T11112222", "event": "checkout_transaction", "event_delivery": str(DELIVERY)}
    assert (transaction.status, transaction.merchant_reference) == ("AUTHORIZED", "order-1")
    assert (call.method, call.url, call.timeout_seconds) == ("POST", "https://shop.example/hook?a=1", 60)
    assert not call.refusal_is_final
    assert call.headers == {
        "Content-Type": "application/json",
        "User-Agent": "Dintero-Hook/00abcde",
        "event": "checkout_transaction",
        "event-delivery": str(DELIVERY),
    }


async def test_an_authorization_is_told_beside_its_transaction(database: Database, merchant: Merchant) -> None:
    call = await told(database, merchant, hook(merchant), Topic.AUTHORIZATION)
    body = json.loads(call.body)
    transaction = body["transaction"]
    assert (call.headers["event"], body["event"]) == ("checkout_authorization",) * 2
    assert body["authorization"] == {
        "merchant_reference": "order-1",
        "session_id": transaction["session_id"],
        "transaction_id": transaction["id"],
    }


async def test_a_declined_authorization_is_told_with_its_error(database: Database, merchant: Merchant) -> None:
    command = make.payment_by_invoice(merchant, billing=make.billing(email="ola+declined@example.com"))
    view = await database.run(lambda connection: pay_by_invoice(command, make.work(connection)))
    call = word_call(BASE, message_of(view, 2, DELIVERY, Topic.AUTHORIZATION, hook(merchant)), make.WALL)
    body = json.loads(call.body)
    assert (body["authorization"]["error"], body["transaction"]["status"]) == ("failed", "FAILED")


async def test_a_ping_is_the_subscription_whole_and_without_its_secret(database: Database, merchant: Merchant) -> None:
    its = hook(merchant, "a secret", fields="account_id")
    call = await told(database, merchant, its, Topic.PING)
    shown = Subscription.model_validate_json(call.body)
    assert (call.headers["event"], shown.id, shown.fields) == ("ping", HOOK_ID, "account_id")
    assert b"a secret" not in call.body


async def test_masks_decide_what_is_told(database: Database, merchant: Merchant) -> None:
    fields = "event,transaction(id,items(amount,vat),events/event)"
    its = hook(merchant, fields=fields, exclude_fields=["transaction/items/vat", "transaction/id"])
    body = json.loads((await told(database, merchant, its)).body)
    events = [{"event": word} for word in ("INITIALIZE", "AUTHORIZE", "INITIATE_CAPTURE")]
    assert body["transaction"].pop("events") == events
    assert {name for item in body["transaction"].pop("items") for name in item} <= {"amount"}
    assert body == {"event": "checkout_transaction", "transaction": {}}


@pytest.mark.parametrize("secret", SECRETS)
async def test_the_documented_signature_is_hmac_sha1_of_the_raw_body(
    database: Database, merchant: Merchant, secret: str
) -> None:
    call = await told(database, merchant, hook(merchant, secret))
    assert call.headers["event-signature"] == hmac.new(secret.encode(), call.body, hashlib.sha1).hexdigest()


@pytest.mark.parametrize(("secret", "key"), SECRETS.items())
async def test_the_library_of_standard_webhooks_takes_the_delivery(
    database: Database, merchant: Merchant, secret: str, key: bytes | None
) -> None:
    now = datetime.now(UTC)  # that library asks the clock itself
    call = await told(database, merchant, hook(merchant, secret), at=now)
    receiver = Webhook(key or secret)
    assert receiver.verify(call.body, dict(call.headers)) == json.loads(call.body)
    assert call.headers["webhook-id"] == call.headers["event-delivery"]
    with pytest.raises(WebhookVerificationError):
        receiver.verify(call.body + b" ", dict(call.headers))


async def test_that_library_refuses_a_delivery_sent_again_later(database: Database, merchant: Merchant) -> None:
    call = await told(database, merchant, hook(merchant, "a secret"), at=datetime.now(UTC) - timedelta(minutes=6))
    with pytest.raises(WebhookVerificationError, match="too old"):
        Webhook(b"a secret").verify(call.body, dict(call.headers))


async def test_what_is_no_longer_wanted_is_not_worded(database: Database, merchant: Merchant) -> None:
    view = await bought(database, merchant)
    message = replace(message_of(view, 2, DELIVERY, Topic.PAYOUT, hook(merchant)), purchase=None)
    with pytest.raises(ValueError, match="is no settlement"):
        word_call(BASE, message, make.WALL)
    with pytest.raises(ValueError, match="is no transaction"):
        word_call(BASE, replace(message, call=replace(message.call, topic=Topic.PURCHASE)), make.WALL)
