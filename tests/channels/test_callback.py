"""Outgoing HTTP against real sockets: what each answer means, and what never gets out."""

from pathlib import Path

import pytest

from fordring.channels.callback import HTTPCall, HTTPCallbacks, RecordingCallbacks, outcome_of_status
from fordring.channels.outcome import Outcome
from fordring.channels.reach import ALLOW_INSECURE, PUBLIC_HTTPS, Reach

from .receivers import Names, receiver, self_signed

STATUSES = """
200 OK                       delivered  answered 200
204 No Content               delivered  answered 204
101 Switching Protocols      retry      answered 101
301 Moved                    retry      answered 301, and redirects are not followed
400 Bad Request              failed     refused with 400
404 Not Found                failed     refused with 404
429 Too Many Requests        failed     refused with 429
500 Internal Server Error    retry      answered 500
503 Service Unavailable      retry      answered 503
"""

# Stands in for the public network: one loopback address is "public", all others are inside.
ONE_ADDRESS = Reach(frozenset({"http"}), lambda address: address == "127.0.0.2")


def url(port: int, path: str = "/") -> str:
    return f"http://127.0.0.1:{port}{path}"


@pytest.mark.parametrize("row", STATUSES.strip().splitlines())
async def test_a_status_decides_what_came_of_a_callback(row: str) -> None:
    status, kind, detail = row[:29].strip(), *row[29:].split(maxsplit=1)
    async with receiver(status) as merchant, HTTPCallbacks(ALLOW_INSECURE) as channel:
        outcome = await channel.send(HTTPCall("GET", url(merchant.port)))

    assert outcome == Outcome(kind, detail, int(status[:3]))  # type: ignore[arg-type]  # a word of the table
    assert merchant.connections == 1


def test_a_webhook_refused_with_4xx_is_tried_again() -> None:
    assert outcome_of_status(410, refusal_is_final=False).kind == "retry"
    assert outcome_of_status(302, refusal_is_final=False).kind == "retry"
    assert outcome_of_status(200, refusal_is_final=False).kind == "delivered"


async def test_the_request_goes_out_as_it_was_given() -> None:
    call = HTTPCall("POST", "http://127.0.0.1:0/å?q=%2A~&b=%2f", {"Event-Delivery": "1"}, b'{"a": 1}')
    async with receiver("200 OK") as merchant, HTTPCallbacks(ALLOW_INSECURE) as channel:
        outcome = await channel.send(
            HTTPCall(call.method, call.url.replace(":0", f":{merchant.port}"), call.headers, call.body)
        )

    head, _, body = merchant.requests[0].partition(b"\r\n\r\n")
    assert outcome.kind == "delivered"
    assert head.startswith(b"POST /%C3%A5?q=*~&b=/ HTTP/1.1\r\n")
    assert b"\r\nEvent-Delivery: 1\r\n" in head
    assert b"\r\nUser-Agent: Fordring\r\n" in head
    assert body == b'{"a": 1}'


async def test_the_start_of_the_answer_is_kept_and_the_rest_left_unread() -> None:
    answer = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5_000_000
    async with receiver(answer) as merchant, HTTPCallbacks(ALLOW_INSECURE, body_bytes_max=1_000) as channel:
        outcome = await channel.send(HTTPCall("GET", url(merchant.port)))

    assert outcome.kind == "delivered"
    assert outcome.body == b"x" * 1_000


async def test_a_compressed_answer_is_not_unpacked() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nbomb"
    async with receiver(answer) as merchant, HTTPCallbacks(ALLOW_INSECURE) as channel:
        assert (await channel.send(HTTPCall("GET", url(merchant.port)))).body == b"bomb"


async def test_an_answer_whose_body_breaks_off_counts_by_its_status() -> None:
    answer = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\npart"
    async with receiver(answer) as merchant, HTTPCallbacks(ALLOW_INSECURE) as channel:
        assert (await channel.send(HTTPCall("GET", url(merchant.port)))).kind == "delivered"


@pytest.mark.parametrize("answer", [b"", b"not http at all\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"])
async def test_an_answer_that_is_none_is_tried_again(answer: bytes) -> None:
    async with receiver(answer) as merchant, HTTPCallbacks(ALLOW_INSECURE) as channel:
        assert (await channel.send(HTTPCall("GET", url(merchant.port)))).kind == "retry"


async def test_a_redirect_is_not_followed() -> None:
    async with receiver("200 OK") as inside, HTTPCallbacks(ALLOW_INSECURE) as channel:
        answer = f"HTTP/1.1 302 Found\r\nLocation: {url(inside.port)}\r\nContent-Length: 0\r\n\r\n".encode()
        async with receiver(answer) as merchant:
            outcome = await channel.send(HTTPCall("GET", url(merchant.port)))

    assert outcome.kind == "retry"
    assert inside.connections == 0


async def test_a_receiver_that_says_nothing_is_cut_off() -> None:
    async with receiver(b"", hold=True) as merchant, HTTPCallbacks(ALLOW_INSECURE) as channel:
        outcome = await channel.send(HTTPCall("GET", url(merchant.port), timeout_seconds=0.2))

    assert outcome == Outcome("retry", "no answer within 0.2 seconds")


async def test_a_receiver_that_is_gone_is_tried_again() -> None:
    async with receiver("200 OK") as merchant:
        pass
    async with HTTPCallbacks(ALLOW_INSECURE) as channel:
        outcome = await channel.send(HTTPCall("GET", url(merchant.port)))

    assert outcome.kind == "retry"
    assert "ClientConnectorError" in outcome.detail


async def test_a_live_merchant_gets_no_plain_http_and_no_private_address() -> None:
    async with receiver("200 OK") as merchant, HTTPCallbacks(PUBLIC_HTTPS) as channel:
        plain = await channel.send(HTTPCall("GET", url(merchant.port)))
        literal = await channel.send(HTTPCall("GET", f"https://127.0.0.1:{merchant.port}/"))
        named = await channel.send(HTTPCall("GET", f"https://localhost:{merchant.port}/"))

    assert plain == Outcome("failed", "http is not allowed, only https")
    assert literal == Outcome("failed", "the address is not public")
    assert named == Outcome("retry", "the host's address is not public")
    assert merchant.connections == 0


async def test_a_name_that_turns_inward_after_a_first_answer_is_refused_at_connect() -> None:
    names = Names(["127.0.0.2", "127.0.0.1"])
    async with (
        receiver("200 OK", host="0.0.0.0") as merchant,  # noqa: S104 - on both of the test's loopback addresses
        HTTPCallbacks(ONE_ADDRESS, resolver=names) as channel,
    ):
        call = HTTPCall("GET", f"http://shop.example:{merchant.port}/")
        first, second = await channel.send(call), await channel.send(call)

    assert first.kind == "delivered"
    assert second == Outcome("retry", "the host's address is not public")
    assert merchant.connections == 1


async def test_of_several_addresses_only_the_public_one_is_used() -> None:
    async with (
        receiver("200 OK", host="127.0.0.1") as inside,
        HTTPCallbacks(ONE_ADDRESS, resolver=Names(["127.0.0.1,127.0.0.2"])) as channel,
    ):
        outcome = await channel.send(HTTPCall("GET", f"http://shop.example:{inside.port}/"))

    assert outcome.kind == "retry"
    assert inside.connections == 0


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "shop.example/callback",
        "https://",
        "https://x:99999/",
        "https://2130706433/",
        "https://a..no/",
        f"https://{'a' * 64}.no/",
        "https://%41.no/",
    ],
)
async def test_what_is_no_url_fails_for_good(bad: str) -> None:
    async with HTTPCallbacks(ALLOW_INSECURE) as channel:
        assert (await channel.send(HTTPCall("GET", bad))).kind == "failed"


async def test_a_certificate_nobody_vouches_for_is_tried_again(tmp_path: Path) -> None:
    server, client = self_signed(tmp_path, "shop.example")
    async with receiver("200 OK", tls=server) as merchant:
        call = HTTPCall("GET", f"https://shop.example:{merchant.port}/")
        async with HTTPCallbacks(ALLOW_INSECURE, resolver=Names(["127.0.0.1"])) as strangers:
            refused = await strangers.send(call)
        async with HTTPCallbacks(ALLOW_INSECURE, resolver=Names(["127.0.0.1"]), tls=client) as friends:
            trusted = await friends.send(call)

    assert (refused.kind, trusted.kind) == ("retry", "delivered")
    assert "ertificate" in refused.detail


async def test_the_recording_version_keeps_what_it_was_given_and_answers_as_scripted() -> None:
    channel = RecordingCallbacks([Outcome("retry", "answered 500", 500)])
    call = HTTPCall("GET", "https://shop.example/")

    assert [(await channel.send(call)).kind for _ in range(2)] == ["retry", "delivered"]
    assert channel.sent == [call, call]


async def test_an_unopened_channel_says_so() -> None:
    with pytest.raises(RuntimeError, match="async with"):
        await HTTPCallbacks().send(HTTPCall("GET", "https://shop.example/"))
