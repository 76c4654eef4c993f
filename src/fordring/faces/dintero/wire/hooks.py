"""Shapes of subscriptions and of what was delivered to them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field

from fordring.faces.dintero.wire.answers import Answer
from fordring.faces.dintero.wire.loose import Ignoring, Short


class SecretBody(Ignoring):
    """What deliveries are signed with. Without `value`, a changed subscription keeps the one it has."""

    type: Short = "HMAC-SHA1"
    value: Short | None = None


class ConfigBody(Ignoring):
    """Where to, and how."""

    url: str
    content_type: Short = "application/json"
    secret: SecretBody | None = None
    insecure_ssl: int | bool | str = 0


class SubscriptionBody(Ignoring):
    """A subscription as it is to be."""

    config: ConfigBody
    events: Annotated[list[Short], Field(max_length=100)]
    fields: str | None = None
    exclude_fields: Annotated[list[str], Field(max_length=100)] | None = None
    active: bool = True


class Secret(Answer):
    """How deliveries are signed. The value is never told again."""

    type: str


class Config(Answer):
    """Where to, and how."""

    url: str
    content_type: str
    secret: Secret | None = None
    insecure_ssl: int


class Subscription(Answer):
    """A subscription. `consecutive_failures` and `stopped_because` are ours: why one went inactive by itself."""

    id: UUID
    config: Config
    events: list[str]
    fields: str | None = None
    exclude_fields: list[str] | None = None
    active: bool
    created_at: datetime
    created_by: str
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str | None = None
    consecutive_failures: int
    stopped_because: str | None = None


class DeliveryRequest(Answer):
    """What was sent; a long body is cut off."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str


class DeliveryResponse(Answer):
    """What came back; a long body is cut off."""

    status_code: int | None
    body: str


class DeliveryDetails(Answer):
    """What came of it, in a word and in a sentence, and how long it took, in seconds."""

    outcome: str | None
    reason: str | None
    delivery_duration: float | None


class DeliveryAttempt(Answer):
    """One attempt. `request` and `response` are missing while it runs, and where nothing was sent."""

    attempt: int
    started_at: datetime
    request: DeliveryRequest | None = None
    response: DeliveryResponse | None = None
    details: DeliveryDetails


class Delivery(Answer):
    """One event delivered, or to be delivered, to one subscription; its id is the header `event-delivery`."""

    id: UUID
    subscription_id: UUID
    event: str
    status: str
    created_at: datetime
    next_attempt_at: datetime | None = None
    finished_at: datetime | None = None
    attempts: list[DeliveryAttempt]
