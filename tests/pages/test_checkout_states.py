"""Sessions that cannot be paid, or not now: each has a friendly page and a way back, and nothing is paid twice."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from faces.dintero.stage import Wall, payment, session
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from pages.checkout_stage import CONSUMER, Checkout, checkout_of

JSON = {"Accept": "application/json"}
LOST = "https://shop.example.com/back?cart=7&merchant_reference=order-1&error=cancelled"
NOWHERE = [
    "T11112222.1111111111111111111111",
    "no",
    "T11112222." + "z" * 22,
    "x" * 5_000,
    "%00",
    "T99999999.1111111111111111111111",
]


async def expire(at: Checkout, _sid: str) -> None:
    at.shop.wall.forward(hours=25)


async def cancel(at: Checkout, sid: str) -> None:
    assert (await at.shop.post(f"/v1/sessions/{sid}/cancel")).status_code == 200


async def lock(at: Checkout, sid: str) -> None:
    assert (await at.payer.post(f"/v1/view/{sid}/session/lock")).status_code == 200


async def change(at: Checkout, sid: str) -> None:
    changed = {"order": session(amount=13_000)["order"]}
    answer = await at.shop.ask("PUT", f"/v1/sessions/{sid}?update_without_lock=true", json=changed)
    assert answer.status_code == 200


State = Callable[[Checkout, str], Awaitable[None]]
CLOSED = [(cancel, 410, "Bestillingen er avlyst"), (expire, 410, "Bestillingen er utløpt")]
PASSING = [(lock, 409, "Butikken endrer bestillingen din"), (change, 409, "Bestillingen er endret")]


async def test_a_session_that_is_over_says_so_and_leads_back(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        for state, status, title in CLOSED:
            sid = await at.shop.open()
            form = {"product": "consumer", "country": "NO", **CONSUMER, **await at.form(sid)}
            await state(at, sid)
            for answer in (await at.page(sid), await at.payer.post(f"/checkout/{sid}", data=form)):
                assert (answer.status_code, title in answer.text) == (status, True)
                assert f'href="{LOST.replace("&", "&amp;")}"' in answer.text
                assert "pay-form" not in answer.text
            told = await at.payer.post(f"/checkout/{sid}", data=form, headers=JSON)
            assert (told.status_code, told.json()["outcome"], told.json()["href"]) == (status, "closed", LOST)
            assert title in told.json()["message"]
        assert await at.purchases(database) == 0


async def test_a_session_that_is_not_as_it_was_seen_shows_the_form_again(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        for paid, (state, status, title) in enumerate(PASSING):
            sid = await at.shop.open()
            form = {"product": "consumer", "country": "NO", **CONSUMER, **await at.form(sid)}
            await state(at, sid)
            answer = await at.payer.post(f"/checkout/{sid}", data=form)
            assert (answer.status_code, title in answer.text) == (status, True)
            assert 'value="ola@example.com"' in answer.text
            told = await at.payer.post(f"/checkout/{sid}", data=form, headers=JSON)
            assert (told.status_code, told.json()["outcome"]) == (status, "invalid")
            assert title in told.json()["message"]
            assert await at.purchases(database) == paid
            at.shop.wall.forward(minutes=6)
            assert (await at.pay(sid)).status_code == 303


async def test_a_session_that_is_not_there_has_a_friendly_page(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path, accept_language="fi") as at:
        for sid in NOWHERE:
            posted = [await at.payer.post(f"/checkout/{sid}{path}", data={}) for path in ("", "/cancel", "/company")]
            for answer in (await at.page(sid), *posted):
                assert (answer.status_code, "Tilausta ei löydy" in answer.text) == (404, True)
            told = await at.payer.post(f"/checkout/{sid}", data={}, headers=JSON)
            assert (told.status_code, told.json()["outcome"]) == (404, "closed")
            assert (await at.payer.get(f"/checkout/{sid}/logo")).status_code == 404


async def test_two_clicks_two_tabs_and_the_back_button_make_one_purchase(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        form = {"product": "consumer", "country": "NO", **CONSUMER, **await at.form(sid)}
        clicks = await asyncio.gather(*(at.payer.post(f"/checkout/{sid}", data=form) for _ in range(6)))
        later = await at.payer.post(f"/checkout/{sid}", data={**form, "email": "other@example.com"})
        led = {answer.headers.get("location", answer.text) for answer in (*clicks, later)}
        assert len(led) == 1
        assert "transaction_id=" in led.pop()
        back = await at.page(sid)
        assert (back.status_code, "Bestillingen er betalt med faktura" in back.text) == (200, True)
        assert "transaction_id=" in back.text
        assert "error=" not in back.text
        told = (await at.payer.post(f"/checkout/{sid}", data=form, headers=JSON)).json()
        transaction_id = (await at.shop.session(sid))["transaction_id"]
        assert (told["outcome"], told["transaction_id"], told["merchant_reference"]) == (
            "paid",
            transaction_id,
            "order-1",
        )
        assert await at.purchases(database) == 1


async def test_a_merchant_that_takes_no_claims_any_more_says_so(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        form = {"product": "consumer", "country": "NO", **CONSUMER, **await at.form(sid)}
        async with database.transaction() as connection:
            await connection.execute("UPDATE merchant SET deactivated_at = $1", at.shop.wall())
        for answer in (await at.page(sid), await at.payer.post(f"/checkout/{sid}", data=form)):
            assert (answer.status_code, "Fjord Sykkel AS tar ikke imot faktura nå" in answer.text) == (409, True)


async def test_a_declined_payer_stays_and_may_try_again(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        answer = await at.pay(sid, email="ola+declined@example.com")
        assert (answer.status_code, "Du kan ikke betale denne bestillingen med faktura" in answer.text) == (422, True)
        told = await at.pay(sid, None, JSON, email="ola+declined@example.com")
        assert told.json()["outcome"] == "declined"
        assert (await at.pay(sid)).status_code == 303


async def test_who_cancels_goes_back_and_the_shop_is_told(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        form = await at.form(sid)
        answer = await at.payer.post(f"/checkout/{sid}/cancel", data=form)
        assert (answer.status_code, answer.headers["location"]) == (303, LOST)
        told = await at.payer.post(f"/checkout/{sid}/cancel", data=form, headers=JSON)
        assert told.json() == {"outcome": "cancelled", "href": LOST}
        assert [event["name"] for event in (await at.shop.session(sid))["events"]] == [
            "INITIATED",
            "VISITED",
            "CANCELLED",
        ]
        assert (await at.pay(sid)).status_code == 303
        paid = await at.payer.post(f"/checkout/{sid}/cancel", data=form)
        assert "transaction_id=" in paid.headers["location"]
        assert "error=" not in paid.headers["location"]


async def test_a_session_paid_elsewhere_meanwhile_is_paid_here_too(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path, Wall()) as at:
        sid = await at.shop.open()
        form = {"product": "consumer", "country": "NO", **CONSUMER, **await at.form(sid)}
        assert (await at.payer.post(f"/v1/sessions/{sid}/pay", json=payment())).json()["success"]
        answer = await at.payer.post(f"/checkout/{sid}", data=form)
        assert (answer.status_code, "transaction_id=" in answer.headers["location"]) == (303, True)
        assert await at.purchases(database) == 1
