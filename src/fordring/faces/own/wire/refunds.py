"""Bodies about money that goes back to payers. Amounts are minor units."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field


class RefundAnswer(BaseModel):
    """A refund that has not left yet, or that its payer owes."""

    reference: str = Field(description="its end-to-end id at the bank", examples=["R01a1fdec84767725ada1bef5f0df6b0d"])
    state: str = Field(description="waiting, sent, or owing: its money was taken back after it left; then cancelled …")
    account_id: str | None = Field(description="the merchant whose claim was paid; null where no claim was found")
    claim_id: int | None = Field(description="the claim's integer id")
    number: str | None = Field(description="the invoice's number")
    amount: int
    currency: str
    payee_name: str = Field(description="who paid it, as the bank says")
    to_account: str = Field(description="empty where nobody knows it: it waits for one to be given")
    reason: str = Field(description="why it goes back")
    created_at: datetime


class MoveRefundBody(BaseModel):
    """Which claim a waiting refund is for instead, and why."""

    model_config = ConfigDict(extra="forbid", strict=True)

    claim_id: int = Field(description="the claim's integer id", examples=[1000001])
    because: str = Field(description="why", max_length=500, examples=["the payer wants it there"])


class WriteOffBody(BaseModel):
    """Why what a payer owes is given up."""

    model_config = ConfigDict(extra="forbid", strict=True)

    because: str = Field(description="why", max_length=500, examples=["the payer cannot be found"])


class AccountBody(BaseModel):
    """Where a refund is to go."""

    model_config = ConfigDict(extra="forbid", strict=True)

    account: str = Field(description="the payer's IBAN", examples=["NO9386011117947"])
