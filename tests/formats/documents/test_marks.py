"""What an asterisk rests on, in four languages: every figure that a letter may stand on has words of its own."""

from datetime import date
from typing import get_args

import pytest

from fordring.domain.followup.case import rules_of
from fordring.domain.followup.figures import Figure, Item, Standing
from fordring.domain.followup.mark import Mark
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.mark_words import MARK_WORDS
from fordring.formats.documents.letters.marks import mark_told
from fordring.formats.documents.model import Language
from fordring.formats.documents.texts import WORDS

LANGUAGES: tuple[Language, ...] = get_args(Language)
ENGLISH = ("not verified", "carried over", "from ", "late_interest")


def figures(language: Language) -> Figures:
    return Figures(WORDS[language], "NOK")


@pytest.mark.parametrize("standing", [Standing.UNVERIFIED, Standing.CARRIED])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_that_comes_with_the_program_is_told_with_its_own_source(
    language: Language, standing: Standing
) -> None:
    books = [rules_of(country, live=False).book for country in ("NO", "SE", "FI")]
    rows = [row for book in books for found in book.by_item.values() for row in found]
    assert len(rows) > 100
    for row in rows:
        told = mark_told(Figure(row, standing).mark or "", language, figures(language))
        assert told.endswith(row.source)
        before = told.removesuffix(row.source)
        assert language == "en" or [word for word in ENGLISH if word in before] == []
        assert row.country in before


def test_every_language_has_a_word_for_the_same_figures() -> None:
    assert {frozenset(words.items) for words in MARK_WORDS.values()} == {frozenset(MARK_WORDS["en"].items)}
    named = {Item.LATE_INTEREST, Item.REMINDER_FEE, Item.COMPENSATION, Item.PLAN_FEE, Item.PLAN_SHARE}
    assert named <= set(MARK_WORDS["nb"].items)


@pytest.mark.parametrize(
    "text", ["x", "NO shoe_size from 2026-01-01: not verified (R1)", "NO late_interest: not verified"]
)
def test_what_is_no_mark_stands_as_it_is(text: str) -> None:
    assert Mark.read(text) is None
    assert mark_told(text, "fi", figures("fi")) == text


def test_a_mark_is_read_back_as_it_was_kept() -> None:
    read = Mark.read("NO late_interest from 2026-07-01: carried over (R1 (seen), R2)")
    assert read == Mark("NO", Item.LATE_INTEREST, date(2026, 7, 1), Standing.CARRIED, "R1 (seen), R2")
