"""A payment order that a second client must release, by the account's setting."""

from pathlib import Path

import pytest

from fordring.domain.errors import IllegalTransitionError, NotFoundError, SameClientError
from fordring.formats.banking.model import Direction
from fordring.jobs.payment_orders import order_file
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.confirm_refund import ConfirmRefund, confirm_refund
from fordring.services.payments.note_refused_release import NoteRefusedRelease, note_refused_release
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.release_order import ReleaseOrder, release_order
from fordring.services.payments.run_payouts import PayoutRun, RunPayouts, run_payouts
from fordring.storage import payouts
from fordring.storage.house import accounts, orders
from fordring.storage.house.orders import OrderRow
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from services.reversals import banked, line
from support import make


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    """A merchant whose account wants four eyes, in the older version of files."""
    merchant = await make.merchant(database)
    async with database.transaction() as connection:
        account = merchant.bank_account.bank_account_id
        await accounts.set_orders(connection, account, pain_version="03", four_eyes=True)
    return Counter(database, merchant, tmp_path)


async def made_by(counter: Counter, name: str) -> PayoutRun:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    command = RunPayouts(counter.merchant.bank_account.bank_account_id, DAY)
    run = await counter.database.run(lambda c: run_payouts(command, counter.jobs.work(c, name)))
    assert run is not None
    return run


async def release(counter: Counter, message_id: str, name: str) -> OrderRow:
    command = ReleaseOrder(message_id)
    return await counter.database.run(lambda c: release_order(command, counter.jobs.work(c, name)))


async def test_an_order_has_a_file_once_somebody_else_has_released_it(counter: Counter) -> None:
    order = (await made_by(counter, "anna")).order
    assert (order.state, order.made_by) == ("waiting", "anna")
    with pytest.raises(IllegalTransitionError):
        await order_file(counter.jobs, order.order_id)
    with pytest.raises(SameClientError, match="anna"):
        await release(counter, order.message_id, "anna")
    note = NoteRefusedRelease(order.message_id)
    await counter.database.run(lambda c: note_refused_release(note, counter.jobs.work(c, "anna")))
    assert (await release(counter, order.message_id, "bo")).state == "released"
    assert (await release(counter, order.message_id, "anna")).state == "released"
    data = await order_file(counter.jobs, order.order_id)
    assert b"pain.001.001.03" in data
    assert b"<SvcLvl><Cd>NURG</Cd></SvcLvl>" in data
    async with counter.database.reading() as connection:
        story = (await orders.events(connection, [order.order_id]))[order.order_id]
        jobs = await connection.fetchval("SELECT count(*) FROM house.pgqueuer WHERE entrypoint = 'write_payment_order'")
    assert [(event.kind, event.by) for event in story] == [
        ("made", "anna"),
        ("refused_release", "anna"),
        ("released", "bo"),
    ]
    assert jobs == 1


async def test_what_waits_to_be_released_is_not_confirmed_and_may_be_taken_back(counter: Counter) -> None:
    run = await made_by(counter, "fordring")
    payout = run.payouts[0]
    confirm, reject = ConfirmPayout(payout.reference, DAY), RejectPayout(payout.reference, "not this one", DAY)
    with pytest.raises(IllegalTransitionError):
        await counter.database.run(lambda c: confirm_payout(confirm, counter.jobs.work(c)))
    await counter.database.run(lambda c: reject_payout(reject, counter.jobs.work(c)))
    with pytest.raises(IllegalTransitionError, match="partly taken back"):
        await release(counter, run.order.message_id, "bo")


async def test_neither_is_a_refund_of_it(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000), 100_500, payer_account="NO5015032080119"))
    refund = (await made_by(counter, "anna")).refunds[0]
    confirm = ConfirmRefund(refund.reference, DAY)
    with pytest.raises(IllegalTransitionError, match="payment order in state waiting"):
        await counter.database.run(lambda c: confirm_refund(confirm, counter.jobs.work(c)))


async def test_a_debit_that_names_what_nobody_has_released_is_a_question(counter: Counter) -> None:
    order = (await made_by(counter, "anna")).order
    payout = (await payouts_of(counter, order))[0]
    debit = line(counter, payout.net_minor, direction=Direction.DEBIT, end_to_end_id=payout.reference)
    assert await banked(counter, debit) == {"question": 1}
    assert await counter.waiting() == [f"question: payout {payout.reference} was waiting for its release before"]


async def payouts_of(counter: Counter, order: OrderRow) -> list[Payout]:
    async with counter.database.reading() as connection:
        return list(await payouts.of_order(connection, order.order_id))


async def test_an_unknown_order_is_not_found(counter: Counter) -> None:
    with pytest.raises(NotFoundError):
        await release(counter, "O0", "bo")
