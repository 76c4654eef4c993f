"""A letter is kept as it was when its step was taken, and read back the same."""

import json
from datetime import date
from uuid import UUID

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.case import rules_of
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.figures import Payer
from fordring.domain.followup.interest import explained, timeline
from fordring.domain.followup.letter import Letter, LetterClaim, letter_of, lines_of

CLAIM = UUID("01900000-0000-7000-8000-000000000001")


def _letter() -> Letter:
    rates = rules_of("NO", live=False).rates[Payer.CONSUMER]
    rows = explained(rates, timeline(1_000_000, date(2026, 2, 1)), date(2026, 3, 2))
    interest = sum(row.interest_minor for row in rows)
    first = LetterClaim(
        CLAIM,
        7,
        "A1B2C-000007",
        "0000070",
        date(2026, 1, 18),
        date(2026, 1, 31),
        1_000_000,
        Parts(1_000_000, 3_800, interest),
        3_800,
        0,
        lines_of(rows),
        ("NO notice_fee: not verified",),
    )
    handed_over = LetterClaim(CLAIM, 8, None, None, None, date(2026, 1, 31), 20_000, Parts(principal=20_000))
    return Letter(StepKind.REMINDER, date(2026, 3, 2), date(2026, 3, 16), "NOK", (first, handed_over), marks=("x",))


def test_a_letter_is_read_back_as_it_was_kept() -> None:
    letter = _letter()
    assert letter_of(json.loads(json.dumps(letter.kept()))) == letter


def test_one_of_an_older_release_has_no_marks_of_what_was_owed_before() -> None:
    letter = _letter()
    kept = json.loads(json.dumps(letter.kept()))
    for claim in kept["claims"]:
        del claim["earlier_marks"]
    assert [claim.earlier_marks for claim in letter_of(kept).claims] == [(), ()]


def test_one_that_gives_no_time_to_pay_is_read_back_too() -> None:
    letter = Letter(StepKind.ADVANCE_NOTICE, date(2026, 3, 2), None, "SEK", ())
    assert letter_of(letter.kept()) == letter


def test_the_total_is_what_is_open_of_all_its_claims_and_its_lines_of_interest_add_up() -> None:
    letter = _letter()
    lines = letter.claims[0].interest
    assert letter.total_minor == 1_000_000 + 3_800 + sum(line.interest_minor for line in lines) + 20_000
    assert all("not verified" in line.mark for line in lines)
