"""What else a shop hears of its payer: another language, an order that was cancelled, or paid elsewhere, meanwhile."""

from browser.conftest import Browse
from browser.merchant_page import MerchantPage
from browser.payer import fill, press_pay
from browser.shop import Shop


async def test_the_language_is_changed_by_the_payer_and_by_the_shop(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.embed(sid, language="no")
    assert (await merchant.hears("LanguageChanged"))["language"] == "nb"
    await merchant.checkout.locator("nav a[hreflang=sv]").click()
    assert (await merchant.hears("LanguageChanged", times=2))["language"] == "sv"
    await merchant.post(type="SetLanguage", sid=sid, language="fi")
    assert (await merchant.hears("LanguageChanged", times=3))["language"] == "fi"
    await merchant.checkout.locator("html[lang=fi]").wait_for()


async def test_an_order_that_was_cancelled_meanwhile_cannot_be_paid(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.embed(sid)
    await fill(merchant.checkout)
    await shop.ask("POST", f"/v1/sessions/{sid}/cancel")
    await press_pay(merchant.checkout)
    event = await merchant.called("onPaymentError")
    assert event["error"] == "cancelled"
    assert "error=cancelled" in event["href"]
    assert "transaction_id" not in await shop.session(sid)


async def test_an_order_that_was_paid_in_another_tab_is_paid_once(
    merchant: MerchantPage, shop: Shop, browse: Browse
) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.embed(sid)
    await fill(merchant.checkout)
    tab = await browse()
    await tab.goto(f"{merchant.address}/?sid={sid}")
    await fill(tab)
    await press_pay(tab)
    await tab.wait_for_url("**/static/icon.svg?*transaction_id=*")
    await press_pay(merchant.checkout)
    event = await merchant.called("onPaymentAuthorized")
    assert event["transaction_id"] == (await shop.session(sid))["transaction_id"]
    await tab.go_back()
    await tab.locator("#pay-form").wait_for(state="detached")


async def test_a_purchase_that_is_declined_is_no_end(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.embed(sid, language="en")
    await fill(merchant.checkout)
    await merchant.checkout.locator("#email").fill("ola+declined@example.com")
    await press_pay(merchant.checkout)
    await merchant.checkout.locator("#form-error:visible").wait_for()
    assert await merchant.heard("SessionPaymentError") == []
    await merchant.checkout.locator("#email").fill("ola@example.com")
    await press_pay(merchant.checkout)
    await merchant.called("onPaymentAuthorized")
