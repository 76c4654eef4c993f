"""Who a purchase is billed to: the address as given, what makes it unusable, and what is doubtful about it.

Problems refuse a command; warnings travel with it and are shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fordring.domain.errors import FieldProblem
from fordring.domain.identifiers import email_is_usable, organisation_number, phone_is_usable

COUNTRIES = ("NO", "SE", "FI")

_PREFIX = "billing_address."
_REQUIRED = (
    "first_name",
    "last_name",
    "email",
    "phone_number",
    "address_line",
    "postal_code",
    "postal_place",
    "country",
)
_REQUIRED_OF_BUSINESS = ("business_name", "organization_number")
_POSTAL_CODES = {
    "NO": (re.compile(r"(?:NO-?)?[0-9]{4}"), 4),
    "SE": (re.compile(r"(?:SE?-?)?[0-9]{5}"), 5),
    "FI": (re.compile(r"(?:FI-?|AX-?)?[0-9]{5}"), 5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A place for letters. Absent fields are empty; `country` is an ISO 3166 code of two capitals."""

    address_line: str = ""
    address_line_2: str = ""
    co_address: str = ""
    postal_code: str = ""
    postal_place: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Billing(Address):
    """A payer as the merchant names it, person or business, with everything a bill to it bears. Texts are as given."""

    first_name: str = ""
    last_name: str = ""
    business_name: str = ""
    organization_number: str = ""
    organization_type: str = ""
    customer_reference: str = ""
    cost_center: str = ""
    email: str = ""
    phone_number: str = ""
    comment: str = ""

    @property
    def person(self) -> str:
        """First and last name; of a business, its contact."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def name(self) -> str:
        """The name a bill is made out to: the business if there is one, else the person."""
        return self.business_name.strip() or self.person


def billing_problems(billing: Billing, *, business: bool) -> tuple[FieldProblem, ...]:
    """Every field that is missing or cannot be used, in the order of the form; empty when a bill can be sent.

    A business needs its name and organisation number besides what a person needs; at a person's purchase the two are
    not looked at. Countries other than NO, SE and FI are refused. Paths begin with `billing_address.`.
    """
    required = (*_REQUIRED_OF_BUSINESS, *_REQUIRED) if business else _REQUIRED
    missing = [name for name in required if not getattr(billing, name).strip()]
    problems = [FieldProblem(_PREFIX + name, "is missing") for name in missing]
    unusable = [(name, message) for name, message in _unusable(billing, business=business) if name not in missing]
    return (*problems, *(FieldProblem(_PREFIX + name, message) for name, message in unusable))


def billing_warnings(billing: Billing, *, business: bool) -> tuple[FieldProblem, ...]:
    """What is accepted and kept as given, but should be seen by a person, named by field.

    A wrong organisation number also means that no e-invoice may be routed by it.
    """
    warnings = []
    if business and billing.organization_number:
        checked = organisation_number(billing.organization_number, billing.country)
        warnings += [FieldProblem(_PREFIX + "organization_number", warning) for warning in checked.warnings]
    if billing.postal_code and not is_postal_code(billing.postal_code, billing.country):
        _, digits = _POSTAL_CODES[billing.country]
        message = f"{billing.postal_code} is not a postal code of {billing.country}, which has {digits} digits"
        warnings.append(FieldProblem(_PREFIX + "postal_code", message))
    return tuple(warnings)


def is_postal_code(text: str, country: str) -> bool:
    """Whether it has the form of the country's postal codes; of a country not known here everything has."""
    pattern, _ = _POSTAL_CODES.get(country, (None, 0))
    return pattern is None or pattern.fullmatch("".join(text.upper().split())) is not None


def _unusable(billing: Billing, *, business: bool) -> Iterator[tuple[str, str]]:
    if business and not any(character in "0123456789" for character in billing.organization_number):
        yield "organization_number", "has no digits"
    if not email_is_usable(billing.email):
        yield "email", "is not an e-mail address"
    if not phone_is_usable(billing.phone_number):
        yield "phone_number", "must be 5 to 15 digits, a plus sign allowed in front"
    if billing.country not in COUNTRIES:
        yield "country", f"must be one of {', '.join(COUNTRIES)}"
