"""Deliveries over HTTP: what failed, came back or is tried again, what was said of it, and how it is sent again."""

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from faces.own.stage import Desk
from fordring.channels.email import RecordingEmail
from fordring.channels.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from jobs.outgoing import FAR, LATER, NEVER
from jobs.test_sent_again import answered, sendings
from support import make


@pytest.fixture
async def live(database: Database) -> Merchant:
    """A live merchant, whose e-mails leave."""
    return await make.merchant(database, "NO", "P11112222")


@pytest.fixture
async def operator(desk: Desk) -> dict[str, str]:
    """The operator's credentials."""
    return await desk.bearer(operator=True)


def answering(desk: Desk, *outcomes: Outcome) -> None:
    """The mail server answers so from now on, and then takes what comes."""
    outlets = replace(desk.house.jobs.outlets, email=RecordingEmail(outcomes))
    desk.house.jobs = replace(desk.house.jobs, outlets=outlets)


async def listed(desk: Desk, headers: dict[str, str], asked: str = "") -> list[dict[str, Any]]:
    """What is listed."""
    answer = await desk.http.get(f"/deliveries{asked}", headers=headers)
    assert answer.status_code == 200, answer.text
    return list(answer.json()["deliveries"])


async def test_what_failed_is_listed_with_its_reason_and_sent_again(
    desk: Desk, live: Merchant, operator: dict[str, str]
) -> None:
    assert await listed(desk, operator) == []
    answering(desk, NEVER)
    claim = (await desk.house.pay(live)).claim
    await desk.house.run(live)
    [failed] = await listed(desk, operator)
    what = {"about": "claim", "account_id": "P11112222", "claim_id": claim.claim_no, "to": "ola@example.com"}
    how = {"channel": "email", "state": "failed", "attempts": 1, "reason": "no such mailbox", "next_try_at": None}
    assert failed | what | how == failed
    retried = await desk.http.post(f"/deliveries/{failed['id']}/retry", headers=operator)
    assert (retried.status_code, retried.json()["id"], retried.json()["state"]) == (200, failed["id"], "waiting")
    [waits] = await listed(desk, operator, "?state=waiting")
    assert (waits["id"], waits["reason"]) == (failed["id"], "no such mailbox")
    assert (await desk.http.post(f"/deliveries/{failed['id']}/retry", headers=operator)).status_code == 404
    await desk.house.run(live)
    assert await listed(desk, operator) == []


async def test_what_waits_for_its_next_try_is_listed_with_what_was_said_last(
    desk: Desk, live: Merchant, operator: dict[str, str]
) -> None:
    answering(desk, LATER)
    desk.house.wall.now = FAR
    await desk.house.pay(live)
    assert await listed(desk, operator) == []
    await desk.house.run(live)
    [waits] = await listed(desk, operator)
    assert (waits["state"], waits["reason"], waits["finished_at"]) == ("waiting", "come back later", None)
    assert waits["next_try_at"] > waits["created_at"]
    assert await listed(desk, operator, "?state=failed") == []


async def test_a_letter_that_came_back_is_listed_with_the_print_houses_reason_and_sent_as_another(
    desk: Desk, live: Merchant, operator: dict[str, str]
) -> None:
    claim = (await desk.house.pay(live)).claim
    async with desk.house.database.transaction() as connection:
        await connection.execute("UPDATE delivery SET channel = 'letter', address = $1", dict(claim.billing))
    await desk.house.run(live)
    [letter] = await sendings(desk.house, claim)
    await answered(desk.house, "returned", str(letter.document_id), "moved, left no address")
    [back] = await listed(desk, operator, "?state=returned")
    assert (back["reason"], back["to"]) == ("moved, left no address", "Storgata 1, 0151 Oslo, NO")
    again = (await desk.http.post(f"/deliveries/{back['id']}/retry", headers=operator)).json()
    assert (again["id"] != back["id"], again["state"], again["reason"]) == (True, "waiting", "")
    assert await listed(desk, operator) == []


async def test_pages_follow_each_other_the_newest_first(desk: Desk, live: Merchant, operator: dict[str, str]) -> None:
    answering(desk, NEVER, NEVER, NEVER)
    claims = [(await desk.house.pay(live)).claim.claim_no for _ in range(3)]
    await desk.house.run(live)
    first = (await desk.http.get("/deliveries?limit=2", headers=operator)).json()
    rest = (await desk.http.get(f"/deliveries?limit=2&after={first['next']}", headers=operator)).json()
    assert [each["claim_id"] for each in (*first["deliveries"], *rest["deliveries"])] == claims[::-1]
    assert rest["next"] is None


async def test_a_merchant_sees_and_sends_its_own_alone(desk: Desk, live: Merchant, database: Database) -> None:
    other = await make.merchant(database, "NO", "P22223333")
    answering(desk, NEVER)
    await desk.house.pay(live)
    await desk.house.run(live)
    [failed] = await listed(desk, await desk.bearer(live))
    assert await listed(desk, await desk.bearer(other)) == []
    place = f"/deliveries/{failed['id']}/retry"
    assert (await desk.http.post(place, headers=await desk.bearer(other))).status_code == 404
    reading = {"Authorization": f"Bearer {await desk.merchant_token(live, 'read:checkout')}"}
    assert (await desk.http.post(place, headers=reading)).status_code == 403
    foreign = await desk.http.get("/deliveries?account_id=P11112222", headers=await desk.bearer(other))
    assert foreign.status_code == 404
    assert (await desk.http.post(place, headers=await desk.bearer(live))).status_code == 200


async def test_what_cannot_be_asked_for_is_refused(desk: Desk, operator: dict[str, str]) -> None:
    for asked, field in (("state=delivered", "state"), ("limit=0", "limit"), ("after=x", "after")):
        refused = await desk.http.get(f"/deliveries?{asked}", headers=operator)
        assert (refused.status_code, refused.json()["error"]["fields"][0]["field"]) == (400, field)
    for name in ("x", str(uuid4())):
        assert (await desk.http.post(f"/deliveries/{name}/retry", headers=operator)).status_code == 404
    assert (await desk.http.get("/deliveries")).status_code == 401
