"""Statements that ask for nothing, as letters of tables: a claim's interest, and all of a payer's open claims."""

from collections.abc import Iterator
from datetime import date

from fordring.domain.claim.papers import DUNNING_SUMMARY, INTEREST_STATEMENT
from fordring.domain.claim.parts import Parts
from fordring.domain.followup.mark import Marks
from fordring.domain.followup.statement import InterestStatement
from fordring.domain.followup.summary import DunningSummary, SummaryLine
from fordring.domain.followup.words.telling import step_name
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.claim_tables import interest_cells, mark_of
from fordring.formats.documents.letters.compose import Correspondence
from fordring.formats.documents.letters.marks import footnotes
from fordring.formats.documents.letters.model import Row, Table, TableLetter
from fordring.formats.documents.letters.statement_words import STATEMENTS
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.texts import WORDS


def interest_letter(statement: InterestStatement, number: str, between: Correspondence) -> TableLetter:
    """The interest row by row, with its total; the marks of rates that nobody verified stand below."""
    words, letters = STATEMENTS[between.language], LETTER_WORDS[between.language]
    figures = Figures(WORDS[between.language], statement.currency)
    rows = tuple(map(Row, interest_cells(statement.lines, figures)))
    total = (words.total, *[""] * 4, figures.amount(statement.total_minor) + mark_of(statement.marks))
    lead = words.interest_lead if rows else words.no_interest
    return TableLetter(
        kind=INTEREST_STATEMENT,
        language=between.language,
        country=between.country,
        seller=between.seller,
        buyer=between.buyer,
        title=letters.title(between.country, INTEREST_STATEMENT),
        number=number,
        issued_on=statement.on,
        currency=statement.currency,
        facts=_facts(statement.on, number, between, figures),
        paragraphs=(lead.format(number=number, day=figures.day(statement.on)),),
        tables=(Table(letters.interest_columns, rows, total=total, text_columns=2),) if rows else (),
        marks=tuple(footnotes(statement.marks, between.language, figures)),
        brand=between.brand,
        sandbox=between.sandbox,
    )


def summary_letter(summary: DunningSummary, between: Correspondence) -> TableLetter:
    """Each open claim with its parts, what was done of it last and what comes next; and what they come to."""
    words, letters = STATEMENTS[between.language], LETTER_WORDS[between.language]
    figures = Figures(WORDS[between.language], summary.currency)
    rows = tuple(_claim(line, between, figures) for line in summary.lines)
    parts = summary.open
    total = _amounts(parts, summary.marks, figures)
    lead = words.summary_lead if rows else words.nothing_open
    return TableLetter(
        kind=DUNNING_SUMMARY,
        language=between.language,
        country=between.country,
        seller=between.seller,
        buyer=between.buyer,
        title=letters.title(between.country, DUNNING_SUMMARY),
        issued_on=summary.on,
        currency=summary.currency,
        facts=_facts(summary.on, "", between, figures),
        paragraphs=(lead.format(day=figures.day(summary.on)),),
        tables=(Table(words.columns, rows, total=(words.total, "", *total)),) if rows else (),
        marks=tuple(footnotes(summary.marks.all, between.language, figures)),
        brand=between.brand,
        sandbox=between.sandbox,
    )


def _facts(day: date, number: str, between: Correspondence, figures: Figures) -> tuple[tuple[str, str], ...]:
    printed = WORDS[between.language]
    facts = (
        (LETTER_WORDS[between.language].sent_on, figures.day(day)),
        (printed.invoice_number, number),
        (printed.customer_number, between.buyer.customer_number or ""),
    )
    return tuple(fact for fact in facts if fact[1])


def _claim(line: SummaryLine, between: Correspondence, figures: Figures) -> Row:
    amounts = _amounts(line.open, line.marks, figures)
    due = figures.day(line.due_on) if line.due_on else ""
    name = line.number or str(line.claim_no)
    return Row((name, due, *amounts), " · ".join(_steps(line, between, figures)))


def _amounts(parts: Parts, marks: Marks, figures: Figures) -> tuple[str, ...]:
    """Principal, fees, interest and their sum; the parts on top bear an asterisk where one is due."""
    written = (figures.amount(minor) + mark_of(marks.on(part)) for part, minor in parts)
    return *written, figures.amount(parts.total)


def _steps(line: SummaryLine, between: Correspondence, figures: Figures) -> Iterator[str]:
    words = STATEMENTS[between.language]
    for step, text in ((line.last_step, words.last), (line.next_step, words.next)):
        if step:
            kind, day = step
            yield text.format(step=step_name(kind, between.country, between.language), day=figures.day(day))
