"""What somebody else says to the framed checkout changes nothing; nothing but the checkout lets itself be framed."""

from playwright.async_api import Frame, expect

from browser.merchant_page import MerchantPage
from browser.payer import fill, press_pay
from browser.shop import Shop
from browser.watching import Watch


async def neighbour(merchant: MerchantPage, watch: Watch) -> Frame:
    """Another frame on the shop's page, from somewhere else: an advertisement, say."""
    elsewhere = merchant.origin.replace("127.0.0.1", "localhost")
    watch.origins.add(elsewhere)
    await merchant.page.evaluate(
        "(src) => document.body.append(Object.assign(document.createElement('iframe'), { src }))", f"{elsewhere}/evil"
    )
    await merchant.page.frame_locator(f"iframe[src='{elsewhere}/evil']").locator("#box").wait_for(state="attached")
    return next(frame for frame in merchant.page.frames if frame.url == f"{elsewhere}/evil")


async def test_only_the_window_that_frames_it_is_heard(merchant: MerchantPage, shop: Shop, watch: Watch) -> None:
    sid = await shop.open(("invoice_b2c",))
    await merchant.embed(sid, silent=True)
    await merchant.called("onSession")
    await fill(merchant.checkout)
    await press_pay(merchant.checkout)
    await merchant.called("onValidateSession")
    evil = await neighbour(merchant, watch)
    for kind in ("ValidationResult", "LockSession", "RefreshSession", "SetLanguage"):
        forged = {"type": kind, "sid": sid, "success": True, "language": "fi"}
        await evil.evaluate("(message) => parent.frames[0].postMessage(message, '*')", forged)
        await merchant.post(**{**forged, "sid": f"{sid}x"})
        await merchant.post(**{**forged, "sid": None})
    await merchant.page.evaluate("frames[0].postMessage(null, '*'), frames[0].postMessage('hello', '*')")
    await merchant.page.wait_for_timeout(300)
    assert not [url for url in watch.requests if url.endswith("/session/lock") or f"/checkout/{sid}" in url]
    assert await merchant.heard("SessionUpdated") == []
    assert "transaction_id" not in await shop.session(sid)
    await merchant.post(type="ValidationResult", sid=sid, success=True)
    await merchant.called("onPaymentAuthorized")


async def test_pages_that_are_not_for_shops_cannot_be_framed(merchant: MerchantPage, shop: Shop, watch: Watch) -> None:
    watch.forgiven += ["frame-ancestors", "X-Frame-Options"]
    framable = f"/?sid={await shop.open()}"
    for path in (framable, "/", "/mailbox", "/demo", "/docs", "/invoice/nonsense", "/invitation/nonsense"):
        await merchant.page.evaluate("async (src) => void (await frame(src))", f"{merchant.address}{path}")
        await expect(merchant.page.frames[-1].locator("#main"), path).to_have_count(int(path == framable))
