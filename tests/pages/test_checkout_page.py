"""The checkout page shows an order and what it can be paid by, and is paid without any script."""

from pathlib import Path
from typing import Any

import pytest

from faces.dintero.stage import ADDRESS, session
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from pages.checkout_stage import COMPANY, CONSUMER, checkout_of
from support import make

BACK = "https://shop.example.com/back?cart=7&merchant_reference=order-1"


async def test_the_page_is_paid_by_its_form_and_leads_back_to_the_shop(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        shown = await at.page(sid)
        assert shown.status_code == 200
        for part in ("Bicycle bell", "125,00", "Faktura til meg", "30. november 2026", f'data-sid="{sid}"'):
            assert part in shown.text, part
        answer = await at.pay(sid)
        assert answer.status_code == 303
        paid = await at.shop.session(sid)
        assert answer.headers["location"] == f"{BACK}&transaction_id={paid['transaction_id']}"
        transaction = (await at.shop.get(f"/v1/transactions/{paid['transaction_id']}")).json()
        assert transaction["billing_address"] == ADDRESS


async def test_a_company_is_invoiced_with_its_name_and_number(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        answer = await at.pay(
            sid, COMPANY, product="business", customer_reference="dept 7", phone_number="+47 999 99 999"
        )
        assert answer.status_code == 303, answer.text
        transaction = (await at.shop.get(f"/v1/transactions/{(await at.shop.session(sid))['transaction_id']}")).json()
        assert transaction["payment_product_type"] == "kravia.invoice_b2b"
        assert transaction["billing_address"] == {**COMPANY, "country": "NO", "customer_reference": "dept 7"}


async def test_a_person_is_not_billed_as_a_business_whatever_the_hidden_fields_hold(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        assert (await at.pay(sid, COMPANY, customer_reference="dept 7")).status_code == 303
        transaction = (await at.shop.get(f"/v1/transactions/{(await at.shop.session(sid))['transaction_id']}")).json()
        assert transaction["billing_address"] == ADDRESS


async def test_the_address_of_the_session_leads_to_the_page(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        answer = await at.payer.get(f"/v1/view/{sid}?language=sv&ui=inline&sdk=0.8.30", follow_redirects=True)
        assert (answer.status_code, answer.url.path) == (200, "/")
        for part in ('<html lang="sv">', 'data-ui="inline"', 'data-sdk="0.8.30"', "Betala med faktura"):
            assert part in answer.text, part
        for _ in range(2):
            await at.page(sid)
        assert [event["name"] for event in (await at.shop.session(sid))["events"]] == ["INITIATED", "VISITED"]
        again = await at.payer.get(f"/checkout/{sid}?language=fi")
        assert (again.status_code, again.headers["location"]) == (303, f"/?language=fi&sid={sid}")
        assert "Fordring is running" in (await at.payer.get("/")).text


async def test_any_shop_may_frame_it_and_nothing_of_others_is_loaded(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        headers = (await at.page(await at.shop.open())).headers
        assert "x-frame-options" not in headers
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"] == (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            "base-uri 'none'; form-action 'self' https://shop.example.com"
        )


def grouped(**more: Any) -> dict[str, Any]:
    """A session that offers all three kinds."""
    body = session(**more)
    kinds = body["configuration"]["kravia"]
    kinds["invoice_b2b_grouped"] = {**kinds["invoice_b2b"], "invoice_schedule": {"interval": "quarterly"}}
    return body


TERMS = [
    ("NO", "nb", "Kjøp til og med 31. desember 2026 kommer på én faktura, som sendes 4. januar 2027."),
    ("NO", "en", "The invoice falls due on 18 January 2027."),
    ("SE", "sv", "Köp till och med 31 december 2026 kommer på en faktura, som skickas 4 januari 2027."),
    ("SE", "nb", "Betales innen 30. november 2026."),
    ("FI", "fi", "Eräpäivä on 30. marraskuuta 2026."),
    ("FI", "sv", "Du får fakturan med e-post, på uppdrag av Järvi Pyörä Oy."),
]


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
async def test_each_kind_of_invoice_tells_its_terms_by_the_merchants_calendar(
    database: Database, tmp_path: Path, country: str
) -> None:
    owner = await make.merchant(database, country)
    async with checkout_of(database, owner, tmp_path) as at:
        body = grouped()
        body["order"]["currency"] = owner.currency
        sid = await at.shop.open(body)
        for language, sentence in ((told[1], told[2]) for told in TERMS if told[0] == country):
            assert sentence in (await at.page(sid, f"&language={language}")).text


async def test_who_sends_the_invoice_and_that_it_is_due_today_is_told(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open(
            session(invoice_channel="merchant", days_until_due=0, require_identity_verification=True)
        )
        shown = (await at.page(sid)).text
        for part in ("Fjord Sykkel AS sender deg fakturaen.", "Betales i dag.", "Du bekrefter hvem du er"):
            assert part in shown, part


async def test_what_is_not_payable_is_explained_and_what_the_contract_lacks_is_left_out(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    limits = {"order_limits": {"NO": {"consumer": {"most_minor": 12_499}}}}
    async with database.transaction() as connection:
        await connection.execute("UPDATE merchant SET settings = settings || $1", limits)
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open()
        shown = (await at.page(sid)).text
        assert "Ikke mulig for en bestilling på dette beløpet." in shown
        refused = await at.pay(sid)
        assert (refused.status_code, "kan ikke betales slik" in refused.text) == (409, True)
        async with database.transaction() as connection:
            await connection.execute("UPDATE merchant SET settings = $1", {"gateway": {"channels": ["merchant"]}})
        assert "product-consumer" not in (await at.page(sid)).text
        assert "kan ikke betales med faktura" in (await at.page(sid)).text


async def test_the_form_begins_with_what_the_shop_knows(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    body = grouped()
    body["order"]["shipping_address"] = {**CONSUMER, "co_address": "c/o Kari", "country": "SE", "email": ""}
    body["customer"] = {"email": "kari@example.com"}
    body["configuration"] |= {
        "default_payment_type": "kravia.invoice_b2b_grouped",
        "countries": {"allow_countries": ["NO", "SE", "DK"], "deny_countries": ["FI"], "preferred_country": "SE"},
    }
    async with checkout_of(database, merchant, tmp_path) as at:
        sid = await at.shop.open(body)
        shown = (await at.page(sid)).text
        for part in ('value="kari@example.com"', 'value="Storgata 1"', '<option value="SE" selected>', "Norge"):
            assert part in shown, part
        assert 'value="FI"' not in shown
        assert shown.index('<option value="SE"') < shown.index('<option value="NO"')
        assert (
            'id="product-grouped" value="grouped" data-type="kravia.invoice_b2b_grouped" data-business checked' in shown
        )
        denied = await at.pay(sid, COMPANY, product="grouped", country="FI", postal_code="00100")
        assert (denied.status_code, "Velg et av landene" in denied.text) == (422, True)
        paid = await at.pay(
            sid, COMPANY, product="grouped", country="SE", postal_code="111 22", organization_number="5560360793"
        )
        assert paid.status_code == 303, paid.text
        transaction = (await at.shop.get(f"/v1/transactions/{(await at.shop.session(sid))['transaction_id']}")).json()
        assert transaction["billing_address"]["co_address"] == "c/o Kari"
