"""Bodies about a claim's limitation."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from fordring.domain.claim.interruption import Interruption


class InterruptedBody(BaseModel):
    """When limitation was interrupted, and how."""

    model_config = ConfigDict(extra="forbid")

    on: date
    how: Interruption = Field(description="acknowledged by the payer, or a step in court")
    note: str = Field(default="", max_length=2_000)


class InterruptedAnswer(BaseModel):
    """From when the period runs, and the last day before it is over; none where no period is known."""

    claim_id: int
    interrupted_on: date
    last_day: date | None
