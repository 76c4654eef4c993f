"""Bodies about bank files and the sandbox's payers. Amounts are minor units."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class BankFileAnswer(BaseModel):
    """A bank file: how far it is booked, how many of its lines became what, and what a person should know of it."""

    id: UUID
    name: str
    kind: str
    sha256: str
    size_bytes: int
    state: str = Field(description="received, booking, booked or refused")
    counts: Mapping[str, int]
    problems: Sequence[Mapping[str, Any]]
    received_at: datetime
    finished_at: datetime | None


class PayBody(BaseModel):
    """Which claim a sandbox payer pays, and how much: all that is open unless an amount is given."""

    model_config = ConfigDict(extra="forbid", strict=True)

    claim_id: int = Field(description="the claim's integer id", examples=[1000001])
    amount: int | None = Field(None, gt=0, le=2**31 - 1, description="minor units")
    format: Literal["camt.054", "ocr_giro", "bgmax", "ktl"] = Field(
        "camt.054",
        description="of the bank's file: ocr_giro in Norway, bgmax in Sweden, ktl in Finland, camt.054 in all",
    )
