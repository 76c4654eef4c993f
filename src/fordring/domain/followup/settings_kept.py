"""A merchant's wishes as they are stored and shown, and back; what holds where it said nothing."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields, replace
from typing import Any

from fordring.domain.application import StartLevel
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
    "start_level": StepKind,
}
_LEVELS = {StartLevel.NOTICE: StepKind.COLLECTION_NOTICE, StartLevel.DEMAND: StepKind.PAYMENT_DEMAND}
_LATER = ("start_level", "automatic_transfer")
_FOR_ALL: Mapping[str, tuple[str, Callable[[Any], Any], Any]] = {
    "approve_start": ("approve_cases", bool, False),
    "approve_demands": ("approve_demands", bool, False),
    "start_level": ("start_level", lambda word: _LEVELS[StartLevel(word)], StartLevel.NOTICE),
    "automatic_transfer": ("automatic_transfer", bool, True),
}
"""What a merchant's creditor settings say of all its payers: their name for it, how it is read, what is usual."""


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

    Where it said nothing, what a person approves, where cases begin, and how an invoice becomes one, is as its creditor
    settings have it for all payers; so it is where it said something when the last two could not be said yet.
    """
    holds = held(told, merchant.country, business=business, tolerance_minor=tolerance_of(merchant.settings))
    said = for_all_payers(merchant)
    unsaid = said if not told else {name: said[name] for name in _LATER if name not in told}
    return replace(holds, **unsaid)


def for_all_payers(merchant: Merchant) -> dict[str, Any]:
    """What its creditor settings say of all its claims, by the names of `FollowUpSettings`."""
    said = merchant.settings.get("follow_up") or {}
    return {name: read(said.get(theirs, usual_one)) for name, (theirs, read, usual_one) in _FOR_ALL.items()}


def _step(told: Mapping[str, Any]) -> StepSetting:
    return StepSetting(**_read(told, StepSetting))


def _read(told: Mapping[str, Any], shape: type[FollowUpSettings | StepSetting]) -> dict[str, Any]:
    names = [each.name for each in fields(shape) if each.name in told]
    return {name: _READERS[name](told[name]) if name in _READERS else told[name] for name in names}
