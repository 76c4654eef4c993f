"""Acting on invoices. Every action is as good twice as once; what it would do now stands in `availableActions`."""

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import ValidationError
from starlette.responses import Response

from fordring.domain.errors import DeactivatedMerchantError, IllegalTransitionError
from fordring.faces.common.requests import read_body
from fordring.faces.kravia.compatibility import ACTIONS, CANCEL, PAUSE, RESUME, START, TRANSFER, WITHDRAW
from fordring.faces.kravia.errors import ActionRefusedError
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.shown import shown
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.spelled import remember
from fordring.faces.kravia.translate.claims import claim_answer
from fordring.faces.kravia.vocabulary import available_actions
from fordring.faces.kravia.wire import answers
from fordring.faces.kravia.wire.actions import ActionBody
from fordring.faces.kravia.wire.loose import read_json
from fordring.services.dossiers import Dossier
from fordring.services.following_up.transfer_claim import TransferClaim, transfer_claim
from fordring.services.invoicing.pause_claim import PauseClaim, pause_claim
from fordring.services.invoicing.resume_claim import ResumeClaim, resume_claim
from fordring.services.invoicing.start_claim import StartClaim, start_claim
from fordring.services.invoicing.withdraw_claim import WithdrawClaim, withdraw_claim
from fordring.storage.work import Work

Verb = Callable[[Call, ActionBody, Work], Awaitable[Dossier]]


async def act(call: Call) -> Response:
    """Start schedules the invoice for its day and answers at once; Pause, Resume, Withdraw or Cancel, and Transfer.

    Asked again, an action changes nothing. The body may hold a `Message`, and for Pause the day `until` which it lasts;
    a body that cannot be read is ignored, whatever its content type, but for a wrong day.
    """
    raw = await read_body(call.request)
    body = _read(call, raw)
    asked = call.query("action") or ""
    action = next((name for name in ACTIONS if name.lower() == asked.lower()), None)
    if action is None:
        unknown = f"{asked!r} is not an action" if asked else "the query parameter action is missing"
        raise await _refused(call, unknown, known=False)
    verb = VERBS[action]

    def answer(dossier: Dossier) -> Response:
        return call.answer(claim_answer(dossier, call.context.base_url))

    try:
        return await call.once(lambda work: verb(call, body, work), answer, raw, one_statement=action == START)
    except IllegalTransitionError:
        raise await _refused(call, f"{action} is not possible in the invoice's present state", known=True) from None
    except DeactivatedMerchantError as error:
        raise await _refused(call, str(error), known=True) from None


def _read(call: Call, raw: bytes) -> ActionBody:
    """What can be read of the body. Raises ValidationError for a day `until` that is none: a pause without an end."""
    if not raw.strip():
        return ActionBody()
    try:
        told = read_json(raw)
        remember(call.request, told)
        return ActionBody.model_validate(told)
    except ValidationError as error:
        if any(problem["loc"][:1] == ("until",) for problem in error.errors()):
            raise
    except ValueError:
        pass
    return ActionBody()


async def _refused(call: Call, sentence: str, *, known: bool) -> ActionRefusedError:
    """The refusal that says what the invoice allows now. Raises NotFoundError where there is no such invoice."""
    dossier = await shown(call)
    available = available_actions(dossier.merchant, dossier.claim, dossier.day)
    possible = ", ".join(name for name, possible in available.items() if possible) or "none"
    return ActionRefusedError(f"{sentence}; available now: {possible}", available, known=known)


async def _start(call: Call, body: ActionBody, work: Work) -> Dossier:
    return await start_claim(StartClaim(call.number, call.token.merchants, body.message), work)


async def _pause(call: Call, body: ActionBody, work: Work) -> Dossier:
    return await pause_claim(PauseClaim(call.number, call.token.merchants, body.message, body.until), work)


async def _resume(call: Call, body: ActionBody, work: Work) -> Dossier:
    return await resume_claim(ResumeClaim(call.number, call.token.merchants, body.message), work)


async def _withdraw(call: Call, body: ActionBody, work: Work) -> Dossier:
    return await withdraw_claim(WithdrawClaim(call.number, call.token.merchants, body.message), work)


async def _transfer(call: Call, body: ActionBody, work: Work) -> Dossier:
    return await transfer_claim(TransferClaim(call.number, call.token.merchants, body.message), work)


VERBS: dict[str, Verb] = {
    START: _start,
    PAUSE: _pause,
    RESUME: _resume,
    WITHDRAW: _withdraw,
    CANCEL: _withdraw,
    TRANSFER: _transfer,
}

_ACTION: dict[str, Any] = {
    "required": True,
    "example": START,
    "schema": {"enum": list(ACTIONS)},
    "description": "in any casing",
}

ROUTES: tuple[Route, ...] = (
    Route("POST", "/invoice/{id}/action", act, answers.Claim, ActionBody, {"action": _ACTION}),
)
