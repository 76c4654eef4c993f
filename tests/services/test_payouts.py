"""Money out: payout runs, the bank's confirmation or refusal, and the settlements that come of them."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.formats.banking.pain001_reader import read_pain001
from fordring.jobs.payment_orders import OrderChangedError, order_file, write_order_task
from fordring.jobs.registry import JobContext
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.order_file import payee_account
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.run_payouts import RunPayouts, run_payouts
from fordring.simulators.bank import confirmations
from fordring.storage import payouts
from fordring.storage.payouts import Payout, SettlementFilter
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, kinds, text
from support import make

ONE_HOUR = timedelta(hours=1)


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    """A merchant that pays 2 % commission and 25 % VAT on it."""
    merchant = await make.merchant(database, commission_bp=200, commission_vat_bp=2500)
    return Counter(database, merchant, tmp_path)


async def confirm(counter: Counter, payout: Payout) -> Payout:
    command = ConfirmPayout(payout.reference, DAY)
    return await counter.database.run(lambda connection: confirm_payout(command, counter.jobs.work(connection)))


async def reject(counter: Counter, payout: Payout) -> Payout:
    command = RejectPayout(payout.reference, "AC04 account closed", DAY)
    return await counter.database.run(lambda connection: reject_payout(command, counter.jobs.work(connection)))


async def settlements(counter: Counter, **which: Any) -> list[Payout]:
    async with counter.database.reading() as connection:
        wanted = SettlementFilter(**which)
        return await payouts.settlements(connection, counter.merchant.merchant_id, wanted)


async def test_the_whole_walk_from_payment_to_settled_is_in_the_books(counter: Counter) -> None:
    view = await counter.invoice(100_000)
    await counter.pay(counter.deposit(view))
    run, order = await counter.pay_out()
    assert await counter.standing(view) == "captured 100000, pending; closed paid, 0 open"
    assert await counter.balances() == text("""
        client_funds              100000 NOK
        in_transit                -97500 NOK
        owed.operator.commission   -2000 NOK
        owed.operator.vat           -500 NOK
    """)
    for debit in confirmations(order, counter.wall):
        file = await counter.bank(debit)
        assert file.counts == {"confirmed": 1}
    assert await counter.standing(view) == "captured 100000, settled; closed paid, 0 open"
    assert await counter.balances() == text("""
        client_funds                2500 NOK
        owed.operator.commission   -2000 NOK
        owed.operator.vat           -500 NOK
    """)
    event = (await counter.now(view)).purchase.events[-1]
    assert (event.kind, event.amount_minor, event.event_no) == ("settled", 100_000, 5)
    line = {"event_no": 4, "amount_minor": 100_000, "fee_minor": 2_500}
    payout = run.payouts[0]
    assert event.facts == {"payout_id": str(payout.payout_id), "reference": payout.reference, "lines": [line]}


async def test_the_order_is_a_pain001_that_pays_the_merchants_account(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    run, data = await counter.pay_out()
    order = read_pain001(data)
    group = order.groups[0]
    assert (group.debtor_account.identifier, group.execute_on) == (counter.iban, DAY)
    transfer = group.transfers[0]
    assert (transfer.amount.minor, transfer.creditor_name) == (97_500, "Fjord Sykkel AS")
    assert (transfer.creditor_account.identifier, transfer.creditor_account.scheme) == ("97101234561", "BBAN")
    assert transfer.end_to_end_id == run.payouts[0].reference
    assert (run.order.total_minor, run.order.transfers) == (97_500, 1)


async def test_a_settlement_has_lines_that_sum_to_its_gross(counter: Counter) -> None:
    views = [await counter.invoice(amount) for amount in (1_000, 2_000)]
    await counter.pay(counter.deposit(views[0], 400), counter.deposit(views[1]), counter.deposit(views[0], 600))
    run, _ = await counter.pay_out()
    payout = run.payouts[0]
    async with counter.database.reading() as connection:
        lines = await payouts.lines_of(connection, payout)
    assert sorted((line.purchase_id, line.event_no, line.amount_minor) for line in lines) == [
        (views[0].purchase.purchase_id, 4, 400),
        (views[0].purchase.purchase_id, 5, 600),
        (views[1].purchase.purchase_id, 4, 2_000),
    ]
    assert (payout.gross_minor, payout.commission_minor, payout.vat_minor, payout.net_minor) == (3_000, 60, 15, 2_925)


async def test_two_part_payments_in_one_payout_are_settled_by_one_event(counter: Counter) -> None:
    view = await counter.invoice(1_000)
    await counter.pay(counter.deposit(view, 400), counter.deposit(view, 600))
    run, _ = await counter.pay_out()
    await confirm(counter, run.payouts[0])
    assert kinds(await counter.now(view))[-1] == ("settled", 1_000)


async def test_a_part_payment_that_was_paid_out_is_settled_in_part(counter: Counter) -> None:
    view = await counter.invoice(1_000)
    await counter.pay(counter.deposit(view, 400))
    run, _ = await counter.pay_out()
    await confirm(counter, run.payouts[0])
    assert await counter.standing(view) == "partially_captured 400, partially_settled; issued, 600 open"
    await counter.pay(counter.deposit(view, 600))
    second, _ = await counter.pay_out()
    await confirm(counter, second.payouts[0])
    assert await counter.standing(view) == "captured 1000, settled; closed paid, 0 open"


async def test_what_was_paid_before_a_void_is_paid_out_and_settled(counter: Counter) -> None:
    view = await counter.invoice(1_000)
    await counter.pay(counter.deposit(view, 400))
    command = VoidPurchase(counter.merchant.merchant_id, view.purchase.purchase_id)
    await counter.database.run(lambda connection: void_purchase(command, make.work(connection)))
    run, _ = await counter.pay_out()
    await confirm(counter, run.payouts[0])
    assert await counter.standing(view) == "voided 400, settled; closed withdrawn, 0 open"


async def test_nothing_is_paid_out_twice_and_nothing_when_nothing_is_owed(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    command = RunPayouts(counter.merchant.bank_account.bank_account_id, DAY)
    runs = await asyncio.gather(
        *(counter.database.run(lambda connection: run_payouts(command, counter.jobs.work(connection))) for _ in "abc")
    )
    assert sorted(run is None for run in runs) == [False, True, True]


async def test_a_payout_that_commission_would_eat_waits(database: Database, tmp_path: Path) -> None:
    merchant = await make.merchant(database, commission_bp=10_000, commission_vat_bp=2500)
    counter = Counter(database, merchant, tmp_path)
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    command = RunPayouts(merchant.bank_account.bank_account_id, DAY)
    assert await database.run(lambda connection: run_payouts(command, counter.jobs.work(connection))) is None
    assert "owed.merchant -1000 NOK" in await counter.balances()


async def test_merchants_of_one_account_are_paid_in_one_order(counter: Counter, tmp_path: Path) -> None:
    other = Counter(
        counter.database,
        await make.merchant(counter.database, account_id="T33334444", name="Bakeriet AS", number_prefix="B0000"),
        tmp_path / "other",
        files=50,
    )
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    await other.pay(other.deposit(await other.invoice(2_000)))
    run, data = await counter.pay_out()
    assert sorted(payout.net_minor for payout in run.payouts) == [975, 2_000]
    assert len(read_pain001(data).groups[0].transfers) == 2
    debits = confirmations(data, counter.wall)
    assert [(await counter.bank(debit)).counts for debit in debits] == [{"confirmed": 2}]


async def test_one_merchant_may_be_paid_alone(counter: Counter, tmp_path: Path) -> None:
    other_merchant = await make.merchant(counter.database, account_id="T33334444", number_prefix="B0000")
    other = Counter(counter.database, other_merchant, tmp_path / "other", files=50)
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    await other.pay(other.deposit(await other.invoice(2_000)))
    command = RunPayouts(counter.merchant.bank_account.bank_account_id, DAY, frozenset({other_merchant.merchant_id}))
    run = await counter.database.run(lambda connection: run_payouts(command, counter.jobs.work(connection)))
    assert run is not None
    assert [payout.net_minor for payout in run.payouts] == [2_000]


async def test_a_rejected_payout_leaves_everything_as_before_it(counter: Counter) -> None:
    view = await counter.invoice(100_000)
    await counter.pay(counter.deposit(view))
    before = await counter.balances()
    run, _ = await counter.pay_out()
    ended = await reject(counter, run.payouts[0])
    assert (ended.state, ended.reason) == ("rejected", "AC04 account closed")
    assert await counter.balances() == before
    assert await counter.standing(view) == "captured 100000, not_settled; closed paid, 0 open"
    again, _ = await counter.pay_out()
    assert again.payouts[0].net_minor == 97_500
    assert again.payouts[0].reference != run.payouts[0].reference
    assert await settlements(counter) == []
    await confirm(counter, again.payouts[0])
    assert [payout.payout_id for payout in await settlements(counter)] == [again.payouts[0].payout_id]


async def test_an_end_is_final_and_saying_it_again_changes_nothing(counter: Counter) -> None:
    for amount in (1_000, 2_000):
        await counter.pay(counter.deposit(await counter.invoice(amount)))
    first, _ = await counter.pay_out()
    await confirm(counter, first.payouts[0])
    assert (await confirm(counter, first.payouts[0])).state == "confirmed"
    with pytest.raises(IllegalTransitionError):
        await reject(counter, first.payouts[0])
    await counter.pay(counter.deposit(await counter.invoice(3_000)))
    second, _ = await counter.pay_out()
    await reject(counter, second.payouts[0])
    assert (await reject(counter, second.payouts[0])).state == "rejected"
    with pytest.raises(IllegalTransitionError):
        await confirm(counter, second.payouts[0])


async def test_an_unknown_payout_is_not_found(counter: Counter) -> None:
    with pytest.raises(NotFoundError):
        await counter.database.run(
            lambda connection: confirm_payout(ConfirmPayout("P0", DAY), counter.jobs.work(connection))
        )


async def test_a_debit_that_names_a_payout_twice_or_wrongly_is_not_booked(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    run, order = await counter.pay_out()
    reference = run.payouts[0].reference.encode()
    (debit,) = confirmations(order, counter.wall)
    await counter.bank(debit.replace(b"975.00", b"974.00"))
    assert await counter.waiting() == [f"question: payout {reference.decode()} is of 975.00 NOK from its own account"]
    again = debit.replace(b"-D<", b"-E<").replace(b"<MsgId>C", b"<MsgId>D")
    assert (await counter.bank(again)).counts == {"confirmed": 1}
    third = debit.replace(b"-D<", b"-F<").replace(b"<MsgId>C", b"<MsgId>E")
    assert (await counter.bank(third)).counts == {"noted": 1}


async def test_a_debit_of_a_rejected_payout_is_a_question(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    run, order = await counter.pay_out()
    await reject(counter, run.payouts[0])
    (debit,) = confirmations(order, counter.wall)
    await counter.bank(debit)
    assert await counter.waiting() == [f"question: payout {run.payouts[0].reference} was rejected before"]


async def test_the_orders_file_is_the_same_whenever_it_is_written(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    run, data = await counter.pay_out()
    write = write_order_task(counter.jobs)
    context = JobContext(1, "write_payment_order", "", None, 1, 5, in_place=False)
    for _ in range(2):
        await write({"order_id": str(run.order.order_id)}, context)
    assert await counter.jobs.blobs.get(run.order.blob_key, run.order.sha256) == data


async def test_an_order_whose_rows_were_tampered_with_is_not_written(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    run, _ = await counter.pay_out()
    async with counter.database.transaction() as connection:
        await connection.execute("UPDATE payout SET payout_account = '97101234588'")
    with pytest.raises(OrderChangedError):
        await order_file(counter.jobs, run.order.order_id)


async def test_settlements_are_what_the_bank_confirmed_newest_first_and_by_their_times(counter: Counter) -> None:
    made = []
    for amount in (1_000, 2_000, 3_000, 4_000):
        await counter.pay(counter.deposit(await counter.invoice(amount)))
        made.append((await counter.pay_out())[0].payouts[0])
        counter.wall += ONE_HOUR
    for place in (2, 0, 1):
        await confirm(counter, made[place])
        counter.wall += ONE_HOUR
    listed = await settlements(counter)
    assert [payout.gross_minor for payout in listed] == [2_000, 1_000, 3_000]
    assert await settlements(counter, after=listed[0]) == listed[1:]
    settled_at = listed[1].settled_at
    assert await settlements(counter, settled_from=settled_at, settled_to=settled_at) == [listed[1]]
    by_making = await settlements(counter, created_from=made[1].created_at)
    assert [payout.gross_minor for payout in by_making] == [3_000, 2_000]
    assert await settlements(counter, created_from=made[1].created_at, after=by_making[0]) == by_making[1:]
    assert await settlements(counter, created_to=made[0].created_at) == [listed[1]]
    for searched in (str(made[2].payout_id).upper(), made[2].reference[:20]):
        assert await settlements(counter, search=searched) == [listed[2]]
    async with counter.database.reading() as connection:
        assert await payouts.settlement(connection, counter.merchant.merchant_id, made[2].payout_id) == listed[2]
        for nothing in (made[3].payout_id, counter.merchant.merchant_id):
            with pytest.raises(NotFoundError):
                await payouts.settlement(connection, counter.merchant.merchant_id, nothing)


@pytest.mark.parametrize(
    ("number", "country", "scheme"),
    [
        ("97101234561", "NO", "BBAN"),
        ("NO9386011117947", "NO", "IBAN"),
        ("50501055", "SE", "BGNR"),
        ("FI21", "FI", "IBAN"),
    ],
)
def test_a_payees_account_says_by_its_form_what_it_is(number: str, country: str, scheme: str) -> None:
    assert payee_account(number, country).scheme == scheme


async def test_a_sandbox_merchant_without_orders_is_owed_nothing(merchant: Merchant, database: Database) -> None:
    async with database.reading() as connection:
        assert await payouts.merchants_due(connection, merchant.bank_account.bank_account_id) == []
