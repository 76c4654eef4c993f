"""Registering invoices, acting on them, looking at them. Ids of other creditors' invoices are ids of nothing."""

from collections.abc import Awaitable, Callable, Collection
from uuid import UUID

from pydantic import ValidationError
from starlette.responses import Response

from fordring.domain.errors import IllegalTransitionError
from fordring.faces.common.requests import read_body
from fordring.faces.kravia.compatibility import ACTIONS, CANCEL, START, WITHDRAW
from fordring.faces.kravia.errors import ActionRefusedError
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.claims import claim_answer, details_answer
from fordring.faces.kravia.translate.registration import registration_of
from fordring.faces.kravia.vocabulary import available_actions
from fordring.faces.kravia.wire import answers
from fordring.faces.kravia.wire.invoices import ActionBody, RegisterBody
from fordring.faces.kravia.wire.loose import read_json
from fordring.services.dossiers import Dossier
from fordring.services.invoicing.register_claim import RegisterClaim, register_claim
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.services.invoicing.start_claim import StartClaim, start_claim
from fordring.services.invoicing.withdraw_claim import WithdrawClaim, withdraw_claim
from fordring.storage.work import Work

Verb = Callable[[int, Collection[UUID], str | None, Work], Awaitable[Dossier]]


async def register(call: Call) -> Response:
    """Keep an invoice as a draft, with the id that the other calls need; what is doubtful about it is a warning.

    The same accountingInvoiceId (else invoiceNo) with the same content answers with the invoice that is there.
    """
    body, raw = await call.read(RegisterBody)
    command = RegisterClaim(body.creditor_id, call.token.merchants, registration_of(body))
    return await call.once(lambda work: register_claim(command, work), lambda dossier: _answer(call, dossier), raw)


async def act(call: Call) -> Response:
    """Start schedules the invoice for its day and answers at once; asked again it changes nothing.

    Withdraw, or Cancel, takes back what was not sent yet. The body may hold a `Message`; one that cannot be read is
    ignored, whatever its content type.
    """
    raw = await read_body(call.request)
    message = _message(raw)
    asked = call.query("action") or ""
    action = next((name for name in ACTIONS if name.lower() == asked.lower()), None)
    verb = VERBS.get(action or "")
    if verb is None:
        unknown = f"{asked!r} is not an action" if asked else "the query parameter action is missing"
        raise await _refused(call, f"{action} is not offered yet" if action else unknown, known=action is not None)
    try:
        return await call.once(
            lambda work: verb(call.number, call.token.merchants, message, work),
            lambda dossier: _answer(call, dossier),
            raw,
        )
    except IllegalTransitionError:
        raise await _refused(call, f"{action} is not possible in the invoice's present state", known=True) from None


async def details(call: Call) -> Response:
    """Everything about one invoice: timeline, documents, outstanding amount, payments, available actions."""
    return call.answer(details_answer(await _shown(call), call.context.base_url).worded())


def _answer(call: Call, dossier: Dossier) -> Response:
    return call.answer(claim_answer(dossier, call.context.base_url).worded())


def _message(raw: bytes) -> str | None:
    try:
        return ActionBody.model_validate(read_json(raw)).message
    except (ValidationError, ValueError):
        return None


async def _shown(call: Call) -> Dossier:
    command = ShowClaim(call.number, call.token.merchants)
    async with call.context.database.reading() as connection:
        return await show_claim(command, call.work(connection))


async def _refused(call: Call, sentence: str, *, known: bool) -> ActionRefusedError:
    """The refusal that says what the invoice allows now. Raises NotFoundError where there is no such invoice."""
    available = available_actions((await _shown(call)).claim)
    possible = ", ".join(name for name, possible in available.items() if possible) or "none"
    return ActionRefusedError(f"{sentence}; available now: {possible}", available, known=known)


async def _start(claim_no: int, merchants: Collection[UUID], message: str | None, work: Work) -> Dossier:
    return await start_claim(StartClaim(claim_no, merchants, message), work)


async def _withdraw(claim_no: int, merchants: Collection[UUID], message: str | None, work: Work) -> Dossier:
    return await withdraw_claim(WithdrawClaim(claim_no, merchants, message), work)


VERBS: dict[str, Verb] = {START: _start, WITHDRAW: _withdraw, CANCEL: _withdraw}

_ACTION = {"required": True, "example": START, "schema": {"enum": list(ACTIONS)}, "description": "in any casing"}

ROUTES: tuple[Route, ...] = (
    Route("POST", "/invoice/register", register, answers.Claim, RegisterBody),
    Route("POST", "/invoice/{id}/action", act, answers.Claim, ActionBody, {"action": _ACTION}),
    Route("GET", "/invoice/{id}/details", details, answers.DetailsAnswer),
)
