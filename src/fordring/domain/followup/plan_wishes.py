"""What a merchant may want of payment plans: the terms it changes, each within its bounds, and what holds then."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.instalments import PlanTerms
from fordring.domain.followup.plan_terms import PLAN_TERMS

PART = "payment_plans"
"""The part of a merchant's settings that changes the terms."""
AMOUNT_MAX = 2**31 - 1
BOUNDS: Mapping[str, tuple[int, int]] = {
    "least_minor": (0, AMOUNT_MAX),
    "instalments_max": (1, 120),
    "notice_days": (0, 31),
    "reminder_days": (1, 90),
    "broken_days": (1, 90),
}
"""The least and the most of each; a notice is never sent before the instalment ahead of it is due."""


def refuse_unusable(wanted: Mapping[str, Any], place: str = "") -> None:
    """Raises InvalidCommandError naming each that is no whole number within its bounds, or no term at all."""
    problems = tuple(_problems(wanted, place))
    if problems:
        raise InvalidCommandError(*problems)


def _problems(wanted: Mapping[str, Any], place: str) -> Iterator[FieldProblem]:
    for name, value in wanted.items():
        if name not in BOUNDS:
            yield FieldProblem(f"{place}{name}", f"is none of {', '.join(BOUNDS)}")
            continue
        least, most = BOUNDS[name]
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            yield FieldProblem(f"{place}{name}", f"is a whole number, {least} to {most}")


def terms_of(country: str, settings: Mapping[str, Any]) -> PlanTerms:
    """What holds for the plans of a merchant of that country with these settings.

    Raises InvalidCommandError where a value that was stored is unusable: a plan by other terms is not agreed on.
    """
    wanted = settings.get(PART) or {}
    refuse_unusable(wanted, f"{PART}.")
    return replace(PLAN_TERMS[country], **wanted)
