"""Interest as of any day, explained: rows that add up, and none where the merchant asks for none."""

from dataclasses import replace
from datetime import date

from fordring.domain.followup.case import Case
from fordring.domain.followup.interest import Movement, interest_on, timeline
from fordring.domain.followup.letter import line_of
from fordring.domain.followup.mark import Marks
from fordring.domain.followup.settings import usual
from fordring.domain.followup.statement import statement_of
from support.follow_ups import DUE, SANDBOX, claim

ON = date(2026, 8, 15)
NO = usual("NO", business=False)


def test_the_rows_add_up_to_the_interest_of_the_day() -> None:
    facts = claim(principal=10_000_00, movements=(Movement(date(2026, 3, 10), -2_500_00),))
    case = Case(facts, NO, SANDBOX["NO"], ON)
    said = statement_of(case, ON)
    bearing = timeline(10_000_00, date(2026, 1, 31), facts.movements)
    assert said.total_minor == interest_on(SANDBOX["NO"].rates[case.payer], bearing, ON.toordinal())
    assert [(str(line.first), str(line.last), line.base_minor, line.rate_bp) for line in said.lines] == [
        ("2026-01-31", "2026-03-10", 10_000_00, 1_200),
        ("2026-03-11", "2026-06-30", 7_500_00, 1_200),
        ("2026-07-01", "2026-08-15", 7_500_00, 1_225),
    ]
    assert (said.first_on, said.due_on, said.currency) == (date(2026, 1, 31), DUE, "NOK")
    assert [mark.partition(":")[0] for mark in said.marks] == [
        "NO late_interest from 2026-01-01",
        "NO late_interest from 2026-07-01",
    ]


def test_there_are_no_rows_before_its_first_day_nor_where_none_is_asked_for() -> None:
    assert statement_of(Case(claim(), NO, SANDBOX["NO"], DUE), DUE).lines == ()
    none = statement_of(Case(claim(), replace(NO, interest=False), SANDBOX["NO"], ON), ON)
    assert (none.lines, none.first_on, none.total_minor, none.marks) == ((), None, 0, ())
    waiting = statement_of(Case(claim(due_fixed=False), NO, SANDBOX["NO"], ON), ON)
    assert (waiting.lines, waiting.first_on) == ((), None)


def test_interest_from_a_demand_says_that_its_first_day_rests_on_a_figure_nobody_verified() -> None:
    facts = claim("FI", due_fixed=False, interest_demanded_on=date(2026, 6, 10))
    said = statement_of(Case(facts, usual("FI", business=False), SANDBOX["FI"], ON), ON)
    waits, rates = "FI interest_after_demand from 2020-01-01", "FI late_interest from "
    assert said.first_on == date(2026, 7, 11)
    told = [[mark.partition(":")[0] for mark in line.marks] for line in said.lines]
    assert told[0][-1] == waits
    assert waits in [mark.partition(":")[0] for mark in said.marks]
    assert [mark for row in told for mark in row if not mark.startswith(rates)] == [waits]
    fixed = statement_of(Case(claim("FI"), usual("FI", business=False), SANDBOX["FI"], ON), ON)
    assert not any(waits in mark for mark in fixed.marks)
    assert Marks.of(said.marks) == Marks((), said.marks)
    assert [line_of(line.kept()) for line in said.lines] == list(said.lines)
