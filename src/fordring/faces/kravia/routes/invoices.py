"""Registering invoices, looking at them. Ids of other creditors' invoices are ids of nothing."""

from starlette.responses import Response

from fordring.faces.common.language import language_of
from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.shown import shown
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.claims import claim_answer, details_answer
from fordring.faces.kravia.translate.registration import registration_of
from fordring.faces.kravia.wire import answers
from fordring.faces.kravia.wire.invoices import RegisterBody
from fordring.services.dossiers import Dossier
from fordring.services.invoicing.register_claim import RegisterClaim, register_claim


async def register(call: Call) -> Response:
    """Keep an invoice as a draft, with the id that the other calls need; what is doubtful about it is a warning.

    The same accountingInvoiceId (else invoiceNo) with the same content answers with the invoice that is there.
    """
    body, raw = await call.read(RegisterBody)
    command = RegisterClaim(body.creditor_id, call.token.merchants, registration_of(body))
    return await call.once(
        lambda work: register_claim(command, work), lambda dossier: _answer(call, dossier), raw, one_statement=True
    )


async def details(call: Call) -> Response:
    """Everything about one invoice: timeline, documents, outstanding amount, payments, available actions."""
    found = await shown(call, planned=True)
    return call.answer(details_answer(found, call.context.base_url, language_of(call.request)))


def _answer(call: Call, dossier: Dossier) -> Response:
    return call.answer(claim_answer(dossier, call.context.base_url))


ROUTES: tuple[Route, ...] = (
    Route("POST", "/invoice/register", register, answers.Claim, RegisterBody),
    Route("GET", "/invoice/{id}/details", details, answers.DetailsAnswer),
)
