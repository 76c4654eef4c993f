"""Tells codes in a language: a reason's sentence, what a step is called in its country, what came of a plan."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.why import NAMES, Why
from fordring.domain.followup.words.english import ENGLISH
from fordring.domain.followup.words.finnish import FINNISH
from fordring.domain.followup.words.norwegian import BOKMAL
from fordring.domain.followup.words.swedish import SWEDISH
from fordring.domain.followup.words.tongue import Language, Tongue

TONGUES: Mapping[Language, Tongue] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
Days = Callable[[date], str]
"""Writes a day."""


def days_in(language: Language) -> Days:
    """How the language writes days where nothing else is asked for."""
    pattern = TONGUES[language].day
    return lambda day: pattern.format(year=day.year, month=day.month, number=day.day)


def sentence(why: Why, names: Sequence[int | str | date], language: Language, days: Days | None = None) -> str:
    """What a code says, with what it names: `14 days from sending the inkassovarsel`."""
    write = days or days_in(language)
    told = {
        name: write(value) if isinstance(value, date) else value
        for name, value in zip(NAMES.get(why, ()), names, strict=True)
    }
    return TONGUES[language].sentences[why].format(**told)


def step_name(kind: StepKind, country: str, language: Language) -> str:
    """What a step of that country's law is called: `inkassovarsel`, `inkassokrav`, `maksuvaatimus`."""
    tongue = TONGUES[language]
    return tongue.steps_in.get((country, kind)) or tongue.steps[kind]


def outcome_name(outcome: str, language: Language) -> str:
    """What came of a plan, by its `Outcome`."""
    return TONGUES[language].outcomes[outcome]
