"""Tokens and what they cover: bare or with Bearer, many creditors, and one answer for all that is not theirs."""

from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest

from faces.kravia.stage import BASE, Office, app_of, context_of, printed, problem_of, token_for
from fordring.faces.common.pace import Pace
from fordring.storage.transaction import Database
from support import make

PATHS = [
    ("POST", "/api/v2/invoice/register"),
    ("POST", "/api/v2/invoice/1000001/action?action=Start"),
    ("GET", "/api/v2/invoice/1000001/details"),
    ("GET", "/api/v2.0/invoice/1000001/document/0"),
]


@pytest.mark.parametrize("written", ["{}", "Bearer {}", "bearer {}", "  {}"])
async def test_a_token_is_taken_bare_or_as_bearer(office: Office, written: str) -> None:
    headers = {"Authorization": written.format(office.token)}
    assert (await office.register(headers=headers)).status_code == 200


@pytest.mark.parametrize(("method", "path"), PATHS)
@pytest.mark.parametrize(
    "given", [None, "", "Bearer", "Bearer ", "nonsense", "Basic eDp5", "Bearer nonsense", "Bearer Bearer"]
)
async def test_without_a_valid_token_nobody_is_let_in(
    office: Office, method: str, path: str, given: str | None
) -> None:
    headers = {} if given is None else {"Authorization": given}
    answer = await office.http.request(method, path, headers=headers, json=printed())
    problem_of(answer, 401)
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_token_ends_with_its_time(database: Database, office: Office) -> None:
    expires_at = make.WALL + timedelta(hours=1)
    office.token = await token_for(database, office.merchant, expires_at=expires_at)
    assert (await office.register()).status_code == 200
    office.wall.now = expires_at
    problem_of(await office.register(), 401)


async def test_only_the_hash_of_a_token_is_stored(database: Database, office: Office) -> None:
    async with database.reading() as connection:
        row = await connection.fetchrow("SELECT * FROM house.token")
    assert row is not None
    assert len(office.token) >= 43
    assert office.token not in str(dict(row))


async def test_one_token_covers_many_creditors(database: Database, office: Office, neighbour: Office) -> None:
    office.token = await token_for(database, office.merchant, neighbour.merchant)
    for creditor, currency in ((10001, "NOK"), (10002, "SEK")):
        worded = await office.registered(creditorId=creditor, currencyCode=currency)
        assert worded["creditorId"] == creditor
        assert (await office.details(worded["id"]))["creditor"]["id"] == creditor


@pytest.mark.usefixtures("neighbour")
async def test_a_foreign_creditor_and_one_that_is_not_there_look_alike(office: Office) -> None:
    bodies = []
    for creditor in (10002, 99_999, 0, -1, 2**31, 10**14):
        problem = problem_of(await office.register(printed(creditorId=creditor)), 403)
        bodies.append({name: value for name, value in problem.items() if name != "traceId"})
    assert all(body == bodies[0] for body in bodies)


async def test_a_foreign_invoice_is_as_if_absent(office: Office, neighbour: Office) -> None:
    theirs = (await neighbour.registered(creditorId=10002, currencyCode="SEK"))["id"]
    for number in (theirs, 99, 0, "abc", "-1", "1" * 40, "1.5"):
        for method, path in (
            ("GET", f"/api/v2/invoice/{number}/details"),
            ("GET", f"/api/v2/invoice/{number}/document/x"),
            ("POST", f"/api/v2/invoice/{number}/action?action=Start"),
            ("POST", f"/api/v2/invoice/{number}/action?action=Cancel"),
            ("POST", f"/api/v2/invoice/{number}/action?action=Pause"),
            ("POST", f"/api/v2/invoice/{number}/action?action=Dance"),
            ("POST", f"/api/v2/invoice/{number}/action"),
        ):
            problem_of(await office.ask(method, path), 404)
    assert (await neighbour.details(theirs))["invoice"]["statusCode"] == "Registered"


async def test_an_unknown_path_and_method_are_answered_in_the_same_shape(office: Office) -> None:
    assert problem_of(await office.ask("GET", "/api/v2/nowhere"), 404)["title"] == "Not found"
    refused = await office.ask("DELETE", "/api/v2/invoice/1/details")
    problem_of(refused, 405)
    assert refused.headers["allow"] == "GET"
    assert (await office.ask("PATCH", "/api/v2/creditor/1/webhook")).headers["allow"] == "DELETE, GET, PUT"


async def test_more_calls_than_the_operator_allows_are_told_when_to_go_on(
    database: Database, office: Office, neighbour: Office
) -> None:
    context = replace(await context_of(database, office.wall), pace=Pace(1))
    transport = httpx2.ASGITransport(app=app_of(context))
    async with httpx2.AsyncClient(transport=transport, base_url=BASE) as limited:
        first, second, others = [
            await limited.get("/api/v2/creditor", headers={"Authorization": token})
            for token in (office.token, office.token, neighbour.token)
        ]
    assert (first.status_code, others.status_code) == (200, 200)
    problem_of(second, 429)
    assert 1 <= int(second.headers["retry-after"]) <= 60
