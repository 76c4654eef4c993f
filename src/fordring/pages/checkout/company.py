"""The payer's company is looked up: its name and address are filled in where nothing stands yet, and only there."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import structlog

from fordring.domain.identifiers import organisation_number
from fordring.domain.parties import Billing
from fordring.gateways.companies import Company, RegisterDownError
from fordring.pages.checkout.entry import NUMBER_DIGITS, Entry, digits_differ
from fordring.pages.checkout.visit import Order, Visit

log = structlog.get_logger(__name__)

NAME, NUMBER = "business_name", "organization_number"
PLACE = ("address_line", "postal_code", "postal_place")


@dataclass(frozen=True, slots=True)
class Lookup:
    """What came of it: the fields as they are now, which of them were filled, and what the payer is told.

    `problem` is about the number; without one, `message` says what was found.
    """

    entry: Entry
    filled: Mapping[str, str]
    message: str = ""
    problem: str = ""


async def look_up(visit: Visit, order: Order, entry: Entry) -> Lookup:
    """Look the number that was entered up in the register of its country. Nothing that was entered is replaced."""
    texts, country = visit.texts, entry.billing.country
    number = entry.billing.organization_number
    if not number:
        return Lookup(entry, {}, problem=texts.missing[NUMBER])
    if digits_differ(number, country):
        digits = NUMBER_DIGITS.get(country, "")
        return Lookup(entry, {}, problem=texts.unusable[NUMBER].format(digits=digits))
    register = visit.context.companies_of(order.merchant)
    if not register.covers(country):
        return Lookup(entry, {}, message=texts.company["uncovered"])
    try:
        found = await register.find(organisation_number(number, country).compact, country, visit.wall)
    except RegisterDownError as error:
        log.warning("company_register_down", country=country, error=str(error))
        return Lookup(entry, {}, message=texts.company["down"])
    if found is None:
        return Lookup(entry, {}, message=texts.company["unknown"])
    return _filled(visit, entry, found)


def _filled(visit: Visit, entry: Entry, found: Company) -> Lookup:
    """A name, or a whole address, goes where nothing stands; where something else stands, that is said."""
    kept = False
    filled: dict[str, str] = {}
    for names in ((NAME,), PLACE):
        told = {name: _of(found, name) for name in names}
        stands = {name: getattr(entry.billing, name) for name in names}
        if not any(told.values()) or _alike(told, stands):
            continue
        if any(stands.values()):
            kept = True
        else:
            filled |= told
    message = visit.texts.company["kept" if kept else "found"].format(company=_described(found))
    return Lookup(replace(entry, billing=_with(entry.billing, filled)), filled, message)


def _of(company: Company, name: str) -> str:
    return company.name if name == NAME else str(getattr(company, name))


def _alike(told: Mapping[str, str], stands: Mapping[str, str]) -> bool:
    """Whether the same stands there, but for case and spaces."""
    return all("".join(told[name].split()).casefold() == "".join(stands[name].split()).casefold() for name in told)


def _described(company: Company) -> str:
    place = f"{company.postal_code} {company.postal_place}".strip()
    return ", ".join(part for part in (company.name, company.address_line, place) if part)


def _with(billing: Billing, filled: Mapping[str, str]) -> Billing:
    return replace(billing, **dict(filled))
