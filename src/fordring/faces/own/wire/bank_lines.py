"""Bodies about lines of bank files that wait for a person. Amounts are minor units."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class ShareAnswer(BaseModel):
    """What of the money a claim would get."""

    claim_id: int = Field(description="the claim's integer id")
    amount: int


class SuggestionAnswer(BaseModel):
    """What the money may be for; several claims stand or fall together."""

    score: int = Field(description="how sure it is, of 100; from 90 on it would have booked itself")
    reason: str
    claims: Sequence[ShareAnswer]


class BankLineAnswer(BaseModel):
    """A line of a bank file: the money, who paid, what the bank said, what became of it, what is suggested."""

    id: UUID
    state: str = Field(description="unidentified or question while it waits; then matched, reversed …")
    reason: str
    amount: int
    left: int = Field(description="of the amount, what the bank has not taken back")
    currency: str
    booked_on: date
    age_days: int
    payer_name: str
    payer_account: str
    remittance: Mapping[str, Any]
    suggestions: Sequence[SuggestionAnswer]


class ChoiceBody(BaseModel):
    """Which suggestion is meant: the one for this claim; the best, or all, where it is not said."""

    model_config = ConfigDict(extra="forbid", strict=True)

    claim_id: int | None = Field(None, description="the claim's integer id", examples=[1000001])


class ClaimBody(BaseModel):
    """Which claim the money is for."""

    model_config = ConfigDict(extra="forbid", strict=True)

    claim_id: int = Field(description="the claim's integer id", examples=[1000001])
