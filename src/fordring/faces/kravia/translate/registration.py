"""A register body becomes a registration: its words, its figures and its two kinds of debtor."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from fordring.domain.claim.claim import ClaimKind
from fordring.domain.claim.registration import Registration
from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Channel
from fordring.domain.purchase.totals import GivenLine
from fordring.faces.kravia.compatibility import CHANNELS, CLAIM_TYPES, LANGUAGES, WISHES
from fordring.faces.kravia.translate.figures import basis_points, discount_of, line_total, minor_of, plain
from fordring.faces.kravia.translate.follow_up import agreed_of, step_of
from fordring.faces.kravia.wire.invoices import BookkeepingLine, OrderLine, PostalAddress, RegisterBody

KINDS = {word.lower(): kind for word, kind in CLAIM_TYPES.items()}
WISH_OF = {word.lower(): wish for word, wish in WISHES.items()}
ONE, NONE = Decimal(1), Decimal(0)
COUNT_DECIMALS = 6
UNIT_LENGTH = 20
"""What a column of the paper has room for; the details answer shows the unit whole."""


def registration_of(body: RegisterBody) -> Registration:
    """What the client hands over."""
    currency = (body.currency_code or "").upper()
    private = body.is_private_individual
    business = bool(body.organization_number) if private is None else not private
    kind = KINDS[body.claim_type.lower()]
    amount_minor = minor_of(body.original_amount, currency)
    lines = tuple(_line(line, currency) for line in body.order_lines or [])
    if kind is ClaimKind.CREDIT_NOTE:
        amount_minor, lines = abs(amount_minor), _positive(lines)
    return Registration(
        kind=kind,
        currency=currency,
        amount_minor=amount_minor,
        billing=_billing(body, business=business),
        business=business,
        lines=lines,
        customer_number=body.debtor_number or "",
        person_number=body.ssn or "",
        own_id=body.accounting_invoice_id,
        own_number=body.invoice_no,
        invoice_on=body.invoice_date,
        due_on=body.due_date,
        credited_no=body.credited_invoice_id,
        credited_number=body.credited_invoice_no,
        interrupted_on=body.limitation_interrupted_date,
        description=body.description or "",
        reference=body.kid,
        channel=CHANNELS.get((body.distribution or "").lower(), Channel.OPERATOR),
        wish=WISH_OF.get((body.distribution or "").lower()),
        language=_language(body.language),
        given=_given(body),
        steps=tuple(step_of(step, currency) for step in body.creditor_steps or []),
        agreed=agreed_of(body.follow_up) if body.follow_up else None,
    )


def _positive(lines: tuple[GivenLine, ...]) -> tuple[GivenLine, ...]:
    """A credit note's lines as amounts credited, whichever sign the client gives credits."""
    if sum(line.amount_minor for line in lines) >= 0:
        return lines
    return tuple(replace(line, amount_minor=-line.amount_minor, discount_minor=-line.discount_minor) for line in lines)


def _billing(body: RegisterBody, *, business: bool) -> Billing:
    address = body.postal_address or PostalAddress()
    return Billing(
        last_name="" if business else body.debtor_name,
        business_name=body.debtor_name if business else "",
        organization_number=body.organization_number or "",
        email=body.email or "",
        phone_number=body.phone_number or "",
        address_line=address.address_address_line1 or "",
        address_line_2=address.address_address_line2 or "",
        postal_code=address.address_postal_code or "",
        postal_place=address.address_city or "",
        country=(address.address_country_code or "").upper(),
    )


def _line(line: OrderLine, currency: str) -> GivenLine:
    """The line with its amount in minor units; what the paper shows of a count is rounded to six decimals."""
    count = ONE if line.count is None else line.count
    total = line.total
    if total is None:
        total = line_total(line.unit_price or NONE, count, line.discount_in_percent or NONE)
    return GivenLine(
        description=line.description or "–",
        amount_minor=minor_of(total, currency),
        quantity=plain(round(count, COUNT_DECIMALS)),
        unit=(line.unit or "")[:UNIT_LENGTH],
        discount_minor=minor_of(discount_of(total, line.unit_price, count, line.discount_in_percent or NONE), currency),
        vat_bp=None if line.vat_in_percent is None else basis_points(line.vat_in_percent),
    )


def _language(given: str | None) -> str | None:
    """`nb-NO` and `no` are Norwegian bokmål, and so on."""
    if given is None:
        return None
    short = given[:2].lower()
    return LANGUAGES.get(short, short)


def _given(body: RegisterBody) -> Mapping[str, Any]:
    """The figures exactly as they came, as texts, for the details answer."""
    return {
        "amount": plain(body.original_amount),
        "lines": [_line_given(line) for line in body.order_lines or []],
        "bookkeeping": [_booking_given(line) for line in body.bookkeeping_details or []],
    }


def _line_given(line: OrderLine) -> Mapping[str, str | None]:
    return {
        "unit_price": _exact(line.unit_price),
        "count": _exact(line.count),
        "unit": line.unit,
        "vat_in_percent": _exact(line.vat_in_percent),
        "total": _exact(line.total),
        "discount_in_percent": _exact(line.discount_in_percent),
    }


def _booking_given(line: BookkeepingLine) -> Mapping[str, str | None]:
    return {
        "amount": _exact(line.amount),
        "description": line.description,
        "booking_date": line.booking_date.isoformat() if line.booking_date else None,
        "ledger_account": line.ledger_account,
        "vat_code": line.vat_code,
    }


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
