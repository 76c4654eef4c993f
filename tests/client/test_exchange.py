"""How a call is made: signing in, trying again, giving up. The same table for the blocking client and the async one."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from fordring.client import (
    AsyncCreditorClient,
    AsyncMerchantClient,
    ClientError,
    CreditorClient,
    MerchantClient,
    Options,
    RefusedError,
    TooLargeError,
    UnreachableError,
    UnreadableError,
)
from fordring.client.exchange import retry_after

URL = "http://fordring.test"
QUICK = Options(backoff_seconds=0, attempts_max=3, answer_bytes_max=5_000)
CREDITOR = {"id": 1, "name": "A", "organizationNumber": "1", "countryCode": "NO", "currencyCode": "NOK", "new": True}
BOOKED: dict[str, Any] = {
    "accountingPaymentId": None,
    "amount": 0.1,
    "booked": 0.1,
    "ignored": 0,
    "unallocated": 0,
    "warnings": [],
    "invoices": [],
}

Given = tuple[int, Any] | httpx2.RequestError
Doing = Callable[[CreditorClient], Any]


class Server:
    """Answers what it was told to, one after the other, and keeps what it was asked."""

    def __init__(self, *given: Given, headers: dict[str, str] | None = None) -> None:
        self.given, self.headers = list(given), headers or {}
        self.asked: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """The next answer, or the fault that keeps it away."""
        request.read()
        self.asked.append(request)
        given = self.given.pop(0)
        if isinstance(given, httpx2.RequestError):
            raise given
        return httpx2.Response(given[0], json=given[1], headers=self.headers)

    @property
    def keys(self) -> list[str | None]:
        """The idempotency keys that came."""
        return [request.headers.get("Idempotency-Key") for request in self.asked]


async def both(server: Callable[[], Server], doing: str, *given: Any) -> list[tuple[Any, Server]]:
    """What a call comes to on either client, and what its server was asked; an error is what it came to."""
    came: list[tuple[Any, Server]] = []
    for asynchronous in (False, True):
        one = server()
        transport = httpx2.MockTransport(one)
        try:
            if asynchronous:
                async with httpx2.AsyncClient(transport=transport) as http:
                    office = AsyncCreditorClient(URL, "token", options=QUICK, http=http)
                    came.append((await getattr(office, doing)(*given), one))
            else:
                with httpx2.Client(transport=transport) as client:
                    came.append((getattr(CreditorClient(URL, "token", options=QUICK, http=client), doing)(*given), one))
        except ClientError as error:
            came.append((error, one))
    return came


LOST = httpx2.ConnectError("no route")
LIST: Given = (200, {"value": [CREDITOR]})


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ((LIST,), 1),
        (((503, {}), LIST), 2),
        (((429, {}), LOST, LIST), 3),
        (((502, {}), (504, {}), LIST), 3),
    ],
)
async def test_what_passes_is_asked_again(given: tuple[Given, ...], asked: int) -> None:
    for [creditor], server in await both(lambda: Server(*given), "creditors"):
        assert (creditor.organization_number, len(server.asked)) == ("1", asked)
        assert {request.headers["authorization"] for request in server.asked} == {"token"}


@pytest.mark.parametrize(
    ("given", "error", "asked"),
    [
        (((503, {}),) * 3, RefusedError, 3),
        ((LOST,) * 3, UnreachableError, 3),
        ((httpx2.DecodingError("no gzip"),) * 3, UnreachableError, 3),
        (((500, {}),), RefusedError, 1),
        (((200, {"value": [{"id": "x"}]}),), UnreadableError, 1),
        (((200, []),), UnreadableError, 1),
        (((200, {"value": ["x" * 6_000]}),), TooLargeError, 1),
    ],
)
async def test_what_does_not_pass_is_an_error(given: tuple[Given, ...], error: type[Exception], asked: int) -> None:
    for came, server in await both(lambda: Server(*given), "creditors"):
        assert (type(came), len(server.asked)) == (error, asked)


async def test_what_changes_something_goes_under_one_key_of_its_own_at_every_attempt() -> None:
    parts = {7: Decimal("0.1"), 8: Decimal("12345678901234567.89")}
    runs = await both(lambda: Server((503, {}), (200, BOOKED)), "payment", parts, "2026-01-02")
    for booked, server in runs:
        assert booked.booked == Decimal("0.1")
        assert (len(server.keys), len(set(server.keys)), None in server.keys) == (2, 1, False)
        amounts = [each["amount"] for each in json.loads(server.asked[0].content)["invoices"]]
        assert amounts == [0.1, "12345678901234567.89"]
    assert runs[0][1].keys != runs[1][1].keys


async def test_a_server_that_wants_a_longer_rest_than_is_waited_for_is_not_asked_again() -> None:
    for came, server in await both(lambda: Server((503, {}), headers={"Retry-After": "3600"}), "creditors"):
        assert (came.status, len(server.asked)) == (503, 1)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ({}, 0),
        ({"retry-after": "7"}, 7),
        ({"retry-after": "-1"}, 0),
        ({"retry-after": "soon"}, 0),
        ({"retry-after": "Mon, 16 Nov 2026 08:00:09 GMT", "date": "Mon, 16 Nov 2026 08:00:00 GMT"}, 9),
        ({"retry-after": "Mon, 16 Nov 2026 08:00:09 GMT"}, 0),
    ],
)
def test_a_rest_is_seconds_or_a_date_by_the_servers_own_clock(said: dict[str, str], seconds: int) -> None:
    assert retry_after(said) == seconds


@pytest.mark.parametrize(
    ("said", "code", "errors"),
    [
        ({"title": "Bad", "detail": "no", "errors": {"dueDate": ["wrong"]}}, None, {"dueDate": ("wrong",)}),
        (
            {"error": {"code": "C", "message": "no", "errors": [{"path": ["a", 0, "b"], "message": "wrong"}]}},
            "C",
            {"a.0.b": ("wrong",)},
        ),
        (["no"], None, {}),
        ({"detail": "no", "errors": {"a": "wrong"}}, None, {"a": ("wrong",)}),
        ({"detail": "no", "errors": ["wrong", {"path": None}]}, None, {"": ("wrong", "")}),
        ({"detail": "no", "errors": 7, "error": "E"}, None, {}),
    ],
)
async def test_a_refusal_says_which_fields_are_wrong(said: Any, code: str | None, errors: dict[str, Any]) -> None:
    server = Server((400, said), headers={"request-id": "r"})
    with httpx2.Client(transport=httpx2.MockTransport(server)) as http, pytest.raises(RefusedError, match="no") as no:
        CreditorClient(URL, "token", http=http).creditors()
    assert (no.value.status, no.value.code, no.value.errors, no.value.request_id) == (400, code, errors, "r")


SIGNED: Given = (200, {"access_token": "first", "token_type": "Bearer", "expires_in": 1})
RENEWED: Given = (200, {"access_token": "second", "token_type": "Bearer", "expires_in": 1})


async def test_a_token_is_fetched_once_and_again_when_it_is_no_longer_taken() -> None:
    def served() -> Server:
        return Server(SIGNED, (200, []), (401, {}), RENEWED, (200, []), (401, {}), SIGNED, (401, {}))

    def check(server: Server) -> None:
        shown = [request.headers["authorization"].split()[-1] for request in server.asked if request.method == "GET"]
        assert shown == ["first", "first", "second", "second", "first"]
        assert json.loads(server.asked[0].content)["audience"] == f"{URL}/v1/accounts/T1"

    one = served()
    with httpx2.Client(transport=httpx2.MockTransport(one)) as http:
        shop = MerchantClient(URL, "T1", "me", "secret", http=http)
        assert [shop.subscriptions(), shop.subscriptions()] == [(), ()]
        with pytest.raises(RefusedError):
            shop.subscriptions()
    check(one)
    other = served()
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(other)) as client:
        shop_too = AsyncMerchantClient(URL, "T1", "me", "secret", http=client)
        assert [await shop_too.subscriptions(), await shop_too.subscriptions()] == [(), ()]
        with pytest.raises(RefusedError):
            await shop_too.subscriptions()
    check(other)


def _settlement(number: int) -> dict[str, Any]:
    times = dict.fromkeys(("created_at", "settled_at", "start_at", "end_at"), "2026-01-01T00:00:00Z")
    return {"id": str(number), **times, "provider_reference": "r", "payment_status": "paid"} | {
        "amounts": [],
        "attachments": [],
    }


async def test_pages_are_fetched_when_they_are_needed() -> None:
    key = {"id": "2", "settled_at": "2026-01-01T00:00:00Z"}
    first = {"items": [_settlement(1), _settlement(2)], "last_evaluated_key": key}
    second = {"items": [_settlement(3)], "last_evaluated_key": None}
    server = Server(SIGNED, (200, first), (200, second))
    with httpx2.Client(transport=httpx2.MockTransport(server)) as http:
        listing = MerchantClient(URL, "T1", "me", "secret", http=http).settlements()
        assert (next(listing).id, next(listing).id, len(server.asked)) == ("1", "2", 2)
        assert [each.id for each in listing] == ["3"]
    assert server.asked[-1].url.params["starting_after_id"] == "2"
    again = Server(SIGNED, (200, first), (200, second))
    async with httpx2.AsyncClient(transport=httpx2.MockTransport(again)) as client:
        shop = AsyncMerchantClient(URL, "T1", "me", "secret", http=client)
        assert [each.id async for each in shop.settlements()] == ["1", "2", "3"]


async def test_a_client_closes_the_connections_it_made_and_leaves_those_it_was_given() -> None:
    with CreditorClient(URL, "token") as mine:
        pass
    assert mine._http.is_closed
    async with AsyncCreditorClient(URL, "token") as mine_too:
        pass
    assert mine_too._http.is_closed
    async with httpx2.AsyncClient() as given:
        async with AsyncCreditorClient(URL, "token", http=given):
            pass
        assert not given.is_closed
