"""A merchant's own page at another origin, with the real Web SDK: it embeds the checkout and keeps what it hears."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from playwright.async_api import FrameLocator, Page
from starlette.responses import FileResponse, HTMLResponse, Response

from faces.dintero.served import serving
from fordring.pages.embed import sdk

HTML = '<!doctype html><html lang="en"><title>Shop</title><script src="/sdk.js"></script><div id="box"></div></html>'
SCRIPT = """
window.heard = [];
window.calls = [];
window.addEventListener("message", ({ data, source }) => heard.push(data));
const handlers = ["onSession", "onPayment", "onPaymentAuthorized", "onPaymentError", "onSessionCancel",
    "onSessionNotFound", "onSessionLocked", "onSessionLockFailed", "onActivePaymentType"];
window.start = async ({ only = handlers, validate, silent, ...options }) => {
    const listening = Object.fromEntries(only.map((name) => [name, (event) => calls.push([name, event])]));
    if (validate) listening.onValidateSession = (event, checkout, callback) => {
        calls.push(["onValidateSession", event]);
        callback(validate.shift());
    };
    if (silent) listening.onValidateSession = (event) => calls.push(["onValidateSession", event]);
    window.checkout = await dintero.embed({ container: document.querySelector("#box"), ...options, ...listening });
};
window.frame = (src) => new Promise((loaded) => {
    const made = document.createElement("iframe");
    made.src = src;
    made.width = 600;
    made.height = 900;
    made.onload = loaded;
    document.querySelector("#box").append(made);
});
"""


@dataclass(frozen=True, slots=True)
class MerchantPage:
    """The page, and the checkout's address."""

    page: Page
    address: str
    origin: str

    @property
    def checkout(self) -> FrameLocator:
        """What is inside the frame."""
        return self.page.frame_locator("#box iframe")

    async def embed(self, sid: str, **options: Any) -> None:
        """Embed the session; `only` names the merchant's handlers, `validate` its answers in turn, `silent` none."""
        await self.page.evaluate("(options) => start(options)", {"sid": sid, "endpoint": self.address, **options})

    async def frame(self, sid: str, query: str) -> None:
        """Frame the session without the SDK, with this query."""
        await self.page.evaluate("async (src) => void (await frame(src))", f"{self.address}/?{query}&sid={sid}")

    async def post(self, **message: Any) -> None:
        """Say something to the frame, as the SDK does."""
        script = "(message) => document.querySelector('#box iframe').contentWindow.postMessage(message, '*')"
        await self.page.evaluate(script, message)

    async def heard(self, kind: str) -> list[dict[str, Any]]:
        """The messages of a type that have come so far."""
        messages: list[dict[str, Any]] = await self.page.evaluate(
            "(type) => heard.filter((each) => each && each.type === type)", kind
        )
        return messages

    async def hears(self, kind: str, times: int = 1) -> dict[str, Any]:
        """The newest message of a type, once so many have come."""
        script = "([type, times]) => heard.filter((each) => each && each.type === type).length >= times"
        await self.page.wait_for_function(script, arg=[kind, times])
        return (await self.heard(kind))[-1]

    async def called(self, name: str) -> Any:
        """What the merchant's handler of that name was given first, once it was."""
        found = await self.page.wait_for_function("(name) => calls.find((each) => each[0] === name)?.[1]", arg=name)
        return await found.json_value()


@asynccontextmanager
async def merchant_page(page: Page, address: str, origins: set[str]) -> AsyncIterator[MerchantPage]:
    """The page, open in the browser, served at an origin of its own, which joins `origins`."""
    shop = FastAPI()

    async def home() -> Response:
        return HTMLResponse(HTML)

    async def script() -> Response:
        return FileResponse(sdk.FILE, media_type="text/javascript")

    for path, endpoint in (("/", home), ("/back", home), ("/evil", home), ("/sdk.js", script)):
        shop.add_api_route(path, endpoint, response_class=Response)
    async with serving(shop) as origin:
        origins.add(origin)
        await page.add_init_script(f"if (window === top) {{ {SCRIPT} }}")
        await page.goto(f"{origin}/")
        yield MerchantPage(page, address, origin)
