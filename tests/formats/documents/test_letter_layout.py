"""How letters of follow-up stand on their paper: pages, columns, rows, and characters that are printed as they are."""

import io
import re
from dataclasses import replace
from datetime import date
from itertools import product
from typing import get_args

import pytest
from pypdf import PdfReader

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import DEMANDS, StepKind
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.settings import Regime
from fordring.domain.followup.summary import DunningSummary, SummaryLine
from fordring.formats.documents.court.cover import cover_of
from fordring.formats.documents.letters.compose import Correspondence
from fordring.formats.documents.letters.model import Row, Table, TableLetter
from fordring.formats.documents.letters.statements import summary_letter
from fordring.formats.documents.model import Country, Language
from fordring.formats.documents.pdf import render_pdf
from formats.documents.court_cases import court_case
from formats.documents.invoices import invoice
from formats.documents.letters import KINDS, claim, document, letter
from formats.documents.test_page_layout import where

LEFT_MM, DAY_MM = 25, 17
"""Where the text of a page begins; how wide a written day is."""


def pages_of(shown: TableLetter) -> list[str]:
    """What each page says, every kind of space a plain one."""
    pages = PdfReader(io.BytesIO(render_pdf(shown))).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.mark.parametrize("country", get_args(Country))
def test_a_letter_about_one_claim_is_one_page_even_with_the_sandboxs_marks(country: Country) -> None:
    languages: tuple[Language, ...] = (invoice(country).language, "en")
    whole, longer = claim(open=Parts(1_000_000, 76_00, 76_54)), []
    for kind, regime, language, business in product(KINDS, Regime, languages, (False, True)):
        if regime is Regime.OWN or kind in DEMANDS:
            shown = document(country, letter(country, kind, whole, regime=regime), language, business=business)
            longer += [(kind, regime, language, business)] if len(pages_of(shown)) > 1 else []
    assert longer == []


FINNISH_FEES = tuple(
    f"FI {item} from 2022-05-01: not verified ({source})"
    for item, source in (
        ("demand_fee", "513/1999; okperinta.fi; kkv.fi (x2)"),
        ("total_cap", "513/1999; kkv.fi"),
        ("further_demand_share", "513/1999"),
        ("demands_max", "513/1999"),
    )
)
"""What a Finnish collector's further demand rests on beside the rate."""


@pytest.mark.parametrize("language", get_args(Language))
def test_a_collectors_further_demand_in_finland_is_one_page_with_all_that_it_rests_on(language: Language) -> None:
    rate = "FI late_interest from 2026-07-01: carried over (sttinfo.fi 71709487)"
    rows = tuple(replace(line, mark=rate if line.mark else "") for line in claim().interest)
    earlier = ("FI reminder_fee from 2022-05-01: not verified (513/1999; kkv.fi)",)
    whole = replace(claim(open=Parts(1_000_000, 76_00, 76_54)), interest=rows, earlier_marks=earlier)
    said = replace(letter("FI", StepKind.PAYMENT_DEMAND, whole, regime=Regime.COLLECTOR), marks=FINNISH_FEES)
    shown = document("FI", said, language)
    assert len(shown.marks) == 1 + len({*FINNISH_FEES, *earlier, rate})
    assert len(pages_of(shown)) == 1


def test_an_asterisk_hangs_beside_its_column_so_that_figures_stand_under_figures() -> None:
    rows = (Row(("first", "77 551,37")), Row(("second", "77 551,37\N{NO-BREAK SPACE}*")))
    bare = replace(document("NO", letter("NO", StepKind.REMINDER)), tables=(Table(("", "NOK"), rows),))
    places = where("77 551,37", render_pdf(bare))
    assert len(places) == 2
    assert places[0][0] == pytest.approx(places[1][0], abs=0.01)


def test_a_long_number_leaves_the_other_columns_their_room() -> None:
    numbers = ("KUNDEFAKTURA-2026/07/0000001234567890-9B", "X" * 25)
    said = letter("NO", StepKind.REMINDER, *(replace(claim(), number=number) for number in numbers))
    pdf = render_pdf(document("NO", said))
    first, last = where("16.06.2026", pdf)[-1], where("30.06.2026", pdf)[-1]
    [base] = [place for place in where("10\N{NO-BREAK SPACE}000,00", pdf) if place[1] == last[1]]
    assert 20 < first[0] - LEFT_MM < 40
    assert last[0] - first[0] > DAY_MM
    assert base[0] - last[0] > DAY_MM


def test_no_paragraph_ends_in_a_line_of_one_word() -> None:
    for country, language in product(get_args(Country), get_args(Language)):
        shown = document(country, letter(country, StepKind.REMINDER), language)
        page = PdfReader(io.BytesIO(render_pdf(shown))).pages[0].extract_text()
        last = shown.paragraphs[0].split()[-1]
        assert last not in [line.strip() for line in page.splitlines()], (country, language)


def test_what_stands_small_with_a_row_is_never_parted_from_it() -> None:
    step = (StepKind.REMINDER, date(2026, 2, 13))
    lines = tuple(
        SummaryLine(at, f"F-{at}", "1", date(2026, 1, 30), Parts(100), step, None, Outcome.STEP)
        for at in range(1000, 1080)
    )
    paper = invoice("NO")
    between = Correspondence(paper.seller, paper.buyer, "nb", "NO", business=False, payments=())
    pages = pages_of(summary_letter(DunningSummary(date(2026, 3, 1), "NOK", lines), between))
    assert len(pages) > 1
    assert [page.count("Sist: purring") for page in pages] == [len(re.findall(r"F-\d{4}", page)) for page in pages]


def test_every_character_is_printed_as_it_is() -> None:
    shown = replace(document("NO", letter("NO", StepKind.REMINDER)), page_url="https://pay.example/p/2x3y4")
    drawn = set()
    for page in PdfReader(io.BytesIO(render_pdf(shown))).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # a page of ours has fonts
            told = font["/ToUnicode"].get_data().decode("latin-1")
            drawn |= {(font["/BaseFont"], glyph) for glyph in re.findall(r"<([0-9A-F]+)> <0078>", told)}
    assert len(drawn) == 1


def test_a_summary_for_a_court_is_addressed_to_nobody() -> None:
    first, *_ = pages_of(cover_of(court_case()))
    assert "Fjellheim Bygg AS, Storgata 12" not in first
    assert "Fjellheim Bygg AS, 923 609 016, Storgata 12, 0155 Oslo" in first
