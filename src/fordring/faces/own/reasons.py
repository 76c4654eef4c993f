"""Reasons of follow-up in the shape of our own face."""

from collections.abc import Mapping
from typing import Any

from fordring.domain.followup.reason import Reason
from fordring.domain.followup.words.tongue import Language
from fordring.faces.own.wire.waiting import ReasonAnswer


def reason_answer(reason: Reason, language: Language = "en") -> ReasonAnswer:
    """A reason that a plan gave, told in the language."""
    kept = reason.kept()
    return ReasonAnswer(**kept, text=reason.text(language), told=reason.told(language))


def reason_told(kept: Mapping[str, Any], language: Language = "en") -> ReasonAnswer:
    """A reason that was stored; of what failed it is what went wrong, in its own words."""
    if "why" in kept:
        return reason_answer(Reason.of(kept), language)
    text = str(kept["text"])
    return ReasonAnswer(why=None, names={}, text=text, told=text, source="", day=None, legal=False)
