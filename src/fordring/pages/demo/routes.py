"""The addresses below `/demo`: the shop, its server's part, the sandbox's buttons; only on this machine."""

import secrets
from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from fordring.domain.errors import DomainError, NotFoundError
from fordring.pages.context import PagesContext, is_from_this_machine
from fordring.pages.demo.goods import GOODS
from fordring.pages.demo.hands import Demo
from fordring.pages.demo.order import basket_of, checkout_command
from fordring.pages.demo.shelf import Found, found_order
from fordring.pages.demo.story import money, story_of
from fordring.pages.embed import sdk
from fordring.pages.forms import ForeignFormError, UnusableFormError, form_token, read_form, require_own_form
from fordring.pages.render import FRAMED_PDF_HEADERS, SHARED_HEADERS, page
from fordring.services.checkout.create_checkout import create_checkout
from fordring.services.views import CheckoutView
from fordring.storage import merchants
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

ABOUT = "the demo shop"
DAYS = (7, 14, 40)
MISTAKES = {
    "short": "Too little",
    "too_much": "Too much",
    "twice": "Twice",
    "wrong_reference": "With a wrong reference",
    "taken_back": "Paid, then taken back by the bank",
}
"""What the sandbox's bank may play, and the words of its button."""
SHOP_HEADERS = SHARED_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; connect-src 'self'; frame-src 'self'; "
    "img-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}
"""The Web SDK gives its frame a height by a style attribute, which any shop that uses it has to allow."""

Step = Callable[[Mapping[str, str], Request], Awaitable[Response]]


def router(context: PagesContext, demo: Demo) -> APIRouter:
    """The routes below `/demo`."""
    made = APIRouter(prefix="/demo")
    shop = DemoShop(context, demo)
    for path, method, endpoint in (
        ("", "GET", shop.show),
        ("/back", "GET", shop.show),
        ("/sdk.umd.js", "GET", shop.sdk),
        ("/sdk.js", "GET", shop.sdk_module),
        ("/callback", "GET", shop.hear),
        ("/orders", "POST", shop.posted(shop.open)),
        ("/orders/{sid}", "GET", shop.story),
        ("/orders/{sid}/invoice.pdf", "GET", shop.invoice),
        ("/orders/{sid}/advance", "POST", shop.posted(shop.advance)),
        ("/orders/{sid}/pay", "POST", shop.posted(shop.pay)),
    ):
        made.add_api_route(path, endpoint, methods=[method], response_class=Response)
    return made


class DemoShop:
    """The shop: its page and its server."""

    def __init__(self, context: PagesContext, demo: Demo) -> None:
        self._context = context
        self._demo = demo

    async def show(self, request: Request) -> HTMLResponse:
        """The shop's page, before, during and after a purchase."""
        self._context.require_sandbox(request)
        async with self._context.database.reading() as connection:
            try:
                merchant = await merchants.by_account_id(connection, self._demo.account_id)
            except NotFoundError as error:
                raise HTTPException(404) from error
        facts = {"merchant": merchant, "money": money, "goods": GOODS, "days": DAYS, "mistakes": MISTAKES}
        token = form_token(self._context, ABOUT)
        return page("demo.html", 200, SHOP_HEADERS, **facts, token=token, may_call_back=self._demo.may_call_back)

    async def sdk(self, request: Request) -> Response:
        """The Web SDK as it was published."""
        self._context.require_sandbox(request)
        return FileResponse(sdk.FILE, media_type="text/javascript")

    async def sdk_module(self, request: Request) -> Response:
        """The same by a name that the page's own modules import."""
        self._context.require_sandbox(request)
        return FileResponse(sdk.AS_MODULE, media_type="text/javascript")

    def posted(self, step: Step) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint of a form of the shop's own page."""

        async def endpoint(request: Request) -> Response:
            self._context.require_sandbox(request)
            try:
                form = await read_form(request)
                require_own_form(self._context, request, ABOUT, form)
                return await step(form, request)
            except ForeignFormError:
                return _told({"problem": "Load the page again."}, 403)
            except NotFoundError as error:
                raise HTTPException(404) from error
            except (UnusableFormError, ValueError, DomainError) as error:
                return _told({"problem": str(error)}, 400)

        return endpoint

    async def open(self, form: Mapping[str, str], request: Request) -> Response:
        """What lies in the basket becomes a session; the browser learns nothing but its id."""
        origin = str(request.base_url).rstrip("/") if is_from_this_machine(request) else self._context.public_url
        basket, callback = basket_of(form), f"{self._context.public_url}/demo/callback"

        async def opened(connection: Connection) -> CheckoutView:
            merchant = await merchants.by_account_id(connection, self._demo.account_id)
            reference = f"demo-{secrets.token_hex(4)}"
            command = checkout_command(merchant.merchant_id, reference, basket, f"{origin}/demo/back", callback)
            work = Work(connection, Unit(connection), self._context.wall(), Asker("demo shop", new_id()))
            return await create_checkout(command, work)

        return _told({"sid": self._context.shop.session_id(await self._context.database.run(opened))})

    async def story(self, request: Request) -> Response:
        """Where the order stands."""
        found = await self._found(request)
        return _told(story_of(found.checkout, found.bought, found.told, self._context.wall()))

    async def invoice(self, request: Request) -> Response:
        """The invoice's PDF."""
        found = await self._found(request)
        if found.bought is None or not found.bought.is_billed:
            raise HTTPException(404)
        pdf = await self._context.open_document(found.checkout.merchant.merchant_id, found.bought.document_id)
        return Response(pdf, headers=FRAMED_PDF_HEADERS, media_type="application/pdf")

    async def advance(self, form: Mapping[str, str], request: Request) -> Response:
        """Move the merchant's time."""
        days = int(form.get("days", ""))
        if days not in DAYS:
            raise ValueError(f"days are {', '.join(map(str, DAYS))}")
        found = await self._found(request)
        await self._demo.advance(found.checkout.merchant.merchant_id, days)
        return await self.story(request)

    async def pay(self, form: Mapping[str, str], request: Request) -> Response:
        """The sandbox's payer pays the invoice: everything, a third of what is open, or not as it should be paid."""
        found = await self._found(request)
        if found.bought is None or not found.bought.is_billed:
            raise HTTPException(404)
        claim = found.bought.claim
        how = form.get("how", "")
        if how in MISTAKES:
            await self._demo.play(claim.merchant_id, claim.claim_no, how)
        else:
            part = claim.open.total // 3 or None if how == "part" else None
            await self._demo.pay(claim.merchant_id, claim.claim_no, part)
        return await self.story(request)

    async def hear(self, request: Request) -> Response:
        """The shop's server is told of an event. What it answers is kept with the attempt, and shown by the page."""
        self._context.require_sandbox(request)
        async with self._context.database.reading() as connection:
            merchant = await merchants.by_account_id(connection, self._demo.account_id)
        secret = merchant.signature_secret
        good = self._demo.is_signed(request.method, str(request.url), request.headers, secret)
        return _told({"signature": "good"} if good else {"signature": "not good"}, 200 if good else 401)

    async def _found(self, request: Request) -> Found:
        """The order in the path. Raises a 404."""
        self._context.require_sandbox(request)
        try:
            return await found_order(self._context, self._demo, request.path_params["sid"])
        except NotFoundError as error:
            raise HTTPException(404) from error


def _told(facts: Mapping[str, object], status: int = 200) -> Response:
    return Response(to_json(facts), status, SHARED_HEADERS, "application/json")
