"""Subscriptions as a merchant keeps them, and its list of what was delivered to them."""

import json
from copy import deepcopy
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from faces.dintero.stage import BASE, Shop, client_of
from fordring.channels.callback import RecordingCallbacks
from fordring.channels.outcome import Outcome
from fordring.faces.dintero.outgoing import word_call
from fordring.faces.dintero.wire.answers import ErrorAnswer
from fordring.faces.dintero.wire.hooks import Delivery, Subscription
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.sender import Sender
from fordring.storage.transaction import Database

AT = "/v1/accounts/T11112222/hooks/subscriptions"
BODY: dict[str, Any] = {
    "config": {
        "url": "https://shop.example/hook",
        "content_type": "application/json",
        "secret": {"type": "HMAC-SHA1", "value": "a secret"},
        "insecure_ssl": 0,
    },
    "events": ["checkout_transaction", "checkout_authorization", "customer_add"],
    "fields": "event,transaction/id",
    "exclude_fields": ["transaction/events"],
}


@pytest.fixture
async def keeper(shop: Shop, database: Database) -> Shop:
    """The shop, with a client that may do everything about hooks and checkout."""
    scopes = frozenset(["admin:hooks", "admin:checkout"])
    shop.credentials = await client_of(database, shop.merchant.account_id, scopes)
    return await shop.log_in()


def changed(path: str, value: Any) -> dict[str, Any]:
    """BODY with another value at a dotted path."""
    body = deepcopy(BODY)
    *steps, last = path.split(".")
    at = body
    for step in steps:
        at = at[step]
    at[last] = value
    return body


async def subscribed(keeper: Shop, body: dict[str, Any] = BODY) -> dict[str, Any]:
    answer = await keeper.post(AT, json=body)
    assert answer.status_code == 200, answer.text
    Subscription.model_validate_json(answer.content)
    made: dict[str, Any] = answer.json()
    return made


async def sent(keeper: Shop, database: Database, *outcomes: Outcome) -> RecordingCallbacks:
    """What a sender sends now, answered as told and then well."""
    channel = RecordingCallbacks(outcomes)
    outlets = Outlets(channel, channel)
    jobs = JobsContext(database, open_blobs("memory:///"), keeper.wall, outlets, lambda *told: word_call(BASE, *told))
    await Sender(jobs).send_due_of(keeper.merchant.merchant_id)
    return channel


async def test_a_subscription_is_shown_as_it_was_made_but_for_its_secret(keeper: Shop) -> None:
    made = await subscribed(keeper)
    told = {**BODY, "config": {**BODY["config"], "secret": {"type": "HMAC-SHA1"}}}
    assert {name: made[name] for name in told} == told
    assert (made["active"], made["created_by"]) == (True, keeper.credentials.client_id)
    assert (await keeper.get(f"{AT}/{made['id']}")).json() == made
    assert (await keeper.get(AT)).json() == [made]


async def test_making_one_delivers_a_ping_whose_body_is_the_subscription(keeper: Shop, database: Database) -> None:
    made = await subscribed(keeper)
    [ping] = (await sent(keeper, database)).sent
    assert (ping.headers["event"], ping.url) == ("ping", "https://shop.example/hook")
    assert json.loads(ping.body) == made


async def test_a_ping_is_asked_for_and_delivered(keeper: Shop, database: Database) -> None:
    made = await subscribed(keeper, changed("active", value=False))
    refused = await keeper.post(f"{AT}/{made['id']}/ping")
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "SUBSCRIPTION_INACTIVE")
    await keeper.ask("PUT", f"{AT}/{made['id']}", json=BODY)
    answer = await keeper.post(f"{AT}/{made['id']}/ping")
    assert (answer.status_code, answer.content) == (204, b"")
    assert [call.headers["event"] for call in (await sent(keeper, database)).sent] == ["ping"]


async def test_a_change_replaces_everything_and_may_keep_the_secret(keeper: Shop, database: Database) -> None:
    made = await subscribed(keeper)
    await sent(keeper, database)
    body = changed("config.secret", {"type": "HMAC-SHA1"}) | {"events": ["checkout_transaction"], "fields": None}
    after = (await keeper.ask("PUT", f"{AT}/{made['id']}", json=body)).json()
    assert (after["events"], "fields" in after) == (["checkout_transaction"], False)
    await keeper.pay()
    [delivery] = (await sent(keeper, database)).sent
    assert delivery.headers["event"] == "checkout_transaction"
    assert "event-signature" in delivery.headers
    await keeper.ask("PUT", f"{AT}/{made['id']}", json=changed("config.secret", None))
    await keeper.pay()
    assert [call for call in (await sent(keeper, database)).sent if "event-signature" in call.headers] == []


async def test_a_deleted_one_is_gone_and_what_waits_for_it_too(keeper: Shop, database: Database) -> None:
    made = await subscribed(keeper)
    await keeper.pay()
    ended = (await keeper.ask("DELETE", f"{AT}/{made['id']}")).json()
    assert (ended["id"], ended["active"], ended["deleted_by"]) == (made["id"], False, keeper.credentials.client_id)
    assert (await keeper.get(AT)).json() == []
    for method, path in (("GET", ""), ("PUT", ""), ("DELETE", ""), ("POST", "/ping"), ("GET", "/deliveries")):
        answer = await keeper.ask(method, f"{AT}/{made['id']}{path}", json=BODY)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT FOUND"), (method, path)
    await keeper.pay()
    assert (await sent(keeper, database)).sent == []


async def test_a_delivery_is_listed_with_every_attempt_and_sent_again_when_asked(
    keeper: Shop, database: Database
) -> None:
    made = await subscribed(keeper, changed("events", ["checkout_transaction"]))
    await sent(keeper, database)
    transaction = await keeper.pay()
    await sent(keeper, database, Outcome("retry", "answered 500", 500, b"out of order"))
    newest, ping = (await keeper.get(f"{AT}/{made['id']}/deliveries")).json()
    shown = Delivery.model_validate_json(json.dumps(newest))
    [attempt] = shown.attempts
    assert (shown.event, shown.status, shown.finished_at, ping["event"]) == (
        "checkout_transaction",
        "waiting",
        None,
        "ping",
    )
    assert attempt.request is not None
    assert json.loads(attempt.request.body) == {
        "event": "checkout_transaction",
        "transaction": {"id": transaction["id"]},
    }
    assert attempt.request.headers["event-delivery"] == newest["id"]
    assert newest["attempts"][0]["response"] == {"status_code": 500, "body": "out of order"}
    assert attempt.details.outcome == "retry"
    again = await keeper.post(f"{AT}/{made['id']}/deliveries/{newest['id']}/redeliver")
    assert again.status_code == 200, again.text
    [delivery] = (await sent(keeper, database)).sent
    assert delivery.headers["event-delivery"] == newest["id"]
    after = (await keeper.get(f"{AT}/{made['id']}/deliveries/{newest['id']}")).json()
    assert [each["details"]["outcome"] for each in after["attempts"]] == ["retry", "delivered"]


async def test_the_list_of_deliveries_has_pages(keeper: Shop) -> None:
    made = await subscribed(keeper, changed("events", ["checkout_transaction"]))
    for _ in range(4):
        keeper.wall.forward(seconds=1)
        await keeper.post(f"{AT}/{made['id']}/ping")
    whole = [each["id"] for each in (await keeper.get(f"{AT}/{made['id']}/deliveries")).json()]
    first = [each["id"] for each in (await keeper.get(f"{AT}/{made['id']}/deliveries?limit=2")).json()]
    query = f"limit=100&starting_after={first[-1]}"
    rest = [each["id"] for each in (await keeper.get(f"{AT}/{made['id']}/deliveries?{query}")).json()]
    assert (len(whole), first + rest) == (5, whole)


WRONG: dict[str, tuple[Any, str]] = {
    "config": ({}, "config.url"),
    "config.url": ("http://shop.example/hook", "config.url"),
    "config.url ": ("https://127.0.0.1/hook", "config.url"),
    "config.url  ": ("not a url", "config.url"),
    "config.url   ": ("https://localhost/", "config.url"),
    "config.url    ": (7, "config.url"),
    "config.content_type": ("application/xml", "config.content_type"),
    "config.insecure_ssl": (1, "config.insecure_ssl"),
    "config.secret": ({"type": "HMAC-SHA256", "value": "x"}, "config.secret.type"),
    "config.secret.value": ("", "config.secret.value"),
    "config.secret.value ": ("whsec_not base64", "config.secret.value"),
    "config.secret.value  ": ("x" * 256, "config.secret.value"),
    "events": ([], "events"),
    "events ": (["checkout_transaction", "checkout_refund"], "events.1"),
    "events  ": ("checkout_transaction", "events"),
    "fields": ("a,b/", "fields"),
    "fields ": (["a"], "fields"),
    "exclude_fields": (["a", "b(c"], "exclude_fields.1"),
    "active": ("yes", "active"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_what_cannot_be_used_is_refused_by_its_name(keeper: Shop, case: str) -> None:
    value, name = WRONG[case]
    made = await subscribed(keeper)
    for method, path in (("POST", AT), ("PUT", f"{AT}/{made['id']}")):
        answer = await keeper.ask(method, path, json=changed(case.strip(), value))
        told = ErrorAnswer.model_validate_json(answer.content).error
        assert (answer.status_code, told.code) == (400, "INVALID_REQUEST_PARAMETER"), answer.text
        assert [".".join(map(str, each.path)) for each in told.errors] == [name]


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "limit=-1", "limit=", "limit=1e1", "limit=²"])
async def test_a_limit_that_is_none_is_refused(keeper: Shop, query: str) -> None:
    made = await subscribed(keeper)
    answer = await keeper.get(f"{AT}/{made['id']}/deliveries?{query}")
    assert (answer.status_code, answer.json()["error"]["errors"][0]["path"]) == (400, ["limit"])


async def test_there_is_an_end_to_subscriptions(keeper: Shop) -> None:
    for _ in range(50):
        await subscribed(keeper)
    answer = await keeper.post(AT, json=BODY)
    assert (answer.status_code, answer.json()["error"]["errors"][0]["path"]) == (400, ["config"])


async def test_another_accounts_subscription_is_not_there(keeper: Shop, neighbour: Shop, database: Database) -> None:
    made = await subscribed(keeper)
    [ping] = (await keeper.get(f"{AT}/{made['id']}/deliveries")).json()
    neighbour.credentials = await client_of(database, neighbour.merchant.account_id, frozenset(["admin:hooks"]))
    await neighbour.log_in()
    theirs = AT.replace("T11112222", neighbour.merchant.account_id)
    own = (await neighbour.post(theirs, json=BODY)).json()
    asked = [
        *(("GET", f"/{made['id']}"), ("PUT", f"/{made['id']}"), ("DELETE", f"/{made['id']}")),
        *(("POST", f"/{made['id']}/ping"), ("GET", f"/{made['id']}/deliveries")),
        ("GET", f"/{made['id']}/deliveries/{ping['id']}"),
        ("POST", f"/{made['id']}/deliveries/{ping['id']}/redeliver"),
        ("GET", f"/{own['id']}/deliveries/{ping['id']}"),
        ("POST", f"/{own['id']}/deliveries/{ping['id']}/redeliver"),
        ("GET", f"/{own['id']}/deliveries?starting_after={ping['id']}"),
        *(("GET", f"/{uuid4()}"), ("GET", "/nonsense"), ("GET", f"/{own['id']}/deliveries/nonsense")),
    ]
    for method, path in asked:
        answer = await neighbour.ask(method, f"{theirs}{path}", json=BODY)
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "NOT FOUND"), (method, path)
        assert (await neighbour.ask(method, f"{AT}{path}", json=BODY)).status_code == 403


SCOPES = """
                      admin:hooks  write:hooks  read:hooks  admin:checkout
POST /                200          200          403         403
GET /                 200          403          200         403
GET /ID               200          403          200         403
PUT /ID               200          200          403         403
POST /ID/ping         204          204          403         403
GET /ID/deliveries    200          403          200         403
DELETE /ID            200          200          403         403
"""


async def test_each_operation_needs_one_of_its_scopes(keeper: Shop, database: Database) -> None:
    heading, *rows = SCOPES.strip("\n").splitlines()
    for place, scope in enumerate(heading.split()):
        credentials = await client_of(database, keeper.merchant.account_id, frozenset([scope]))
        limited = await Shop(keeper.merchant, credentials, keeper.http, keeper.wall).log_in()
        made = await subscribed(keeper)
        for row in rows:
            method, path, *statuses = row.split()
            answer = await limited.ask(method, f"{AT}{path.replace('ID', made['id'])}".rstrip("/"), json=BODY)
            assert answer.status_code == int(statuses[place]), (row, scope, answer.text)


async def test_a_repeated_request_makes_one_subscription(keeper: Shop) -> None:
    answers: list[httpx2.Response] = [
        await keeper.post(AT, json=BODY, headers={"Idempotency-Key": "once"}) for _ in range(2)
    ]
    assert answers[0].content == answers[1].content
    assert len((await keeper.get(AT)).json()) == 1
