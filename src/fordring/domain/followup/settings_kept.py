"""A merchant's wishes as they are stored and shown, and back; what holds where it said nothing."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from typing import Any

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting, Whose, usual

ELSEWHERE = "tolerance_minor"
"""It is the one that payments are booked by, and stored with it."""

_READERS: Mapping[str, Callable[[Any], Any]] = {
    "steps": lambda steps: tuple(_step(step) for step in steps),
    "regime": Regime,
    "fees_are": Whose,
    "kind": StepKind,
}


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


def _step(told: Mapping[str, Any]) -> StepSetting:
    return StepSetting(**_read(told, StepSetting))


def _read(told: Mapping[str, Any], shape: type[FollowUpSettings | StepSetting]) -> dict[str, Any]:
    names = [each.name for each in fields(shape) if each.name in told]
    return {name: _READERS[name](told[name]) if name in _READERS else told[name] for name in names}
