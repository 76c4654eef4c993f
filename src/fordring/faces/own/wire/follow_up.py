"""Bodies about what merchants want of follow-up. Amounts are minor units."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import Regime, Whose
from fordring.domain.payment.matching import TOLERANCE_MAX

DAYS_MAX = 3650
INTEGER_MAX = 2**31 - 1
Days = Annotated[int, Field(ge=0, le=DAYS_MAX)]
Minor = Annotated[int, Field(ge=0, le=INTEGER_MAX)]


class StepBody(BaseModel):
    """One wanted step."""

    model_config = ConfigDict(extra="forbid")

    kind: StepKind
    after_days: int | None = Field(
        None,
        ge=-DAYS_MAX,
        le=DAYS_MAX,
        description="from the due date for the first (below zero: before it), else from the step before; without it "
        "as early as the law allows",
    )
    fee: bool = Field(True, description="whether it bears what the law allows")
    term_days: Days = Field(14, description="the time to pay, at least")
    electronic: bool = Field(True, description="whether it goes by e-mail where the law lets it")


class SettingsBody(BaseModel):
    """What changes of a merchant's wishes; what is not named stays, and `steps` are all of them, in their order."""

    model_config = ConfigDict(extra="forbid")

    steps: list[StepBody] | None = Field(None, min_length=1, max_length=20)
    regime: Regime | None = Field(None, description="who demands payment; the operator's to change")
    licence: str | None = Field(
        None, max_length=200, description="the collector's licence, which that regime needs; the operator's to change"
    )
    collector: str | None = Field(
        None, max_length=200, description="the collector's name, as its letters say it; the operator's to change"
    )
    grace_bank_days: Days | None = Field(None, description="for money on its way, before each next step")
    approve_start: bool | None = Field(None, description="whether a person approves each case before its first step")
    approve_demands: bool | None = Field(None, description="whether a person approves each demand; court always is")
    least_minor: Minor | None = Field(None, description="smaller claims are left alone")
    tolerance_minor: int | None = Field(
        None,
        ge=0,
        le=TOLERANCE_MAX,
        description="so little is let go; one figure for the merchant, by which its payments are booked too",
    )
    interest: bool | None = Field(None, description="whether interest is asked for")
    fees_are: Whose | None = Field(None, description="whose the fees are; the operator's to change")
    receipt_bank_days: Days | None = Field(None, description="how long a letter presumably takes")
    watch_days: Days | None = Field(None, description="how long before its end limitation is warned of")

    start_level: StepKind | None = Field(
        None, description="the step that a case enters at: collection_notice or payment_demand, where the law lets it"
    )
    automatic_transfer: bool | None = Field(
        None,
        description="whether an unpaid invoice becomes a case by itself behind its reminders, or by a person's word",
    )

    @property
    def changes(self) -> dict[str, Any]:
        """What is named."""
        return self.model_dump(exclude_none=True)


class SaidAnswer(BaseModel):
    """A wish that was stored, when by the merchant's clock, and by whom. None: back to what is usual."""

    settings: dict[str, Any] | None
    created_at: datetime
    created_by: str


class SettingsAnswer(BaseModel):
    """What holds for a merchant's claims on one kind of payer."""

    account_id: str
    country: str
    payer: str = Field(description="consumer or business")
    usual: bool = Field(description="whether the merchant said nothing, so that what is usual in its country holds")
    steps: list[StepBody]
    regime: Regime
    licence: str
    collector: str
    grace_bank_days: int
    approve_start: bool
    approve_demands: bool
    least_minor: int
    tolerance_minor: int
    interest: bool
    fees_are: Whose
    receipt_bank_days: int
    watch_days: int
    start_level: StepKind
    automatic_transfer: bool
    history: list[SaidAnswer] = Field(description="what was said, the newest first")
