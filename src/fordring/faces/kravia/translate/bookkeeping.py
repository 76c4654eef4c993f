"""Between what a creditor's books report in the words of this API and the house's reports and bookings."""

from collections.abc import Sequence
from decimal import Decimal

from fordring.domain.payment.reported import Kind, Reported, ReportedPart, unallocated
from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.translate.figures import major, minor_of
from fordring.faces.kravia.vocabulary import field_name
from fordring.faces.kravia.wire.answers import Warned
from fordring.faces.kravia.wire.bookkeeping import CreditedInvoice, CreditNoteBody, PaidInvoice, PaymentBody
from fordring.faces.kravia.wire.bookkeeping_answers import Booked, BookedInvoice
from fordring.services.reporting_in import Report
from fordring.storage.reported import Booking

CURRENCY = "NOK"
"""Every currency that has a process has two decimals."""


def payment_of(body: PaymentBody) -> Reported:
    """The payment. Raises BadRequestError naming every amount that is nothing once it is rounded."""
    return _report(Kind.DIRECT_PAYMENT, body, body.invoices, "invoices[{}].amount", "amount")


def credit_of(body: CreditNoteBody) -> Reported:
    """The credit, above zero whatever its sign. Raises BadRequestError as `payment_of`."""
    return _report(Kind.CREDIT, body, body.invoices, "Invoices[{}].Amount", "Amount")


def booked_answer(report: Report) -> Booked:
    """What became of each part."""
    reported = report.reported
    booked = sum(booking.booked_minor for booking in report.bookings)
    asked = sum(booking.asked_minor for booking in report.bookings)
    return Booked(
        accounting_payment_id=reported.accounting_id,
        amount=major(reported.amount_minor, CURRENCY),
        booked=major(booked, CURRENCY),
        ignored=major(asked - booked, CURRENCY),
        unallocated=major(unallocated(reported), CURRENCY),
        invoices=[_invoice(booking) for booking in report.bookings],
        warnings=[Warned(field=_field(reported.kind, each.field), message=each.message) for each in report.warnings],
    )


def _field(kind: Kind, field: str) -> str:
    """A field of the report as the pages print it of its kind: what is credited has names in capitals."""
    return "Date" if (kind, field) == (Kind.CREDIT, "value_on") else field_name(field)


def _invoice(booking: Booking) -> BookedInvoice:
    currency = booking.currency
    return BookedInvoice(
        invoice_id=booking.claim_no,
        amount=major(booking.asked_minor, currency),
        booked=major(booking.booked_minor, currency),
        ignored=major(booking.asked_minor - booking.booked_minor, currency),
        reason=booking.ignored or None,
        remaining_capital=major(booking.open_principal, currency),
        credit_note_id=booking.note_no,
    )


def _report(
    kind: Kind,
    body: PaymentBody | CreditNoteBody,
    invoices: Sequence[PaidInvoice | CreditedInvoice],
    part_name: str,
    whole_name: str,
) -> Reported:
    def minor(amount: Decimal) -> int:
        given = minor_of(amount, CURRENCY)
        return abs(given) if kind is Kind.CREDIT else given

    parts = tuple(ReportedPart(invoice.invoice_id, minor(invoice.amount)) for invoice in invoices)
    named = {part_name.format(place): part.amount_minor for place, part in enumerate(parts)}
    whole = sum(part.amount_minor for part in parts)
    if body.amount is not None:
        named[whole_name] = whole = minor(body.amount)
    nothing = {name: "must not be zero, rounded to two decimals" for name, amount in named.items() if not amount}
    if nothing:
        raise BadRequestError(nothing)
    return Reported(kind, parts, whole, body.date, body.accounting_payment_id, body.description)
