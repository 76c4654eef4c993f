"""Shapes of what details say of follow-up: the steps that were taken, and what comes next."""

from datetime import date
from typing import Annotated

from pydantic import Field

from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.why import Why
from fordring.faces.kravia.wire.answer import Amount, Answer


class Reason(Answer):
    """Why: a code, and its sentence in the language of `Accept-Language`."""

    code: Why
    text: str
    source: Annotated[str, Field(description="the paragraph, or nothing where it is no law's")]
    not_before: Annotated[date | None, Field(description="the step waits for this day because of it")]
    by_law: bool


class NextStep(Answer):
    """What comes next, reckoned anew each day. The step's members are null where none is planned."""

    outcome: Outcome
    outcome_name: str
    type: str | None
    name: Annotated[str | None, Field(description="as the country's law calls it")]
    earliest_date: date | None
    legal_date: Annotated[date | None, Field(description="the law's day, without the creditor's wishes")]
    fee: Amount | None
    fee_vat: Amount | None
    interest: Annotated[Amount | None, Field(description="all late-payment interest up to that day")]
    pay_by_date: date | None
    electronic: bool | None
    reasons: list[Reason]
    unverified: Annotated[list[str], Field(description="figures behind the amounts that nobody verified: sandbox only")]
    time_barred_after: date | None
    look_again_date: date | None


class TakenStep(Answer):
    """A step that was taken; `interest` is all that it asked for, with what earlier steps had asked for."""

    number: int
    type: str
    name: str
    sent_date: date
    pay_by_date: date | None
    fee: Amount
    fee_vat: Amount
    interest: Amount
    by_creditor: Annotated[bool, Field(description="the creditor took it before the claim was handed over")]
    document_id: str | None
    cancelled_date: date | None
    reasons: list[Reason]
    unverified: Annotated[list[str], Field(description="figures behind the amounts that nobody verified: sandbox only")]
