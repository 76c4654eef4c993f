"""Bodies and answers of client management (API reference, Management auth)."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from fordring.faces.dintero.wire.answers import Answer
from fordring.faces.dintero.wire.loose import Ignoring, Short

SCOPES_MAX = 100

ClientId = Annotated[str, Field(min_length=1, max_length=255, pattern=r"^[^\s:]+$")]
"""What a client logs in with: without a colon, which ends it in Basic credentials (RFC 7617)."""

Scope = Annotated[str, Field(min_length=1, max_length=255)]


class ClientBody(Ignoring):
    """A client to be made; everything may be left out."""

    name: Short = ""
    description: Short = ""
    client_id: ClientId | None = None


class GrantBody(Ignoring):
    """Which client (its `id`) may do what at which account."""

    client_id: str
    audience: Short
    scope: Annotated[list[Scope], Field(min_length=1, max_length=SCOPES_MAX)]
    type: Literal["client_credentials"] = "client_credentials"


class RevokeBody(Ignoring):
    """The token to be revoked."""

    token: str


class Client(Answer):
    """An API client. `client_id` is what it logs in with."""

    id: UUID
    name: str
    description: str
    client_id: str
    created_at: datetime
    created_by: str
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str | None = None


class ClientWithSecret(Client):
    """A client with the secret that it logs in with, which is told this once."""

    client_secret: str


class Grant(Answer):
    """What a client may do. `client_id` is the client's `id`."""

    id: UUID
    client_id: UUID
    audience: str
    scope: list[str]
    type: str
    created_at: datetime
    created_by: str
    deleted_at: datetime | None = None
    deleted_by: str | None = None


class PublicKey(Answer):
    """A key that tokens are verified with, as a JWK (RFC 7517)."""

    kty: str
    crv: str
    x: str
    y: str
    kid: str
    alg: str
    use: str


class Nothing(Answer):
    """There is nothing to tell."""
