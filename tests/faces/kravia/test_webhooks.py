"""A creditor's webhook: how it is set, what is sent to it and how that is signed."""

import asyncio
import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Library

from faces.kravia.stage import BASE, Office, problem_of
from fordring.channels.callback import HTTPCall, RecordingCallbacks
from fordring.channels.outcome import Outcome
from fordring.domain.errors import NotFoundError
from fordring.faces.kravia.wire.webhook_answers import Webhook, WebhookTest
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.sender import Sender
from fordring.main.wiring import word_call
from fordring.storage import hooks
from fordring.storage.transaction import Database
from support.lives import count

AT = "/api/v2/creditor/10001/webhook"
SECRET = "correct horse battery"
BODY = {"secret": SECRET, "enabled": True, "url": "https://ledger.example/hook"}


async def put(office: Office, **body: Any) -> dict[str, Any]:
    """The webhook set so; the answer."""
    answer = await office.ask("PUT", AT, json=body or BODY)
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    assert Webhook.model_validate(worded).worded() == worded
    return worded


async def sent(office: Office, database: Database, *outcomes: Outcome) -> Sequence[HTTPCall]:
    """What a sender sends now, answered as told and then well."""
    channel = RecordingCallbacks(outcomes)
    outlets = Outlets(channel, channel)
    jobs = JobsContext(database, open_blobs("memory:///"), office.wall, outlets, lambda *told: word_call(BASE, *told))
    await Sender(jobs).send_due_of(office.merchant.merchant_id)
    return channel.sent


async def test_a_webhook_is_set_shown_and_taken_away_and_its_secret_is_told_to_nobody(
    database: Database, office: Office
) -> None:
    assert (await office.ask("GET", AT)).status_code == 404
    made = await put(office, SECRET=SECRET, url=BODY["url"])
    assert (made["creditorId"], made["enabled"], made["url"]) == (10001, True, BODY["url"])
    assert (await put(office, Enabled="False"))["enabled"] is False
    moved = await put(office, url="https://ledger.example/other", enabled=True)
    shown = await office.ask("GET", AT)
    assert shown.json() == moved
    assert SECRET not in shown.text
    async with database.reading() as connection:
        assert await hooks.of_merchant(connection, office.merchant.merchant_id) == []
        watch = await hooks.watch_of(connection, office.merchant.merchant_id)
        assert watch is not None
        assert watch.secret == SECRET
        with pytest.raises(NotFoundError):  # by its id neither: it is none of the other face's subscriptions
            await hooks.get(connection, office.merchant.merchant_id, watch.hook_id)
    assert (await office.ask("DELETE", AT)).json()["enabled"] is False
    assert [(await office.ask(method, AT)).status_code for method in ("GET", "DELETE")] == [404, 404]
    assert (await put(office))["enabled"] is True


async def test_several_who_set_the_first_one_at_once_set_one(database: Database, office: Office) -> None:
    answers = await asyncio.gather(*(office.ask("PUT", AT, json=BODY) for _ in range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert await count(database, "hook") == 1


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"url", "secret"}),
        ({"url": "  ", "secret": None, "enabled": True}, {"url", "secret"}),
        ({"secret": SECRET}, {"url"}),
        ({**BODY, "url": "http://ledger.example/hook"}, {"url"}),
        ({**BODY, "url": "https://10.0.0.1/hook"}, {"url"}),
        ({**BODY, "url": "https://localhost/hook", "secret": "whsec_!"}, {"url", "secret"}),
        ({**BODY, "url": "hook"}, {"url"}),
        ({**BODY, "url": "https://me:mine@ledger.example/hook"}, {"url"}),
        ({**BODY, "url": "https://ledger.example/" + "a" * 2_100}, {"url"}),
        ({**BODY, "enabled": "maybe", "url": 7, "secret": [SECRET]}, {"enabled", "secret"}),
        ([], {"body"}),
    ],
)
async def test_what_cannot_be_used_is_named_and_leaves_nothing(
    database: Database, office: Office, body: Any, fields: set[str]
) -> None:
    assert set(problem_of(await office.ask("PUT", AT, json=body), 400)["errors"]) == fields
    assert await count(database, "hook") == 0


@pytest.mark.usefixtures("neighbour")
async def test_a_creditor_of_others_is_as_one_that_is_not_there(office: Office) -> None:
    operations = (("PUT", ""), ("GET", ""), ("DELETE", ""), ("POST", "/test"))
    told = [
        problem_of(await office.ask(method, f"/api/v2/creditor/{number}/webhook{more}", json=BODY), 403)["detail"]
        for method, more in operations
        for number in ("10002", "99999", "abc")
    ]
    assert len(set(told)) == 1


async def test_a_test_is_sent_as_documented_and_signed_twice(database: Database, office: Office) -> None:
    office.wall.now = datetime.now(UTC)  # the library of Standard Webhooks asks the clock itself
    await put(office)
    number = (await office.registered())["id"]
    [changed] = await sent(office, database)
    asked = (await office.ask("POST", f"{AT}/test")).json()
    assert WebhookTest.model_validate(asked).worded() == asked
    assert (asked["queued"], asked["claimId"]) == (True, number)
    [test] = await sent(office, database, Outcome("delivered", code=204))
    assert (test.method, test.url, test.headers["webhook-id"]) == ("POST", BODY["url"], asked["id"])
    assert (test.headers["webhook-test"], "webhook-test" in changed.headers) == ("true", False)
    for call in (test, changed):
        told = json.loads(call.body)
        assert list(told) == ["header", "data", "signature"]
        assert told["header"] == {"algorithm": "MD5"}
        assert list(told["data"]) == ["timestamp", "eventType", "claimId"]
        assert told["data"] == {
            "timestamp": int(office.wall().timestamp()),
            "eventType": "CaseUpdate",
            "claimId": number,
        }
        covered = json.dumps(told["data"], separators=(",", ":")) + SECRET
        assert told["signature"] == hashlib.md5(covered.encode(), usedforsecurity=False).hexdigest()
        assert Library(SECRET.encode()).verify(call.body, dict(call.headers)) == told
    shown = {each["id"]: each for each in (await office.ask("GET", AT)).json()["deliveries"]}
    assert {(each["test"], each["status"], each["claimId"]) for each in shown.values()} == {
        (True, "delivered", number),
        (False, "delivered", number),
    }
    assert shown[asked["id"]]["lastStatus"] == 204


async def test_a_disabled_one_is_told_nothing_not_even_later(database: Database, office: Office) -> None:
    await put(office, **{**BODY, "enabled": False})
    await office.registered()
    problem_of(await office.ask("POST", f"{AT}/test"), 409)
    await put(office, enabled=True)
    assert await sent(office, database) == []


async def test_what_was_not_taken_is_sent_again(database: Database, office: Office) -> None:
    await put(office)
    await office.registered()
    refused = Outcome("retry", "answered 500", 500)
    [first] = await sent(office, database, refused)
    [waiting] = (await office.ask("GET", AT)).json()["deliveries"]
    assert (waiting["status"], waiting["attempts"], waiting["lastStatus"]) == ("waiting", 1, 500)
    office.wall.now = office.wall.now.replace(minute=office.wall.now.minute + 1)
    [second] = await sent(office, database)
    assert (second.body, second.headers["webhook-id"]) == (first.body, first.headers["webhook-id"])
