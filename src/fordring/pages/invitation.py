"""The page of an invitation's link: who is invited to what. Its button accepts; opening it changes nothing."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from fordring.domain.calendar import local_day
from fordring.domain.errors import NotFoundError
from fordring.domain.invitation import Invitation
from fordring.domain.merchant import Merchant
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.pdf.party_view import written_number
from fordring.formats.documents.texts import WORDS
from fordring.pages.context import PagesContext
from fordring.pages.invitation_texts import TEXTS
from fordring.pages.render import FORM_HEADERS, SHARED_HEADERS, page
from fordring.services.branding import merchant_language
from fordring.services.onboarding.accept_invitation import AcceptInvitation, accept_invitation
from fordring.storage import invitations, merchants
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

LANGUAGES = {"nb": "nb", "no": "nb", "nn": "nb", "sv": "sv", "fi": "fi"}
SECRET_LENGTH_MAX = 100


def router(context: PagesContext) -> APIRouter:
    """The route `/invitation/{token}`."""
    made = APIRouter(prefix="/invitation")

    async def show(request: Request) -> HTMLResponse:
        async with context.database.reading() as connection:
            try:
                invitation = await invitations.by_link(connection, _secret(request))
            except NotFoundError:
                return _unknown(request)
            merchant = await merchants.get(connection, invitation.merchant_id)
        return _page(invitation, merchant, context.wall())

    async def accept(request: Request) -> Response:
        command = AcceptInvitation(_secret(request))

        async def accepted(connection: Connection) -> Invitation:
            return await accept_invitation(command, _work(connection, context.wall(), new_id()))

        try:
            await context.database.run(accepted)
        except NotFoundError:
            return _unknown(request)
        return RedirectResponse(request.url.path, 303, SHARED_HEADERS)

    made.add_api_route("/{token}", show, methods=["GET"], response_class=HTMLResponse)
    made.add_api_route("/{token}", accept, methods=["POST"], response_class=Response)
    return made


def _secret(request: Request) -> str:
    secret: str = request.path_params["token"]
    return secret if len(secret) <= SECRET_LENGTH_MAX and secret.isascii() else ""


def _work(connection: Connection, wall: datetime, request_id: UUID) -> Work:
    return Work(connection, Unit(connection), wall, Asker("a guest", request_id))


def _page(invitation: Invitation, merchant: Merchant, wall: datetime) -> HTMLResponse:
    language = merchant_language(merchant)
    texts, figures = TEXTS[language], Figures(WORDS[language], merchant.currency)
    at = invitation.accepted_at or invitation.expires_at
    named = {"merchant": merchant.name, "day": figures.day(local_day(at, merchant.country))}
    is_open = invitation.is_open(wall)
    if is_open:
        title, lead = texts.title, texts.lead
    elif invitation.accepted_at:
        title, lead = texts.accepted, texts.accepted_lead
    else:
        title, lead = texts.over, texts.over_lead
    return page(
        "invitation.html",
        200 if is_open or invitation.accepted_at else 410,
        FORM_HEADERS,
        language=language,
        texts=texts,
        title=title.format(**named),
        lead=lead.format(**named),
        facts=_facts(invitation, merchant, named["day"]) if is_open else [],
        accept=texts.accept if is_open else "",
    )


def _facts(invitation: Invitation, merchant: Merchant, until: str) -> list[tuple[str, str]]:
    language, guest = merchant_language(merchant), invitation.guest
    texts = TEXTS[language]
    part = texts.accountant if guest.accountant else texts.contact
    told = (
        merchant.name,
        written_number(merchant.organization_number, merchant.country),
        f"{guest.name} ({guest.email})",
        f"{part} ({guest.organization_number})" if guest.organization_number else part,
        until,
    )
    creditor, *labels = texts.labels
    number = WORDS[language].organization_number(merchant.country)
    return list(zip((creditor, number, *labels), told, strict=True))


def _unknown(request: Request) -> HTMLResponse:
    """In the first language that the browser names, if it is one of ours."""
    first = request.headers.get("accept-language", "").split(",")[0][:2].lower()
    language = LANGUAGES.get(first, "en")
    texts = TEXTS[language]
    return page(
        "invitation.html",
        404,
        FORM_HEADERS,
        language=language,
        texts=texts,
        title=texts.unknown,
        lead=texts.unknown_lead,
        facts=[],
        accept="",
    )
