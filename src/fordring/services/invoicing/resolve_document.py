"""A claim becomes the one document that renderers print: every text, figure and number looked up and laid out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, cast, get_args

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.page_link import page_path
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.identifiers import bankgiro, organisation_number
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.purchase.totals import OrderLine, vat_summary
from fordring.domain.references import Scheme, printed
from fordring.domain.vat import vat_within
from fordring.formats.documents.model import (
    AccountKind,
    Buyer,
    Country,
    InvoiceDocument,
    Language,
    Line,
    Payment,
    ReferenceKind,
    Section,
    Seller,
    VATTotal,
)
from fordring.services.branding import LANGUAGES, brand_of
from fordring.storage.billing import BillingItem

REFERENCE_KINDS: Mapping[Scheme, ReferenceKind] = {
    Scheme.KID: "KID",
    Scheme.OCR: "OCR",
    Scheme.VIITENUMERO: "viitenumero",
    Scheme.RF: "RF",
}
COUNTRY_NAMES = {"NO": "Norge", "SE": "Sverige", "FI": "Suomi / Finland"}


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
        seller=_seller(merchant),
        buyer=_buyer(merchant, claim),
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


def language_of(merchant: Merchant, claim: Claim) -> Language:
    """What language the payer is written to in; English only where it was chosen."""
    chosen = claim.content.get("language") or merchant.settings.get("document_language")
    if chosen in get_args(Language):
        return cast("Language", chosen)
    return LANGUAGES.get(str(claim.billing.get("country")), LANGUAGES[merchant.country])


def _seller(merchant: Merchant) -> Seller:
    contact = merchant.settings.get("contact") or {}
    return Seller(
        name=merchant.name,
        address=tuple(_address_lines(merchant.address, merchant.country)),
        organization_number=organisation_number(merchant.organization_number, merchant.country).compact,
        vat_registered=merchant.vat_registered,
        vat_number=_vat_number(merchant),
        in_foretaksregisteret=merchant.in_business_register and merchant.country == "NO",
        f_skatt=merchant.f_skatt and merchant.country == "SE",
        email=contact.get("email"),
        phone=contact.get("phone"),
        website=contact.get("website"),
    )


def _vat_number(merchant: Merchant) -> str | None:
    """From the organisation number: Sweden adds 01, Finland its country code; Norway's is the number itself, with MVA.

    ML 17 kap. 24 §; AVL 209 e §; bokføringsforskriften § 5-1-2.
    """
    if not merchant.vat_registered:
        return None
    number = organisation_number(merchant.organization_number, merchant.country).compact
    return {"SE": f"SE{number}01", "FI": f"FI{number}"}.get(merchant.country)


def _buyer(merchant: Merchant, claim: Claim) -> Buyer:
    billing = claim.billing
    person = f"{billing.get('first_name', '')} {billing.get('last_name', '')}".strip()
    business = str(billing.get("business_name", "")).strip()
    kind, _, number = claim.payer_key.partition(":")
    theirs = (billing.get("customer_reference"), billing.get("cost_center"))
    return Buyer(
        name=business or person,
        address=tuple(_address_lines(billing, merchant.country)),
        contact=person if business and person else None,
        organization_number=billing.get("organization_number") or None if claim.business else None,
        customer_number=number if kind == "customer" else None,
        customer_reference=" / ".join(each for each in theirs if each) or None,
    )


def _address_lines(address: Mapping[str, Any], home: str) -> Iterator[str]:
    """The lines under a name; the country only where the letter crosses a border."""
    for part in ("co_address", "address_line", "address_line_2"):
        if address.get(part):
            yield str(address[part])
    place = f"{address.get('postal_code', '')} {address.get('postal_place', '')}".strip()
    if place:
        yield place
    country = str(address.get("country") or home)
    if country != home:
        yield COUNTRY_NAMES.get(country, country)


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


def payment_of(account: BankAccount, claim: Claim) -> Payment:
    """How a claim with a reference is paid, each number as it is printed."""
    number, kind = _domestic(account)
    return Payment(
        payee=account.name,
        reference=printed(account.agreement, claim.reference or ""),
        reference_kind=REFERENCE_KINDS[account.agreement.scheme],
        account=number,
        account_kind=kind,
        iban=" ".join(re.findall(".{1,4}", account.iban)),
        bic=account.bic,
    )


def _domestic(account: BankAccount) -> tuple[str | None, AccountKind]:
    """The account as its country writes it: 8601.11.17947, or a Swedish bankgiro number, 991-2346."""
    number = account.domestic
    if number and account.country == "NO":
        return re.sub(r"\A(\d{4})(\d{2})(\d{5})\Z", r"\1.\2.\3", number), "BBAN"
    if number and account.country == "SE" and not bankgiro(number).warnings:
        compact = bankgiro(number).compact
        return f"{compact[:-4]}-{compact[-4:]}", "BG"
    return number, "BBAN"


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
