"""The payer's page says everything in every language: no sentence is missing, none names what nobody fills in."""

import re
from dataclasses import fields
from typing import Any

import pytest

from fordring.domain.claim.outlook import Next, Standing
from fordring.domain.claim.payer_request import Answer, Fault, Kind
from fordring.domain.parties import COUNTRIES
from fordring.domain.payment.confirmation import AccountFault, CodeFault
from fordring.domain.payment.refund import State
from fordring.formats.documents.model import Language
from fordring.pages.payer.texts import NAMES, REPLIES, TEXTS
from fordring.pages.payer.texts.coming import COMING

LANGUAGES: tuple[Language, ...] = ("nb", "sv", "fi", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing(language: Language) -> None:
    texts, replies = TEXTS[language], REPLIES[language]
    assert set(texts.standings) == set(Standing)
    assert set(texts.outlooks) | set(COMING[language].outlooks) == set(Next)
    assert not set(texts.outlooks) & set(COMING[language].outlooks)
    assert set(texts.refunds) == set(State) - {State.CANCELLED}, "what never left is not spoken of"
    assert set(replies.titles) == set(replies.leads) == set(Kind)
    assert set(replies.answers) == set(Answer)
    assert set(replies.account_hints) == set(COUNTRIES)
    assert set(replies.faults) == {*Fault, *AccountFault, *CodeFault}
    assert language in NAMES


def named(texts: Any) -> dict[str, set[str]]:
    """The places to be filled in, by sentence."""
    found = {}
    for field in fields(texts):
        value = getattr(texts, field.name)
        pairs = enumerate(value) if isinstance(value, tuple) else [("", value)]
        for key, text in value.items() if isinstance(value, dict) else pairs:
            found[f"{field.name}.{key}"] = set(re.findall(r"{(\w+)}", text))
            assert text.strip() == text, field.name
            assert text, field.name
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_places_are_filled_in_as_in_english(language: Language) -> None:
    assert named(TEXTS[language]) == named(TEXTS["en"])
    assert named(REPLIES[language]) == named(REPLIES["en"])
    assert named(COMING[language]) == named(COMING["en"])
