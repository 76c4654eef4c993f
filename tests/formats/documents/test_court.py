"""The summary of a claim for a court: what its cover and its ledger extract say, in four languages."""

from dataclasses import fields, replace
from datetime import date
from string import Formatter
from typing import get_args

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.mark import Marks
from fordring.formats.documents.court.cover import cover_of, ledger_of
from fordring.formats.documents.court.model import CourtCase, CourtEntry, CourtPayment
from fordring.formats.documents.court.texts import COURT_WORDS
from fordring.formats.documents.court.words import CourtWords
from fordring.formats.documents.letters.model import Table, TableLetter
from fordring.formats.documents.model import Language
from fordring.formats.documents.pdf.render import render_pdf
from formats.documents.court_cases import SHA, court_case

LANGUAGES: tuple[Language, ...] = get_args(Language)
FEE = "NO reminder_fee from 2026-01-01: not verified (R1)"
INTEREST = "NO late_interest from 2026-07-01: carried over (R2)"
RECEIVED = (("client_funds", 5_00), ("receivable.fees", 5_00))


def cells(letter: TableLetter, heading: str) -> list[str]:
    """The rows of a table and its sum, each as one text."""
    table: Table = next(table for table in letter.tables if table.heading == heading)
    rows = ["|".join((*row.cells, *([row.detail] if row.detail else []))) for row in table.rows]
    return [*rows, *(["|".join(table.total)] if table.total else []), *([table.foot] if table.foot else [])]


def test_the_cover_says_who_owes_what_and_how_it_came_to_that() -> None:
    cover = cover_of(court_case("en"))
    assert [table.heading for table in cover.tables] == [
        "Parties",
        "The claim",
        "What is owed",
        "How interest was reckoned",
        "Steps taken",
        "Payments",
        "Documents",
    ]
    assert cells(cover, "Parties")[1] == "Debtor|Kari Nordmann, Karl Johans gate 22, 0026 Oslo"
    assert cells(cover, "What is owed") == [
        "Principal, original|12,500.00",
        "Paid or credited of it|\N{MINUS SIGN}2,000.00",
        "Principal|10,500.00",
        "Fees|151.00",
        "Interest, booked|194.02",
        "Interest since then|162.69\N{NO-BREAK SPACE}*",
        "Owed|NOK\N{NO-BREAK SPACE}11,007.71",
    ]
    assert cells(cover, "How interest was reckoned")[-1] == "Together|||||356.71\N{NO-BREAK SPACE}*"
    assert cells(cover, "Steps taken")[0].split("|")[1] == "Reminder, by the creditor itself"
    assert cells(cover, "Steps taken")[2].endswith("|38.00|no. 2")
    assert cells(cover, "Payments")[1].endswith("to the creditor")
    assert f"SHA-256 {SHA[:32]} {SHA[32:]}" in cells(cover, "Documents")[0]
    assert "not bound in" in cells(cover, "Documents")[3]
    assert (cover.total_minor, cover.payment, cover.marks[1:]) == (0, None, ("not verified: R1, R2, R3",))
    assert cover.marks[0].startswith("* Rests on a figure that is not verified")
    assert dict(cover.facts)["Time-barred after"] == "30 January 2029"


def test_the_extract_tells_each_entry_and_what_was_owed_after_it() -> None:
    extract = ledger_of(court_case("en"))
    assert cells(extract, "Account of the claim")[2:] == [
        "20 March 2026|Payment|\N{MINUS SIGN}2,000.00|||10,655.12",
        "1 April 2026|Demanded by a step||113.00|76.90|10,845.02",
        "2 April 2026|sandbox_play||||10,845.02",
        "Owed||10,500.00|151.00|194.02|10,845.02",
    ]
    assert cells(extract, "Postings")[1:3] == [
        "20 March 2026 Payment|Client account|2,000.00",
        "|Owed to the creditor|\N{MINUS SIGN}2,000.00",
    ]


def test_what_nobody_vouches_for_bears_an_asterisk_on_every_page() -> None:
    whole = court_case("en")
    steps = (*whole.steps[:2], replace(whole.steps[2], marks=(FEE,)), *whole.steps[3:])
    entries = tuple(
        replace(each, marks=Marks((FEE,), (INTEREST,)).beside(each.changes.fees, each.changes.interest))
        if each.kind == "demanded"
        else each
        for each in (*whole.entries, CourtEntry("6", "demanded", whole.on, Parts(0, 5_00), RECEIVED))
    )
    case = replace(whole, steps=steps, entries=entries, marks=Marks((FEE,), (INTEREST,)))
    cover, extract = cover_of(case), ledger_of(case)
    assert [row.partition("|")[0] for row in cells(cover, "What is owed") if row.endswith("*")] == [
        "Fees",
        "Interest, booked",
        "Interest since then",
    ]
    assert [row for row in cells(cover, "Steps taken") if "*" in row] == [
        "10 March 2026|Collection notice (inkassovarsel)|24 March 2026|38.00\N{NO-BREAK SPACE}*|no. 2"
    ]
    assert [row.count("*") for row in cells(extract, "Account of the claim")] == [0, 2, 0, 2, 0, 1, 2]
    assert [row for row in cells(extract, "Postings") if "*" in row] == ["|Receivable, fees|5.00\N{NO-BREAK SPACE}*"]
    assert extract.marks[1:] == (
        "Reminder fee (NO) from 1 January 2026: not verified. Source: R1",
        "Late-payment interest (NO) from 1 July 2026: carried over, no later figure is known. Source: R2",
    )
    assert set(extract.marks) < set(cover.marks)
    assert "*" not in str(ledger_of(whole))


def test_a_claim_of_which_little_is_known_has_a_short_cover() -> None:
    bare: CourtCase = court_case(
        *("sv", "SE"),
        interest=(),
        interest_wanted="no row",
        last_day=None,
        steps=(),
        payments=(),
        papers=(),
        entries=(),
    )
    cover = cover_of(bare)
    assert [table.heading for table in cover.tables] == ["Parter", "Fordran", "Skuldbelopp", "Så är räntan beräknad"]
    assert cells(cover, "Så är räntan beräknad") == ["Den kan inte beräknas: no row"]
    assert "Preskriberas efter" not in dict(cover.facts)
    assert bare.accrued_minor == 0


def covering(parts: Parts) -> CourtPayment:
    return CourtPayment(date(2026, 4, 2), parts)


def test_interest_that_was_paid_is_not_owed_again() -> None:
    paid = replace(
        court_case(), open=Parts(100_00), principal_minor=100_00, payments=(covering(Parts(interest=56_71)),)
    )
    assert paid.accrued_minor == 300_00
    assert cells(cover_of(paid), "Skyldig beløp")[0].startswith("Hovedstol, opprinnelig")


def named(text: str) -> set[str]:
    """What is filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_all_of_it(language: Language) -> None:
    words, english = COURT_WORDS[language], COURT_WORDS["en"]
    for field in fields(CourtWords):
        said, meant = getattr(words, field.name), getattr(english, field.name)
        if isinstance(said, str):
            assert said
            assert {name for _, name, _, _ in Formatter().parse(said)} == {
                name for _, name, _, _ in Formatter().parse(meant)
            }
        else:
            assert len(said) == len(meant)
    for names in ("accounts", "entries", "kinds"):
        assert set(getattr(words, names)) == set(getattr(english, names))


def test_both_are_printed() -> None:
    case = court_case("fi", "FI")
    for letter in (cover_of(case), ledger_of(case)):
        assert render_pdf(letter).startswith(b"%PDF")
        assert letter.issued_on == date(2026, 5, 4)
