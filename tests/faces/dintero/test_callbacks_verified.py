"""Callbacks that really went out are verified by a merchant's own code, written from the public page alone."""

import hashlib
import hmac
import re

import pytest

from channels.receivers import receiver
from fordring.channels.callback import HTTPCallbacks
from fordring.channels.reach import ALLOW_INSECURE
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Callback, Kind
from fordring.faces.dintero.outgoing import word_call
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from support import make
from support.telling import message_of

UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789*-._")
"""What a browser's URLSearchParams leaves as it is; a space becomes `+`."""

QUERIES = """
plain=1
star=*&tilde=~&*~=~*
space=a+b&other=a%20b&plus=%2B
again=2&again=1&zebra=x&again=3
name=Bl%C3%A5b%C3%A6r&%C3%B8l=%F0%9F%8D%BA
name=Blåbær&øl=ja
empty=&bare&=nameless
percent=100%25&broken=%zz&semi=a;b
slash=a/b?c&colon=a:b@c&bracket=[x]
method=POST&includes=session&star=*~
"""


def decoded(text: bytes) -> bytes:
    """`+` and percent signs undone; a percent sign without two hexadecimal digits stays."""
    return re.sub(rb"%([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), text.replace(b"+", b" "))


def encoded(text: bytes) -> str:
    return "".join("+" if byte == 32 else chr(byte) if byte in UNRESERVED else f"%{byte:02X}" for byte in text)


def is_genuine(request: bytes, account_id: str, secret: str, now: int) -> bool:
    """Whether a raw request was signed with the secret, no longer than five minutes ago."""
    head = request.partition(b"\r\n\r\n")[0].decode("ascii")
    line, *rest = head.split("\r\n")
    method, target, _ = line.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (each.partition(":") for each in rest)}
    signed = dict(part.split("=", 1) for part in headers["dintero-signature"].split(","))
    path, _, query = target.partition("?")
    pairs = [pair.encode().partition(b"=")[::2] for pair in query.split("&") if pair]
    read = sorted(((decoded(name), decoded(value)) for name, value in pairs), key=lambda pair: pair[0].decode())
    again = "&".join(f"{encoded(name)}={encoded(value)}" for name, value in read)
    host = headers["host"].partition(":")[0]
    payload = "\n".join((signed["t"], account_id, method, host, path, again)).encode()
    expected = hmac.new(secret.encode(), payload, hashlib.sha256).hexdigest()
    return hmac.compare_digest(expected, signed["v0-hmac-sha256"]) and abs(now - int(signed["t"])) <= 300


def test_the_verifier_reproduces_the_official_vector() -> None:
    hexadecimal = "6bed2ab1b919d460ef7465a20dc6c97260dca73fab6647106ca525f0908df64a"
    request = (
        "GET /callback?B=123&A=992 HTTP/1.1\r\nHost: example.com\r\n"
        f"Dintero-Signature: t=1582236537,v0-hmac-sha256={hexadecimal}\r\n\r\n"
    ).encode()
    assert is_genuine(request, "P00000000", "123", 1582236537)
    assert not is_genuine(request.replace(b"A=992", b"A=993"), "P00000000", "123", 1582236537)
    assert not is_genuine(request, "P00000000", "123", 1582236537 + 301)


@pytest.mark.parametrize("query", QUERIES.strip().splitlines())
async def test_what_was_really_sent_is_genuine(query: str, database: Database, merchant: Merchant) -> None:
    async with receiver("200 OK") as shop, HTTPCallbacks(ALLOW_INSECURE) as channel:
        url = f"http://127.0.0.1:{shop.port}/callback?{query}"
        command = make.payment_by_invoice(merchant, callback=Callback(url, frozenset({Kind.AUTHORIZED})))
        view = await database.run(lambda connection: pay_by_invoice(command, make.work(connection)))
        outcome = await channel.send(word_call("http://fordring.test", message_of(view, 2, new_id()), make.WALL))
    assert outcome.kind == "delivered"
    sent = shop.requests[0]
    now = int(make.WALL.timestamp())
    assert is_genuine(sent, merchant.account_id, merchant.signature_secret, now), sent
    assert not is_genuine(sent.replace(b"order-1", b"order-2", 1), merchant.account_id, merchant.signature_secret, now)
