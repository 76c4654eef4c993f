"""Statements that ask for nothing: a claim's interest row by row, all open claims of a payer; in four languages."""

import re
from dataclasses import fields, replace
from datetime import date
from typing import get_args

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.letter import InterestLine
from fordring.domain.followup.mark import Marks
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.statement import InterestStatement
from fordring.domain.followup.summary import DunningSummary, SummaryLine
from fordring.formats.documents.letters.compose import Correspondence
from fordring.formats.documents.letters.statement_words import STATEMENTS, StatementWords
from fordring.formats.documents.letters.statements import interest_letter, summary_letter
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.model import Language
from fordring.formats.documents.pdf import render_pdf
from formats.documents.invoices import invoice

LANGUAGES: tuple[Language, ...] = get_args(Language)
ON = date(2026, 8, 15)
LINES = (
    InterestLine(date(2026, 1, 31), date(2026, 6, 30), 1_000_000, 1_200, 151, 49_644, "NO late_interest: not verified"),
    InterestLine(date(2026, 7, 1), ON, 1_000_000, 1_225, 46, 15_438),
)
STATEMENT = InterestStatement(ON, "NOK", 1_000_000, date(2026, 1, 30), date(2026, 1, 31), LINES)
SUMMARY = DunningSummary(
    ON,
    "NOK",
    (
        SummaryLine(
            10_000_001,
            "A1B2C-000001",
            "123",
            date(2026, 1, 30),
            Parts(1_000_000, 3_800, 65_082),
            (StepKind.REMINDER, date(2026, 2, 13)),
            (StepKind.COLLECTION_NOTICE, date(2026, 8, 20)),
            Outcome.STEP,
        ),
        SummaryLine(10_000_002, None, None, None, Parts(50_000), None, None, None),
    ),
)


def between(language: Language) -> Correspondence:
    paper = invoice("NO")
    return Correspondence(paper.seller, paper.buyer, language, "NO", business=False, payments=(), sandbox=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_interest_is_told_row_by_row_and_adds_up(language: Language) -> None:
    letter = interest_letter(STATEMENT, "A1B2C-000001", between(language))
    [table] = letter.tables
    figures = [row.cells[-1] for row in table.rows]
    assert [re.sub(r"\D", "", figure) for figure in [*figures, table.total[-1]]] == ["49644", "15438", "65082"]
    assert [figure.endswith("*") for figure in (*figures, table.total[-1])] == [True, False, True]
    assert (letter.total_minor, letter.payment, letter.due_on) == (0, None, None)
    assert letter.marks[1:] == ("NO late_interest: not verified",)
    assert "A1B2C-000001" in letter.paragraphs[0]
    assert [value for _, value in letter.facts][1:] == ["A1B2C-000001", "10042"]
    assert letter.title == LETTER_WORDS[language].titles["NO"]["interest_statement"]
    none = interest_letter(replace(STATEMENT, lines=()), "A1B2C-000001", between(language))
    assert (none.tables, none.marks) == ((), ())
    assert none.paragraphs != letter.paragraphs


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_summary_has_each_claim_with_its_parts_and_steps(language: Language) -> None:
    letter = summary_letter(SUMMARY, between(language))
    [table] = letter.tables
    assert [re.sub(r"\D", "", cell) for cell in table.total[2:]] == ["1050000", "3800", "65082", "1118882"]
    first, second = table.rows
    assert (first.cells[0], second.cells[0], second.detail) == ("A1B2C-000001", "10000002", "")
    assert first.detail.count(" · ") == 1
    assert letter.marks == ()
    nothing = summary_letter(replace(SUMMARY, lines=()), between(language))
    assert nothing.tables == ()
    assert SUMMARY.open == Parts(1_050_000, 3_800, 65_082)


@pytest.mark.parametrize("language", LANGUAGES)
def test_fees_and_interest_of_a_summary_bear_an_asterisk_where_their_claim_s_figures_do(language: Language) -> None:
    marked = replace(SUMMARY.lines[0], marks=Marks(("NO reminder_fee: not verified",), ("NO late_interest: carried",)))
    letter = summary_letter(replace(SUMMARY, lines=(marked, SUMMARY.lines[1])), between(language))
    [table] = letter.tables
    told = [[cell.endswith("*") for cell in cells[2:]] for cells in (*(row.cells for row in table.rows), table.total)]
    assert told == [[False, True, True, False], [False] * 4, [False, True, True, False]]
    assert letter.marks[1:] == ("NO reminder_fee: not verified", "NO late_interest: carried")


def test_a_norwegian_reads_the_steps_by_their_names() -> None:
    [table] = summary_letter(SUMMARY, between("nb")).tables
    assert table.rows[0].detail == "Sist: purring 13.02.2026 · Neste: inkassovarsel, tidligst 20.08.2026"


def test_every_language_names_the_same() -> None:
    def named(words: StatementWords) -> dict[str, set[str]]:
        return {each.name: set(re.findall(r"{(\w+)}", str(getattr(words, each.name)))) for each in fields(words)}

    assert set(STATEMENTS) == set(LANGUAGES)
    assert all(named(STATEMENTS[language]) == named(STATEMENTS["en"]) for language in LANGUAGES)


def test_both_are_printed() -> None:
    for letter in (interest_letter(STATEMENT, "A1B2C-000001", between("nb")), summary_letter(SUMMARY, between("fi"))):
        assert render_pdf(letter).startswith(b"%PDF-")
