"""A debit that a person says took an earlier credit back leaves everything as the bank's own reversal does."""

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.formats.banking.model import Direction, Reference, ReferenceKind
from fordring.services.banking.reverse_credit import ReverseCredit, reverse_credit
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Database
from services.counter import Counter, text
from services.reversals import banked, credit, line, reversal
from support import make


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def line_of(counter: Counter, minor: int, *, is_credit: bool) -> UUID:
    async with counter.database.reading() as connection:
        found: UUID = await connection.fetchval(
            "SELECT bank_line_id FROM house.bank_line WHERE amount_minor = $1 AND credit = $2", minor, is_credit
        )
    return found


async def said(
    counter: Counter, debit_id: UUID, credit_id: UUID, because: str = "the bank called", **more: Any
) -> Line:
    command = ReverseCredit(debit_id, credit_id, because, **more)
    return await counter.database.run(lambda c: reverse_credit(command, counter.jobs.work(c)))


async def debited(counter: Counter, minor: int, *, asked: bool = False) -> UUID:
    """A debit that names nothing; noted, or a question where the bank calls it a reversal."""
    counter.files += 1
    facts = {"direction": Direction.DEBIT, "entry_reference": f"D{counter.files}", "reversal": asked}
    await banked(counter, line(counter, minor, **facts))
    return await line_of(counter, minor, is_credit=False)


async def ledger_of(counter: Counter) -> list[tuple[Any, ...]]:
    async with counter.database.reading() as connection:
        rows = await connection.fetch(
            """SELECT e.kind, e.value_on, p.account, p.amount_minor
                 FROM entry e JOIN posting p USING (merchant_id, entry_id)
                WHERE e.merchant_id = $1 AND e.kind LIKE '%reversed' ORDER BY p.account, p.amount_minor""",
            counter.merchant.merchant_id,
        )
    return [tuple(row) for row in rows]


@pytest.mark.parametrize("took", [12_500, 4_000])
@pytest.mark.parametrize("asked", [False, True])
async def test_it_books_what_the_banks_own_reversal_books(
    database: Database, tmp_path: Path, took: int, *, asked: bool
) -> None:
    ways = []
    for place in (0, 1):
        owner = await make.merchant(database, account_id=f"T0000000{place}")
        counter = Counter(database, owner, tmp_path, files=100 * place)
        view = await counter.invoice()
        await banked(counter, credit(counter, 12_500, view.claim.reference or "", named=f"E{place}"))
        paid = "SELECT bank_line_id FROM payment WHERE claim_id = $1"
        async with database.reading() as connection:
            line_id = await connection.fetchval(paid, view.claim.claim_id)
        if place:
            await banked(counter, reversal(counter, took, f"E{place}"))
        else:
            kept = await said(counter, await debited(counter, took, asked=asked), line_id)
            assert (kept.state, kept.reverses) == ("reversal", line_id)
            assert kept.reason.endswith(", by fordring: the bank called")
        ways.append((await counter.standing(view), await counter.balances(), await ledger_of(counter)))
    assert ways[0] == ways[1]
    assert len(ways[0][2]) == 4


async def test_unidentified_money_is_gone_and_nothing_is_left_to_take(counter: Counter) -> None:
    await banked(counter, credit(counter, 700, "", named="E1"))
    money = await line_of(counter, 700, is_credit=True)
    first = await debited(counter, 300)
    assert (await said(counter, first, money)).state == "reversal"
    assert await counter.balances() == text("house client_funds 400 NOK\nhouse owed.unidentified -400 NOK")
    with pytest.raises(IllegalTransitionError):
        await said(counter, first, money)
    with pytest.raises(IllegalTransitionError, match=r"4\.00 NOK left of it"):
        await said(counter, await debited(counter, 500), money)
    await said(counter, await debited(counter, 400), money)
    assert (await counter.balances(), await counter.waiting()) == ("", [])


async def test_a_part_of_a_credit_for_several_claims_needs_the_claim(counter: Counter) -> None:
    views = [await counter.invoice(1_000), await counter.invoice(2_000)]
    shares = tuple(
        Reference(ReferenceKind.SCOR, view.claim.reference or "", "SCOR", amount=Money(view.claim.open.total, "NOK"))
        for view in views
    )
    await banked(counter, credit(counter, 3_000, "", named="E1", references=shares))
    money = await line_of(counter, 3_000, is_credit=True)
    debit = await debited(counter, 500)
    with pytest.raises(IllegalTransitionError, match="names none of them"):
        await said(counter, debit, money)
    assert (await said(counter, debit, money, claim_no=views[1].claim.claim_no)).state == "reversal"
    assert [(await counter.now(view)).purchase.captured_minor for view in views] == [1_000, 1_500]


async def test_what_is_no_debit_or_no_credit_of_its_account_is_refused(counter: Counter) -> None:
    await banked(counter, credit(counter, 700, "", named="E1"), credit(counter, 800, "", named="E2"))
    first, second = [await line_of(counter, minor, is_credit=True) for minor in (700, 800)]
    debit, other = await debited(counter, 600), await debited(counter, 650)
    with pytest.raises(IllegalTransitionError):
        await said(counter, first, second)
    with pytest.raises(NotFoundError):
        await said(counter, debit, other)
    with pytest.raises(InvalidCommandError):
        await said(counter, debit, first, " ")
