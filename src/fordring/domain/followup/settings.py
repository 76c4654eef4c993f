"""How a merchant wants its claims on one kind of payer in one country followed up. What it may want: `lawful`."""

from dataclasses import dataclass
from enum import StrEnum

from fordring.domain.followup.facts import StepKind


class Regime(StrEnum):
    """Who demands payment: the creditor itself, or a licensed collector."""

    OWN = "own"
    COLLECTOR = "collector"


class Whose(StrEnum):
    """Whose a fee is."""

    MERCHANT = "merchant"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class StepSetting:
    """One wanted step. `after_days`: from the due date for the first (below zero: before it), else from the last step.

    None is as soon as the law allows. `fee`: whether it is to bear what the law allows. `term_days`: to pay, at least.
    `electronic`: whether it may go so where the law lets it.
    """

    kind: StepKind
    after_days: int | None = None
    fee: bool = True
    term_days: int = 14
    electronic: bool = True


@dataclass(frozen=True, slots=True)
class FollowUpSettings:
    """The steps in their order, and what goes for all of them.

    `collector`, `licence`: who it is and by what it may, which its regime needs. `grace_bank_days`: for money on its
    way, before each next step.
    `least_minor`: smaller claims are left alone. `tolerance_minor`: so little is not demanded any more.
    `fees_are`: whose the creditor's own fees are. `start_level`: the step that a case enters at, where the law lets it.
    `automatic_transfer`: whether an invoice becomes a case by itself behind its reminders, or by a person's word.
    `receipt_bank_days`: how long a letter presumably takes. `watch_days`: limitation is warned of so long before.
    """

    steps: tuple[StepSetting, ...]
    regime: Regime = Regime.OWN
    licence: str = ""
    collector: str = ""
    grace_bank_days: int = 3
    approve_start: bool = False
    approve_demands: bool = False
    least_minor: int = 0
    tolerance_minor: int = 0
    interest: bool = True
    fees_are: Whose = Whose.MERCHANT
    receipt_bank_days: int = 2
    watch_days: int = 90
    start_level: StepKind = StepKind.COLLECTION_NOTICE
    automatic_transfer: bool = True


START_LEVELS = (StepKind.COLLECTION_NOTICE, StepKind.PAYMENT_DEMAND)
"""The steps that cases may be wanted to enter at; in Sweden and Finland, which know no notice, both are the demand."""


_NORWAY = (StepKind.REMINDER, StepKind.COLLECTION_NOTICE, StepKind.PAYMENT_DEMAND)
_NORDIC = (StepKind.REMINDER, StepKind.PAYMENT_DEMAND)


def usual(
    country: str, *, business: bool, regime: Regime = Regime.OWN, licence: str = "", collector: str = ""
) -> FollowUpSettings:
    """What holds for a merchant that said nothing: the steps of its country, as soon as the law allows each."""
    kinds = _NORWAY if country == "NO" else _NORDIC
    if country == "NO" and regime is Regime.COLLECTOR:
        kinds = (*kinds, StepKind.HEAVY_DEMAND)
    free = country == "FI" and regime is Regime.OWN and not business
    steps = (
        StepSetting(kind, fee=not (free and kind is StepKind.PAYMENT_DEMAND))
        for kind in (*kinds, StepKind.LEGAL_ACTION)
    )
    return FollowUpSettings(tuple(steps), regime, licence, collector)
