"""Bodies about a day at a sandbox merchant's bank. Amounts are minor units."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from fordring.faces.own.wire.money import BankFileAnswer

DeedName = Literal["pays", "short", "too_much", "twice", "wrong_reference", "no_reference", "taken_back", "waits"]


class DayBody(BaseModel):
    """What may happen: everything, to every open claim, unless deeds or claims are named."""

    model_config = ConfigDict(extra="forbid", strict=True)

    seed: int = Field(ge=0, lt=2**31, description="the same seed, day and claims are the same files", examples=[7])
    deeds: list[DeedName] = Field(
        default_factory=list, max_length=100, description="which may be drawn; one named twice is twice as likely"
    )
    claim_ids: list[Annotated[int, Field(gt=0, lt=2**63)]] = Field(
        default_factory=list, max_length=500, description="integer ids; all open claims without any, the oldest 500"
    )
    format: Literal["camt.054", "ocr_giro", "bgmax", "ktl"] | None = Field(
        None, description="of payments by reference; the country's own unless given"
    )


class DeedAnswer(BaseModel):
    """What the payer of one claim did, and what moved on the account by it; below zero what the bank took back."""

    claim_id: int
    deed: str
    amounts: Sequence[int]


class DayAnswer(BaseModel):
    """The merchant's day, what each payer did on it, and the bank's files of it, booked."""

    day: date
    deeds: Sequence[DeedAnswer]
    files: Sequence[BankFileAnswer]
