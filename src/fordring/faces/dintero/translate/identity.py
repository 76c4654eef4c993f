"""Who was identified before a purchase, worded as `verified_identity` (API reference, Transaction)."""

from collections.abc import Mapping
from typing import Any

TYPE = "dintero-idp"
REQUIRED_WORDS = {
    "issuer": "iss",
    "audience": "aud",
    "acr": "acr",
    "authenticated_at": "auth_time",
    "national_idp": "national_idp",
    "country": "national_country",
}
OPTIONAL_WORDS = {
    "subject": "sub",
    "nonce": "nonce",
    "name": "name",
    "given_name": "given_name",
    "family_name": "family_name",
}


def verified_identity(person: Mapping[str, Any]) -> dict[str, Any]:
    """The person in this API's words. A national id is no part of it."""
    told = {theirs: person[ours] for ours, theirs in OPTIONAL_WORDS.items() if person.get(ours)}
    return {"type": TYPE, **{theirs: person[ours] for ours, theirs in REQUIRED_WORDS.items()}, **told}
