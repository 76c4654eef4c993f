"""Bodies about a sandbox merchant's clock."""

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class AdvanceBody(BaseModel):
    """How the clock is to move. An unknown field is refused: a misspelt one would move nothing, silently."""

    model_config = ConfigDict(extra="forbid", strict=True)

    days: int | None = Field(None, description="so many local days on, at the same time of the day", examples=[40])
    to: datetime | None = Field(None, description="or to this moment", examples=["2026-12-01T08:00:00Z"])
    freeze: bool | None = Field(None, description="stop the clock where it then is, or let it run again")


class Clock(BaseModel):
    """What a merchant's clock shows; `played_on` is the last day whose due things were done."""

    account_id: str
    now: datetime
    frozen: bool
    played_on: date | None


class Happened(BaseModel):
    """One thing that happened, at a time of the merchant's clock. Amounts are minor units."""

    at: datetime
    what: str
    subject: dict[str, Any]
    facts: dict[str, Any]


class Advanced(BaseModel):
    """The clock after a move, and what happened on the way, in order."""

    clock: Clock
    happened: list[Happened]
