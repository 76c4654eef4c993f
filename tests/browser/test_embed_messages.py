"""Messages of SDKs newer than the one we keep, and acknowledgements: the checkout framed without an SDK, by hand."""

from browser.merchant_page import MerchantPage
from browser.payer import fill, press_pay
from browser.shop import Shop

NEWER = (
    "sdk=0.12.19&ui=inline&language=en&client_side_address_callback=true&role=pop_out_launcher&hide_test_message=true"
    "&sdk_hostname=shop.example&sdk_not_top_level=true&something_new=1"
)


async def test_a_newer_shop_judges_the_address(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.frame(sid, NEWER)
    await fill(merchant.checkout)
    await press_pay(merchant.checkout)
    asked = await merchant.hears("AddressCallback")
    assert asked["session"]["order"]["billing_address"]["postal_place"] == "Oslo"
    await merchant.post(type="AddressCallbackResult", sid=sid, success=False, error="We do not sell to Oslo")
    await merchant.checkout.get_by_text("We do not sell to Oslo").wait_for()
    await merchant.page.evaluate("heard.length = 0")
    await press_pay(merchant.checkout)
    await merchant.hears("AddressCallback")
    await merchant.post(type="AddressCallbackResult", sid=sid, success=True)
    paid = await merchant.hears("SessionPaymentAuthorized")
    assert paid["transaction_id"] == (await shop.session(sid))["transaction_id"]
    assert await merchant.heard("ShowPopOutButton") == []


async def test_what_is_not_acknowledged_is_said_again_and_nothing_follows_the_end(
    merchant: MerchantPage, shop: Shop
) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.frame(sid, "sdk=0.8.30&ui=inline&language=en")
    loaded = await merchant.hears("SessionLoaded")
    await merchant.post(ack=loaded["mid"])
    await merchant.post(ack=loaded["mid"])
    await merchant.checkout.locator("#cancel-form button").click()
    ended = await merchant.hears("SessionCancel", times=2)
    assert {each["mid"] for each in await merchant.heard("SessionCancel")} == {ended["mid"]}
    await merchant.post(ack=ended["mid"])
    said = len(await merchant.heard("SessionCancel"))
    await merchant.post(type="RefreshSession", sid=sid)
    await merchant.page.wait_for_timeout(1500)
    assert len(await merchant.heard("SessionCancel")) == said
    assert len(await merchant.heard("SessionLoaded")) == 1
    assert await merchant.heard("SessionUpdated") == []


async def test_a_payer_whom_nobody_leads_on_is_shown_the_way(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",), back=f"{merchant.origin}/back")
    await merchant.frame(sid, "sdk=0.8.30&ui=inline&language=en")
    await merchant.hears("SessionLoaded")
    await merchant.checkout.locator("#cancel-form button").click()
    await merchant.checkout.get_by_role("link", name="Back to the shop").click()
    await merchant.page.wait_for_url(f"{merchant.origin}/back?*error=cancelled*")


async def test_a_height_follows_the_layout(merchant: MerchantPage, shop: Shop) -> None:
    await merchant.embed(await shop.open(("invoice_b2c",)))
    await merchant.called("onSession")
    wide = (await merchant.hears("HeightChanged"))["height"]
    await merchant.page.set_viewport_size({"width": 340, "height": 700})
    await merchant.page.wait_for_function("(wide) => heard.some(({ height }) => height > wide + 100)", arg=wide)
    script = """() => document.querySelector("#box iframe").offsetHeight
        === heard.findLast((each) => each?.type === "HeightChanged").height"""
    await merchant.page.wait_for_function(script)
    tall = (await merchant.heard("HeightChanged"))[-1]["height"]
    await merchant.page.set_viewport_size({"width": 1280, "height": 900})
    await merchant.page.wait_for_function("(tall) => heard.at(-1).height < tall", arg=tall)


async def test_an_older_shops_window_goes_where_the_payer_is_identified(merchant: MerchantPage, shop: Shop) -> None:
    await merchant.embed(await shop.open(("invoice_b2c",), verify=True))
    await fill(merchant.checkout)
    await press_pay(merchant.checkout)
    await merchant.page.wait_for_url(f"{merchant.address}/identity/**")


async def test_a_newer_shop_is_asked_to_go_there(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",), verify=True)
    await merchant.frame(sid, "sdk=0.11.0&ui=inline")
    await fill(merchant.checkout)
    await press_pay(merchant.checkout)
    told = await merchant.hears("TopLevelNavigation")
    assert told["href"].startswith(f"{merchant.address}/identity/")
    assert merchant.page.url == f"{merchant.origin}/"
    assert "transaction_id" not in await shop.session(sid)


async def test_a_shop_that_loads_again_hears_how_it_ended(merchant: MerchantPage, shop: Shop) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.embed(sid, only=["onSession"])
    await fill(merchant.checkout)
    await press_pay(merchant.checkout)
    await merchant.page.wait_for_url("**/static/icon.svg?*transaction_id=*")
    await merchant.page.goto(f"{merchant.origin}/")
    await merchant.embed(sid)
    again = await merchant.called("onPaymentAuthorized")
    assert again["transaction_id"] == (await shop.session(sid))["transaction_id"]
    await merchant.page.reload()
    cancelled = await shop.open()
    await shop.ask("POST", f"/v1/sessions/{cancelled}/cancel")
    await merchant.embed(cancelled)
    assert "error=cancelled" in (await merchant.called("onSessionCancel"))["href"]
