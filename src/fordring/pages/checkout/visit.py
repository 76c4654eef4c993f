"""Somebody at the checkout page: which order they came for, in which language, from which kind of page."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote, urlencode, urlsplit

from starlette.requests import Request

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.checkout import Checkout
from fordring.domain.purchase.showing import Showing
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.model import Language
from fordring.formats.documents.texts import WORDS
from fordring.pages.checkout.language import chosen
from fordring.pages.checkout.texts import TEXTS
from fordring.pages.checkout.texts.words import Texts
from fordring.pages.context import PagesContext
from fordring.services.branding import merchant_language
from fordring.services.views import CheckoutView
from fordring.storage import checkouts, merchants
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

Result = TypeVar("Result")
Verb = Callable[[Work], Awaitable[Result]]

PAYER = "payer"
NOTED_HEADERS = ("user-agent",)
KEPT = ("sdk", "ui", "language", "client_side_validation", "client_side_address_callback", "sdk_hostname")
KEPT_LENGTH_MAX = 100
SID_LENGTH_MAX = 64
OF_ADDRESSES = ":/%#?=@[]!$&'()*+,;~"
WEB = frozenset(["http", "https"])
CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Order:
    """A checkout as the page works with it; `now` is its merchant's clock."""

    view: CheckoutView
    showing: Showing
    now: datetime

    @property
    def merchant(self) -> Merchant:
        """Who is owed."""
        return self.view.merchant

    @property
    def checkout(self) -> Checkout:
        """The checkout."""
        return self.view.checkout


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for the page. `order` is None where there is none; `asked` are the parameters that stay with it."""

    context: PagesContext
    request: Request
    wall: datetime
    sid: str
    order: Order | None
    asked: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> Language:
        """The language of the answer."""
        order = self.order
        accepted = self.request.headers.get("accept-language", "")
        shops = order.showing.language if order else ""
        return chosen(
            self.asked.get("language", ""), shops, accepted, merchant_language(order.merchant) if order else "en"
        )

    @property
    def texts(self) -> Texts:
        """The words of that language."""
        return TEXTS[self.language]

    @property
    def figures(self) -> Figures:
        """How that language writes the order's amounts and days."""
        return Figures(WORDS[self.language], self.order.checkout.currency if self.order else "NOK")

    @property
    def wants_json(self) -> bool:
        """Whether a script asks, which words the answer itself."""
        return "application/json" in self.request.headers.get("accept", "")

    def address(self, **changed: str) -> str:
        """Of this page, with what it was asked for."""
        return f"/?{urlencode({**self.asked, **changed, 'sid': self.sid}, quote_via=quote)}"

    def way_back(self, error: str | None = CANCELLED) -> str | None:
        """The shop's own address, with what it is told; None where that is no web page."""
        return None if self.order is None else web_address(self.context.shop.return_address(self.order.view, error))


async def visit_of(context: PagesContext, request: Request, sid: str, given: Mapping[str, str]) -> Visit:
    """The visit, with the order if there is one; `given` are the parameters, of the address or of the form."""
    wall = context.wall()
    return Visit(context, request, wall, sid, await order_of(context, sid, wall), kept(given))


def kept(given: Mapping[str, str]) -> dict[str, str]:
    """The parameters that stay with the page."""
    return {name: given[name][:KEPT_LENGTH_MAX] for name in KEPT if given.get(name)}


async def order_of(context: PagesContext, sid: str, wall: datetime) -> Order | None:
    """The order that a public id is of."""
    if len(sid) > SID_LENGTH_MAX:
        return None
    try:
        account_id, checkout_id = context.shop.parse_session(sid)
        async with context.database.reading() as connection:
            merchant = await merchants.by_account_id(connection, account_id)
            view = CheckoutView(merchant, await checkouts.get(connection, merchant.merchant_id, checkout_id))
    except NotFoundError:
        return None
    return Order(view, context.shop.showing(view), merchant.now(wall))


async def done(visit: Visit, verb: Verb[Result]) -> Result:
    """A verb done by the payer, in one transaction."""
    headers = {name: visit.request.headers[name] for name in NOTED_HEADERS if name in visit.request.headers}
    asker = Asker(PAYER, new_id(), headers)

    async def tried(connection: Connection) -> Result:
        work = Work(connection, Unit(connection), visit.wall, asker)
        result = await verb(work)
        await work.unit.flush()
        return result

    return await visit.context.database.run(tried)


def web_address(address: str) -> str | None:
    """The address as it may stand in a link or a header; None unless it leads to a web page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return quote(address, safe=OF_ADDRESSES) if parts.scheme.lower() in WEB and parts.hostname else None


def origin_of(address: str) -> str:
    """Scheme and host of a web address, as a content security policy names them; empty where it cannot."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    allowed = all(character.isalnum() or character in ".-:[]" for character in host) and host.isascii()
    return f"{parts.scheme}://{host}" if allowed and host else ""
