"""Scopes: what a credential allows, written `verb:thing` or `verb:thing:/path`. Who holds one may hand it on."""

from collections.abc import Iterable

from fordring.domain.errors import DomainError

PARTS_OF_ADMIN = frozenset(["admin", "write", "read"])


class ScopeNotHeldError(DomainError):
    """Somebody would give, or take over, more than they hold themselves."""

    def __init__(self, scopes: Iterable[str]) -> None:
        super().__init__(f"whoever asks does not hold {', '.join(sorted(scopes))}")


def covers(held: str, wanted: str) -> bool:
    """Whether `held` allows all that `wanted` does: the same scope, or `admin` of the thing that the other is about.

    Nothing else includes anything: writing includes neither reading nor a path's own scope (`write:thing:/path`).
    """
    if held == wanted:
        return True
    admin, _, owned = held.partition(":")
    verb, _, thing = wanted.partition(":")
    about_it = thing == owned or thing.startswith(f"{owned}:/")
    return admin == "admin" and bool(owned) and verb in PARTS_OF_ADMIN and about_it


def require_held(held: Iterable[str], wanted: Iterable[str]) -> None:
    """Raise ScopeNotHeldError unless each of `wanted` is covered by one of `held`."""
    mine = frozenset(held)
    lacking = [scope for scope in wanted if not any(covers(own, scope) for own in mine)]
    if lacking:
        raise ScopeNotHeldError(lacking)
