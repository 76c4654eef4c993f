"""The signature's bytes: the public vector, and the query rules where Python's own libraries differ."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.channels.signing import (
    canonical_request,
    hmac_sha1_hex,
    hmac_sha256_hex,
    sorted_query,
    standard_webhook_headers,
    wire_url,
)

QUERIES = """
B=123&A=992          A=992&B=123
a=2&b=1&a=1          a=2&a=1&b=1
x=*&y=~              x=*&y=%7E
~=*                  %7E=*
q=a+b%20c            q=a+b+c
q=%2B                q=%2B
flag                 flag=
a=&&b=               a=&b=
a=b=c                a=b%3Dc
a=1;b=2              a=1%3Bb%3D2
n=bl%C3%A5b%C3%A6r   n=bl%C3%A5b%C3%A6r
k=-._                k=-._
"""

URLS = """
https://example.com                     example.com         /
https://EXAMPLE.com:8443/A/b            example.com         /A/b
https://example.com/a%20b               example.com         /a%20b
https://example.com/a/../b#part         example.com         /b
https://blåbær.no/å                     xn--blbr-roah.no    /%C3%A5
https://[::1]:8443/x                    [::1]               /x
"""


def test_the_public_vector_comes_out_to_the_byte() -> None:
    payload = canonical_request(1582236537, "P00000000", "GET", "https://example.com/callback?B=123&A=992")

    assert payload == b"1582236537\nP00000000\nGET\nexample.com\n/callback\nA=992&B=123"
    assert hmac_sha256_hex("123", payload) == "6bed2ab1b919d460ef7465a20dc6c97260dca73fab6647106ca525f0908df64a"


@pytest.mark.parametrize("row", QUERIES.strip().splitlines())
def test_a_query_is_sorted_by_name_and_written_as_browsers_write_it(row: str) -> None:
    given_query, expected = row.split()

    assert sorted_query(given_query) == expected


def test_names_are_sorted_by_utf16_code_units() -> None:
    assert sorted_query("\ufb00=1&\U0001f600=2").startswith("%F0%9F%98%80=2&")


@pytest.mark.parametrize("row", URLS.strip().splitlines())
def test_host_and_path_are_signed_as_they_go_over_the_wire(row: str) -> None:
    url, host, path = row.split()

    assert canonical_request(1, "T1", "post", url).decode() == f"1\nT1\nPOST\n{host}\n{path}\n"


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_wire_url_stays_as_it_is(path: str, query: str) -> None:
    url = f"https://example.com/{path}?{query}"
    once = wire_url(url)

    assert once.isascii()
    assert wire_url(once) == once
    assert canonical_request(1, "T1", "GET", url) == canonical_request(1, "T1", "GET", once)


@pytest.mark.parametrize(
    "url", ["", "/path", "//host/path", "mailto:a@b.no", "https:///x", "https://a b/", "https://x:99999/"]
)
def test_a_url_without_scheme_and_host_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        wire_url(url)


def test_the_older_webhook_signature_is_hmac_sha1_of_the_raw_body() -> None:
    assert (
        hmac_sha1_hex("key", b"The quick brown fox jumps over the lazy dog")
        == "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"
    )


def test_standard_webhook_headers_have_the_published_form() -> None:
    at = datetime(2026, 1, 5, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    secret = "whsec_" + base64.b64encode(b"0123456789abcdef01234567").decode()
    signed = f"msg_1.{int(at.timestamp())}.".encode() + '{"a":"å"}'.encode()
    expected = base64.b64encode(hmac.new(b"0123456789abcdef01234567", signed, hashlib.sha256).digest()).decode()

    headers = standard_webhook_headers(secret, "msg_1", at, '{"a":"å"}'.encode())

    assert headers == {
        "webhook-id": "msg_1",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": f"v1,{expected}",
    }
    assert headers == standard_webhook_headers("0123456789abcdef01234567", "msg_1", at, '{"a":"å"}'.encode())


@pytest.mark.parametrize(
    ("secret", "message_id", "at"),
    [
        ("", "m", datetime(2026, 1, 1, tzinfo=UTC)),
        ("whsec_", "m", datetime(2026, 1, 1, tzinfo=UTC)),
        ("whsec_a", "m", datetime(2026, 1, 1, tzinfo=UTC)),
        ("secret", "a.b", datetime(2026, 1, 1, tzinfo=UTC)),
        ("secret", "m", datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)),
    ],
)
def test_what_cannot_be_signed_is_refused(secret: str, message_id: str, at: datetime) -> None:
    with pytest.raises(ValueError, match=r".+"):
        standard_webhook_headers(secret, message_id, at, b"{}")
