"""What the routes of these pages share: verbs in transactions, paying what is pending, where the payer goes next."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import quote, urlencode

from starlette.responses import RedirectResponse

from fordring.domain.errors import DomainError, InvalidCommandError, NotFoundError
from fordring.domain.identity.verification import Journey, Verification
from fordring.domain.purchase.checkout import CheckoutChangedError, CheckoutLockedError
from fordring.gateways.identity.provider import Identifies, Way
from fordring.pages.context import PagesContext
from fordring.pages.identity.notices import Notice
from fordring.pages.identity.visit import PATH, Held
from fordring.pages.render import SHARED_HEADERS
from fordring.services.checkout.pay_checkout import CheckoutPayment, Hindrance, PayCheckout, pay_checkout
from fordring.services.identity.show_verification import show_verification
from fordring.services.verifying import VerificationView
from fordring.services.views import CheckoutView
from fordring.storage.house.tokens import sha256_of
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.verifications import sha256_of_state
from fordring.storage.work import Asker, Work

Result = TypeVar("Result")
OF_ADDRESSES = ":/%#?=@[]!$&'()*+,;~"
PAYER = "payer"
REFUSED: tuple[tuple[type[DomainError], Notice], ...] = (
    (CheckoutChangedError, Notice.CHANGED),
    (CheckoutLockedError, Notice.LOCKED),
    (InvalidCommandError, Notice.UNUSABLE),
)
"""Why an identified payer cannot pay now. What closed the checkout is told by the page itself."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A way out that is ready: the journey to keep, where to send the payer, and what the browser holds."""

    journey: Journey
    address: str
    held: Held


@dataclass(frozen=True, slots=True)
class Desk:
    """These pages' use of one installation."""

    context: PagesContext

    async def look(self, secret: str) -> VerificationView:
        """What the page's secret leads to. Raises NotFoundError."""
        if not secret:
            raise NotFoundError("identification", "of this link")
        async with self.context.database.reading() as connection:
            return await show_verification(secret, connection)

    async def do(self, verb: Callable[[Work], Awaitable[Result]]) -> Result:
        """One verb, in a transaction."""

        async def done(connection: Connection) -> Result:
            work = Work(connection, Unit(connection), self.context.wall(), Asker(PAYER, new_id()))
            result = await verb(work)
            await work.unit.flush()
            return result

        return await self.context.database.run(done)

    def callback(self, provider: str) -> str:
        """Where a provider sends the payer back to."""
        return f"{self.context.public_url}{PATH}/callback/{provider}"

    async def set_out(self, provider: Identifies, secret: str, language: str) -> Setting:
        """Fresh secrets for a way to the provider and back. Raises ProviderError."""
        name, wall = provider.configuration.name, self.context.wall()
        way = Way(
            redirect_uri=self.callback(name),
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            language=language,
        )
        address = await provider.begin(way, wall)
        browser = secrets.token_urlsafe(32)
        journey = Journey(
            provider=name,
            state_sha256=sha256_of_state(way.state),
            browser_sha256=sha256_of(browser),
            nonce=way.nonce,
            verifier=way.verifier,
            started_at=wall,
        )
        return Setting(journey, address, Held(secret, browser, language))

    async def pay(self, verification: Verification, held: Held) -> RedirectResponse:
        """Pay what was pending by the verb of the checkout; to the shop, or to this page with what is in the way."""
        pending = verification.pending
        command = PayCheckout(
            merchant_id=verification.merchant_id,
            checkout_id=verification.checkout_id,
            product=pending.product,
            billing=pending.billing,
            address=pending.address,
            seen=pending.seen,
            said=pending.said,
        )

        async def paid(work: Work) -> CheckoutPayment:
            return await pay_checkout(command, work)

        try:
            payment = await self.do(paid)
        except DomainError as error:
            notice = next((notice for kind, notice in REFUSED if isinstance(error, kind)), None)
            return self.to_page(held, notice)
        if payment.hindrance is Hindrance.REJECTED:
            return self.to_page(held, Notice.DECLINED)
        if payment.hindrance is not None:  # its time ran out meanwhile
            return self.to_page(held, Notice.LATE)
        return self.to_shop(payment.view, held)

    def to_page(self, held: Held, notice: Notice | None = None) -> RedirectResponse:
        """To the identification's own page."""
        query: dict[str, str] = {"notice": notice} if notice else {}
        query |= {"language": held.language} if held.language else {}
        joint = "?" if query else ""
        return _go(f"{PATH}/{held.secret}{joint}{urlencode(query)}")

    def to_shop(self, view: CheckoutView, held: Held, error: str | None = None) -> RedirectResponse:
        """To the shop's own address; to the page where the shop named none."""
        address = self.context.shop.return_address(view, error)
        return self.to_page(held) if address.startswith("?") else _go(quote(address, safe=OF_ADDRESSES))


def _go(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303, SHARED_HEADERS)
