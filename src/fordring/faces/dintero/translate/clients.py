"""Clients and grants in the words of this API."""

from collections.abc import Iterable
from typing import Any

from fordring.storage.house.clients import Client
from fordring.storage.house.grants import Grant

SCOPE_ALIASES = {"checkout:admin": "admin:checkout"}
"""The page "Manage merchants" spells this one the other way round."""


def scopes_of(words: Iterable[str]) -> frozenset[str]:
    """Scopes as they are kept, whichever way they were spelled."""
    return frozenset(SCOPE_ALIASES.get(word, word) for word in words)


def client_words(client: Client, secret: str | None = None) -> dict[str, Any]:
    """A client, with its secret where that is told."""
    words: dict[str, Any] = {
        "id": client.id,
        "name": client.name,
        "description": client.description,
        "client_id": client.client_id,
        "created_at": client.created_at,
        "created_by": client.created_by,
        "updated_at": client.updated_at,
    }
    if secret is not None:
        words["client_secret"] = secret
    return words | end_words(client)


def grant_words(grant: Grant, audience: str) -> dict[str, Any]:
    """A grant; `audience` is told where it was given for the account itself."""
    return {
        "id": grant.grant_id,
        "client_id": grant.client,
        "audience": grant.audience or audience,
        "scope": sorted(grant.scopes),
        "type": "client_credentials",
        "created_at": grant.created_at,
        "created_by": grant.created_by,
        **end_words(grant),
    }


def end_words(ended: Any) -> dict[str, Any]:
    """When and by whom something was deleted, if it was."""
    if ended.deleted_at is None:
        return {}
    return {"deleted_at": ended.deleted_at, "deleted_by": ended.deleted_by}
