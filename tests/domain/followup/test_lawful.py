"""Merchants' wishes: what the law forbids is refused when it is said, by its field and paragraph."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from fordring.domain.errors import InvalidCommandError
from fordring.domain.followup.entries import Deed, Entry
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.figures import Item, Payer, Row
from fordring.domain.followup.lawful import refuse_unlawful, settings_problems
from fordring.domain.followup.outcome import Outcome
from fordring.domain.followup.plan import plan
from fordring.domain.followup.rulebook import Rulebook, rulebook
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting, usual
from support.follow_ups import SANDBOX, claim, wanting

ADVANCE, REMINDER, LUMP = StepKind.ADVANCE_NOTICE, StepKind.REMINDER, StepKind.COMPENSATION
NOTICE, DEMAND, HEAVY = StepKind.COLLECTION_NOTICE, StepKind.PAYMENT_DEMAND, StepKind.HEAVY_DEMAND
COURT, WATCH = StepKind.LEGAL_ACTION, StepKind.MONITORED
DAY = date(2026, 3, 1)
FREE = {"fee": False}


def told(country: str, settings: FollowUpSettings, *, business: bool = False) -> list[str]:
    book = SANDBOX[country].book
    return [f"{each.field}: {each.message}" for each in settings_problems(settings, book, DAY, business=business)]


@pytest.mark.parametrize("country", ["NO", "SE", "FI"])
@pytest.mark.parametrize("business", [True, False])
@pytest.mark.parametrize("regime", list(Regime))
def test_what_is_usual_is_lawful(country: str, regime: Regime, *, business: bool) -> None:
    licence, collector = ("2026/1", "Fjellinkasso AS") if regime is Regime.COLLECTOR else ("", "")
    wanted = usual(country, business=business, regime=regime, licence=licence, collector=collector)
    assert told(country, wanted, business=business) == []


PAID_IN_TIME = "grace_bank_days: is one or more: who orders a payment within the deadline has paid in time"
LICENSED = {"regime": Regime.COLLECTOR, "licence": "2026/1", "collector": "Fjellinkasso AS"}


@pytest.mark.parametrize(
    ("country", "settings", "expected"),
    [
        ("NO", wanting(DEMAND), "steps[0].kind: needs an inkassovarsel before it, inkassoloven § 9"),
        ("NO", wanting(NOTICE, COURT), "steps[1].kind: needs a payment demand before it"),
        ("NO", wanting(StepSetting(NOTICE, term_days=13)), "steps[0].term_days: is 14 or more, inkassoloven § 9"),
        (
            "NO",
            wanting(NOTICE, StepSetting(DEMAND, term_days=10)),
            "steps[1].term_days: is 14 or more, inkassoloven § 10",
        ),
        (
            "NO",
            wanting(StepSetting(REMINDER, 13)),
            "steps[0].after_days: is 14 or more with a fee, inkassoforskriften § 1-2",
        ),
        ("NO", wanting(REMINDER, REMINDER, NOTICE), "steps[2].fee: no more than 2 bear one, inkassoforskriften § 1-3"),
        (
            "NO",
            wanting(StepSetting(REMINDER, term_days=10), NOTICE),
            "steps[0].term_days: is 14 or more where a second letter bears a fee, inkassoforskriften § 1-3",
        ),
        ("NO", wanting(NOTICE, DEMAND, HEAVY), "steps[2].kind: is a licensed collector's, inkassoforskriften § 2-3"),
        ("NO", wanting(LUMP), "steps[0].kind: never of a consumer, forsinkelsesrenteloven § 3a"),
        (
            "NO",
            wanting(REMINDER, regime=Regime.COLLECTOR, licence="2026/1"),
            "collector: is missing: its letters say who collects",
        ),
        (
            "NO",
            wanting(REMINDER, regime=Regime.COLLECTOR, collector="Fjellinkasso AS"),
            "licence: is missing: to collect for others needs inkassobevilling of Finanstilsynet, inkassoloven (1988)",
        ),
        (
            "NO",
            wanting(REMINDER, grace_bank_days=0),
            PAID_IN_TIME + ", inkassoloven §§ 9, 10",
        ),
        ("NO", wanting(NOTICE, REMINDER), "steps[1].kind: reminder does not come after collection_notice"),
        (
            "NO",
            wanting(StepSetting(REMINDER, -1, fee=False)),
            "steps[0].after_days: is zero or more: the claim is not overdue before",
        ),
        ("NO", wanting(ADVANCE), "steps[0].after_days: is below zero: it comes before the due date"),
        ("NO", wanting(REMINDER, least_minor=-1), "least_minor: is zero or more"),
        (
            "NO",
            wanting(NOTICE, StepSetting(DEMAND, 13)),
            "steps[1].after_days: is 14 or more behind collection_notice, inkassoloven § 9",
        ),
        (
            "NO",
            wanting(NOTICE, DEMAND, StepSetting(COURT, 13)),
            "steps[2].after_days: is 14 or more behind payment_demand, inkassoloven § 10",
        ),
        (
            "NO",
            wanting(NOTICE, DEMAND, StepSetting(HEAVY, 41), **LICENSED),
            "steps[2].after_days: is 42 or more behind payment_demand, inkassoforskriften § 2-3",
        ),
        (
            "NO",
            wanting(REMINDER, StepSetting(NOTICE, 13)),
            "steps[1].after_days: is 14 or more behind reminder, inkassoforskriften § 1-3",
        ),
        (
            "SE",
            wanting(DEMAND, StepSetting(COURT, 7)),
            "steps[1].after_days: is 8 or more behind payment_demand, inkassolagen 5 §",
        ),
        (
            "FI",
            wanting(REMINDER, StepSetting(DEMAND, 13, **FREE)),
            "steps[1].after_days: is 14 or more behind reminder, 513/1999 5 §",
        ),
        (
            "FI",
            wanting(REMINDER, StepSetting(REMINDER, 13)),
            "steps[1].after_days: is 14 or more behind reminder, 513/1999",
        ),
        ("SE", wanting(NOTICE), "steps[0].kind: collection_notice is no step of SE"),
        ("SE", wanting(StepSetting(DEMAND, term_days=7)), "steps[0].term_days: is 8 or more, inkassolagen 5 §"),
        ("SE", wanting(REMINDER, REMINDER), "steps[1].fee: no more than 1 bear one, lag (1981:739), by practice"),
        (
            "SE",
            wanting(REMINDER, receipt_bank_days=0),
            "receipt_bank_days: is one or more: no letter has come on the day it was sent",
        ),
        (
            "SE",
            wanting(REMINDER, grace_bank_days=0),
            PAID_IN_TIME,
        ),
        ("FI", wanting(StepSetting(DEMAND, **FREE)), "steps[0].kind: needs a reminder before it, 513/1999 5 §"),
        ("FI", wanting(REMINDER, DEMAND), "steps[1].fee: none is known for a creditor's own demand, 513/1999"),
        (
            "FI",
            wanting(REMINDER, StepSetting(DEMAND, term_days=13), **LICENSED),
            "steps[1].term_days: is 14 or more, 513/1999",
        ),
        ("FI", wanting(LUMP), "steps[0].kind: never of a consumer, korkolaki"),
    ],
)
def test_what_the_law_forbids_is_named_by_field_and_paragraph(
    country: str, settings: FollowUpSettings, expected: str
) -> None:
    assert told(country, settings) == [expected]


def test_what_a_business_may_be_asked_for_is_more() -> None:
    assert told("NO", wanting(LUMP), business=True) == []
    assert told("FI", wanting(DEMAND), business=True) == []
    assert told("FI", wanting(REMINDER, StepSetting(DEMAND, 9, **FREE)), business=True) == []
    assert told("FI", wanting(REMINDER, StepSetting(DEMAND, 9)), business=True) == [
        "steps[1].after_days: is 10 or more behind reminder, 299/2022"
    ]
    assert told("FI", wanting(StepSetting(DEMAND, term_days=9)), business=True) == [
        "steps[0].term_days: is 10 or more, 299/2022"
    ]


@pytest.mark.parametrize(
    ("country", "settings"),
    [
        ("NO", wanting(StepSetting(REMINDER, **FREE), StepSetting(NOTICE, 1))),
        ("NO", wanting(NOTICE, StepSetting(DEMAND, 14), StepSetting(WATCH, 0))),
        ("SE", wanting(REMINDER, StepSetting(DEMAND, 0))),
        ("SE", wanting(DEMAND, StepSetting(COURT, 8))),
    ],
)
def test_a_step_may_be_wanted_as_soon_as_the_law_lets_it_be(country: str, settings: FollowUpSettings) -> None:
    assert told(country, settings) == []


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(InvalidCommandError) as refused:
        refuse_unlawful(wanting(DEMAND, grace_bank_days=0), SANDBOX["NO"].book, DAY, business=False)
    assert {problem.field for problem in refused.value.problems} == {"grace_bank_days", "steps[0].kind"}
    refuse_unlawful(usual("NO", business=False), SANDBOX["NO"].book, DAY, business=False)


def test_a_book_without_rows_judges_by_sense_alone() -> None:
    empty = Rulebook("NO", False, {})
    problems = settings_problems(wanting(LUMP, REMINDER, NOTICE), empty, DAY, business=False)
    assert [problem.message for problem in problems] == ["never of a consumer, the law"]


def test_a_new_law_is_a_dated_row_and_the_old_figures_end_with_it() -> None:
    begins = date(2027, 7, 1)
    row = Row("NO", Item.LAW, Payer.ANY, begins, None, 2026, "operator", "kgl.res. 2027", entry_no=1)
    entry = Entry(1, Deed.ADD, "NO", "kari", datetime(2026, 11, 1, tzinfo=UTC), "kgl.res. 2027", row)
    book = rulebook("NO", live=False, entries=[entry])
    assert (book.law_on(date(2027, 6, 30)).year, book.law_on(begins).year) == (1988, 2026)
    assert book.look(Item.REMINDER_FEE, date(2027, 6, 30)) is not None
    assert book.look(Item.REMINDER_FEE, begins) is None
    assert book.look(Item.LATE_INTEREST, begins) is not None
    problems = settings_problems(wanting(REMINDER, NOTICE), book, begins, business=False)
    assert "only a licensed firm may send it, kgl.res. 2027" in {problem.message for problem in problems}


def test_under_the_new_law_a_creditor_sends_no_inkassovarsel_itself() -> None:
    begins = date(2026, 2, 1)
    rows = [
        Row("NO", item, Payer.ANY, begins, None, value, "operator", "kgl.res.", entry_no=number)
        for number, (item, value) in enumerate([(Item.LAW, 2026), (Item.NOTICE_TERM, 14)], start=1)
    ]
    entries = [
        Entry(row.entry_no, Deed.ADD, "NO", "kari", datetime(2026, 1, 1, tzinfo=UTC), "kgl.res.", row) for row in rows
    ]
    rules = replace(SANDBOX["NO"], book=rulebook("NO", live=False, entries=entries))
    own = wanting(StepSetting(NOTICE, fee=False))
    said = plan(claim(), own, rules, date(2026, 2, 20))
    assert (said.outcome, str(said.reasons[0])) == (
        Outcome.PERSON,
        "only a licensed firm may send an inkassovarsel, LOV-2026-05-22-19",
    )
    assert plan(claim(), replace(own, regime=Regime.COLLECTOR), rules, date(2026, 2, 20)).outcome is Outcome.STEP
    fee = plan(claim(), wanting(REMINDER), rules, date(2026, 2, 20))
    assert fee.wanted is not None
    assert "fee_after_due" in str(fee.wanted)
