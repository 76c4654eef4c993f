"""One resolved invoice or credit note: everything a renderer prints, with nothing left to look up.

Amounts are integers of minor units in the document's currency and positive on a credit note too: its kind says the
direction. Dates are local days. Texts are raw; each renderer makes them safe for its own format.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fordring.domain.errors import FieldProblem, InvalidCommandError

Kind = Literal["invoice", "credit_note"]
Language = Literal["nb", "sv", "fi", "en"]
Country = Literal["NO", "SE", "FI"]
ReferenceKind = Literal["KID", "OCR", "viitenumero", "RF"]
AccountKind = Literal["BBAN", "BG", "PG"]
LogoKind = Literal["png", "jpg", "svg"]

DEFAULT_COLOUR = "#1f4e5f"
LOGO_BYTES_MAX = 512 * 1024
WHITE, DARK = "#ffffff", "#14181f"
LIGHT_FROM = 140_000
"""Brightness, in thousandths of 255, from which white cannot be read on a colour."""


@dataclass(frozen=True, slots=True)
class Seller:
    """Who issues the document, with what the seller's country makes it state.

    Bokføringsforskriften § 5-1-2; ML 17 kap. 24 §; AVL 209 e §. `in_foretaksregisteret` is Norwegian, `f_skatt`
    Swedish; `vat_number` has its country prefix.
    """

    name: str
    address: tuple[str, ...]
    organization_number: str
    vat_registered: bool = True
    vat_number: str | None = None
    in_foretaksregisteret: bool = False
    f_skatt: bool = False
    email: str | None = None
    phone: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who is invoiced. `address` is every line under the name, country included when the letter goes abroad.

    `customer_reference` is the buyer's own ("your reference"), `customer_number` the seller's number for the buyer;
    `country` is None where it is the seller's.
    """

    name: str
    address: tuple[str, ...]
    contact: str | None = None
    organization_number: str | None = None
    vat_number: str | None = None
    customer_number: str | None = None
    customer_reference: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line of goods or services.

    `quantity` is decimal text (`"2.5"`), `unit_price_minor` excludes VAT, `vat_rate_bp` is basis points,
    `discount_minor` has been taken off `net_minor` already.
    """

    description: str
    quantity: str
    unit_price_minor: int
    vat_rate_bp: int
    net_minor: int
    vat_minor: int
    gross_minor: int
    unit: str = ""
    discount_minor: int = 0
    article_number: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one purchase. A grouped invoice has several, each with its own heading, reference and supply day."""

    lines: tuple[Line, ...]
    heading: str | None = None
    reference: str | None = None
    delivered_on: date | None = None


@dataclass(frozen=True, slots=True)
class VATTotal:
    """Taxable amount and VAT of one rate.

    `vat_local_minor` is the VAT in the local currency (NOK, SEK, EUR) where the document has another one.
    """

    rate_bp: int
    net_minor: int
    vat_minor: int
    gross_minor: int
    vat_local_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """How to pay. `reference` and `account` are in printed form, `iban` with or without spaces.

    `account_kind`: BBAN (an account number), BG (bankgiro) or PG (plusgiro).
    """

    payee: str
    reference: str
    reference_kind: ReferenceKind
    account: str | None = None
    account_kind: AccountKind = "BBAN"
    iban: str | None = None
    bic: str | None = None


@dataclass(frozen=True, slots=True)
class Brand:
    """The merchant's look: one colour as `#rrggbb` and a logo as PNG, JPEG or SVG of at most 512 kB.

    Raises InvalidCommandError naming `brand.colour` or `brand.logo`.
    """

    colour: str = DEFAULT_COLOUR
    logo: bytes | None = None

    def __post_init__(self) -> None:
        """Refuse what no renderer could draw."""
        problems = []
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", self.colour):
            problems.append(FieldProblem("brand.colour", "must be # and six hexadecimal digits"))
        if self.logo is not None and len(self.logo) > LOGO_BYTES_MAX:
            problems.append(FieldProblem("brand.logo", "must not be larger than 512 kB"))
        if self.logo is not None and logo_kind(self.logo) is None:
            problems.append(FieldProblem("brand.logo", "must be a PNG, JPEG or SVG image"))
        if problems:
            raise InvalidCommandError(*problems)

    @property
    def ink(self) -> str:
        """What is written with on a ground of the colour: white, or nearly black on a light one."""
        red, green, blue = bytes.fromhex(self.colour[1:])
        return DARK if 299 * red + 587 * green + 114 * blue > LIGHT_FROM else WHITE


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """An invoice or a credit note, resolved.

    `page_url` is where its payer reads it online. A preview has no number unless one was given; a credit note has no
    `credited_number` where its merchant did not say what it credits. Required of an invoice: `due_on` and `payment`.
    Raises InvalidCommandError naming what is missing.
    """

    kind: Kind
    language: Language
    country: Country
    seller: Seller
    buyer: Buyer
    number: str
    issued_on: date
    sections: tuple[Section, ...]
    vat_totals: tuple[VATTotal, ...]
    total_minor: int
    currency: str
    due_on: date | None = None
    payment: Payment | None = None
    delivered_on: date | None = None
    delivery_place: str | None = None
    merchant_reference: str | None = None
    credited_number: str | None = None
    rounding_minor: int = 0
    local_currency: str | None = None
    reverse_charge: bool = False
    notes: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    brand: Brand = field(default_factory=Brand)
    sandbox: bool = False
    preview: bool = False
    page_url: str | None = None

    def __post_init__(self) -> None:
        """Refuse an invoice nobody could pay."""
        needed = {"due_on": self.due_on, "payment": self.payment} if self.kind == "invoice" else {}
        missing = [FieldProblem(name, f"is required of {self.kind}") for name, value in needed.items() if value is None]
        if missing:
            raise InvalidCommandError(*missing)


def logo_kind(logo: bytes) -> LogoKind | None:
    """What image the bytes are, by their signature; None when none that a document can bear."""
    if logo.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if logo.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return "svg" if re.search(rb"<svg[\s>]", logo[:4096]) else None
