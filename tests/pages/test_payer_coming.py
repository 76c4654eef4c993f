"""What the payer's page says of follow-up: the next step with its price and reasons, and the steps that were taken."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import pytest

from fordring.domain.claim.page_link import read_token
from fordring.domain.followup.facts import ClaimFacts, StepKind, Stop, StopReason
from fordring.domain.followup.mark import Marks
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, usual
from fordring.domain.merchant import Merchant
from fordring.formats.documents.model import Language
from fordring.pages.payer.days import WORD_JOINER
from fordring.pages.payer.view import Reader
from fordring.pages.render import page
from fordring.services.follow_up_shown import FollowUp
from fordring.services.payers.show_page import PayerPage, ShowPage, show_page
from fordring.storage.steps import Step
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from pages.payer_stage import link_of
from support import make
from support.follow_ups import DUE, LIVE, SANDBOX, taken
from support.follow_ups import claim as followed

DAY = date(2026, 3, 2)
NO = usual("NO", business=False)
REMINDED = Step(
    1,
    StepKind.REMINDER,
    date(2026, 2, 13),
    date(2026, 2, 27),
    3_800,
    0,
    0,
    ours=True,
    document_id=None,
    cancelled_on=None,
)
REMINDER = taken(StepKind.REMINDER, "2026-02-13", 3_800, "2026-02-27")


@pytest.fixture
async def payers(database: Database, merchant: Merchant, tmp_path: Path) -> PayerPage:
    """The page of an invoice that was due on 30 January."""
    house = Installation(database, tmp_path)
    token = read_token((await link_of(house, await house.pay(merchant))).rpartition("/")[2])
    assert token is not None
    async with database.reading() as connection:
        found = await show_page(ShowPage(token), make.work(connection))
    claim = replace(found.dossier.claim, issued_on=date(2026, 1, 16), due_on=DUE)
    return replace(found, dossier=replace(found.dossier, claim=claim, day=DAY))


def shown(
    found: PayerPage,
    facts: ClaimFacts,
    language: Language = "nb",
    settings: FollowUpSettings = NO,
    *steps: Step,
    live: bool = False,
) -> str:
    """The page's text with a plan of these facts."""
    planned = plan(facts, settings, (LIVE if live else SANDBOX)["NO"], DAY)
    seen = replace(found, follow_up=FollowUp(steps, planned))
    text = bytes(page("payer/page.html", 200, {}, **Reader(seen, language).facts()).body).decode()
    assert not re.search(r"[ >]\d{4}-\d\d-\d\d", text), "a narrow page parts a day at its hyphens"
    return text.replace(WORD_JOINER, "").replace("\N{SOFT HYPHEN}", "").replace("§\N{NO-BREAK SPACE}", "§ ")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "nb",
            (
                "Neste skritt er inkassovarsel, tidligst 05.03.2026.",
                "38,00\N{NO-BREAK SPACE}kr",
                "Ny frist",
                "Ikke før 05.03.2026: penger som er på vei, skal rekke fram.",
                "frist 27.02.2026",
                "Gebyret som gjelder dagen brevet sendes, inkassoforskriften § 1-2",
                "Bygger på en sats som ikke er bekreftet for dagen den gjelder",
                "Gebyr for inkassovarsel (NO) fra 01.01.2026: ikke kontrollert.",
                "Purring",
                "Sendt 13.02.2026",
            ),
        ),
        ("sv", ("Nästa steg är inkassovarsel, tidigast 2026-03-05", "Påminnelse (purring)", "Inte före 2026-03-05")),
        ("fi", ("Seuraavaksi: perintäilmoitus (inkassovarsel), aikaisintaan 5.3.2026", "Maksumuistutus")),
        ("en", ("The next step is: collection notice (inkassovarsel), not before 5 March 2026", "Reminder")),
    ],
)
async def test_the_next_step_is_told_with_its_price_and_reasons_in_the_reader_s_language(
    payers: PayerPage, language: Language, expected: tuple[str, ...]
) -> None:
    text = shown(payers, followed(steps=(REMINDER,)), language, NO, REMINDED)
    for each in expected:
        assert each in text
    assert "reminder_fee" not in text, "what is for an operator is not said to a payer"


async def test_it_is_paid_by_the_day_that_the_last_letter_gave(payers: PayerPage) -> None:
    back = replace(REMINDED, step_no=2, pay_by=date(2026, 3, 27), cancelled_on=date(2026, 3, 1))
    for language, told, day in (("nb", "Betalingsfrist", "27.02.2026"), ("sv", "Betala senast", "2026-02-27")):
        text = shown(payers, followed(steps=(REMINDER,)), cast("Language", language), NO, REMINDED, back)
        box = text.partition('id="pay"')[2].partition("</section>")[0]
        assert (told in box, f'data-copy="{day}"' in box) == (True, True)
    assert 'data-copy="30.01.2026"' in shown(payers, followed())


async def test_what_is_not_the_payer_s_to_know_is_not_on_the_page(payers: PayerPage) -> None:
    for reason in (StopReason.DECEASED, StopReason.BANKRUPT, StopReason.MINOR, StopReason.UNKNOWN_ADDRESS):
        text = shown(payers, followed(stops=(Stop(reason, DUE),)), "en")
        assert "This waits for" in text
        for hidden in ("died", "bankrupt", "under age", "not known", "estate", "guardian"):
            assert hidden not in text
    disputed = shown(payers, followed(stops=(Stop(StopReason.DISPUTED, DUE),)), "en")
    assert "You have said that this is not right." in disputed


async def test_a_live_payer_reads_no_price_that_the_law_s_rows_do_not_give(payers: PayerPage) -> None:
    text = shown(payers, followed(steps=(REMINDER,)), "nb", NO, live=True)
    assert "Saken venter på at" in text or "er ikke avgjort ennå" in text
    assert "fordring rules" not in text
    assert "38,00" not in text


async def test_a_step_that_was_taken_back_bears_no_fee(payers: PayerPage) -> None:
    back = replace(REMINDED, cancelled_on=date(2026, 2, 20))
    theirs = replace(REMINDED, ours=False, document_id=None)
    text = shown(payers, followed(steps=(REMINDER,)), "nb", NO, back, theirs)
    assert "trukket tilbake 20.02.2026" in text
    assert f"Sendt 13.02.2026 av {payers.dossier.merchant.name}" in text
    assert text.count("38,00") == 2, "of the creditor's step and of the next one"


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nb", "* Bygger på en sats som ikke er bekreftet for dagen den gjelder, og brukes bare i test:"),
        ("sv", "* Bygger på en sats som inte är bekräftad för sin dag, och bara används i test:"),
        ("fi", "* Perustuu lukuun, jota ei ole vahvistettu kyseiselle päivälle ja jota käytetään vain testissä:"),
        ("en", "* Rests on a figure that is not verified for its day, and is used in tests only:"),
    ],
)
async def test_a_fee_by_a_figure_that_nobody_verified_bears_an_asterisk_told_in_the_reader_s_language(
    payers: PayerPage, language: Language, sentence: str
) -> None:
    marks = Marks(("NO reminder_fee from 2026-01-01: not verified (R99)",))
    text = shown(payers, followed(steps=(REMINDER,)), language, NO, replace(REMINDED, marks=marks))
    before, _, rest = text.partition('id="taken"')
    taken = rest.partition("</section>")[0]
    for card in (before, taken):
        assert '<span class="mark">*</span>' in card
        assert sentence in card
    assert taken.count("R99") == 1
    cancelled = shown(payers, followed(), language, NO, replace(REMINDED, marks=marks, cancelled_on=DAY))
    assert "R99" not in cancelled


async def test_verified_figures_bear_none(payers: PayerPage) -> None:
    text = shown(payers, followed(steps=(REMINDER,)), "nb", NO, REMINDED, live=True)
    assert 'class="mark' not in text
