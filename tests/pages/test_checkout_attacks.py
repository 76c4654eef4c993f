"""What somebody would try at the checkout page, and that nothing comes of it."""

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from faces.dintero.stage import ADDRESS, session
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from pages.checkout_stage import CONSUMER, Checkout, checkout_of
from support import make

EVIL = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"


def poisoned() -> dict[str, Any]:
    """A session whose every text that the page shows is an attack."""
    body = session()
    item = {"description": EVIL, "discount_lines": [{"amount": 1, "description": EVIL}]}
    body["order"]["items"][0] |= item
    body["order"]["shipping_option"] = {
        "id": "s",
        "line_id": "2",
        "amount": 0,
        "title": EVIL,
        "operator": EVIL,
        "description": EVIL,
        "vat": 25,
    }
    body["order"] |= {"discount_codes": [EVIL], "billing_address": {**dict.fromkeys(ADDRESS, EVIL), "country": "NO"}}
    body["checkboxes"] = [
        {"id": EVIL[:200], "label": EVIL, "link": {"url": f"https://x.example/{EVIL.replace(' ', '')}", "text": EVIL}}
    ]
    body["configuration"]["theme"] = {"primary": EVIL, "backdrop": "red;}body{display:none", "cardRadius": EVIL}
    body["configuration"] |= {"countries": EVIL, "default_customer_type": [EVIL], "language": EVIL}
    body["customer"] = {"email": EVIL}
    return body


class Tags(HTMLParser):
    """Every tag of a page with its attributes, as a browser reads them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One tag."""
        self.tags.append((tag, dict(attrs)))


def assert_harmless(text: str) -> None:
    """There is nothing inline that could run, and only what is ours is loaded."""
    tags = Tags(text).tags
    assert len(tags) > 10
    names = {name for _, attributes in tags for name in attributes}
    assert not [name for name in names if name.startswith("on")]
    assert not names & {"style", "srcdoc", "background"}
    assert {tag for tag, _ in tags}.isdisjoint({"img", "iframe", "style", "object", "base"})
    scripts = [attributes for tag, attributes in tags if tag == "script"]
    assert all((attributes["src"] or "").startswith("/static/") for attributes in scripts)
    links = [attributes["href"] or "" for _, attributes in tags if "href" in attributes]
    assert all(link.startswith(("/", "#", "https://x.example/", "https://shop.example.com/")) for link in links), links


async def test_texts_of_the_merchant_and_of_the_payer_are_only_texts(database: Database, tmp_path: Path) -> None:
    owner = await make.merchant(database, name=EVIL)
    async with checkout_of(database, owner, tmp_path) as at:
        sid = await at.shop.open(poisoned())
        shown = await at.page(sid, f"&sdk={EVIL}&ui={EVIL}&client_side_validation={EVIL}")
        assert shown.status_code == 200
        assert "&lt;img src=x onerror=alert(1)&gt;{{ 7*7 }}" in shown.text
        assert_harmless(shown.text)
        answer = await at.pay(sid, dict.fromkeys((*CONSUMER, "organization_number", "ui"), EVIL), product=EVIL)
        assert answer.status_code == 422
        assert_harmless(answer.text)
        assert_harmless((await at.page(f"{sid}{EVIL}")).text)


FOREIGN = [
    ({"form_token": "x" * 64}, {}),
    ({"form_token": ""}, {}),
    ({}, {"Sec-Fetch-Site": "cross-site"}),
    ({}, {"Sec-Fetch-Site": "same-site"}),
]


async def test_a_form_that_no_page_of_ours_made_does_nothing(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        for changed, headers in FOREIGN:
            await _assert_refused(at, sid, changed, headers)
        assert [event["name"] for event in (await at.shop.session(sid))["events"]] == ["INITIATED", "VISITED"]


async def _assert_refused(at: Checkout, sid: str, changed: dict[str, str], headers: dict[str, str]) -> None:
    answer = await at.pay(sid, {**CONSUMER, **changed}, headers)
    assert (answer.status_code, "Prøv en gang til" in answer.text) == (403, True)
    assert 'value="ola@example.com"' in answer.text
    told = await at.pay(sid, {**CONSUMER, **changed}, {**headers, "Accept": "application/json"})
    assert (told.status_code, told.json()["outcome"]) == (403, "invalid")
    left = await at.payer.post(f"/checkout/{sid}/cancel", data={**await at.form(sid), **changed}, headers=headers)
    assert left.status_code == 403


async def test_the_token_of_one_session_is_no_good_at_another(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        first, second = await at.shop.open(), await at.shop.open(session("order-2"))
        token = (await at.form(first))["form_token"]
        assert (await at.pay(second, {**CONSUMER, "form_token": token})).status_code == 403
        assert await at.purchases(database) == 0


ELSEWHERE = ["myapp://paid", "mailto://x@example.com", "ftp://files.example.com/x", "intent://x#Intent;scheme=http;end"]


async def test_the_way_back_is_the_shops_own_web_page_or_there_is_none(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        for return_url in ELSEWHERE:
            await _assert_no_way(at, return_url)


async def _assert_no_way(at: Checkout, return_url: str) -> None:
    body = session()
    body["url"] = {"return_url": return_url, "merchant_terms_url": return_url}
    body["checkboxes"] = [{"id": "a", "label": "A", "link": {"url": return_url, "text": "more"}}]
    sid = await at.shop.open(body)
    shown = (await at.page(sid, "&return_url=https://evil.example&redirect=https://evil.example")).text
    assert return_url not in shown
    assert "evil.example" not in shown
    left = await at.payer.post(f"/checkout/{sid}/cancel", data=await at.form(sid))
    assert (left.status_code, "Du har forlatt betalingen" in left.text) == (200, True)
    paid = await at.pay(sid, return_url="https://evil.example")
    assert (paid.status_code, paid.headers["location"]) == (303, f"/?sid={sid}")
    over = (await at.page(sid)).text
    assert ("Bestillingen er betalt" in over, return_url in over) == (True, False)


async def test_a_return_address_goes_into_headers_in_percents(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    body = session()
    body["url"]["return_url"] = "https://shop.example.com/ø?a=\"<b>'"
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open(body)
        policy = (await at.page(sid)).headers["content-security-policy"]
        assert policy.endswith("form-action 'self' https://shop.example.com")
        answer = await at.pay(sid)
        assert answer.headers["location"].startswith(
            "https://shop.example.com/%C3%B8?a=%22%3Cb%3E'&merchant_reference="
        )


async def test_bodies_that_are_no_form_are_refused_in_words(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        for body in (b"\xff\xfe", b"a=1&" * 300, b"x" * 70_000):
            answer = await at.payer.post(f"/checkout/{sid}", content=body)
            assert (answer.status_code, "Vi kunne ikke lese dette" in answer.text) == (400, True)
        strange = {"first_name": "O\0la\u202e", "last_name": "  Nord\r\n mann ", "seen": "never"}
        answer = await at.pay(sid, {**CONSUMER, **strange})
        assert answer.status_code == 409
        assert 'value="O\N{REPLACEMENT CHARACTER}la"' in answer.text
        assert 'value="Nord mann"' in answer.text
