"""Shapes of answers about a creditor's webhook. The public page shows none; the secret is in none of them."""

from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.answer import Answer


class WebhookDelivery(Answer):
    """One thing that was told or is to be, with how its last attempt ended."""

    id: Annotated[str, Field(description="the header `webhook-id` of every attempt")]
    event_type: str
    claim_id: int
    test: bool
    status: Annotated[str, Field(description="waiting, sending, delivered, failed (given up) or dropped")]
    attempts: int
    time: str
    next_attempt_time: str | None
    last_status: Annotated[int | None, Field(description="the HTTP status of the last answer")]
    last_result: str | None


class Webhook(Answer):
    """A creditor's webhook, and what was sent to it last, the newest first."""

    creditor_id: int
    url: str
    enabled: bool
    algorithm: str
    stopped_because: Annotated[str | None, Field(description="why we disabled it; enable it to go on")]
    consecutive_failures: int
    last_updated_time: str
    deliveries: list[WebhookDelivery]


class WebhookTest(Answer):
    """A delivery that is on its way: `deliveries` of the webhook says what becomes of it, under its `id`."""

    id: str
    queued: bool
    url: str
    event_type: str
    claim_id: Annotated[int, Field(description="the creditor's newest invoice; 0 where there is none yet")]
