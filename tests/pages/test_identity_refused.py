"""A payer comes back wrongly, late, twice or not at all; the provider fails; the order has gone on meanwhile."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from fordring.domain.merchant import Merchant
from fordring.gateways.identity.fetching import Answer, Asking, UnreachableError
from fordring.pages.identity.notices import Notice
from fordring.pages.identity.texts import TEXTS
from fordring.services.checkout.cancel_checkout import cancel_checkout
from fordring.services.checkout.lock_checkout import lock_checkout
from fordring.services.views import CheckoutView
from fordring.storage.transaction import Database
from pages.identity_stage import Stage, form_of, stage_of
from support import make

NB = {notice: title for notice, (title, _) in TEXTS["nb"].notices.items()}
EN = {notice: title for notice, (title, _) in TEXTS["en"].notices.items()}


async def is_unpaid(stage: Stage, view: CheckoutView) -> bool:
    return (await stage.checkout(view)).purchase_id is None


@pytest.mark.parametrize(
    ("mishap", "notice"),
    [("cancel", Notice.CANCELLED), ("error", Notice.UNREACHABLE), ("garbage", Notice.UNTRUSTED)],
)
async def test_what_goes_wrong_at_the_provider_is_said_and_can_be_tried_again(
    database: Database, merchant: Merchant, tmp_path: Path, mishap: str, notice: Notice
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        shown = await stage.identify(page, mishap)
        assert (shown.status_code, NB[notice] in shown.text) == (200, True)
        assert await is_unpaid(stage, view)
        assert (await stage.identify(page, "ola")).has_redirect_location


async def test_a_callback_is_listened_to_once_in_its_browser_at_its_address_and_in_time(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        back = await stage.choose(await stage.set_out(page), "ola")
        async with stage.another_browser() as other:
            stolen = await other.get(back, headers={"Accept-Language": "en"})
            assert (stolen.status_code, EN[Notice.OTHER_BROWSER] in stolen.text) == (403, True)
            assert "Fjord" not in stolen.text
            assert "Ola" not in stolen.text
        elsewhere = await stage.browser.get(back.replace("simulated-no", "simulated-se"))
        assert elsewhere.status_code == 403
        state = parse_qs(urlsplit(back).query)["state"][0]
        for wrong in ("", "x", "A" * 43, f"{state}A", "%00"):
            answer = await stage.browser.get(back.replace(f"state={state}", f"state={wrong}"))
            assert answer.status_code == 404
        assert (await stage.browser.get(f"/identity/{state}")).status_code == 404
        assert await is_unpaid(stage, view)
        start = stage.house.wall.now
        stage.house.wall.now += timedelta(minutes=15)
        late = await stage.go_on(back)
        assert NB[Notice.LATE] in late.text
        stage.house.wall.now = start
        assert (await stage.go_on(back)).has_redirect_location
        paid = await stage.checkout(view)
        replayed = await stage.go_on(back)
        assert replayed.headers["location"].startswith("https://shop.example.com/back")
        assert await stage.checkout(view) == paid


async def test_of_two_ways_begun_only_the_later_leads_back(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        first = await stage.choose(await stage.set_out(page), "ola")
        second = await stage.choose(await stage.set_out(page), "ola")
        assert NB[Notice.ASK] in (await stage.go_on(first)).text
        assert await is_unpaid(stage, view)
        assert (await stage.go_on(second)).has_redirect_location


def bent_claims(**change: object) -> object:
    """Whatever the provider's token says, these claims stand in it; its signature is then wrong."""

    def bend(asking: Asking, answer: Answer) -> Answer:
        if not asking.url.endswith("/userinfo"):
            return answer
        return replace(answer, body=json.dumps({**json.loads(answer.body), **change}).encode())

    return bend


def replaced(path: str, answer: Answer) -> object:
    def bend(asking: Asking, was: Answer) -> Answer:
        return answer if asking.url.endswith(path) else was

    return bend


BENT = [
    (replaced("/token", Answer(503, "text/html", b"down")), Notice.UNREACHABLE),
    (replaced("/token", Answer(200, "application/json", b"<html>")), Notice.UNTRUSTED),
    (replaced("/token", Answer(200, "application/json", b"[]")), Notice.UNTRUSTED),
    (replaced("/token", Answer(200, "application/json", b"{}")), Notice.UNTRUSTED),
    (replaced("/token", Answer(302, "text/html", b"")), Notice.UNTRUSTED),
    (replaced("/token", Answer(200, "application/json", b"[" * 100_000)), Notice.UNTRUSTED),
    (replaced("/token", Answer(200, "application/json", b" " * 300_000)), Notice.UNTRUSTED),
    (replaced("/jwks", Answer(200, "application/json", b'{"keys": [7, {"kty": "RSA"}]}')), Notice.UNTRUSTED),
    (replaced("/userinfo", Answer(500, "application/json", b"")), Notice.UNREACHABLE),
    (bent_claims(sub="somebody else"), Notice.UNTRUSTED),
]


async def test_answers_that_are_late_garbage_or_of_somebody_else_are_not_believed(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        for bend, notice in BENT:
            stage.line.bend = bend  # type: ignore[assignment]  # one of the above
            shown = await stage.identify(page, "ola")
            assert NB[notice] in shown.text, notice
        assert await is_unpaid(stage, view)


async def test_another_issuers_answer_is_a_mix_up_and_another_nonce_a_replay(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page = await stage.page_of(view)
        back = await stage.choose(await stage.set_out(page), "ola")
        mixed = await stage.go_on(back.replace("iss=http", "iss=https"))
        assert NB[Notice.UNTRUSTED] in mixed.text
        asked = len(stage.line.asked)
        sent = await stage.set_out(page)
        nonce = parse_qs(urlsplit(sent).query)["nonce"][0]
        swapped = await stage.choose(sent.replace(nonce, "B" * 43), "ola")
        assert NB[Notice.UNTRUSTED] in (await stage.go_on(swapped)).text
        assert len(stage.line.asked) > asked
        other = await stage.page_of(await stage.open(order=make.order(reference="order-2")))
        theirs = await stage.choose(await stage.set_out(other), "ola")
        mine = await stage.choose(await stage.set_out(page), "ola")
        code = parse_qs(urlsplit(theirs).query)["code"][0]
        own = parse_qs(urlsplit(mine).query)["code"][0]
        injected = mine.replace(own.replace("=", "%3D"), code)
        assert injected != mine
        assert NB[Notice.UNTRUSTED] in (await stage.go_on(injected)).text
        assert await is_unpaid(stage, view)


async def test_a_provider_that_is_down_is_said_before_the_payer_is_sent_there(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:

        def down(_asking: Asking, _answer: Answer) -> Answer:
            raise UnreachableError("no answer")

        stage.line.bend = down
        page = await stage.page_of(await stage.open())
        form = form_of((await stage.browser.get(page)).text)
        answer = await stage.browser.post(page, data=form)
        assert answer.headers["location"] == f"{page}?notice=unreachable"
        shown = await stage.go_on(answer.headers["location"])
        assert (NB[Notice.UNREACHABLE] in shown.text, "Prøv igjen med" in shown.text) == (True, True)


async def test_an_order_that_went_on_meanwhile_is_not_paid_and_the_page_says_why(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        house, owner = stage.house, merchant.merchant_id
        locked, changed, cancelled = [
            await stage.open(order=make.order(reference=f"order-{number}")) for number in (1, 2, 3)
        ]
        pages = [await stage.page_of(view) for view in (locked, changed, cancelled)]
        back = [await stage.choose(await stage.set_out(page), "ola") for page in pages]
        await house.database.run(lambda c: lock_checkout(owner, locked.checkout.checkout_id, house.jobs.work(c)))
        async with database.transaction() as connection:
            await connection.execute(
                "UPDATE checkout SET updated_at = updated_at + interval '1 second' WHERE checkout_id = $1",
                changed.checkout.checkout_id,
            )
        await house.database.run(lambda c: cancel_checkout(owner, cancelled.checkout.checkout_id, house.jobs.work(c)))
        shown = [await stage.go_on(address) for address in back]
        assert [
            NB[notice] in page.text
            for notice, page in zip((Notice.LOCKED, Notice.CHANGED, Notice.ORDER_CANCELLED), shown, strict=True)
        ] == [True] * 3
        house.wall.now += timedelta(minutes=6)
        form = form_of((await stage.browser.get(pages[0])).text)
        assert NB[Notice.READY] in (await stage.browser.get(pages[0])).text
        assert (await stage.browser.post(f"{pages[0]}/pay", data=form)).headers["location"].startswith("https://shop")
        house.wall.now += timedelta(hours=24)
        assert NB[Notice.ORDER_EXPIRED] in (await stage.browser.get(pages[1])).text


async def test_a_page_that_nobody_used_runs_out_and_leads_back_to_the_checkout(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        page = await stage.page_of(await stage.open())
        form = form_of((await stage.browser.get(page)).text)
        stage.house.wall.now += timedelta(minutes=30)
        over = await stage.browser.get(page)
        assert (over.status_code, NB[Notice.OVER] in over.text, "/?sid=T11112222." in over.text) == (410, True, True)
        assert (await stage.browser.post(page, data=form)).headers["location"] == page
        for path in ("/identity/no", f"/identity/{'x' * 500}", f"/identity/{'x' * 43}", "/identity/%00%C3%A5"):
            answer = await stage.browser.get(path, headers={"Accept-Language": "sv"})
            assert (answer.status_code, "Sidan leder ingenstans" in answer.text) == (404, True)
            assert (await stage.browser.post(path)).status_code == 404


async def test_forms_of_other_sites_and_other_pages_do_nothing(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        view = await stage.open()
        page, other = await stage.page_of(view), await stage.page_of(view)
        form = form_of((await stage.browser.get(page)).text)
        theirs = form_of((await stage.browser.get(other)).text)
        bad = [
            {"data": {"provider": form["provider"]}},
            {"data": {**form, "form_token": theirs["form_token"]}},
            {"data": form, "headers": {"Sec-Fetch-Site": "cross-site"}},
            {"data": {**form, "provider": "nobody"}},
            {"data": {**form, "more": "x" * 100_000}},
        ]
        for path in ("", "/leave"):
            for sent in bad[: 5 if not path else 3]:
                answer = await stage.browser.post(f"{page}{path}", **sent)  # type: ignore[arg-type]  # keywords of several types
                assert answer.headers["location"] == page, sent
        assert [event.kind for event in (await stage.checkout(view)).events] == ["initiated"]
        for path in ("/name", "/pay"):
            answer = await stage.browser.post(f"{page}{path}", data={**form, "first_name": "A", "last_name": "B"})
            assert answer.headers["location"] == f"{page}?notice=other_browser"


async def test_a_live_merchants_payer_is_never_identified_by_the_sandbox(database: Database, tmp_path: Path) -> None:
    live = await make.merchant(database, "NO", "P11112222", number_prefix="LIVEX")
    async with stage_of(database, tmp_path, live) as stage:
        page = await stage.page_of(await stage.open())
        shown = await stage.browser.get(page)
        assert (shown.status_code, NB[Notice.NO_PROVIDER] in shown.text) == (503, True)
        form = form_of(shown.text)
        answer = await stage.browser.post(page, data={**form, "provider": "simulated-no"})
        assert answer.headers["location"] == page
        assert stage.browser.cookies.get("fordring_identity") is None


async def test_texts_of_shops_and_payers_are_shown_as_text(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with stage_of(database, tmp_path, merchant) as stage:
        evil = "<script>alert(1)</script>"
        view = await stage.open(order=make.order(reference=evil))
        page = await stage.page_of(view, first_name=f'Ola"{evil}')
        shown = await stage.identify(page, "other", given_name=evil, family_name="{{ 7 * 7 }}")
        assert "Navnet stemmer ikke" in shown.text
        assert "<script" not in shown.text
        assert "{{ 7 * 7 }}" in shown.text
        reflected = await stage.browser.get(f"{page}?notice={evil}&language={evil}")
        assert "<script" not in reflected.text
