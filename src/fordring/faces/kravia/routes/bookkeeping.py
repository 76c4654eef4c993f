"""What a creditor's own books report: money that came directly to it, and credits, on several invoices at once."""

from starlette.responses import Response

from fordring.faces.kravia.routes.route import Route
from fordring.faces.kravia.routes.visit import Call
from fordring.faces.kravia.translate.bookkeeping import booked_answer, credit_of, payment_of
from fordring.faces.kravia.wire.bookkeeping import CreditNoteBody, PaymentBody
from fordring.faces.kravia.wire.bookkeeping_answers import Booked
from fordring.services.payments.report_credit import ReportCredit, report_credit
from fordring.services.payments.report_payment import ReportPayment, report_payment
from fordring.services.reporting_in import Report


async def pay(call: Call) -> Response:
    """Register a direct payment on invoices: it covers capital only; what is more is ignored and said.

    A negative amount takes back what was registered. The same AccountingPaymentId with the same content books once.
    """
    body, raw = await call.read(PaymentBody)
    command = ReportPayment(payment_of(body), call.token.merchants)
    return await call.once(lambda work: report_payment(command, work), lambda report: _answer(call, report), raw)


async def credit(call: Call) -> Response:
    """Credit invoices, in part or whole: it covers capital only; what is more is ignored and said.

    With the last of the capital unpaid fees and interest are written off and the invoice is closed.
    """
    body, raw = await call.read(CreditNoteBody)
    command = ReportCredit(credit_of(body), call.token.merchants)
    return await call.once(lambda work: report_credit(command, work), lambda report: _answer(call, report), raw)


def _answer(call: Call, report: Report) -> Response:
    return call.answer(booked_answer(report))


ROUTES: tuple[Route, ...] = (
    Route("POST", "/invoice/payment", pay, Booked, PaymentBody),
    Route("POST", "/invoice/creditnote", credit, Booked, CreditNoteBody),
)
