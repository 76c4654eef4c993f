"""Letters of payment plans: in each country's language, every figure that was frozen and every reference."""

from dataclasses import replace
from datetime import date

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.payment_plan import LetterRow, PlanLetter
from fordring.formats.documents.letters.compose import Correspondence
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import Country, Language
from fordring.formats.documents.pdf import render_pdf
from fordring.formats.documents.plans.compose import PLAN_WORDS, plan_document
from formats.documents.invoices import invoice
from formats.documents.letters import CURRENCIES

ROWS = tuple(LetterRow(number, date(2026, 4 + number, 4), 300_00, 0, f"99{number}5") for number in (1, 2, 3))
LETTER = PlanLetter(
    *("payment_plan", date(2026, 4, 10), "NOK", 1000001, "1001", date(2026, 4, 10), Parts(700_00, 180_00, 20_00)),
    *(170_00, 60_00, 10, 5, 14, ROWS),
)


def plan(country: Country, language: Language, letter: PlanLetter = LETTER) -> TableLetter:
    source = invoice(country)
    assert source.payment is not None
    payments = tuple(replace(source.payment, reference=row.reference) for row in letter.rows)
    between = Correspondence(source.seller, source.buyer, language, country, False, payments, sandbox=True)
    return plan_document(replace(letter, currency=CURRENCIES[country]), between)


def cells(shown: TableLetter) -> list[list[str]]:
    return [[cell.replace("\xa0", " ") for cell in row.cells] for table in shown.tables for row in table.rows]


def test_a_plan_says_what_is_owed_and_lists_each_instalment_with_its_reference() -> None:
    shown = plan("NO", "nb")
    assert cells(shown) == [
        ["Hovedstol", "700,00 kr"],
        ["Gebyrer til nå", "10,00 kr"],
        ["Gebyr for avtalen", "170,00 kr"],
        ["Forsinkelsesrente til og med 10.04.2026", "20,00 kr"],
        ["1", "04.05.2026", "9915", "300,00 kr"],
        ["2", "04.06.2026", "9925", "300,00 kr"],
        ["3", "04.07.2026", "9935", "300,00 kr"],
    ]
    assert (shown.title, shown.total_minor, shown.due_on) == ("Nedbetalingsavtale", 300_00, date(2026, 5, 4))
    assert shown.payment is not None
    assert shown.payment.reference == "9915"
    assert "60,00" in shown.paragraphs[-1]
    assert shown.tables[1].columns == ("Avdrag", "Forfall", "KID", "Beløp")
    assert shown.facts[0] == ("Dato", "10.04.2026")


@pytest.mark.parametrize(
    ("changes", "title", "reference", "left"),
    [
        ({"about": 2}, "Notice of instalment", "9925", 300_00),
        ({"about": 1, "late": True}, "Reminder of instalment", "9915", 200_00),
        ({"about": 2, "notice_fee_minor": 0}, "Notice of instalment", "9925", 300_00),
    ],
)
def test_a_notice_is_paid_with_the_reference_of_its_instalment(
    changes: dict[str, int], title: str, reference: str, left: int
) -> None:
    rows = (replace(ROWS[0], paid_minor=100_00), *ROWS[1:])
    shown = plan("FI", "en", replace(LETTER, kind="instalment_notice", rows=rows, **changes))  # type: ignore[arg-type]  # whatever a case wants
    assert shown.payment is not None
    assert (shown.title, shown.payment.reference, shown.total_minor) == (title, reference, left)
    assert [row.detail for row in shown.tables[0].rows] == ["€100.00 paid", "", ""]


def test_what_is_paid_is_told_and_the_last_row_sums_what_is_left() -> None:
    paid = tuple(replace(row, paid_minor=300_00) for row in ROWS)
    shown = plan("SE", "sv", replace(LETTER, rows=paid, number=None, notice_days=0))
    assert [row.detail for row in shown.tables[1].rows] == ["betald"] * 3
    assert shown.tables[1].total[0] == "Återstår"
    assert shown.number == "1000001"


@pytest.mark.parametrize(("country", "language"), [("NO", "nb"), ("SE", "sv"), ("FI", "fi"), ("FI", "en")])
def test_every_language_has_its_plan(country: Country, language: Language) -> None:
    assert render_pdf(plan(country, language)).startswith(b"%PDF")
    late = plan(country, language, replace(LETTER, about=1, late=True))
    assert late.title == PLAN_WORDS[language].reminder


MARKS = (
    "SE plan_fee from 2010-01-01: not verified (R4)",
    "SE plan_notice_fee from 2010-01-01: not verified (R4)",
    "SE late_interest from 2026-01-01: carried over (R5)",
)


@pytest.mark.parametrize("language", list(PLAN_WORDS))
def test_what_nobody_vouches_for_bears_an_asterisk_and_is_told_below(language: Language) -> None:
    shown = plan("SE", language, replace(LETTER, marks=MARKS))
    owed = [row[1] for row in cells(shown)[:4]]
    assert [amount.endswith(" *") for amount in owed] == [False, False, True, True]
    assert shown.paragraphs[-1].replace("\xa0", " ").count("*") == 1
    assert len(shown.marks) == 1 + len(MARKS)
    assert render_pdf(shown)
    assert "*" not in str(plan("SE", language).tables)
    notice = plan("SE", language, replace(LETTER, kind="instalment_notice", about=2, marks=MARKS))
    assert "*" in notice.paragraphs[0]
    assert len(notice.marks) == 2, "of its own fee alone"
    earlier = plan("SE", language, replace(LETTER, marks=MARKS[2:], earlier_marks=MARKS[:1]))
    assert [row[1].endswith("*") for row in cells(earlier)[:4]] == [False, True, False, True]
    assert len(earlier.marks) == 3
    fee_alone = plan("SE", language, replace(LETTER, marks=MARKS[:1]))
    assert [row[1].endswith("*") for row in cells(fee_alone)[:4]] == [False, False, True, False]


@pytest.mark.parametrize(
    ("language", "told"),
    [("nb", "i 1 avdrag"), ("sv", "i 1 delbetalning,"), ("fi", "maksetaan 1 erässä,"), ("en", "in 1 instalment,")],
)
def test_one_instalment_is_told_as_one(language: Language, told: str) -> None:
    assert told in plan("SE", language, replace(LETTER, rows=ROWS[:1])).paragraphs[0]
