"""Shapes of answers about the caller and about how its creditors' claims stand."""

from typing import Annotated

from pydantic import Field

from fordring.faces.kravia.wire.answer import Amount, Answer


class Company(Answer):
    """Whose token it is: a partner, else its one creditor."""

    id: int
    name: str
    organization_number: str | None


class CurrencySum(Answer):
    """Money in one currency."""

    currency_code: str
    collected: Amount
    potential: Amount


class CreditorStatistic(Answer):
    """Counts of claims. The two sums are null where the creditors have several currencies; `sums` has each."""

    open_cases: Annotated[int, Field(description="sent and not paid, nor on hold")]
    waiting_cases: Annotated[int, Field(description="not sent yet, or on hold")]
    closed_cases: int
    cases_with_action_required: Annotated[int, Field(description="whose document reached nobody")]
    sum_collected_money: Amount | None
    sum_potential_money: Annotated[Amount | None, Field(description="open of what was sent")]
    sums: Annotated[list[CurrencySum], Field(description="our own addition")]


class CaseCounts(Answer):
    """How many claims have which status."""

    value: dict[str, int]
