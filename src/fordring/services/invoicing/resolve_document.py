"""A claim becomes the one document that renderers print: every text, figure and number looked up and laid out."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.page_link import page_path
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.purchase.totals import OrderLine, vat_summary
from fordring.domain.vat import vat_within
from fordring.formats.documents.model import (
    Country,
    InvoiceDocument,
    Line,
    Section,
    VATTotal,
)
from fordring.services.branding import brand_of
from fordring.services.correspondents import buyer_of, language_of, payment_of, seller_of
from fordring.storage.billing import BillingItem


def resolve_document(
    merchant: Merchant,
    account: BankAccount,
    claim: Claim,
    credited: Claim | None = None,
    items: Sequence[BillingItem] = (),
    attachments: Sequence[str] = (),
    public_url: str | None = None,
) -> InvoiceDocument:
    """The document of an issued claim; `account` is where it is paid to, `credited` the invoice of a credit note.

    `items` are the purchases of a grouped invoice, a section each; VAT is summed over all of them. `attachments` are
    the names of what is sent along, `public_url` is where the payer's page is reached.

    Language: the claim's content, else the merchant's setting `document_language`, else the payer's country's. The
    merchant's settings also give `brand` (`colour`, `logo` in base64) and `contact` (`email`, `phone`, `website`).
    Raises InvalidCommandError for a claim that was not issued.
    """
    if claim.issued_on is None:
        raise InvalidCommandError(FieldProblem("issued_on", "only an issued claim has a document"))
    content = claim.content
    lines = [line for item in items for line in item.lines] or [OrderLine(**line) for line in content["lines"]]
    invoice = claim.kind is ClaimKind.INVOICE
    return InvoiceDocument(
        kind="invoice" if invoice else "credit_note",
        language=language_of(merchant, claim),
        country=cast("Country", merchant.country),
        seller=seller_of(merchant),
        buyer=buyer_of(merchant, claim),
        number=claim.own_number or claim.number or "",
        issued_on=claim.issued_on,
        sections=tuple(_section(item) for item in items) or (Section(_lines(lines)),),
        vat_totals=tuple(
            VATTotal(share.rate_bp, share.net_minor, share.vat_minor, share.gross_minor) for share in vat_summary(lines)
        ),
        total_minor=claim.principal_minor,
        currency=claim.currency,
        due_on=claim.due_on if invoice else None,
        payment=payment_of(account, claim) if invoice and claim.reference else None,
        delivered_on=_day(content.get("delivered_on")),
        delivery_place=content.get("delivery_place") or _place(merchant, claim),
        merchant_reference=content.get("merchant_reference") or None,
        credited_number=_credited_number(content, credited),
        notes=tuple(content.get("notes", ())),
        attachments=tuple(attachments),
        brand=brand_of(merchant.settings),
        sandbox=merchant.sandbox,
        page_url=f"{public_url}{page_path(claim)}" if public_url and claim.page_key else None,
    )


def _section(item: BillingItem) -> Section:
    """A purchase on a grouped invoice: its own reference, day and lines."""
    return Section(_lines(item.lines), item.merchant_reference, delivered_on=item.delivered_on)


def _lines(lines: Sequence[OrderLine]) -> tuple[Line, ...]:
    return tuple(_line(line) for line in lines)


def _line(line: OrderLine) -> Line:
    discount_minor = line.discount_minor - vat_within(line.discount_minor, line.vat_bp)
    return Line(
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price_minor=_unit_price(line.quantity, line.net_minor + discount_minor),
        discount_minor=discount_minor,
        vat_rate_bp=line.vat_bp,
        net_minor=line.net_minor,
        vat_minor=line.vat_minor,
        gross_minor=line.amount_minor,
        article_number=line.item_id or None,
    )


def _unit_price(quantity_text: str, net_minor: int) -> int:
    """The price of one without VAT and before its discount, rounded half away from zero; of none, the line's."""
    quantity = Decimal(quantity_text)
    if not quantity:
        return net_minor
    return int((Decimal(net_minor) / quantity).quantize(Decimal(1), ROUND_HALF_UP))


def _place(merchant: Merchant, claim: Claim) -> str | None:
    """Where it was delivered, which a Norwegian invoice states: the payer's place unless said otherwise (§ 5-1-1)."""
    return str(claim.billing.get("postal_place") or "") or None if merchant.country == "NO" else None


def _credited_number(content: Mapping[str, Any], credited: Claim | None) -> str | None:
    if credited is not None:
        return credited.own_number or credited.number or content.get("credited_number")
    return content.get("credited_number")


def _day(value: date | str | None) -> date | None:
    """A day of the frozen content: a date before it was stored, ISO text after."""
    return date.fromisoformat(value) if isinstance(value, str) else value
