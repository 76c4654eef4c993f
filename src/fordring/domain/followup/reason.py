"""A reason of a plan: a code and what its sentence names; kept as such, and told in any of four languages."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Self

from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.why import NAMES, Why
from fordring.domain.followup.words.telling import TONGUES, Days, days_in, sentence
from fordring.domain.followup.words.tongue import Language
from fordring.domain.plentiful import plentiful

_DAY = "on"
"""What a sentence calls a day that it names."""


@plentiful(frozen=True, slots=True)
class Reason:
    """Why, with its source; with a `day`, against a step before it. `legal`: by law, not as wanted.

    `names` are what the sentence names, in the order of `why.NAMES`.
    """

    why: Why
    source: str = ""
    day: date | None = None
    legal: bool = True
    names: tuple[int | str | date, ...] = ()

    @classmethod
    def wanted(cls, error: UnusableRuleError) -> Self:
        """That a figure of the law is missing, or not verified."""
        named = (error.country, error.item, error.payer, error.day)
        if error.unverified:
            return cls(Why.RULE_UNVERIFIED, names=(*named, error.unverified))
        return cls(Why.RULE_MISSING, names=named)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """The reason that was stored."""
        why, day, told = Why(kept["why"]), kept["day"], kept["names"]
        names = (date.fromisoformat(told[name]) if name == _DAY else told[name] for name in NAMES.get(why, ()))
        return cls(why, kept["source"], date.fromisoformat(day) if day else None, kept["legal"], tuple(names))

    def kept(self) -> Mapping[str, Any]:
        """The reason as it is stored; `of` reads it. Equal reasons may have one and the same."""
        return _kept(self)

    def text(self, language: Language = "en", days: Days | None = None) -> str:
        """The sentence alone, without its source and day."""
        return sentence(self.why, self.names, language, days)

    def told(self, language: Language = "en", days: Days | None = None) -> str:
        """All of it: `not before 2026-03-05: 14 days from sending the inkassovarsel, inkassoloven § 9`."""
        text = self.text(language, days)
        text = f"{text}, {self.source}" if self.source else text
        write = days or days_in(language)
        return text if self.day is None else TONGUES[language].not_before.format(day=write(self.day), text=text)

    def __str__(self) -> str:
        return self.told()


@lru_cache(maxsize=1024)
def _kept(reason: Reason) -> Mapping[str, Any]:
    """A day's run says the same few reasons of thousands of claims."""
    names = zip(NAMES.get(reason.why, ()), reason.names, strict=True)
    return {
        "why": reason.why.value,
        "names": {name: value.isoformat() if isinstance(value, date) else value for name, value in names},
        "source": reason.source,
        "day": reason.day.isoformat() if reason.day else None,
        "legal": reason.legal,
    }
