"""What a payer pays for what it asks for itself: a payment plan, or more time."""

from dataclasses import replace
from datetime import date
from enum import StrEnum

from fordring.domain.followup.case import Case, Charge, free
from fordring.domain.followup.figures import Item
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.settings import Regime, Whose
from fordring.domain.followup.why import Why
from fordring.domain.money import BASIS_POINTS

_TIME_DAYS = 14


class Agreement(StrEnum):
    """What was agreed on with the payer, in writing."""

    PAYMENT_PLAN = "payment_plan"
    MORE_TIME = "more_time"


def agreement_charge(case: Case, agreed: Agreement, on: date, days: int) -> Charge:
    """Its fee: Norway's plan by the inkassosats, a collector's only; Sweden's amorteringsplan; Finland's plan and time.

    `days` is how much time is given. All costs of a Finnish consumer stay within their cap. Raises UnusableRuleError.
    """
    country, collector = case.facts.country, case.settings.regime is Regime.COLLECTOR
    whose = Whose.OPERATOR if collector else case.settings.fees_are
    if agreed is Agreement.PAYMENT_PLAN:
        if country == "NO":
            return _norways(case, on, collector=collector)
        figure = None if country == "FI" and case.facts.business else case.find(Item.PLAN_FEE, on)
    else:
        consumer = country == "FI" and not case.facts.business and days >= _TIME_DAYS
        figure = case.find(Item.EXTENSION_FEE, on) if consumer else None
    if figure is None:
        return free(Reason(Why.NO_AGREEMENT_FEE))
    reason = Reason(Why.AGREEMENT_FEE, figure.row.paragraph)
    if country != "FI":
        return _beside_compensation(case, Charge(figure.value, whose, 0, (reason,), (figure,)))
    cap = case.find(Item.ENFORCEABLE_TOTAL_CAP if case.facts.enforceable else Item.TOTAL_CAP, on)
    fee = min(figure.value, max(0, cap.value - case.fees_minor))
    return Charge(fee, whose, 0, (reason,), (figure, cap))


def notice_charge(case: Case, on: date) -> Charge:
    """What each notice before an instalment costs; Sweden's law alone knows a fee for it.

    Raises UnusableRuleError.
    """
    if case.facts.country != "SE":
        return Charge()
    figure = case.find(Item.PLAN_NOTICE_FEE, on)
    return _beside_compensation(case, Charge(figure.value, figures=(figure,)))


def _beside_compensation(case: Case, charge: Charge) -> Charge:
    """Sweden's lump sum between businesses is offset against the costs of a plan, as against those of letters."""
    if charge.fee_minor <= case.compensation_minor:
        return free(Reason(Why.FEE_AFTER_COMPENSATION, "lag (1981:739) 4 a §"))
    return replace(charge, fee_minor=charge.fee_minor - case.compensation_minor)


def _norways(case: Case, on: date, *, collector: bool) -> Charge:
    if not collector:
        return free(Reason(Why.COLLECTORS_PLAN_ONLY, "inkassoforskriften"))
    rate, share = case.find(Item.COLLECTION_RATE, on), case.find(Item.PLAN_SHARE, on)
    reason = Reason(Why.SHARE_OF_RATE, share.row.paragraph)
    return Charge(rate.value * share.value // BASIS_POINTS, Whose.OPERATOR, 0, (reason,), (rate, share))
