"""What a merchant is told of a session that came to nothing, or not yet: callbacks that want it, and subscriptions."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from faces.dintero.stage import BASE, Shop, client_of, payment, session
from fordring.channels.callback import HTTPCall, RecordingCallbacks
from fordring.faces.dintero.outgoing import word_call
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.sender import Sender
from fordring.services.identity.leave_verification import leave_verification
from fordring.storage.transaction import Connection, Database
from support import make

HOOKS = "/v1/accounts/T11112222/hooks/subscriptions"


@pytest.fixture
async def keeper(shop: Shop, database: Database) -> Shop:
    """The shop, with a client that may do everything about hooks and checkout."""
    scopes = frozenset(["admin:hooks", "admin:checkout"])
    shop.credentials = await client_of(database, shop.merchant.account_id, scopes)
    return await shop.log_in()


async def opened(keeper: Shop, query: str) -> str:
    """A session whose callback address has this query."""
    body = session()
    body["url"]["callback_url"] = f"https://shop.example/cb?{query}"
    return await keeper.open(body)


async def told(keeper: Shop, database: Database) -> list[HTTPCall]:
    """What a sender sends now."""
    channel = RecordingCallbacks()
    outlets = Outlets(channel, channel)
    jobs = JobsContext(database, open_blobs("memory:///"), keeper.wall, outlets, lambda *told: word_call(BASE, *told))
    await Sender(jobs).send_due_of(keeper.merchant.merchant_id)
    return channel.sent


def query_of(call: HTTPCall) -> dict[str, Any]:
    return {name: values[-1] for name, values in parse_qs(urlsplit(call.url).query).items()}


async def cancel(keeper: Shop, sid: str) -> None:
    assert (await keeper.post(f"/v1/sessions/{sid}/cancel")).status_code == 200


async def abandon(keeper: Shop, sid: str) -> None:
    assert (await keeper.http.post(f"/v1/view/{sid}/session/abandon")).status_code == 302


async def decline(keeper: Shop, sid: str) -> None:
    answer = await keeper.http.post(f"/v1/sessions/{sid}/pay", json=payment(email="ola+declined@example.com"))
    assert answer.status_code == 200


ENDINGS = {
    "cancelled by the merchant": (cancel, "cancelled"),
    "left": (abandon, "cancelled"),
    "declined": (decline, "failed"),
}


@pytest.mark.parametrize("how", ENDINGS)
async def test_report_error_tells_why_nothing_was_paid(keeper: Shop, database: Database, how: str) -> None:
    end, error = ENDINGS[how]
    sid = await opened(keeper, "report_error=true&sid_parameter_name=sid")
    await end(keeper, sid)
    [call] = await told(keeper, database)
    query = query_of(call)
    assert (call.method, query["error"], query["sid"], query["merchant_reference"]) == ("GET", error, sid, "order-1")
    assert not {"transaction_id", "event", "event_id"} & set(query)
    assert "Dintero-Signature" in call.headers


@pytest.mark.parametrize("how", ENDINGS)
async def test_without_report_error_nothing_is_told(keeper: Shop, database: Database, how: str) -> None:
    await ENDINGS[how][0](keeper, await opened(keeper, "report_event=VOID"))
    assert await told(keeper, database) == []


@pytest.mark.parametrize(("query", "names"), [("", set()), ("&includes=session", {"session"})])
async def test_by_post_there_is_no_transaction_in_the_body(
    keeper: Shop, database: Database, query: str, names: set[str]
) -> None:
    sid = await opened(keeper, f"report_error=true&method=POST{query}")
    await cancel(keeper, sid)
    [call] = await told(keeper, database)
    body = json.loads(call.body)
    assert (call.method, set(body)) == ("POST", names)
    assert [session["id"] for session in body.values()] == [sid] * len(names)


@pytest.mark.parametrize("how", ENDINGS)
async def test_a_subscription_to_authorizations_hears_of_it_without_asking(
    keeper: Shop, database: Database, how: str
) -> None:
    end, error = ENDINGS[how]
    events = ["checkout_authorization"]
    await keeper.post(HOOKS, json={"config": {"url": "https://shop.example/hook"}, "events": events})
    sid = await opened(keeper, "")
    await end(keeper, sid)
    _, call = await told(keeper, database)
    body = json.loads(call.body)
    assert (body["event"], "transaction" in body) == ("checkout_authorization", False)
    assert body["authorization"] == {"merchant_reference": "order-1", "session_id": sid, "error": error}


async def test_a_session_that_is_paid_after_a_decline_is_told_in_order(keeper: Shop, database: Database) -> None:
    sid = await opened(keeper, "report_error=true")
    await decline(keeper, sid)
    await abandon(keeper, sid)
    assert [query_of(call)["error"] for call in await told(keeper, database)] == ["failed", "cancelled"]
    assert (await keeper.http.post(f"/v1/sessions/{sid}/pay", json=payment())).status_code == 200
    [call] = await told(keeper, database)
    assert ("error" in query_of(call), "transaction_id" in query_of(call)) == (False, True)


async def test_a_payer_who_would_not_be_identified_is_told_as_not_authorized(keeper: Shop, database: Database) -> None:
    body = session(require_identity_verification=True)
    body["url"]["callback_url"] = "https://shop.example/cb?report_error=true"
    sid = await keeper.open(body)
    asked = (await keeper.http.post(f"/v1/sessions/{sid}/pay", json=payment())).json()
    secret = asked["redirect_url"].rpartition("/")[2]

    async def leave(connection: Connection) -> None:
        work = make.work(connection)
        await leave_verification(secret, work)
        await work.unit.flush()

    await database.run(leave)
    (call,) = await told(keeper, database)
    assert query_of(call)["error"] == "authorization"
    assert query_of(call)["session_id"] == sid
    (failed,) = [event for event in (await keeper.session(sid))["events"] if event["name"] == "PAY_FAILED"]
    assert failed["details"] == {"error": "authorization"}
    assert (await keeper.http.post(f"/v1/sessions/{sid}/pay", json=payment())).json()["redirect_url"]
