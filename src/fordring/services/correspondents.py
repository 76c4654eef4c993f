"""Who writes to whom: seller, buyer, language and payment as every document of a claim prints them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, cast, get_args

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.page_link import page_path
from fordring.domain.identifiers import bankgiro, organisation_number
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.references import Scheme, printed
from fordring.formats.documents.letters.compose import Correspondence
from fordring.formats.documents.model import AccountKind, Buyer, Country, Language, Payment, ReferenceKind, Seller
from fordring.services.branding import LANGUAGES, brand_of

REFERENCE_KINDS: Mapping[Scheme, ReferenceKind] = {
    Scheme.KID: "KID",
    Scheme.OCR: "OCR",
    Scheme.VIITENUMERO: "viitenumero",
    Scheme.RF: "RF",
}
COUNTRY_NAMES = {"NO": "Norge", "SE": "Sverige", "FI": "Suomi / Finland"}


def language_of(merchant: Merchant, claim: Claim) -> Language:
    """What language the payer is written to in; English only where it was chosen."""
    chosen = claim.content.get("language") or merchant.settings.get("document_language")
    if chosen in get_args(Language):
        return cast("Language", chosen)
    return LANGUAGES.get(str(claim.billing.get("country")), LANGUAGES[merchant.country])


def seller_of(merchant: Merchant) -> Seller:
    """Who issues a document: the merchant with what its country makes it state."""
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


def buyer_of(merchant: Merchant, claim: Claim) -> Buyer:
    """Whom a document is made out to, as the claim's billing says, living where the claim's payer is reached."""
    billing = claim.reached
    person = f"{billing.get('first_name', '')} {billing.get('last_name', '')}".strip()
    business = str(billing.get("business_name", "")).strip()
    kind, _, number = claim.payer_key.partition(":")
    theirs = (billing.get("customer_reference"), billing.get("cost_center"))
    country = str(billing.get("country") or merchant.country)
    return Buyer(
        name=business or person,
        address=tuple(_address_lines(billing, merchant.country)),
        contact=person if business and person else None,
        organization_number=billing.get("organization_number") or None if claim.business else None,
        customer_number=number if kind == "customer" else None,
        customer_reference=" / ".join(each for each in theirs if each) or None,
        country=None if country == merchant.country else country,
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


def payment_of(account: BankAccount, claim: Claim) -> Payment:
    """How a claim is paid, each number as it is printed; of one without a reference, to which account."""
    number, kind = _domestic(account)
    return Payment(
        payee=account.name,
        reference=printed(account.agreement, claim.reference) if claim.reference else "",
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


def correspondence_of(
    merchant: Merchant, account: BankAccount, claim: Claim, references: Iterable[str | None], public_url: str | None
) -> Correspondence:
    """Who writes to whom about a claim; how it is paid, by each of these references."""
    return Correspondence(
        seller=seller_of(merchant),
        buyer=buyer_of(merchant, claim),
        language=language_of(merchant, claim),
        country=cast("Country", merchant.country),
        business=claim.business,
        payments=tuple(payment_of(account, replace(claim, reference=each)) for each in references),
        brand=brand_of(merchant.settings),
        sandbox=merchant.sandbox,
        page_url=f"{public_url}{page_path(claim)}" if public_url and claim.page_key else None,
    )
