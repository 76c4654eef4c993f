"""What the API documentation says of credentials: the schemes of all faces, put into the document of the app."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI

SCHEMES: dict[str, dict[str, str]] = {
    "client-credentials": {
        "type": "http",
        "scheme": "basic",
        "description": "the id and secret of a client, exchanged for a merchant token",
    },
    "api-key": {
        "type": "apiKey",
        "in": "header",
        "name": "x-api-key",
        "description": "a merchant's key, which needs no exchange",
    },
    "merchant-token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "what the token endpoint answers",
    },
    "creditor-token": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "a token that may act for one creditor or several, with or without `Bearer` before it",
    },
    "operator-token": {"type": "http", "scheme": "bearer", "description": "the operator's own token"},
}


def any_of(names: Iterable[str]) -> list[dict[str, list[str]]]:
    """The `security` of an operation that takes any one of these schemes."""
    return [{name: []} for name in names]


def declare_credentials(app: FastAPI) -> None:
    """Put SCHEMES into the app's OpenAPI document; every face does, the first one counts."""
    if getattr(app.state, "credentials_declared", False):
        return
    app.state.credentials_declared = True
    plain = app.openapi

    def described() -> dict[str, Any]:
        document = plain()
        document.setdefault("components", {})["securitySchemes"] = SCHEMES
        return document

    app.openapi = described  # type: ignore[method-assign]  # the framework's documented way to extend its document
