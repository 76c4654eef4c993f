"""Bodies about when a merchant is paid and what is kept of it. Amounts are minor units, shares basis points."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from fordring.domain.payment.schedule import HOLD_DAYS_MAX, MONTH_DAY_MAX, Every, Shortfall

INTEGER_MAX = 2**31 - 1
Weekday = Annotated[int, Field(ge=0, le=6, description="Monday is 0")]
Minor = Annotated[int, Field(ge=0, le=INTEGER_MAX)]
Share = Annotated[int, Field(ge=0, le=10_000)]


class ScheduleBody(BaseModel):
    """What changes of a merchant's payouts; what is not named stays."""

    model_config = ConfigDict(extra="forbid")

    every: Every | None = None
    weekdays: list[Weekday] | None = Field(None, min_length=1, description="of a weekly schedule")
    month_day: int | None = Field(None, ge=1, le=MONTH_DAY_MAX, description="of a monthly one; else its last day")
    minimum_minor: Minor | None = Field(None, description="less than this, gross, waits")
    hold_days: int | None = Field(None, ge=0, le=HOLD_DAYS_MAX, description="so long money rests before it leaves")
    shortfall: Shortfall | None = Field(None, description="what becomes of a balance below nothing")


class ScheduleAnswer(BaseModel):
    """When a merchant is paid."""

    account_id: str
    every: Every
    weekdays: list[int]
    month_day: int
    minimum_minor: int
    hold_days: int
    shortfall: Shortfall


class PriceBody(BaseModel):
    """A price from a day on. What is not named costs nothing; VAT is the standard rate where the client account is."""

    model_config = ConfigDict(extra="forbid")

    valid_from: date | None = Field(None, description="the merchant's today unless it is named; never before it")
    commission_bp: Share = 0
    per_payment_minor: Minor = 0
    per_payout_minor: Minor = 0
    vat_bp: Share | None = None


class PriceAnswer(BaseModel):
    """What is kept of payouts sent from a day on; without a day, from the merchant's opening."""

    valid_from: date | None
    commission_bp: int
    per_payment_minor: int
    per_payout_minor: int
    vat_bp: int
