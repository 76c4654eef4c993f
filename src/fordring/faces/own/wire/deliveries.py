"""Bodies about deliveries that have reached nobody so far."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, Field


class DeliveryAnswer(BaseModel):
    """A document, report, invitation or code on its way, and what was said of it last."""

    id: UUID
    account_id: str
    about: Literal["claim", "report", "invitation", "code"] = Field(
        description="an invoice, a letter or another paper of a claim; a settlement report; an invitation to "
        "onboarding; a code that confirms a payer's account"
    )
    claim_id: int | None = Field(description="the claim's integer id; none where it is about none", examples=[1000001])
    document_id: UUID | None = Field(description="the claim's document")
    report_id: UUID | None = Field(description="the settlement report")
    channel: Literal["email", "letter"]
    to: str = Field(description="where it goes", examples=["ola@example.com"])
    state: str = Field(
        description="failed: given up; returned: the letter came back; waiting: for its next try; sending; "
        "handed_over: the print house has it; delivered"
    )
    attempts: int = Field(description="how often it was tried")
    reason: str = Field(
        description="what was said of it last: by the mail server, the print house, or whatever was in the way",
        examples=["550 no such mailbox"],
    )
    created_at: datetime
    next_try_at: datetime | None = Field(description="by the wall clock; none where it is not tried again by itself")
    finished_at: datetime | None = Field(description="when it was given up or came back")


class DeliveriesAnswer(BaseModel):
    """What has reached nobody, the newest first."""

    deliveries: list[DeliveryAnswer]
    next: UUID | None = Field(description="`after` of the next page; none behind the last")
