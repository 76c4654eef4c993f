"""How a document may travel: by country and kind, then by what the payer's address has."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from fordring.domain.claim.claim import ClaimKind
from fordring.domain.errors import FieldProblem, InvalidCommandError


class Way(StrEnum):
    """One channel to a payer."""

    EMAIL = "email"
    LETTER = "letter"


class Wish(StrEnum):
    """How the merchant would have a document travel; one that cannot be granted is as if unsaid."""

    EMAIL = "email"
    LETTER = "letter"
    EHF = "ehf"
    E_INVOICE = "e-invoice"


NEEDED: Mapping[Way, tuple[str, ...]] = {
    Way.EMAIL: ("email",),
    Way.LETTER: ("address_line", "postal_code", "postal_place"),
}
"""What of an address each way takes."""

DECIDING = tuple(part for parts in NEEDED.values() for part in parts)

ALLOWED: Mapping[tuple[str, ClaimKind], tuple[Way, ...]] = {
    # Invoices, credit notes and plain reminders may travel electronically in all three countries; the demands of a
    # collection case are by law kept apart (nordic-rules.md § 2.1 inkassoloven § 3a, § 2.3 saatavien perintä 299/2022).
    (country, kind): (Way.LETTER,) if kind is ClaimKind.COLLECTION_CASE else (Way.EMAIL, Way.LETTER)
    for country in ("NO", "SE", "FI")
    for kind in ClaimKind
}


def way_of(country: str, kind: ClaimKind, billing: Mapping[str, Any], wish: str | None = None) -> Way:
    """The way that is wished, else the first allowed one, that the address can be reached by.

    Raises InvalidCommandError naming what is missing.
    """
    ways = [way for way in ALLOWED[country, kind] if _reaches(way, billing)]
    if ways:
        return next((way for way in ways if way == wish), ways[0])
    raise InvalidCommandError(FieldProblem("billing_address.email", "an e-mail or a whole postal address is needed"))


def grants(wish: Wish, billing: Mapping[str, Any]) -> bool:
    """Whether a document can travel as wished; electronic invoices cannot yet."""
    return any(way.value == wish.value and _reaches(way, billing) for way in Way)


def _reaches(way: Way, billing: Mapping[str, Any]) -> bool:
    return all(billing.get(part) for part in NEEDED[way])
