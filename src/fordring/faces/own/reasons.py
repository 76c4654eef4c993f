"""Reasons of follow-up in the shape of our own face."""

from collections.abc import Mapping
from typing import Any

from fordring.domain.followup.failure import error_of
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.words.tongue import Language
from fordring.faces.own.wire.waiting import ReasonAnswer


def reason_answer(reason: Reason, language: Language = "en", error: str | None = None) -> ReasonAnswer:
    """A reason that a plan gave, told in the language."""
    kept = reason.kept()
    return ReasonAnswer(**kept, text=reason.text(language), told=reason.told(language), error=error)


def reason_told(kept: Mapping[str, Any], language: Language = "en", *, operator: bool = False) -> ReasonAnswer:
    """A reason that was stored; with what went wrong in the program's own words, for the operator."""
    return reason_answer(Reason.of(kept), language, error_of(kept) if operator else None)
