"""Ids as people and programs outside are given them: 22 characters, a UUID in flickr's base 58."""

from uuid import UUID

ALPHABET = "123456789abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 22

_PAIRS = [high + low for high in ALPHABET for low in ALPHABET]
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def short(identifier: UUID) -> str:
    """The 22 characters of an id, filled up with `1`, the alphabet's zero."""
    number, pairs = identifier.int, []
    for _ in range(LENGTH // 2):
        number, rest = divmod(number, 58 * 58)
        pairs.append(_PAIRS[rest])
    return "".join(reversed(pairs))


def long(characters: str) -> UUID:
    """The id behind 22 characters of the alphabet. Raises ValueError above 128 bits."""
    number = 0
    for character in characters:
        number = number * 58 + _VALUES[character]
    return UUID(int=number)


def public_id(account_id: str, identifier: UUID) -> str:
    """The id of an account's checkout or purchase: `{account}.{22 characters}`."""
    return f"{account_id}.{short(identifier)}"
