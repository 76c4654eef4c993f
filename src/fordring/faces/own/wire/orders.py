"""Bodies about payment orders and what banks answered of them. Amounts are minor units."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class OrderEventAnswer(BaseModel):
    """What somebody did with an order, by the wall clock."""

    kind: str = Field(description="made, released, refused_release to its maker, fetched, or answered by the bank")
    by: str
    at: datetime
    facts: Mapping[str, Any]


class OrderAnswer(BaseModel):
    """A pain.001 file, or what is to be one."""

    message_id: str
    state: str = Field(description="waiting for another client to release it, or released")
    made_by: str
    file_name: str
    pain_version: str
    total: int
    currency: str
    transfers: int
    execute_on: date
    created_at: datetime
    events: Sequence[OrderEventAnswer]


class RunBody(BaseModel):
    """Whom to pay now: everybody, or the merchants named, below their minimum too."""

    model_config = ConfigDict(extra="forbid", strict=True)

    account_ids: list[str] = Field(default_factory=list)


class StatusAnswer(BaseModel):
    """What a bank answered of a transfer."""

    reference: str = Field(description="its end-to-end id")
    answer: str = Field(description="accepted, pending or rejected")
    code: str
    reason: str
    outcome: str = Field(description="noted, taken_back, known before, a question for a person, or one that is closed")
    recorded_at: datetime
    closed_by: str | None
