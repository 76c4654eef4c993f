"""The real Web SDK on a shop's page at another origin embeds the checkout: every message, both ways."""

import re

from playwright.async_api import expect

from browser.merchant_page import MerchantPage
from browser.payer import COMPANY, fill, press_pay
from browser.shop import Shop
from browser.watching import screenshot


async def test_a_consumer_buys_inside_the_shops_page(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.embed(sid, language="sv")
    session = (await merchant.called("onSession"))["session"]
    assert session["order"]["amount"] == 524_000
    assert (await merchant.heard("LanguageChanged"))[0]["language"] == "sv"
    assert (await merchant.called("onActivePaymentType"))["payment_product_type"] == "kravia.invoice_b2c"
    await fill(merchant.checkout)
    frame = merchant.page.locator("#box iframe")
    inside = await merchant.checkout.locator("html").evaluate("(html) => html.getBoundingClientRect().height")
    script = "(inside) => Math.abs(document.querySelector('#box iframe').offsetHeight - inside) <= 1"
    await merchant.page.wait_for_function(script, arg=inside)
    await screenshot(merchant.page, "embed-consumer")
    await press_pay(merchant.checkout)
    event = await merchant.called("onPaymentAuthorized")
    told = await shop.session(sid)
    assert event["transaction_id"] == told["transaction_id"]
    assert event["merchant_reference"] == "order-1"
    assert f"transaction_id={event['transaction_id']}" in event["href"]
    await merchant.checkout.get_by_role("heading", name="Tack! Du betalar med faktura").wait_for()
    source = str(await frame.get_attribute("src"))
    assert source.startswith(f"{merchant.address}/embedResult/?sid={sid}&merchant_reference=order-1&transaction_id=")
    assert "&language=sv&" in source
    await screenshot(merchant.page, "embed-result")
    assert len(await merchant.heard("SessionPaymentAuthorized")) == 1


async def test_a_business_buys_and_a_shop_without_handlers_is_led_on(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2b",), back=f"{merchant.origin}/back?cart=7")
    await merchant.embed(sid, only=[])
    await fill(merchant.checkout, **COMPANY)
    await press_pay(merchant.checkout)
    await merchant.page.wait_for_url(f"{merchant.origin}/back?cart=7&merchant_reference=order-1&transaction_id=*")
    assert (await shop.session(sid))["transaction_id"] in merchant.page.url


async def test_the_payer_cancels(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open()
    await merchant.embed(sid, language="en")
    await merchant.checkout.locator("#cancel-form button").click()
    event = await merchant.called("onSessionCancel")
    assert "error=cancelled" in event["href"]
    await merchant.checkout.get_by_role("heading", name="You cancelled").wait_for()
    assert "transaction_id" not in await shop.session(sid)


async def test_a_session_that_is_not_there_is_told(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open()
    await merchant.embed(f"{sid[:-4]}AAAA")
    assert (await merchant.called("onSessionNotFound"))["type"] == "SessionNotFound"


async def test_the_order_is_changed_while_it_is_locked(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.embed(sid, language="en")
    await merchant.called("onSession")
    await fill(merchant.checkout)
    locked = await merchant.page.evaluate("checkout.lockSession()")
    button = merchant.checkout.locator("#pay-form > button[type=submit]")
    await expect(button).to_be_disabled()
    assert "Received" in await merchant.page.evaluate("checkout.lockSession().catch(String)")
    changed = {"amount": 25_000, "currency": "NOK"}
    items = [{"id": "1", "line_id": "1", "description": "A lamp", "quantity": 1, "amount": 25_000, "vat": 25}]
    await shop.ask("PUT", f"/v1/sessions/{sid}", json={"order": {**changed, "items": items}})
    updated = await merchant.page.evaluate("checkout.refreshSession()")
    assert updated["session"]["order"]["amount"] == 25_000
    assert locked["pay_lock_id"]
    await merchant.checkout.get_by_text("A lamp").wait_for()
    await expect(merchant.checkout.locator("#first_name")).to_have_value("Ola")
    await press_pay(merchant.checkout)
    event = await merchant.called("onPaymentAuthorized")
    bought = await shop.ask("GET", f"/v1/transactions/{event['transaction_id']}")
    assert bought["amount"] == 25_000


async def test_the_shop_refuses_and_then_accepts(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",))
    answers = [{"success": False, "clientValidationError": "Sold out <b>today</b>"}, {"success": True}]
    await merchant.embed(sid, validate=answers)
    await fill(merchant.checkout)
    await press_pay(merchant.checkout)
    await merchant.checkout.get_by_text("Sold out <b>today</b>").wait_for()
    assert (await merchant.called("onValidateSession"))["session"]["id"] == sid
    assert "transaction_id" not in await shop.session(sid)
    await press_pay(merchant.checkout)
    await merchant.called("onPaymentAuthorized")


async def test_the_shop_chooses_a_product(merchant: MerchantPage, shop: Shop) -> None:
    await merchant.embed(await shop.open())
    await merchant.called("onSession")
    for word, chosen in (("invoice_b2b", "business"), ("invoice_b2c", "consumer"), ("nonsense", "consumer")):
        await merchant.page.evaluate("(word) => checkout.setActivePaymentProductType(word)", f"kravia.{word}")
        await merchant.checkout.locator(f"#product-{chosen}:checked").wait_for()
    said = [each["payment_product_type"] for each in await merchant.heard("ActivePaymentProductType")]
    assert said[-2:] == ["kravia.invoice_b2c", "kravia.invoice_b2c"]


async def test_what_is_wrong_stands_next_to_its_field(merchant: MerchantPage, shop: Shop) -> None:
    await merchant.embed(await shop.open(("invoice_b2c",)), language="en")
    await fill(merchant.checkout)
    await merchant.checkout.locator("#email").fill("ola@")
    before = (await merchant.heard("HeightChanged"))[-1]["height"]
    await press_pay(merchant.checkout)
    field = merchant.checkout.locator("#email[aria-invalid=true]")
    await expect(field).to_have_attribute("aria-describedby", re.compile("email-problem"))
    script = "(before) => heard.findLast((each) => each?.type === 'HeightChanged').height > before"
    await merchant.page.wait_for_function(script, arg=before)
    await screenshot(merchant.page, "embed-problem")


async def test_the_sdk_leads_to_a_page_of_its_own_and_back(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",), back=f"{merchant.origin}/back")
    await merchant.page.evaluate("(options) => dintero.redirect(options)", {"sid": sid, "endpoint": merchant.address})
    page = merchant.page
    await page.wait_for_url(f"{merchant.address}/?sdk=0.8.30&sid={sid}")
    await fill(page)
    await page.locator("#pay-form > button[type=submit]").dblclick()
    await page.wait_for_url(f"{merchant.origin}/back?merchant_reference=order-1&transaction_id=*")
    assert [event["name"] for event in (await shop.session(sid))["events"]].count("AUTHORIZED") == 1
