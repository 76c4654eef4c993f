"""What a payer may say and be answered, what each does to a pause, and the code that confirms an account."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from domain.test_claim import AT, DRAFT
from fordring.domain.claim.claim import ClaimKind, Pause
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.payer_request import (
    ANSWERS,
    Answer,
    Fault,
    Kind,
    PayerRequest,
    may_be_said,
    paid_problems,
    pause_behind_dispute,
    pause_for_dispute,
    pause_for_time,
    plain,
    time_problems,
    words_problems,
)
from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.payment.confirmation import LASTS, TRIES_MAX, CodeFault, Confirmation

TODAY = date(2026, 11, 16)
ISSUED = replace(DRAFT, state=State.ISSUED, due_on=date(2026, 11, 30))
NIL = UUID(int=1)
SAID = PayerRequest(NIL, NIL, NIL, Kind.MORE_TIME, AT, date(2026, 12, 20))
OWN = Pause(AT, "holiday")
ENDING = Pause(AT, "holiday", date(2026, 12, 1))
LATER = AT + timedelta(hours=1)

FITTING = """
                noted  granted  refused
paid            yes    -        yes
dispute         -      yes      yes
more_time       -      yes      yes
refund_account  -      -        -
plan            -      yes      yes
"""


def test_which_answers_fit() -> None:
    head, *rows = FITTING.strip().splitlines()
    told = {
        (kind, answer): cell == "yes"
        for kind, *cells in map(str.split, rows)
        for answer, cell in zip(head.split(), cells, strict=True)
    }
    assert told == {(kind.value, answer.value): answer in ANSWERS[kind] for kind in Kind for answer in Answer}


def test_an_answer_that_does_not_fit_or_is_too_long_or_a_second_one_is_refused() -> None:
    for answer, words in ((Answer.NOTED, ""), (Answer.GRANTED, "x" * 2_001)):
        with pytest.raises(InvalidCommandError):
            SAID.answered(answer, words, "anna", AT)
    answered = SAID.answered(Answer.GRANTED, "x" * 2_000, "anna", AT, TODAY)
    assert (answered.answer, answered.answered_by, answered.granted_until) == (Answer.GRANTED, "anna", TODAY)
    with pytest.raises(IllegalTransitionError):
        answered.answered(Answer.REFUSED, "", "anna", AT)


def test_only_what_is_owed_is_spoken_of() -> None:
    assert may_be_said(ISSUED)
    for other in (DRAFT, replace(ISSUED, state=State.CLOSED), replace(ISSUED, kind=ClaimKind.CREDIT_NOTE)):
        assert not may_be_said(other)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" a\r\nb\rc\t ", "a\nb\nc"),
        ("\x1b[31mred\x07\x00", "[31mred"),
        ("e\u0301", "é"),
        ("a\u2028b\x9bc", "abc"),
        ("👩\u200d🔧", "👩\u200d🔧"),
    ],
)
def test_a_text_is_kept_without_what_only_controls_a_screen(given: str, kept: str) -> None:
    assert plain(given) == kept


def faults(problems: object) -> list[str]:
    return [f"{problem.field} {problem.message}" for problem in problems]  # type: ignore[attr-defined]  # of any verb


def test_what_is_wrong_with_words_and_days() -> None:
    assert faults(words_problems("")) == []
    assert faults(words_problems("", needed=True)) == [f"reason {Fault.MISSING}"]
    assert faults(words_problems("x" * 2_001, needed=True)) == [f"reason {Fault.TOO_LONG}"]
    assert faults(words_problems("x" * 2_001)) == [f"note {Fault.TOO_LONG}"]
    assert faults(paid_problems(TODAY, TODAY)) == []
    assert faults(paid_problems(date(2026, 11, 17), TODAY)) == [f"day {Fault.TO_COME}"]
    assert faults(paid_problems(date(2025, 11, 14), TODAY)) == [f"day {Fault.TOO_LONG_AGO}"]
    assert faults(time_problems(date(2026, 12, 1), ISSUED, TODAY)) == []
    assert faults(time_problems(date(2026, 11, 30), ISSUED, TODAY)) == [f"day {Fault.NOT_LATER}"]
    assert faults(time_problems(TODAY, replace(ISSUED, due_on=None), TODAY)) == [f"day {Fault.NOT_LATER}"]
    assert faults(time_problems(date(2027, 11, 30), ISSUED, TODAY)) == [f"day {Fault.TOO_FAR}"]


def test_a_dispute_pauses_without_an_end_and_leaves_such_a_pause_alone() -> None:
    ours = Pause(LATER, "Disputed by the payer: why")
    for pause in (None, ENDING):
        assert pause_for_dispute(replace(ISSUED, pause=pause), "why", LATER, TODAY) == ours
    assert pause_for_dispute(replace(ISSUED, pause=OWN), "why", LATER, TODAY) is OWN


def test_more_time_pauses_up_to_the_day_unless_a_pause_lasts_longer() -> None:
    until = date(2026, 11, 25)
    assert pause_for_time(ISSUED, until, LATER, TODAY) == Pause(LATER, "The payer was given more time", until)
    assert pause_for_time(replace(ISSUED, pause=ENDING), until, LATER, TODAY) is ENDING
    assert pause_for_time(replace(ISSUED, pause=OWN), until, LATER, TODAY) is OWN
    longer = pause_for_time(replace(ISSUED, pause=ENDING), date(2026, 12, 24), LATER, TODAY)
    assert longer.until == date(2026, 12, 24)


def test_what_a_closed_dispute_leaves_is_the_longest_pause_that_still_lasts() -> None:
    given = replace(SAID, granted_until=date(2026, 12, 20))
    assert pause_behind_dispute(None, [SAID], LATER, TODAY) is None
    assert pause_behind_dispute(OWN, [given], LATER, TODAY) is OWN
    assert pause_behind_dispute(ENDING, [SAID], LATER, TODAY) is ENDING
    assert pause_behind_dispute(ENDING, [], LATER, date(2026, 12, 1)) is None
    for before in (None, ENDING):
        left = pause_behind_dispute(before, [given], LATER, TODAY)
        assert left is not None
        assert left.until == date(2026, 12, 20)
    assert pause_behind_dispute(None, [given], LATER, date(2026, 12, 20)) is None


WAITING = Confirmation(NIL, NIL, NIL, "NO9386011117947", "ola@example.com", AT, AT + LASTS)


def test_the_newest_code_confirms_within_its_time() -> None:
    first, last = WAITING.with_code("123456", AT), WAITING.with_code("654321", AT)
    assert first.code_sha256 != last.code_sha256
    assert last.tried("123456", AT)[1] is CodeFault.WRONG
    ended, fault = last.tried(" 654 321", AT)
    assert (fault, ended.ended_at, ended.tried("654321", AT)[1]) == (None, AT, CodeFault.OVER)
    assert last.tried("654321", AT + LASTS)[1] is CodeFault.OVER
    assert WAITING.tried("", AT)[1] is CodeFault.OVER, "no code was sent yet"


def test_codes_are_tried_so_often_and_no_more() -> None:
    trying, told = WAITING.with_code("123456", AT), []
    for _ in range(TRIES_MAX):
        trying, fault = trying.tried("000000", AT)
        told.append(fault)
    assert told == [CodeFault.WRONG] * (TRIES_MAX - 1) + [CodeFault.OVER]
    assert trying.tried("123456", AT)[1] is CodeFault.OVER
