"""Finding the claim a payment is for: by exact reference on the account that received it, and never against one.

How sure that is, is a score; what has less than the merchant's threshold waits for a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Generic, TypeVar

Target = TypeVar("Target")

NOTHING: Mapping[str, Any] = {}
LONG = 8
"""From so many characters on a reference that was found by its check digit alone is not there by chance."""
BOOKED_FROM = 90
"""The threshold where a merchant has chosen none, and the least it can choose: what has less is never certain."""


class Score(IntEnum):
    """How sure a claim is by the place where its reference stood, of 100. The last four may need more.

    TEXT is found by its check digit; SUMMED are several, ELSEWHERE is issued on another account and SHORT_TEXT has few
    digits: these must be open for exactly the amount.
    """

    STRUCTURED = 100
    DOCUMENT = 97
    SUMMED = 96
    TEXT = 95
    ELSEWHERE = 92
    SHORT_TEXT = 91


SETTING = "matching"
"""The part of a merchant's settings that says how its payments are matched."""


TOLERANCE_MAX = 100_00
"""No more than what is not worth a reminder: a hundred in any of the currencies."""


def threshold_of(settings: Mapping[str, Any]) -> int:
    """From which score on payments book themselves: the merchant's `threshold`, 90 to 100, else 90."""
    chosen = settings.get(SETTING, NOTHING).get("threshold", BOOKED_FROM)
    return max(BOOKED_FROM, min(int(chosen), int(Score.STRUCTURED)))


def tolerance_of(settings: Mapping[str, Any]) -> int:
    """How much a payment may lack, minor units, so that its claim closes all the same: the merchant's, else nothing."""
    return int(settings.get(SETTING, NOTHING).get("tolerance_minor", 0))


@dataclass(frozen=True, slots=True)
class Found(Generic[Target]):
    """The claim a payment is for, and the reference that says so."""

    target: Target
    reference: str


@dataclass(frozen=True, slots=True)
class Unfound:
    """Why a payment has no claim yet."""

    reason: str


def match(references: Sequence[str], known: Mapping[str, Target]) -> Found[Target] | Unfound:
    """One known reference is a match; several different claims are a question for a person; none is unidentified.

    `known` maps normalised references of the receiving account to their claims.
    """
    found = {reference: known[reference] for reference in references if reference in known}
    targets = set(found.values())
    if len(targets) > 1:
        return Unfound(f"the references {', '.join(found)} belong to different claims")
    if not found:
        return Unfound(_unknown(references))
    reference = next(iter(found))
    return Found(found[reference], reference)


def _unknown(references: Sequence[str]) -> str:
    if not references:
        return "the payment bears no reference"
    which = "the reference" if len(references) == 1 else "one of the references"
    return f"no claim has {which} {', '.join(references)}"
