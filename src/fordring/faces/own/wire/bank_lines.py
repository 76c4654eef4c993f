"""Bodies about lines of bank files that wait for a person. Amounts are minor units."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from fordring.domain.claim.parts import Part


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
    day_unknown: bool = Field(description="the bank says no day of it that can be, and `booked_on` is when it was read")
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
    order: Sequence[Part] = Field((), description="which part it covers first, where not the usual one: all three")
    because: str = Field("", description="why the order is another", max_length=500)


class MoveBody(BaseModel):
    """What booked money is for instead: another claim, the same one in another order, or nobody knows."""

    model_config = ConfigDict(extra="forbid", strict=True)

    claim_id: int | None = Field(None, description="the claim's integer id; without one it is unidentified again")
    because: str = Field(description="why", max_length=500, examples=["the payer wrote the wrong KID"])
    order: Sequence[Part] = Field((), description="which part it covers first, where not the usual one: all three")


class ReversalBody(BaseModel):
    """Which earlier credit a debit took back, all of it or a part."""

    model_config = ConfigDict(extra="forbid", strict=True)

    credit_id: UUID = Field(description="the credit's id, as it is listed")
    because: str = Field(description="how that is known", max_length=500, examples=["the bank called on 24 November"])
    claim_id: int | None = Field(None, description="the claim that it is of, where the credit was for several")


class DebitBody(BaseModel):
    """What of the operator's own a debit was: a charge of the bank, or the operator's sweep of what is its own."""

    model_config = ConfigDict(extra="forbid", strict=True)

    kind: Literal["charge", "sweep"]
    because: str = Field(description="how that is known", max_length=500, examples=["fee of the bank for November"])


class DayBody(BaseModel):
    """The day on which the money of a line moved, whose days cannot be as the bank says them."""

    model_config = ConfigDict(extra="forbid", strict=True)

    day: date = Field(examples=["2026-11-20"])
    because: str = Field(description="how that is known", max_length=500, examples=["the bank called on 24 November"])


class ReasonBody(BaseModel):
    """Why a person says so."""

    model_config = ConfigDict(extra="forbid", strict=True)

    because: str = Field(description="why", max_length=500, examples=["the bank says that it was a payment"])


class ReturnBody(BaseModel):
    """Why money goes back to whoever paid it, and where to."""

    model_config = ConfigDict(extra="forbid", strict=True)

    because: str = Field(description="why", max_length=500, examples=["paid to us by mistake"])
    account: str = Field("", description="the payer's IBAN, where it is not the account it came from")
