"""What a payer owes of a refund that had left is given up: the operator bears it, once, and never too early."""

from pathlib import Path

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.domain.payment.refund import Refund, State
from fordring.services.payments.write_off_refund import WriteOffRefund, write_off_refund
from fordring.simulators.bank import confirmations
from fordring.storage import refunds
from fordring.storage.transaction import Database
from services.counter import Counter, text
from services.reversals import owing


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def write_off(counter: Counter, refund: Refund, because: str = "cannot be found") -> Refund:
    command = WriteOffRefund(refund.reference, because)
    return await counter.database.run(lambda c: write_off_refund(command, counter.jobs.work(c, "anna")))


async def test_the_operator_bears_what_is_given_up(counter: Counter) -> None:
    refund, order = await owing(counter)
    with pytest.raises(IllegalTransitionError, match="on its way"):
        await write_off(counter, refund)
    for debit in confirmations(order, counter.wall):
        await counter.bank(debit)
    with pytest.raises(InvalidCommandError):
        await write_off(counter, refund, " ")
    ended = await write_off(counter, refund)
    assert (ended.state, ended.ended_because) == (State.CANCELLED, "written off by anna: cannot be found")
    assert await counter.balances() == text("""
        client_funds          -14000 NOK
        expected.merchant     -12500 NOK
        owed.merchant          12500 NOK
        owed.operator.losses    1500 NOK
        receivable.principal   12500 NOK
    """)
    with pytest.raises(IllegalTransitionError, match="cancelled"):
        await write_off(counter, refund)
    async with counter.database.reading() as connection:
        assert await refunds.open_refunds(connection) == []
