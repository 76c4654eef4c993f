"""What the page of an identification shows, by how far it and its checkout have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from fordring.domain.identity.verification import Failure, Standing
from fordring.domain.purchase.checkout import Stage
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.model import Language
from fordring.formats.documents.texts import WORDS
from fordring.pages.context import PagesContext
from fordring.pages.forms import form_token
from fordring.pages.identity.notices import PASSING, STATUSES, Notice
from fordring.pages.identity.texts import TEXTS
from fordring.pages.identity.visit import PATH, held_by, language_of
from fordring.pages.render import SHARED_HEADERS, page
from fordring.services.branding import merchant_language
from fordring.services.verifying import VerificationView

HEADERS = SHARED_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self' https: http:",
    "X-Frame-Options": "DENY",
}
"""A form's answer sends the payer on, to a provider or to the shop, and browsers hold that against `form-action`."""

CLOSED = {Stage.CANCELLED: Notice.ORDER_CANCELLED, Stage.EXPIRED: Notice.ORDER_EXPIRED}
FAILURES = {
    Failure.CANCELLED: Notice.CANCELLED,
    Failure.REFUSED: Notice.REFUSED,
    Failure.UNREACHABLE: Notice.UNREACHABLE,
    Failure.UNTRUSTED: Notice.UNTRUSTED,
}
BEGINNING = frozenset({Notice.ASK, *FAILURES.values(), Notice.LATE, Notice.OTHER_BROWSER, Notice.MISMATCH})
"""Where the payer can go to a provider."""
HELD_UP = frozenset({Notice.LOCKED, Notice.DECLINED, Notice.CHANGED, Notice.UNUSABLE})
"""Where an identified payer cannot pay just now."""
GOES_ON = BEGINNING | HELD_UP | {Notice.READY, Notice.NO_PROVIDER}
PAYING = frozenset({Notice.READY, Notice.LOCKED})


@dataclass(frozen=True, slots=True)
class Actions:
    """What the payer can do: go to these providers, correct these names, pay, go to the checkout, leave."""

    providers: tuple[tuple[str, str], ...] = ()
    names: tuple[str, str] | None = None
    pay: bool = False
    checkout: str = ""
    leave: bool = False


def notice_of(view: VerificationView, request: Request, wall: datetime) -> Notice:
    """What there is to say now. What an address names is said only where nothing stronger is."""
    verification, stage = view.verification, view.checkout.checkout.stage(wall)
    if stage is Stage.PAID:
        return Notice.PAID
    if stage in CLOSED:
        return CLOSED[stage]
    if verification.standing is Standing.LEFT:
        return Notice.LEFT
    if verification.is_over(wall):
        return Notice.OVER
    named = request.query_params.get("notice", "")
    if named in PASSING and named in BEGINNING | HELD_UP:
        return Notice(named)
    return _standing_notice(view, request)


def _standing_notice(view: VerificationView, request: Request) -> Notice:
    """By the identification alone. Who was identified is shown to that browser only."""
    verification = view.verification
    known_here = verification.is_of(held_by(request, verification).browser_sha256)
    if verification.standing is Standing.FAILED and verification.failure:
        return FAILURES[verification.failure]
    if verification.standing is Standing.MISMATCHED and known_here:
        return Notice.MISMATCH
    return Notice.READY if verification.standing is Standing.VERIFIED and known_here else Notice.ASK


def shown(context: PagesContext, request: Request, view: VerificationView, notice: Notice) -> HTMLResponse:
    """The page that says `notice`, with what can be done about it."""
    merchant, checkout = view.checkout.merchant, view.checkout.checkout
    language = language_of_view(context, request, view)
    texts, figures = TEXTS[language], Figures(WORDS[language], checkout.currency)
    actions = _actions(context, view, notice, language)
    if notice is Notice.ASK and not actions.providers:
        notice = Notice.NO_PROVIDER
    person = view.verification.person
    named = {
        "merchant": merchant.name,
        "amount": figures.money(checkout.order.amount_minor),
        "billed": view.verification.pending.billing.person,
        "person": person.full_name if person and notice is Notice.MISMATCH else "",
    }
    told = (named["merchant"], named["amount"], checkout.order.merchant_reference, named["billed"])
    title, lead = texts.notices[notice]
    return page(
        "identity.html",
        STATUSES.get(notice, 200),
        HEADERS,
        language=language,
        texts=texts,
        shop=merchant.name,
        title=title.format(**named),
        lead=lead.format(**named),
        facts=list(zip(texts.labels, told, strict=True)) if notice in GOES_ON else [],
        actions=actions,
        form_token=form_token(context, view.verification.verification_id.hex),
        path=f"{PATH}/{request.path_params.get('token', '')}",
        query=f"?language={language}" if "language" in request.query_params else "",
    )


def unknown(request: Request, notice: Notice = Notice.UNKNOWN) -> HTMLResponse:
    """Where nothing is known of whom it is about: in the browser's language, with nothing to do."""
    language = language_of(request, "", "en")
    title, lead = TEXTS[language].notices[notice]
    facts: Mapping[str, Any] = {
        "facts": [],
        "actions": Actions(),
        "path": "",
        "query": "",
        "shop": "Fordring",
        "form_token": "",
    }
    return page(
        "identity.html",
        STATUSES.get(notice, 200),
        HEADERS,
        language=language,
        texts=TEXTS[language],
        title=title,
        lead=lead,
        **facts,
    )


def language_of_view(context: PagesContext, request: Request, view: VerificationView) -> Language:
    """The language in which this payer is spoken to."""
    shops = context.shop.showing(view.checkout).language
    return language_of(request, shops, merchant_language(view.checkout.merchant))


def _actions(context: PagesContext, view: VerificationView, notice: Notice, language: str) -> Actions:
    if notice not in GOES_ON:
        back = notice in {Notice.LEFT, Notice.OVER}
        return Actions(checkout=checkout_address(context, view) if back else "")
    texts, billing = TEXTS[language], view.verification.pending.billing
    merchant = view.checkout.merchant
    country = billing.country or merchant.country
    wording = texts.begin if notice is Notice.ASK else texts.again
    begins = notice in BEGINNING and view.verification.standing is not Standing.VERIFIED
    offered = context.identity.offered(country, sandbox=merchant.sandbox) if begins else []
    found = [provider.configuration for provider in offered]
    return Actions(
        providers=tuple((provider.name, wording.format(provider=provider.label)) for provider in found),
        names=(billing.first_name, billing.last_name) if notice is Notice.MISMATCH else None,
        pay=notice in PAYING,
        checkout=checkout_address(context, view),
        leave=True,
    )


def checkout_address(context: PagesContext, view: VerificationView) -> str:
    """The checkout's own page."""
    return f"{context.public_url}/?sid={context.shop.session_id(view.checkout)}"
