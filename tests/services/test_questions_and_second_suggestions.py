"""A question is taken in by a person; what is suggested keeps up with the claims that there are."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.formats.banking.model import Direction
from fordring.jobs.handlers import house_tasks
from fordring.jobs.registry import JobContext
from fordring.services.banking.dismiss_suggestion import DismissSuggestion, dismiss_suggestion
from fordring.services.banking.suggest_again import YOUNGER_THAN
from fordring.services.banking.take_in_line import TakeInLine, take_in_line
from fordring.services.waiting_lines import waiting_lines
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Database
from services.counter import Counter, text
from services.reversals import banked, credit, line

JOB = JobContext(1, "suggest_again", "", None, 1, 1, in_place=False)


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def only_line(counter: Counter) -> Line:
    async with counter.database.reading() as connection:
        [shown] = await waiting_lines(connection, counter.wall)
    return shown.line


async def suggested(counter: Counter) -> list[list[int]]:
    """The claims of each suggestion for the one line that waits."""
    async with counter.database.reading() as connection:
        [shown] = await waiting_lines(connection, counter.wall)
    return [[share.claim_no for share in each.shares] for each in shown.suggestions]


async def again(counter: Counter, later: timedelta = timedelta(days=1)) -> None:
    """The daily job, so much later."""
    jobs = replace(counter.jobs, wall=lambda: counter.wall + later)
    await house_tasks(jobs)["suggest_again"].handler({}, JOB)


async def take_in(counter: Counter, found: Line) -> Line:
    command = TakeInLine(found.bank_line_id, "a payment")
    return await counter.database.run(lambda c: take_in_line(command, counter.jobs.work(c)))


async def test_a_question_that_is_taken_in_is_money_that_waits(counter: Counter) -> None:
    await banked(counter, line(counter, 12_500, reversal=True, entry_reference="R1"))
    asked = await only_line(counter)
    assert (asked.state, await counter.balances()) == ("question", "")
    taken = await take_in(counter, asked)
    assert (taken.state, taken.reason) == ("unidentified", "taken in by fordring: a payment")
    assert await counter.balances() == text("""
        house client_funds       12500 NOK
        house owed.unidentified -12500 NOK
    """)
    with pytest.raises(IllegalTransitionError):
        await take_in(counter, taken)


@pytest.mark.parametrize(
    "more",
    [
        {"direction": Direction.DEBIT, "reversal": True},
        {"amount": Money(500, "EUR")},
    ],
)
async def test_a_debit_or_another_currency_is_not_taken_in(counter: Counter, more: dict[str, object]) -> None:
    await banked(counter, line(counter, 500, entry_reference="R1", **more))
    asked = await only_line(counter)
    assert asked.state == "question"
    with pytest.raises(IllegalTransitionError):
        await take_in(counter, asked)


async def test_suggestions_follow_claims_that_open_and_close(counter: Counter) -> None:
    await banked(counter, credit(counter, 12_500, "", named="E1", party_name="Nordmann Ola"))
    assert await suggested(counter) == []
    view = await counter.invoice()
    await counter.invoice(9_900)
    await again(counter, YOUNGER_THAN + timedelta(days=1))
    assert await suggested(counter) == []
    await again(counter)
    assert await suggested(counter) == [[view.claim.claim_no]]
    await counter.pay(counter.deposit(view))
    assert await suggested(counter) == []
    third = await counter.invoice()
    await again(counter)
    assert await suggested(counter) == [[third.claim.claim_no]]


async def test_what_was_dismissed_is_not_suggested_again(counter: Counter) -> None:
    view = await counter.invoice()
    await banked(counter, credit(counter, 12_500, "", named="E1", party_name="Nordmann Ola"))
    dismiss = DismissSuggestion((await only_line(counter)).bank_line_id, view.claim.claim_no)
    await counter.database.run(lambda c: dismiss_suggestion(dismiss, counter.jobs.work(c)))
    await again(counter)
    assert await suggested(counter) == []
    other = await counter.invoice()
    await again(counter)
    await again(counter)
    assert await suggested(counter) == [[other.claim.claim_no]]
