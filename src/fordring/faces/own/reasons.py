"""Reasons of follow-up in the shape of our own face."""

from collections.abc import Mapping
from typing import Any

from fordring.domain.followup.reason import Reason
from fordring.faces.own.wire.waiting import ReasonAnswer


def reason_answer(reason: Reason) -> ReasonAnswer:
    """A reason that a plan gave."""
    kept = reason.kept()
    return ReasonAnswer(**kept, text=reason.text(), told=reason.told())


def reason_told(kept: Mapping[str, Any]) -> ReasonAnswer:
    """A reason that was stored; of what failed it is what went wrong, in its own words."""
    if "why" in kept:
        return reason_answer(Reason.of(kept))
    text = str(kept["text"])
    return ReasonAnswer(why=None, names={}, text=text, told=text, source="", day=None, legal=False)
