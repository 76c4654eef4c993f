"""What the run will do: the same steps on the same days as when it is asked day by day, each with its money."""

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from fordring.domain.claim.parts import Parts
from fordring.domain.errors import UnsupportedCountryError
from fordring.domain.followup.ahead import Ahead, Course, ahead
from fordring.domain.followup.case import rules_of
from fordring.domain.followup.facts import ClaimFacts, StepKind, Stop, StopReason
from fordring.domain.followup.outcome import Plan
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, usual
from support.follow_ups import DUE, SANDBOX, claim, collector, taken

LATE = date(2026, 6, 1)
COURSE = """
2026-02-13 reminder fee 3800 interest 460 open 104260
2026-03-05 collection_notice fee 3800 interest 658 open 108718
2026-03-25 payment_demand fee 11300 interest 657 open 120675
2026-04-14 legal_action approval interest 0 open 120675
"""


def looked_ahead(facts: ClaimFacts, last: date = LATE, posted: int = 0, **wishes: Any) -> list[Ahead]:
    return [each for _, each in ahead([(DUE, course_of(1, facts, posted, **wishes))], last) if isinstance(each, Ahead)]


def course_of(number: int, facts: ClaimFacts, posted: int = 0, **wishes: Any) -> Course:
    settings = replace(usual("NO", business=facts.business), **wishes)
    key = UUID(int=number), number, str(number), "customer:1"
    return Course(*key, facts, posted, settings, SANDBOX["NO"], partial(planned, settings))


def planned(settings: FollowUpSettings, facts: ClaimFacts, day: date) -> Plan:
    if not facts.country:
        raise UnsupportedCountryError(facts.country)
    return plan(facts, settings, SANDBOX["NO"], day)


def told(each: Ahead) -> str:
    step = each.plan.step
    assert step is not None
    what = each.waits or f"fee {step.charge.fee_minor}"
    return f"{each.day} {step.kind} {what} interest {each.interest_minor} open {each.open.total}"


def test_each_step_grows_what_is_open_by_its_fee_and_its_part_of_the_interest() -> None:
    assert [told(each) for each in looked_ahead(claim())] == COURSE.strip().splitlines()


def test_nothing_is_told_behind_the_last_day() -> None:
    first, *rest = COURSE.strip().splitlines()
    assert [told(each) for each in looked_ahead(claim(), date(2026, 3, 4))] == [first]
    assert [told(each) for each in looked_ahead(claim(), date(2026, 3, 5))] == [first, rest[0]]
    assert looked_ahead(claim(), date(2026, 2, 12)) == []


def test_interest_that_was_demanded_before_is_not_demanded_again() -> None:
    [first, *_] = looked_ahead(claim(open=Parts(1_000_00, interest=500)), posted=500)
    assert (first.interest_minor, first.open) == (0, Parts(1_000_00, fees=3800, interest=500))


def test_a_claim_goes_on_where_a_stop_ends_and_waits_where_one_does_not() -> None:
    paused = claim(stops=(Stop(StopReason.PAUSED, DUE, date(2026, 2, 20)),))
    assert next(each.day for each in looked_ahead(paused)) == date(2026, 2, 20)
    disputed = claim(stops=(Stop(StopReason.DISPUTED, DUE, date(2026, 2, 20)),))
    [waits] = looked_ahead(disputed)
    assert (waits.day, waits.waits, waits.plan.step) == (date(2026, 2, 20), "person", None)


def test_what_is_done_or_asks_no_interest_says_so() -> None:
    assert looked_ahead(claim(open=Parts())) == []
    assert {each.interest_minor for each in looked_ahead(claim(), interest=False)} == {0}


def of_two(*courses: Course, last: date = date(2026, 3, 10)) -> list[str]:
    found = ahead([(DUE, course) for course in courses], last)
    return [f"{claim_id.int} {told(each) if isinstance(each, Ahead) else repr(each.error)}" for claim_id, each in found]


def test_one_payers_claims_share_a_letter_and_its_fee_as_in_the_run() -> None:
    assert of_two(course_of(1, claim()), course_of(2, claim(principal=500_00))) == [
        "1 2026-02-13 reminder fee 3800 interest 460 open 104260",
        "2 2026-02-13 reminder fee 0 interest 230 open 50230",
        "1 2026-03-05 collection_notice fee 3800 interest 658 open 108718",
        "2 2026-03-05 collection_notice fee 0 interest 329 open 50559",
    ]


def test_others_claims_have_letters_of_their_own() -> None:
    other = replace(course_of(2, claim(principal=500_00)), payer_key="customer:2")
    assert [line.split(" interest")[0] for line in of_two(course_of(1, claim()), other, last=date(2026, 2, 13))] == [
        "1 2026-02-13 reminder fee 3800",
        "2 2026-02-13 reminder fee 3800",
    ]


def test_a_claim_that_cannot_be_planned_says_so_and_holds_up_no_other() -> None:
    broken = course_of(2, replace(claim(), country=""))
    assert of_two(course_of(1, claim()), broken, last=date(2026, 2, 13)) == [
        "2 UnsupportedCountryError(' is not one of NO, SE, FI')",
        "1 2026-02-13 reminder fee 3800 interest 460 open 104260",
    ]


def test_where_the_figure_of_one_letter_is_not_there_each_claim_has_its_own() -> None:
    settings = collector("NO")
    nothing = rules_of("NO", live=True)
    courses = [replace(course_of(n, claim()), settings=settings, rules=nothing) for n in (1, 2)]
    demanded = [
        replace(
            course,
            facts=replace(course.facts, steps=(taken(StepKind.COLLECTION_NOTICE, "2026-02-13", 0, "2026-02-27"),)),
        )
        for course in courses
    ]
    found = of_two(
        *(replace(course, planned=partial(planned, settings)) for course in demanded), last=date(2026, 3, 20)
    )
    assert len(found) == 2
    assert {line.split(" interest")[0][2:] for line in found} == {found[0].split(" interest")[0][2:]}
    assert "payment_demand fee 0" not in str(found)


def test_what_is_time_barred_takes_no_step() -> None:
    assert list(ahead([(date(2030, 1, 1), course_of(1, claim()))], date(2030, 2, 1))) == []
