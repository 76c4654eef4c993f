"""Everything that the template shows of a visit, resolved: it looks nothing up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fordring.domain.purchase.showing import Box, Theme
from fordring.formats.documents.model import DEFAULT_COLOUR
from fordring.pages.checkout.colours import address_of
from fordring.pages.checkout.entry import LENGTH_MAX, LENGTHS_MAX, OF_BUSINESS, Entry, box_name
from fordring.pages.checkout.options import options_of
from fordring.pages.checkout.summary import summary_of
from fordring.pages.checkout.texts import TEXTS
from fordring.pages.checkout.visit import Order, Visit, web_address
from fordring.pages.forms import TOKEN_FIELD, form_token
from fordring.services.branding import brand_of

AUTOCOMPLETE = {
    "business_name": "organization",
    "first_name": "given-name",
    "last_name": "family-name",
    "email": "email",
    "phone_number": "tel",
    "address_line": "street-address",
    "postal_code": "postal-code",
    "postal_place": "address-level2",
}
KINDS = {"email": "email", "phone_number": "tel"}
DIGITS = frozenset(["organization_number", "postal_code"])
OF_PERSON = ("first_name", "last_name", "email", "phone_number")
OF_PLACE = ("address_line", "postal_code", "postal_place")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form. `hints` are its explanations, by id."""

    name: str
    label: str
    value: str
    problem: str
    hints: tuple[tuple[str, str], ...]
    kind: str
    digits: bool
    autocomplete: str
    optional: bool
    length_max: int

    @property
    def described_by(self) -> str:
        """The ids of what explains it, its problem first."""
        problem = (f"{self.name}-problem",) if self.problem else ()
        return " ".join((*problem, *(name for name, _ in self.hints)))


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box to be ticked, with its name in the form; `link` leads to a web page or is empty."""

    box: Box
    name: str
    link: str
    ticked: bool
    problem: str


def form_facts(visit: Visit, order: Order, entry: Entry, problems: Mapping[str, str]) -> dict[str, Any]:
    """The facts of the page on which an order is paid."""
    texts, figures = visit.texts, visit.figures
    summary = summary_of(order, texts, figures)
    return {
        "summary": summary,
        "options": options_of(order, texts, figures),
        "chosen": entry.product,
        "product_word": visit.context.shop.product_word,
        "countries": order.showing.countries,
        "country": entry.billing.country,
        "finds_companies": _finds_companies(visit, order),
        "business_fields": {name: _field(name, visit, entry, problems) for name in OF_BUSINESS},
        "person_fields": [_field(name, visit, entry, problems) for name in OF_PERSON],
        "place_fields": [_field(name, visit, entry, problems) for name in OF_PLACE],
        "boxes": list(_boxes(order, entry, problems)),
        "terms_link": web_address(order.showing.terms_link),
        "terms": [part.format(merchant=order.merchant.name) for part in texts.terms.split("{link}")],
        "problems": problems,
        "first_problem": next(iter(problems), None),
        "hidden": {
            **visit.asked,
            TOKEN_FIELD: form_token(visit.context, visit.sid),
            "seen": order.checkout.updated_at.isoformat(),
        },
        "pay": texts.pay.format(amount=summary.total),
    }


def shared_facts(visit: Visit) -> dict[str, Any]:
    """The facts of every page of a visit."""
    order = visit.order
    return {
        "visit": visit,
        "language": visit.language,
        "texts": visit.texts,
        "merchant": order.merchant.name if order else "",
        "test": order.merchant.sandbox if order else False,
        "logo": bool(order and brand_of(order.merchant.settings).logo),
        "theme": _theme_address(order) if order else None,
        "languages": [(language, TEXTS[language].name, visit.address(language=language)) for language in TEXTS],
        "way_back": visit.way_back(),
    }


def _finds_companies(visit: Visit, order: Order) -> bool:
    """Whether companies of any country that the payer may choose can be looked up."""
    register = visit.context.companies_of(order.merchant)
    return any(register.covers(country) for country in order.showing.countries)


def _theme_address(order: Order) -> str | None:
    """The shop's theme; where it names no colour, the merchant's own, if it has chosen one."""
    theme = order.showing.theme
    own = brand_of(order.merchant.settings).colour.lower()
    if not theme.primary and own != DEFAULT_COLOUR:
        theme = replace(theme, primary=own)
    return address_of(theme) if theme != Theme() else None


def _field(name: str, visit: Visit, entry: Entry, problems: Mapping[str, str]) -> Field:
    texts, order = visit.texts, visit.order
    hint = name
    if name == "organization_number" and order and len(order.showing.countries) == 1:
        hint = f"{name}_{order.showing.countries[0]}"
    hints = ((f"{name}-hint", texts.hints[hint]),) if hint in texts.hints else ()
    return Field(
        name=name,
        label=texts.fields[name],
        value=getattr(entry.billing, name),
        problem=problems.get(name, ""),
        hints=hints,
        kind=KINDS.get(name, "text"),
        digits=name in DIGITS,
        autocomplete=AUTOCOMPLETE.get(name, "off"),
        optional=name == "customer_reference",
        length_max=LENGTHS_MAX.get(name, LENGTH_MAX),
    )


def _boxes(order: Order, entry: Entry, problems: Mapping[str, str]) -> Iterator[TickBox]:
    for place, box in enumerate(order.showing.boxes):
        name = box_name(place)
        link = web_address(box.link) or ""
        yield TickBox(box, name, link, box.box_id in entry.boxes, problems.get(name, ""))
