"""What the pages are handed by main, and who may see those that need no login."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.requests import Request

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Product
from fordring.domain.purchase.showing import Showing
from fordring.gateways.companies import CompanyRegister, NoRegister
from fordring.gateways.identity.directory import Directory
from fordring.pages.demo.hands import Demo
from fordring.services.views import CheckoutView
from fordring.storage.transaction import Database

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


@dataclass(frozen=True, slots=True)
class ShopWords:
    """What a page says and understands in the words of the shop's API, handed in by `main/wiring.py`.

    `parse_session`: a public id to account id and checkout id; raises NotFoundError for what is none. `session_id`: the
    way back. `return_address`: the shop's own address with what it is told, `error` being one of the API's words.
    `purchase_id`: the public id of the purchase that came out of it. `product_word`: the API's word for a product.
    `showing`: what the shop wants on the page. `ticked`: boxes by id, as they are kept with what the shop gave.
    """

    parse_session: Callable[[str], tuple[str, UUID]]
    session_id: Callable[[CheckoutView], str]
    return_address: Callable[[CheckoutView, str | None], str]
    purchase_id: Callable[[CheckoutView], str | None]
    product_word: Callable[[Product], str]
    showing: Callable[[CheckoutView], Showing]
    ticked: Callable[[CheckoutView, Mapping[str, bool]], Mapping[str, Any]]


def _nothing_kept(_text: str, _place: str) -> str:
    """Without a key no national id is kept."""
    return ""


def _none(_address: str | None, _session: str, _wall: datetime) -> int:
    return 0


@dataclass(frozen=True, slots=True)
class PagesContext:
    """One installation, as its pages see it.

    `open_document`: merchant and document to the bytes of its one rendering, `open_report` the same of a report's file.
    `public_url` is where the pages are reached, without a slash at its end. `sign` gives this installation's signature
    of a text, the same in every process. `seconds_to_wait`: how long an address must before it may come again for a
    session; asking counts. `companies` is where payers are looked up, `sandbox_companies` those of sandbox merchants.
    `demo` is what the demo shop works with. `sandbox_pages`: whether it, the mailbox and the list of sandbox merchants
    are shown at all; only to a browser on this machine, unless `sandbox_pages_for_all`.
    `identity` are the providers that identify payers, `seal` encrypts a text for a place.
    """

    database: Database
    wall: Callable[[], datetime]
    open_document: Callable[[UUID, UUID], Awaitable[bytes]]
    open_report: Callable[[UUID, UUID], Awaitable[bytes]]
    public_url: str
    shop: ShopWords
    sign: Callable[[str], str]
    demo: Demo | None = None
    seconds_to_wait: Callable[[str | None, str, datetime], int] = _none
    companies: CompanyRegister = field(default_factory=NoRegister)
    sandbox_companies: CompanyRegister = field(default_factory=NoRegister)
    sandbox_pages: bool = True
    sandbox_pages_for_all: bool = False
    identity: Directory = field(default_factory=Directory)
    seal: Callable[[str, str], str] = _nothing_kept

    def shows_sandbox_to(self, request: Request) -> bool:
        """Whether this request may see what needs no login."""
        return self.sandbox_pages and (self.sandbox_pages_for_all or is_from_this_machine(request))

    def companies_of(self, merchant: Merchant) -> CompanyRegister:
        """The register in which this merchant's payers are looked up: of a sandbox merchant, the invented one."""
        return self.sandbox_companies if merchant.sandbox else self.companies

    def require_sandbox(self, request: Request) -> None:
        """Raise a 404 for whoever may not see it: the page is then simply not there."""
        if not self.shows_sandbox_to(request):
            raise HTTPException(404)


def is_from_this_machine(request: Request) -> bool:
    """Whether a program on this machine asks, by a loopback name, and no proxy stands in between.

    The name matters too: a foreign page whose host name was made to point here (DNS rebinding) sends its own.
    """
    if request.client is None or any(header in request.headers for header in FORWARDED):
        return False
    try:
        local = ip_address(request.client.host).is_loopback
    except ValueError:
        return False
    return local and request.url.hostname in LOOPBACK_NAMES
