"""A merchant's wishes as they are stored and shown, and back; what holds where it said nothing."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting, Whose, usual
from fordring.domain.merchant import Merchant
from fordring.domain.payment.matching import tolerance_of

ELSEWHERE = "tolerance_minor"
"""It is the one that payments are booked by, and stored with it."""

_READERS: Mapping[str, Callable[[Any], Any]] = {
    "steps": lambda steps: tuple(_step(step) for step in steps),
    "regime": Regime,
    "fees_are": Whose,
    "kind": StepKind,
}
_APPROVALS = {"approve_start": "approve_cases", "approve_demands": "approve_demands"}


def kept(settings: FollowUpSettings) -> dict[str, Any]:
    """The settings as JSON, without the tolerance; `settings_of` reads them."""
    told = asdict(settings)
    del told[ELSEWHERE]
    return told | {"steps": [asdict(step) for step in settings.steps]}


def settings_of(told: Mapping[str, Any], tolerance_minor: int = 0) -> FollowUpSettings:
    """The settings that were stored. What an older release did not know is as it was then: as it comes."""
    return FollowUpSettings(**_read(told, FollowUpSettings) | {ELSEWHERE: tolerance_minor})


def held(told: Mapping[str, Any] | None, country: str, *, business: bool, tolerance_minor: int = 0) -> FollowUpSettings:
    """What holds for a merchant of that country: the newest it said, else, and where it said `{}`, what is usual."""
    if not told:
        told = kept(usual(country, business=business))
    return settings_of(told, tolerance_minor)


def held_by(merchant: Merchant, told: Mapping[str, Any] | None, *, business: bool) -> FollowUpSettings:
    """What holds for that kind of payer, where `told` is the newest the merchant said of it.

    Where it said nothing, approvals are as its creditor settings have them for all payers.
    """
    holds = held(told, merchant.country, business=business, tolerance_minor=tolerance_of(merchant.settings))
    return holds if told else replace(holds, **approvals_of(merchant))


def approvals_of(merchant: Merchant) -> dict[str, Any]:
    """What a person approves of all its claims, by its creditor settings."""
    asked = merchant.settings.get("follow_up") or {}
    return {ours: bool(asked.get(theirs)) for ours, theirs in _APPROVALS.items()}


def _step(told: Mapping[str, Any]) -> StepSetting:
    return StepSetting(**_read(told, StepSetting))


def _read(told: Mapping[str, Any], shape: type[FollowUpSettings | StepSetting]) -> dict[str, Any]:
    names = [each.name for each in fields(shape) if each.name in told]
    return {name: _READERS[name](told[name]) if name in _READERS else told[name] for name in names}
