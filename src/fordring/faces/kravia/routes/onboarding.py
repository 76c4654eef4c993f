"""Taking in a creditor: a template for its accounting system, which comes back enriched and makes the creditor."""

from starlette.responses import Response

from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.creditors import activation_answer, invitation_answer
from fordring.faces.kravia.translate.onboarding import application_of_body, guest_of, template_of, told_members
from fordring.faces.kravia.wire.creditor_answers import InvitationAnswer, WholeCreditor
from fordring.faces.kravia.wire.onboarding import InitBody, InviteBody, Template
from fordring.services.onboarding.activate_creditor import ActivateCreditor, activate_creditor
from fordring.services.onboarding.invite import Invite
from fordring.services.onboarding.invite import invite as invite_guest


async def init(call: Call) -> Response:
    """A creditor's template for its accounting system, known here or not: every setting with its default."""
    body, _ = await call.read(InitBody)
    template = Template(**told_members(template_of(body.accounting_system)))
    return call.answer(template)


async def activate(call: Call) -> Response:
    """Make the creditor of an enriched template; the token acts for it from now on (our own addition).

    The same content again is answered with the creditor that is there, and a warning.
    """
    body, raw = await call.read(Template)
    application, changes = application_of_body(body)
    command = ActivateCreditor(application, call.token.sha256, changes.problems)
    return await call.once(
        lambda work: activate_creditor(command, work),
        lambda activation: call.answer(activation_answer(activation, changes.unknown)),
        raw,
    )


async def invite(call: Call) -> Response:
    """Invite a contact of the creditor's, or its accountant, by an e-mail with a link that is accepted once."""
    body, raw = await call.read(InviteBody)
    command = Invite(call.number, call.token.merchants, guest_of(body))
    return await call.once(
        lambda work: invite_guest(command, work), lambda invited: call.answer(invitation_answer(invited)), raw
    )


ROUTES: tuple[Route, ...] = (
    Route("POST", "/onboarding/init", init, Template, InitBody),
    Route("POST", "/onboarding/activate", activate, WholeCreditor, Template),
    Route("POST", "/creditor/{id}/invite", invite, InvitationAnswer, InviteBody),
)
