"""What a payer entered: read from the form, cleaned, and everything about it that must be put right, by field."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from fordring.domain.identifiers import organisation_number
from fordring.domain.parties import COUNTRIES, Billing, billing_problems, is_postal_code
from fordring.domain.purchase.purchase import Product
from fordring.domain.purchase.showing import Showing
from fordring.pages.checkout.texts.words import Texts

OF_BUSINESS = ("organization_number", "business_name", "customer_reference")
OF_ANYONE = (
    *("country", "first_name", "last_name", "email", "phone_number", "address_line", "postal_code", "postal_place"),
)
UNASKED = ("address_line_2", "co_address")
"""Parts of an address that no field asks for; they hold as long as the line that they belong to is not changed."""

LENGTH_MAX = 120
LENGTHS_MAX = {"email": 254, "postal_code": 12, "phone_number": 20, "organization_number": 30}
POSTAL_DIGITS = {"NO": 4, "SE": 5, "FI": 5}
NUMBER_DIGITS = {"NO": 9, "SE": 10, "FI": 8}
SEPARATORS = str.maketrans("", "", " -()./\N{NO-BREAK SPACE}")
PREFIX = "billing_address."


@dataclass(frozen=True, slots=True)
class Entry:
    """The choices and fields of the form; `boxes` are the ids of those that are ticked."""

    product: Product | None
    billing: Billing
    boxes: frozenset[str] = frozenset()

    @property
    def billed(self) -> Billing:
        """Whom the invoice is for: of a person, nothing of a business."""
        if self.product is not None and self.product.of_business:
            return self.billing
        return replace(self.billing, **dict.fromkeys(OF_BUSINESS, ""))

    @property
    def address(self) -> dict[str, str]:
        """The same by name, without what is empty."""
        return {name: value for name, value in asdict(self.billed).items() if value}


def first_entry(showing: Showing, product: Product | None) -> Entry:
    """What the form begins with."""
    known = showing.billing
    country = known.country if known.country in showing.countries else showing.countries[0]
    boxes = frozenset(box.box_id for box in showing.boxes if box.checked)
    return Entry(product, replace(known, country=country), boxes)


def entry_of(form: Mapping[str, str], showing: Showing) -> Entry:
    """What was entered. What the form does not ask for stays as the shop gave it."""
    names = (*OF_BUSINESS, *OF_ANYONE)
    entered = {name: clean(form.get(name, "")) for name in names}
    entered["phone_number"] = _phone(entered["phone_number"])
    known = showing.billing
    if clean(known.address_line) != entered["address_line"]:
        known = replace(known, **dict.fromkeys(UNASKED, ""))
    chosen = form.get("product", "")
    product = Product(chosen) if chosen in {*Product} else None
    boxes = frozenset(box.box_id for place, box in enumerate(showing.boxes) if box_name(place) in form)
    return Entry(product, replace(known, **entered), boxes)


def problems_of(entry: Entry, showing: Showing, texts: Texts) -> dict[str, str]:
    """What must be put right, by the name of its field, in the order of the form."""
    found = {} if entry.product else {"product": texts.choose_product}
    found |= _billing_problems(entry, showing, texts)
    for place, box in enumerate(showing.boxes):
        if box.required and box.box_id not in entry.boxes:
            found[box_name(place)] = texts.must_tick
    return found


def box_name(place: int) -> str:
    """The form's name of the checkbox at that place."""
    return f"checkbox.{place}"


def digits_differ(number: str, country: str) -> bool:
    """Whether it has not as many digits as the country's numbers. A wrong check digit is let through, and seen."""
    compact = organisation_number(number, country).compact
    wanted = NUMBER_DIGITS.get(country)
    return wanted is not None and not (compact.isascii() and compact.isdigit() and len(compact) == wanted)


def clean(text: str) -> str:
    """One line of what can be seen, without spaces around it."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())


def _phone(text: str) -> str:
    """Digits with maybe a plus in front: what people put between them is taken out, and 00 is a plus."""
    compact = text.translate(SEPARATORS)
    return f"+{compact[2:]}" if compact.startswith("00") else compact


def _billing_problems(entry: Entry, showing: Showing, texts: Texts) -> dict[str, str]:
    billed, business = entry.billed, entry.product is not None and entry.product.of_business
    country = billed.country if billed.country in COUNTRIES else ""
    named = {"country": texts.countries.get(country, ""), "digits": POSTAL_DIGITS.get(country, 0)}
    found: dict[str, str] = {}
    for name in (problem.field.removeprefix(PREFIX) for problem in billing_problems(billed, business=business)):
        empty = not getattr(billed, name)
        found[name] = (
            texts.missing[name] if empty else texts.unusable[name].format(digits=NUMBER_DIGITS.get(country, ""))
        )
    if billed.country and billed.country not in showing.countries:
        found["country"] = texts.unusable["country"]
    elif billed.postal_code and not is_postal_code(billed.postal_code, country):
        found["postal_code"] = texts.unusable["postal_code"].format(**named)
    if business and billed.organization_number and digits_differ(billed.organization_number, country):
        found["organization_number"] = texts.unusable["organization_number"].format(digits=NUMBER_DIGITS[country])
    for name in (*OF_BUSINESS, *OF_ANYONE):
        most = LENGTHS_MAX.get(name, LENGTH_MAX)
        if len(getattr(billed, name)) > most:
            found[name] = texts.too_long.format(most=most)
    return {name: found[name] for name in (*OF_ANYONE[:1], *OF_BUSINESS, *OF_ANYONE[1:]) if name in found}
