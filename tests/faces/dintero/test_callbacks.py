"""The calls that tell a merchant: their address, their signature, their body."""

import hashlib
import hmac
import json
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit
from uuid import UUID

import pytest

from faces.dintero.stage import BASE
from fordring.channels.callback import HTTPCall
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind, Request
from fordring.faces.dintero.outgoing import word_call
from fordring.faces.dintero.wire.answers import Transaction
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.services.views import PurchaseView
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from support import make
from support.telling import message_of

DELIVERY = UUID("00000000-0000-7000-8000-000000000001")


def called(view: PurchaseView, event_no: int) -> HTTPCall:
    """The call about one event of the purchase."""
    return word_call(BASE, message_of(view, event_no, DELIVERY), make.WALL)


async def paid_view(database: Database, merchant: Merchant, url: str) -> PurchaseView:
    """A purchase that names `url`, with a part of it paid; in memory only."""
    callback = Callback(url, frozenset({Kind.AUTHORIZED, Kind.PAID}))
    command = make.payment_by_invoice(merchant, callback=callback)
    view = await database.run(lambda connection: pay_by_invoice(command, make.work(connection)))
    paid = view.purchase.paid(5_000, make.WALL, Request(new_id(), "bank"))
    return replace(view, purchase=paid)


def signature_hex(secret: str, timestamp: str, account_id: str, method: str, url: str) -> str:
    """The public page's recipe, for queries without `*` and `~`."""
    parts = urlsplit(url)
    query = urlencode(sorted(parse_qsl(parts.query)))
    lines = [timestamp, account_id, method, parts.hostname or "", parts.path, query]
    return hmac.new(secret.encode(), "\n".join(lines).encode(), hashlib.sha256).hexdigest()


async def test_an_authorisation_is_told_by_get_behind_the_merchants_own_query(
    database: Database, merchant: Merchant
) -> None:
    view = await paid_view(database, merchant, "https://example.com/cb?mine=1&report_event=CAPTURE#top")
    call = called(view, 2)
    query = parse_qsl(urlsplit(call.url).query)
    assert (call.method, call.body, call.url.partition("?")[0]) == ("GET", b"", "https://example.com/cb")
    assert [name for name, _ in query] == [
        "mine",
        "report_event",
        "transaction_id",
        "session_id",
        "merchant_reference",
        "time",
    ]
    assert dict(query)["merchant_reference"] == "order-1"
    assert dict(query)["time"] == "2026-11-16T09:00:00Z"
    assert call.headers["event-delivery"] == str(DELIVERY)


async def test_a_payment_is_told_with_its_event(database: Database, merchant: Merchant) -> None:
    view = await paid_view(database, merchant, "https://example.com/cb?sid_parameter_name=sid")
    call = called(view, 4)
    query = dict(parse_qsl(urlsplit(call.url).query))
    assert (query["event"], query["event_id"]) == ("CAPTURE", "4")
    assert query["sid"].startswith("T11112222.")
    assert "session_id" not in query


async def test_a_declined_payment_is_told_by_its_error(database: Database, merchant: Merchant) -> None:
    callback = Callback("https://example.com/cb?report_error=true", frozenset({Kind.AUTHORIZED, Kind.DECLINED}))
    billing = make.billing(email="ola+declined@example.com")
    command = make.payment_by_invoice(merchant, callback=callback, billing=billing)
    view = await database.run(lambda connection: pay_by_invoice(command, make.work(connection)))
    query = dict(parse_qsl(urlsplit(called(view, 2).url).query))
    assert (query["error"], query["merchant_reference"]) == ("failed", "order-1")
    assert not {"event", "event_id"} & set(query)


async def test_the_signature_is_the_public_pages(database: Database, merchant: Merchant) -> None:
    view = await paid_view(database, merchant, "https://example.com/cb?zebra=1&apple=2")
    call = called(view, 2)
    timestamp, _, given = call.headers["Dintero-Signature"].partition(",")
    seconds = str(int(make.WALL.timestamp()))
    assert timestamp == f"t={seconds}"
    expected = signature_hex(merchant.signature_secret, seconds, "T11112222", "GET", call.url)
    assert given == f"v0-hmac-sha256={expected}"


async def test_without_a_secret_nothing_is_signed(database: Database, merchant: Merchant) -> None:
    view = await paid_view(database, merchant, "https://example.com/cb")
    bare = replace(view, merchant=replace(merchant, signature_secret=""))
    assert set(called(bare, 2).headers) == {"event-delivery"}


@pytest.mark.parametrize(("query", "has_session"), [("method=POST", False), ("method=post&includes=session", True)])
async def test_method_post_brings_the_transaction(
    query: str, *, has_session: bool, database: Database, merchant: Merchant
) -> None:
    view = await paid_view(database, merchant, f"https://example.com/cb?{query}")
    call = called(view, 2)
    told = Transaction.model_validate_json(call.body)
    assert (call.method, call.headers["Content-Type"]) == ("POST", "application/json")
    assert told.status == "PARTIALLY_CAPTURED"
    assert ("session" in json.loads(call.body)) is has_session


async def test_a_purchase_that_wants_no_calls_cannot_be_worded(database: Database, merchant: Merchant) -> None:
    view = await paid_view(database, merchant, "https://example.com/cb")
    silent = replace(view, purchase=replace(view.purchase, callback=None))
    with pytest.raises(ValueError, match="names no address"):
        called(silent, 2)
