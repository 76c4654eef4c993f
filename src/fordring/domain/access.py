"""Scopes: what a credential allows, written `verb:thing` or `verb:thing:/path`. Who holds one may hand it on."""

from collections.abc import Iterable

from fordring.domain.errors import DomainError

IMPLIED = {"admin": ("admin", "write", "read"), "write": ("write",), "read": ("read",)}
"""`admin` of a thing is everything about it; writing does not imply reading."""


class ScopeNotHeldError(DomainError):
    """Somebody would give, or take over, more than they hold themselves."""

    def __init__(self, scopes: Iterable[str]) -> None:
        super().__init__(f"whoever asks does not hold {', '.join(sorted(scopes))}")


def covers(held: str, wanted: str) -> bool:
    """Whether `held` allows all that `wanted` does: the same scope, or one of the whole thing for a path below it."""
    if held == wanted:
        return True
    held_verb, _, held_thing = held.partition(":")
    verb, _, thing = wanted.partition(":")
    within = thing == held_thing or thing.startswith(f"{held_thing}:/")
    return verb in IMPLIED.get(held_verb, ()) and bool(held_thing) and within


def require_held(held: Iterable[str], wanted: Iterable[str]) -> None:
    """Raise ScopeNotHeldError unless each of `wanted` is covered by one of `held`."""
    mine = frozenset(held)
    lacking = [scope for scope in wanted if not any(covers(own, scope) for own in mine)]
    if lacking:
        raise ScopeNotHeldError(lacking)
