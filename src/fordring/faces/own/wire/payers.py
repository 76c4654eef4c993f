"""Bodies about what payers say on the pages of their claims."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from fordring.domain.claim.payer_request import Answer, Kind


class PayerRequestAnswer(BaseModel):
    """What a payer said about a claim, and what was answered."""

    id: UUID
    kind: Kind = Field(
        description="paid: the payer says so; dispute: every automatic step waits for the answer; more_time: is asked "
        "for; refund_account: given for a refund and confirmed, nothing to answer; plan: a payment plan is asked for"
    )
    account_id: str = Field(description="the merchant whose claim it is")
    claim_id: int = Field(description="the claim's integer id")
    number: str | None = Field(description="the invoice's number")
    payer: str = Field(description="who is billed")
    day: date | None = Field(description="when it was paid, until when time is asked for, or when a plan is to begin")
    monthly_minor: int | None = Field(description="of plan: how much a month the payer wants to pay")
    instalments: int | None = Field(description="of plan: or in how many instalments")
    text: str = Field(description="what the payer wrote; of refund_account the account")
    created_at: datetime = Field(description="by the merchant's clock")
    answer: Answer | None = Field(description="none while it waits")
    message: str = Field(description="what the payer reads beside the answer")
    granted_until: date | None
    answered_at: datetime | None
    answered_by: str | None


class AnswerBody(BaseModel):
    """The answer: `noted` or `refused` to paid, `granted` or `refused` to the others."""

    model_config = ConfigDict(extra="forbid")

    answer: Answer
    message: str = Field("", description="the payer reads it on the page; at most 2000 characters")
    until: date | None = Field(None, description="time up to another day than the one asked for")
