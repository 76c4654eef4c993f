"""The link of a payer's page, and how a claim stands for its payer on each day."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from domain.test_claim import AT, DRAFT
from fordring.domain.claim.claim import Claim, ClaimKind, Pause
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.outlook import Next, Outlook, outlook, standing_of
from fordring.domain.claim.page_link import PageToken, page_path, read_token
from fordring.domain.followup.facts import StepKind, Stop, StopReason
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import StepSetting, usual
from support.follow_ups import DUE as DUE_2
from support.follow_ups import SANDBOX, wanting
from support.follow_ups import claim as followed

KEY = UUID("6f0c1f8e-4f3a-4d52-9d6b-0a5a8f1c2e3d")
DUE = date(2026, 11, 30)
ISSUED = replace(DRAFT, state=State.ISSUED, issued_on=date(2026, 11, 16), due_on=DUE)

SEEN = {
    "draft": DRAFT,
    "scheduled": replace(DRAFT, state=State.SCHEDULED, next_step_on=DUE),
    "issued": ISSUED,
    "undated": replace(ISSUED, due_on=None),
    "paused": replace(ISSUED, pause=Pause(AT)),
    "until": replace(ISSUED, pause=Pause(AT, until=DUE)),
    "paid": replace(ISSUED, state=State.CLOSED, closed_because=Closed.PAID),
    "credited": replace(ISSUED, state=State.CLOSED, closed_because=Closed.CREDITED),
    "withdrawn": replace(ISSUED, state=State.CLOSED, closed_because=Closed.WITHDRAWN),
    "note": replace(ISSUED, kind=ClaimKind.CREDIT_NOTE, state=State.CLOSED),
}
EXPECTED = """
claim      day         standing     next             on
draft      2026-11-20  unissued     issue            -
scheduled  2026-11-20  unissued     issue            2026-11-30
issued     2026-11-29  due          payment          2026-11-30
issued     2026-11-30  due_today    payment          2026-11-30
issued     2026-12-01  overdue      nothing_planned  -
undated    2026-12-01  due          nothing_planned  -
paused     2026-12-01  paused       pause            -
until      2026-11-29  paused       pause_ends       2026-11-30
until      2026-11-30  due_today    payment          2026-11-30
paid       2026-12-01  paid         nothing          -
credited   2026-12-01  credited     nothing          -
withdrawn  2026-12-01  withdrawn    nothing          -
note       2026-12-01  credit_note  nothing          -
"""


@pytest.mark.parametrize("line", EXPECTED.strip().splitlines()[1:])
def test_how_a_claim_stands_and_what_comes_next(line: str) -> None:
    name, day, standing, what, on = line.split()
    claim, then = SEEN[name], date.fromisoformat(day)
    coming = outlook(claim, then)
    assert [standing_of(claim, then), coming.what, str(coming.on or "-")] == [standing, what, on]


NOTICED = wanting(StepSetting(StepKind.ADVANCE_NOTICE, after_days=-3), StepKind.REMINDER)
PLANNED = {
    "plain": (followed(), usual("NO", business=False)),
    "noticed": (followed(), NOTICED),
    "approve": (followed(), replace(usual("NO", business=False), approve_start=True)),
    "done": (followed(), wanting()),
    "barred": (followed(), usual("NO", business=False)),
    "foreign": (followed(payer_country="SE"), usual("NO", business=False)),
    "undelivered": (followed(delivered_on=None), usual("NO", business=False)),
    **{
        reason.value: (followed(stops=(Stop(reason, DUE_2, date(2026, 3, 2)),)), usual("NO", business=False))
        for reason in StopReason
    },
    "two": (
        followed(stops=(Stop(StopReason.DISPUTED, DUE_2), Stop(StopReason.DECEASED, DUE_2))),
        usual("NO", business=False),
    ),
}
COMING = """
plan             day         next             on          step
plain            2026-01-20  payment          2026-01-30  reminder
noticed          2026-01-20  payment_noticed  2026-01-30  advance_notice
plain            2026-02-02  step             2026-02-13  reminder
plain            2026-02-20  step             2026-02-20  reminder
approve          2026-02-02  approval         2026-02-13  reminder
done             2026-02-02  nothing_planned  -           -
done             2026-01-20  payment          2026-01-30  -
barred           2030-02-02  barred           -           -
foreign          2026-02-02  held             -           -
foreign          2026-01-20  payment          2026-01-30  -
undelivered      2026-02-02  nothing_planned  -           -
paused           2026-02-02  pause_ends       2026-03-02  -
more_time        2026-02-02  more_time        2026-03-02  -
payment_plan     2026-02-02  payment_plan     2026-03-02  -
disputed         2026-02-02  disputed         2026-03-02  -
disputed         2026-03-05  disputed         2026-03-02  -
deceased         2026-02-02  held             -           -
bankrupt         2026-02-02  held             -           -
debt_settlement  2026-02-02  held             -           -
minor            2026-02-02  held             -           -
unknown_address  2026-02-02  held             -           -
two              2026-02-02  held             -           -
"""


@pytest.mark.parametrize("line", COMING.strip().splitlines()[1:])
def test_what_follow_up_brings_next_and_no_more_than_is_the_payer_s_to_know(line: str) -> None:
    name, day, what, on, step = line.split()
    facts, settings = PLANNED[name]
    then = date.fromisoformat(day)
    found = plan(facts, settings, SANDBOX["NO"], then)
    coming = outlook(replace(ISSUED, due_on=DUE_2), then, found)
    assert [coming.what, str(coming.on or "-"), coming.step.kind if coming.step else "-"] == [what, on, step]
    assert all(wait.day and wait.day > then for wait in coming.waits)
    assert bool(coming.waits) == (coming.step is not None and coming.step.earliest_on > then)


def test_a_pause_without_an_end_says_no_day() -> None:
    facts = followed(stops=(Stop(StopReason.PAUSED, date(2026, 1, 1)),))
    found = plan(facts, usual("NO", business=False), SANDBOX["NO"], date(2026, 2, 20))
    assert outlook(replace(ISSUED, due_on=DUE_2), date(2026, 2, 20), found) == Outlook(Next.PAUSE)


def kept(claim_no: int = 1_000_001, key: UUID = KEY) -> Claim:
    return replace(DRAFT, claim_no=claim_no, page_key=key)


def test_the_path_of_a_stored_claim_is_read_back() -> None:
    path = page_path(kept())
    assert path is not None
    token = read_token(path.removeprefix("/invoice/"))
    assert token == PageToken(1_000_001, KEY)
    assert token.opens(kept())


def test_a_claim_that_was_not_stored_yet_has_no_page_and_nothing_opens_it() -> None:
    assert page_path(DRAFT) is None
    assert not PageToken(1, UUID(int=0)).opens(DRAFT)


def test_another_claims_key_opens_nothing() -> None:
    assert not PageToken(1_000_001, UUID(int=KEY.int ^ 1)).opens(kept())


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "1000001", "1000001-", "0-1111111111111111111111", "-1-1111111111111111111111"),
        *("1000001-111111111111111111111", "1000001-11111111111111111111111", "1000001-111111111111111111111l"),
        *("1000001-ZZZZZZZZZZZZZZZZZZZZZZ", "٣-1111111111111111111111", "1000001-1111111111111111111111\n"),
        "1234567890123456789-1111111111111111111111",
    ],
)
def test_what_cannot_be_a_token_is_none(text: str) -> None:
    assert read_token(text) is None
