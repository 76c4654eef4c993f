"""What a language has to say of follow-up: a sentence for every reason, a name for every step and outcome."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.why import Why

Language = Literal["nb", "sv", "fi", "en"]


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language. `day` writes a day of `year`, `month` and `number`; `not_before` leads a reason that has a day.

    `steps` names steps by kind, `steps_in` those that a country's law calls otherwise. `outcomes` by `Outcome`'s words.
    """

    day: str
    not_before: str
    sentences: Mapping[Why, str]
    steps: Mapping[StepKind, str]
    steps_in: Mapping[tuple[str, StepKind], str]
    outcomes: Mapping[str, str]
