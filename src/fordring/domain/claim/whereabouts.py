"""Where a claim's payer lives and is mailed: as the claim was made with, but for what was said of that since.

What is said has up to two parts: `place`, a whole postal address, and `email`, empty where there is none any more. What
is absent was not said.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from fordring.domain.parties import Address

Contact = Mapping[str, Any]

PLACE = tuple(field.name for field in fields(Address))
NEEDED = ("address_line", "postal_code", "postal_place")


def present(billing: Contact, said: Contact | None) -> Contact:
    """A bill-to address with what was said since: of an address that another took the place of nothing is left."""
    if not said:
        return billing
    place, email = said.get("place"), said.get("email")
    gone = {*(PLACE if place else ()), *(() if email is None else ("email",))}
    kept = {name: value for name, value in billing.items() if name not in gone}
    return {**kept, **(place or {}), **({"email": email} if email else {})}


def place_of(billing: Contact) -> Contact | None:
    """Its postal address; None where that is not whole."""
    if not all(billing.get(part) for part in NEEDED):
        return None
    return {name: billing[name] for name in PLACE if billing.get(name)}


def told_by(billing: Contact) -> Contact:
    """What a registration says by its bill-to address."""
    place, email = place_of(billing), billing.get("email")
    return {**({"place": place} if place else {}), **({"email": email} if email else {})}


def news(known: Contact, said: Contact) -> Contact:
    """What of it is not as the bill-to address that is known."""
    have = {"place": {name: known[name] for name in PLACE if known.get(name)}, "email": known.get("email") or ""}
    return {part: value for part, value in said.items() if value != have[part]}


def same_place(one: Contact, other: Contact) -> bool:
    """Whether both are one postal address, however it is spelled."""
    return _compact(one) == _compact(other)


def _compact(billing: Contact) -> tuple[str, ...]:
    return tuple("".join(str(billing.get(name) or "").split()).casefold() for name in PLACE)


def kept(before: Contact | None, said: Contact, word: UUID) -> Contact:
    """What a card keeps of it, each part with the word that it was said by; ids grow, and a later word stays."""
    held = dict(before or {})
    for part, value in said.items():
        if part not in held or UUID(held[part]["word"]) < word:
            held[part] = {"said": value, "word": str(word)}
    return held


def said_after(card: Contact | None, word: UUID) -> Contact:
    """What was said of the card after that id was given: a claim's, or a purchase's, which said it by itself."""
    return {part: each["said"] for part, each in (card or {}).items() if UUID(each["word"]) > word}
