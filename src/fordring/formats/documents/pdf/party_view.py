"""Seller and buyer in print: registration numbers as their country writes and labels them."""

import re

from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import Buyer, Country, InvoiceDocument, Seller
from fordring.formats.documents.texts.words import Words

Pairs = list[tuple[str, str | None]]

# How a country writes an organisation number whose digits stand together.
_WRITTEN: dict[str, tuple[str, str]] = {
    "NO": (r"(\d{3})(\d{3})(\d{3})", "\\1\N{NO-BREAK SPACE}\\2\N{NO-BREAK SPACE}\\3"),
    "SE": (r"(\d{6})(\d{4})", r"\1-\2"),
    "FI": (r"(\d{7})(\d)", r"\1-\2"),
}


def written_number(number: str, country: str) -> str:
    """An organisation number with the country's separators; anything else is shown as it stands."""
    pattern, form = _WRITTEN.get(country, ("", ""))
    return re.sub(rf"{pattern}\Z", form, number) if re.fullmatch(pattern, number) else number


def registrations(seller: Seller, country: Country, words: Words) -> list[str]:
    """What the seller must state about itself.

    Norway: number with MVA, and Foretaksregisteret (bokføringsforskriften § 5-1-2, foretaksregisterloven § 10-2).
    Sweden: VAT number and F-skatt (ML 17 kap. 24 §). Finland: VAT number (AVL 209 e §).
    """
    suffix = " MVA" if country == "NO" and seller.vat_registered else ""
    stated = [f"{words.organization_number(country)} {written_number(seller.organization_number, country)}{suffix}"]
    if seller.vat_number:
        stated.append(f"{words.vat_number} {seller.vat_number}")
    if seller.in_foretaksregisteret:
        stated.append("Foretaksregisteret")
    if seller.f_skatt:
        stated.append(words.f_skatt)
    return stated


def footer_columns(document: InvoiceDocument | TableLetter, words: Words) -> list[list[str]]:
    """The foot of each page: name and address, registrations, ways to reach the seller."""
    seller = document.seller
    reach = [seller.email, seller.phone, seller.website]
    return [
        [seller.name, *seller.address],
        registrations(seller, document.country, words),
        [way for way in reach if way],
    ]


def buyer_number(buyer: Buyer, country: Country, words: Words) -> tuple[str, str | None]:
    """What the buyer's organisation number is called, and the number as it is written where the buyer is."""
    at, number = buyer.country or country, buyer.organization_number
    return words.buyer_organization_number(at), written_number(number, at) if number else None


def buyer_facts(buyer: Buyer, country: Country, words: Words) -> Pairs:
    """The buyer's numbers and reference. The organisation number is law where the buyer accounts for the VAT (NO)."""
    return [
        (words.customer_number, buyer.customer_number),
        buyer_number(buyer, country, words),
        (words.buyer_vat_number, buyer.vat_number),
        (words.your_reference, buyer.customer_reference),
    ]
