"""What a plan says in four languages: every sentence is there in each, names the same, and is kept as a code."""

import json
from datetime import date
from string import Formatter
from typing import get_args

import pytest

from fordring.domain.errors import UnusableRuleError
from fordring.domain.followup.facts import StepKind, StopReason
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.stops import STOPS
from fordring.domain.followup.why import NAMES, Why
from fordring.domain.followup.words.telling import TONGUES, outcome_name, step_name
from fordring.domain.followup.words.tongue import Language

DAY = date(2026, 3, 5)
LANGUAGES: tuple[Language, ...] = get_args(Language)
EXAMPLES: dict[str, int | str | date] = {
    "days": 14,
    "count": 2,
    "number": "A1B2C-000001",
    "on": DAY,
    "country": "NO",
    "item": "reminder_fee",
    "payer": "any",
    "found": "R1, R2",
    "currency": "EUR",
    "law_currency": "NOK",
}


def example(why: Why) -> Reason:
    """A reason of that code, against a day."""
    return Reason(why, "inkassoloven § 9", DAY, legal=False, names=tuple(EXAMPLES[name] for name in NAMES.get(why, ())))


def named(text: str) -> set[str]:
    """What a sentence names."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_sentence_step_and_outcome_and_each_names_what_the_code_has(language: Language) -> None:
    tongue = TONGUES[language]
    assert {why: named(text) for why, text in tongue.sentences.items()} == {why: set(NAMES.get(why, ())) for why in Why}
    assert set(tongue.steps) == set(StepKind)
    assert set(tongue.outcomes) == set(Outcome)
    assert named(tongue.not_before) == {"day", "text"}
    assert len(set(tongue.sentences.values())) == len(Why)


@pytest.mark.parametrize("why", list(Why))
def test_a_reason_is_kept_as_json_and_comes_back_the_same(why: Why) -> None:
    reason = example(why)
    assert Reason.of(json.loads(json.dumps(reason.kept()))) == reason
    for language in LANGUAGES:
        assert "{" not in reason.told(language)


def test_a_reason_is_told_in_the_reader_s_language_with_its_days() -> None:
    waits = Reason(Why.AFTER_NOTICE, "inkassoloven § 9", DAY, names=(14,))
    assert {language: waits.told(language) for language in LANGUAGES} == {
        "nb": "ikke før 05.03.2026: 14 dager etter at inkassovarselet ble sendt, inkassoloven § 9",
        "sv": "inte före 2026-03-05: 14 dagar efter att inkassovarslet skickades, inkassoloven § 9",
        "fi": "ei ennen 5.3.2026: 14 päivää perintäilmoituksen lähettämisestä, inkassoloven § 9",
        "en": "not before 2026-03-05: 14 days from sending the inkassovarsel, inkassoloven § 9",
    }
    assert str(waits) == waits.told("en")
    assert waits.told("en", lambda day: f"{day:%-d %B}").startswith("not before 5 March: ")


@pytest.mark.parametrize("found", ["", "R1, R2 (C x2)"])
def test_a_rule_that_is_wanted_is_told_as_its_error_tells_it(found: str) -> None:
    error = UnusableRuleError("NO", "reminder_fee", "any", DAY, found)
    assert str(Reason.wanted(error)) == str(error)


def test_steps_are_called_what_their_country_calls_them() -> None:
    assert [step_name(StepKind.PAYMENT_DEMAND, country, "nb") for country in ("NO", "SE", "FI")] == [
        "betalingsoppfordring",
        "inkassokrav",
        "betalingskrav (maksuvaatimus)",
    ]
    assert step_name(StepKind.REMINDER, "FI", "fi") == "maksumuistutus"
    assert step_name(StepKind.COLLECTION_NOTICE, "NO", "en") == "collection notice (inkassovarsel)"
    assert outcome_name(Outcome.PERSON, "sv") == "väntar på en person"


def test_every_stop_has_a_reason_of_its_own() -> None:
    assert {STOPS[reason].why for reason in StopReason} == {Why(reason.value) for reason in StopReason}
