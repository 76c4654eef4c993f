"""What letters of follow-up say, in every country, kind, regime and language: sums, statutory content, one amount."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import product
from typing import get_args

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.facts import DEMANDS, StepKind
from fordring.domain.followup.settings import Regime
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import Country, Language
from fordring.formats.documents.pdf.letter_view import letter_view
from fordring.formats.documents.texts import WORDS
from fordring.jobs.covering.cover import cover_note
from formats.documents.letters import KINDS, claim, document, letter

COUNTRIES: tuple[Country, ...] = get_args(Country)
LANGUAGES: tuple[Language, ...] = get_args(Language)
BODIES: dict[tuple[Country, bool, Regime], tuple[str, ...]] = {
    ("NO", False, Regime.OWN): ("Finansklagenemnda", "Forbrukertilsynet"),
    ("NO", False, Regime.COLLECTOR): ("Finansklagenemnda", "Forbrukertilsynet", "Finanstilsynet"),
    ("NO", True, Regime.OWN): ("Finansklagenemnda",),
    ("NO", True, Regime.COLLECTOR): ("Finansklagenemnda", "Finanstilsynet"),
    ("SE", False, Regime.OWN): ("arn.se",),
    ("SE", False, Regime.COLLECTOR): ("arn.se", "Finansinspektionen"),
    ("SE", True, Regime.OWN): ("ting",),
    ("SE", True, Regime.COLLECTOR): ("Finansinspektionen",),
    ("FI", False, Regime.OWN): ("kkv.fi", "kuluttajariita.fi"),
    ("FI", False, Regime.COLLECTOR): ("kkv.fi", "kuluttajariita.fi"),
    ("FI", True, Regime.OWN): (),
    ("FI", True, Regime.COLLECTOR): (),
}


EARLIER = "NO notice_fee from 2026-01-01: not verified (R1)"
Made = tuple[TableLetter, StepKind, Regime, bool]


@cache
def every() -> tuple[Made, ...]:
    """Every letter there is, with its kind and regime and whether its payer is a business."""
    return tuple(_made())


def _made() -> Iterator[Made]:
    for country, kind, language, regime, business in product(COUNTRIES, KINDS, LANGUAGES, Regime, (False, True)):
        said = letter(country, kind, regime=regime)
        yield document(country, said, language, business=business), kind, regime, business


def flat(value: object) -> Iterator[str]:
    """Every text in it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from flat(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from flat(each)


def text_of(shown: TableLetter) -> str:
    """All that its pages say."""
    return "\n".join(flat(letter_view(shown)))


def test_no_sentence_has_a_hole_left_in_it() -> None:
    assert [found for shown, *_ in every() for found in re.findall(r"\{\w*\}", text_of(shown))] == []


def test_every_letter_names_who_is_owed_what_until_when_and_for_what() -> None:
    missing = []
    for shown, *_ in every():
        figures = Figures(WORDS[shown.language], shown.currency)
        text = text_of(shown)
        assert shown.due_on is not None
        wanted = [shown.seller.name, "1001", figures.money(shown.total_minor), figures.day(shown.due_on)]
        missing += [(shown.country, shown.kind, shown.language, each) for each in wanted if each not in text]
    assert missing == []


def test_demands_name_the_bodies_that_hear_complaints() -> None:
    silent = []
    for shown, kind, regime, business in every():
        if kind in DEMANDS:
            bodies = BODIES[shown.country, business, regime]
            silent += [(shown.country, shown.language, body) for body in bodies if body not in text_of(shown)]
    assert silent == []


@pytest.mark.parametrize("told", ["2024/117", "Fjellinkasso AS"])
def test_a_collectors_demand_bears_its_name_and_licence_and_no_other_letter_does(told: str) -> None:
    bearing = {(kind, regime) for shown, kind, regime, _ in every() if told in text_of(shown)}
    assert bearing == {(kind, Regime.COLLECTOR) for kind in DEMANDS}


def test_a_collectors_demand_of_an_older_release_names_its_licence_alone() -> None:
    said = replace(letter("SE", StepKind.PAYMENT_DEMAND, regime=Regime.COLLECTOR), collector="")
    shown = document("SE", said)
    assert "Kravet drivs in för Ängsblomman Trädgård AB. Inkassotillstånd: 2024/117." in text_of(shown)
    assert "Inkassoföretag" not in dict(shown.facts)


@pytest.mark.parametrize(
    ("country", "language", "permit"),
    [
        ("NO", "nb", "Inkassobevilling: 2024/117. Finanstilsynet"),
        ("FI", "fi", "Perintärekisterin numero: 2024/117. Lupa- ja valvontavirasto"),
        ("FI", "sv", "Nummer i inkassoregistret: 2024/117. Tillstånds- och tillsynsverket"),
    ],
)
def test_a_collectors_permit_is_called_as_its_country_does(country: Country, language: Language, permit: str) -> None:
    shown = document(country, letter(country, StepKind.PAYMENT_DEMAND, regime=Regime.COLLECTOR), language)
    assert permit in shown.notes[-1].text


@pytest.mark.parametrize(
    ("country", "language", "fee", "law"),
    [
        ("SE", "sv", "Förseningsersättning", "Enligt 4 a § lagen (1981:739) om ersättning för inkassokostnader m.m."),
        ("FI", "sv", "Standardersättning", "Enligt lagen om indrivning av fordringar (513/1999)"),
        ("FI", "fi", "Vakiokorvaus", "Peruste: laki saatavien perinnästä (513/1999)"),
        ("SE", "fi", "Viivästyskorvaus", "Peruste: 4 a § lagen (1981:739) om ersättning för inkassokostnader m.m."),
    ],
)
def test_the_compensation_is_called_as_its_law_does(country: Country, language: Language, fee: str, law: str) -> None:
    rows = document(country, letter(country, StepKind.COMPENSATION), language, business=True).tables[0].rows
    assert (fee, law) in [(row.cells[0], row.detail) for row in rows]


def test_interest_of_several_rates_runs_on_with_each_of_them() -> None:
    other = claim("1002", fee=0, interest=False), claim("1003", fee=0)
    dearer = replace(other[1], interest=(replace(other[1].interest[1], rate_bp=1325),))
    foot = document("NO", letter("NO", StepKind.REMINDER, claim(), other[0], dearer)).tables[1].foot
    assert foot.count("5\xa0000,00\xa0kr") == 2
    assert foot.index("12,25 %") < foot.index("13,25 %")


def test_only_a_finnish_consumer_is_told_that_collection_can_be_broken_off() -> None:
    told = {
        (shown.country, kind, business)
        for shown, kind, _, business in every()
        if any(note.heading.startswith("Vapaaehtoisen") for note in shown.notes)
    }
    assert told == {("FI", kind, False) for kind in DEMANDS}


def test_before_collection_a_norwegian_notice_warns_of_who_will_collect() -> None:
    own, collector = (document("NO", letter("NO", StepKind.COLLECTION_NOTICE, regime=each)) for each in Regime)
    assert "inndrevet ved inkasso" in own.consequence
    assert "inkassoforetak" in collector.consequence


def test_the_lines_of_a_letter_add_up_to_what_is_to_be_paid() -> None:
    for shown, *_ in every():
        figures = [cell(row.cells[-1]) for row in shown.tables[0].rows]
        assert sum(figures) == cell(shown.tables[0].total[-1]) == shown.total_minor
        for interest in (table for table in shown.tables[1:] if table.total):
            assert sum(cell(row.cells[-1]) for row in interest.rows) == cell(interest.total[-1])


def cell(text: str) -> int:
    """An amount as it is printed, in minor units."""
    digits = re.sub(r"[^\d\N{MINUS SIGN}-]", "", text)
    return int(digits.replace("\N{MINUS SIGN}", "-"))


def test_the_e_mail_says_the_same_sums_day_and_reference_as_the_paper() -> None:
    for shown, *_ in every():
        note = cover_note(shown)
        figures = Figures(WORDS[shown.language], shown.currency)
        payment = shown.payment
        assert shown.due_on is not None
        assert payment is not None
        said = [figures.money(shown.total_minor), figures.day(shown.due_on), payment.reference]
        parts = [amount for _, amount in shown.sums]
        assert [each for each in (*said, *parts, *shown.marks, shown.page_url or "") if each not in note.text] == []
        assert [each for each in said if each not in note.html] == []
        assert [mark for mark in shown.marks if f"{shown.consequence} {mark}" in unescape(note.html)] == []
        assert [mark for mark in shown.marks if mark not in unescape(note.html)] == []
        assert said[2] in text_of(shown)


def test_several_claims_stand_in_one_table_each_with_its_reference_and_sum() -> None:
    said = letter("NO", StepKind.PAYMENT_DEMAND, claim(), claim("1002", fee=0), claim("1003", fee=0, interest=False))
    shown = document("NO", said)
    assert [row.cells[0] for row in shown.tables[0].rows] == [f"Faktura {n} av 01.06.2026" for n in (1001, 1002, 1003)]
    assert sum(cell(row.cells[-1]) for row in shown.tables[0].rows) == shown.total_minor
    assert all("KID 33000083672049" in row.detail for row in shown.tables[0].rows)
    assert sum(slip.amount_minor for slip in shown.slips) == shown.total_minor
    assert shown.payment is not None
    assert not shown.payment.reference
    text = cover_note(shown).text
    assert "Betal hvert beløp for seg, med sin egen referanse." in text
    assert [slip for slip in shown.slips if f"{slip.name}, KID {slip.reference}" not in text] == []
    added = "I gebyrene inngår 38,00\xa0kr\xa0* for dette brevet. Etter inkassoforskriften § 1-2."
    assert shown.tables[0].foot == added
    assert "12,25 %\xa0* i året av 10\xa0000,00\xa0kr fra dagen etter 15.07.2026" in shown.tables[1].foot


def test_an_amount_of_several_claims_bears_an_asterisk_where_its_own_figures_do() -> None:
    claims = claim(), claim("1002", fee=0, earlier_marks=(EARLIER,)), claim("1003", fee=0, interest=False)
    shown = document("NO", letter("NO", StepKind.PAYMENT_DEMAND, *claims))
    rows = [row.cells for row in shown.tables[0].rows]
    marked = [[cell.endswith("\xa0*") for cell in cells[1:]] for cells in rows]
    assert marked == [[False, True, True, False], [False, True, True, False], [False, False, False, False]]
    assert [cell.endswith("\xa0*") for cell in shown.tables[0].total[1:]] == [False, True, True, False]
    assert [amount.endswith("\xa0*") for _, amount in shown.sums] == [False, True, True]
    assert [amount.count("*") for _, amount in shown.sums] == [0, 1, 1]
    assert len(shown.marks) == 4
    bare = replace(letter("NO", StepKind.PAYMENT_DEMAND, claim(interest=False)), marks=())
    assert "*" not in text_of(document("NO", bare))


def test_what_was_owed_before_and_the_vat_of_a_fee_bear_asterisks_of_their_own() -> None:
    vat = claim(fee=100_00, vat_minor=25_00, open=Parts(500_000, 163_00, 76_54), earlier_marks=(EARLIER,))
    marked = {}
    for name, marks in (("both", (EARLIER,)), ("earlier", ())):
        said = replace(letter("NO", StepKind.PAYMENT_DEMAND, vat), marks=marks)
        rows = document("NO", said, "en").tables[0].rows
        marked[name] = [row.cells[0] for row in rows if row.cells[1].endswith("*")]
    interest = "Late-payment interest to 15 July 2026"
    own = ["Collection cost of this demand", "VAT on the collection cost"]
    assert marked["both"] == ["Earlier fees and costs", *own, interest]
    assert marked["earlier"] == ["Earlier fees and costs", interest]


def test_interest_that_was_partly_paid_is_said_beside_the_rows() -> None:
    left = document("SE", letter("SE", StepKind.PAYMENT_DEMAND, claim(open=Parts(500_000, 76_00, 50_00))))
    assert left.tables[1].rows[-1].cells[0] == "Betalt av räntan"
    assert cell(left.tables[1].rows[-1].cells[-1]) == -26_54


def test_a_letter_without_a_time_asks_for_payment_and_threatens_with_no_day() -> None:
    shown = document("NO", replace(letter("NO", StepKind.PAYMENT_DEMAND), pay_by=None))
    assert "så snart som mulig" in shown.paragraphs[0]
    assert shown.consequence == ""


@pytest.mark.parametrize("country", COUNTRIES)
def test_vat_on_a_fee_stands_in_a_line_of_its_own(country: Country) -> None:
    whole = claim(fee=100_00)
    open_ = whole.open + Parts(fees=25_00)
    shown = document(country, letter(country, StepKind.PAYMENT_DEMAND, claim(fee=100_00, vat_minor=25_00, open=open_)))
    assert cell(shown.tables[0].rows[-2].cells[-1]) == 25_00


@pytest.mark.parametrize(("number", "name"), [("F-7", "Faktura F-7"), (None, "Krav 1001")])
def test_a_claim_from_elsewhere_is_called_by_what_is_known_of_it(number: str | None, name: str) -> None:
    shown = document("NO", letter("NO", StepKind.PAYMENT_DEMAND, claim(number="1001", issued_on=None)))
    assert shown.tables[0].rows[0].cells[0] == "Faktura 1001"
    whole = replace(claim(issued_on=None), number=number)
    shown = document("NO", letter("NO", StepKind.PAYMENT_DEMAND, whole))
    assert shown.tables[0].rows[0].cells[0] == name
    assert ("Fakturanummer" in dict(shown.facts)) == (number is not None)
