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


ALLOWED: Mapping[tuple[str, ClaimKind], tuple[Way, ...]] = {
    # Invoices, credit notes and plain reminders may travel electronically in all three countries; the demands of a
    # collection case are by law kept apart (nordic-rules.md § 2.1 inkassoloven § 3a, § 2.3 saatavien perintä 299/2022).
    (country, kind): (Way.LETTER,) if kind is ClaimKind.COLLECTION_CASE else (Way.EMAIL, Way.LETTER)
    for country in ("NO", "SE", "FI")
    for kind in ClaimKind
}


def way_of(country: str, kind: ClaimKind, billing: Mapping[str, Any]) -> Way:
    """The first allowed way the address can be reached by. Raises InvalidCommandError naming what is missing."""
    reachable = {
        Way.EMAIL: bool(billing.get("email")),
        Way.LETTER: all(billing.get(part) for part in ("address_line", "postal_code", "postal_place")),
    }
    for way in ALLOWED[country, kind]:
        if reachable[way]:
            return way
    raise InvalidCommandError(FieldProblem("billing_address.email", "an e-mail or a whole postal address is needed"))
