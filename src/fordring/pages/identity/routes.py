"""The page of one identification: what is asked and why, and its forms. Opening it changes nothing."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.identity.verification import Standing
from fordring.gateways.identity.fetching import ProviderError
from fordring.pages.forms import ForeignFormError, UnusableFormError, read_form, require_own_form
from fordring.pages.identity.desk import Desk
from fordring.pages.identity.notices import Notice
from fordring.pages.identity.shown import language_of_view, notice_of, shown
from fordring.pages.identity.visit import NOTHING, Held, held_by, hold, page_secret
from fordring.pages.render import SHARED_HEADERS
from fordring.services.identity.correct_name import CorrectName, correct_name
from fordring.services.identity.leave_verification import leave_verification
from fordring.services.identity.start_verification import StartVerification, start_verification
from fordring.services.verifying import VerificationView

NAME_MAX, LANGUAGE_MAX = 100, 10
SHOPS_ERROR = "authorization"
"""What the shop is told of a customer who would not be identified (API reference, url.return_url)."""


@dataclass(frozen=True, slots=True)
class Acting:
    """A form of the page: what it is about, who sent it, and its fields."""

    request: Request
    view: VerificationView
    here: Held
    form: Mapping[str, str]

    @property
    def is_of_this_browser(self) -> bool:
        """Whether the payer was identified in this browser."""
        return self.view.verification.is_of(self.here.browser_sha256)


Act = Callable[[Acting], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Pages:
    """The routes with a token. Each raises NotFoundError where that leads nowhere."""

    desk: Desk

    async def show(self, request: Request) -> Response:
        """The page, or on to the shop where all is done."""
        view = await self.desk.look(page_secret(request))
        notice = notice_of(view, request, self.desk.context.wall())
        if notice is Notice.PAID:
            address = self.desk.context.shop.return_address(view.checkout, None)
            if not address.startswith("?"):
                return self.desk.to_shop(view.checkout, NOTHING)
        return shown(self.desk.context, request, view, notice)

    async def start(self, request: Request) -> Response:
        """To the chosen provider."""
        return await self._acting(request, self._start)

    async def correct(self, request: Request) -> Response:
        """Another name on the bill, and the payment if it is the identified payer's."""
        return await self._acting(request, self._correct)

    async def pay(self, request: Request) -> Response:
        """Pay what an identified payer could not pay at once."""
        return await self._acting(request, self._pay)

    async def leave(self, request: Request) -> Response:
        """Back to the shop, which is told."""
        return await self._acting(request, self._leave)

    async def _acting(self, request: Request, act: Act) -> Response:
        """Do it for a form of this page. Where it is too late, or too early, the page itself says what is."""
        context, secret = self.desk.context, page_secret(request)
        view = await self.desk.look(secret)
        held = held_by(request, view.verification)
        here = Held(secret, held.browser, request.query_params.get("language", "")[:LANGUAGE_MAX])
        closed = notice_of(view, request, context.wall()) in {
            *(Notice.PAID, Notice.OVER, Notice.LEFT, Notice.ORDER_CANCELLED, Notice.ORDER_EXPIRED),
        }
        try:
            form = await read_form(request)
            require_own_form(context, request, view.verification.verification_id.hex, form)
            return self.desk.to_page(here) if closed else await act(Acting(request, view, here, form))
        except (IllegalTransitionError, ForeignFormError, UnusableFormError):
            return self.desk.to_page(here)

    async def _start(self, acting: Acting) -> Response:
        here, context = acting.here, self.desk.context
        merchant = acting.view.checkout.merchant
        provider = context.identity.find(acting.form.get("provider", ""), sandbox=merchant.sandbox)
        if provider is None:
            return self.desk.to_page(here)
        try:
            language = language_of_view(context, acting.request, acting.view)
            setting = await self.desk.set_out(provider, here.secret, language)
        except ProviderError:
            return self.desk.to_page(here, Notice.UNREACHABLE)
        command = StartVerification(here.secret, setting.journey)
        started = await self.desk.do(lambda work: start_verification(command, work))
        answer = RedirectResponse(setting.address, 303, SHARED_HEADERS)
        hold(answer, started, setting.held, self.desk.context.public_url)
        return answer

    async def _correct(self, acting: Acting) -> Response:
        here = acting.here
        if not acting.is_of_this_browser:
            return self.desk.to_page(here, Notice.OTHER_BROWSER)
        names = [acting.form.get(name, "").strip()[:NAME_MAX] for name in ("first_name", "last_name")]
        command = CorrectName(here.secret, *names)
        corrected = await self.desk.do(lambda work: correct_name(command, work))
        if corrected.standing is not Standing.VERIFIED:
            return self.desk.to_page(here)
        return await self.desk.pay(corrected, here)

    async def _pay(self, acting: Acting) -> Response:
        verification, here = acting.view.verification, acting.here
        if not acting.is_of_this_browser:
            return self.desk.to_page(here, Notice.OTHER_BROWSER)
        if verification.standing is not Standing.VERIFIED:
            return self.desk.to_page(here)
        return await self.desk.pay(verification, here)

    async def _leave(self, acting: Acting) -> Response:
        left = await self.desk.do(lambda work: leave_verification(acting.here.secret, work))
        return self.desk.to_shop(left.checkout, acting.here, SHOPS_ERROR)
