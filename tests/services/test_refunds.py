"""Money back to payers: sent with the payout run, ended as the bank says, never lost and never sent twice."""

import asyncio
from pathlib import Path

import pytest

from fordring.domain.errors import IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.payment.refund import Refund
from fordring.formats.banking.pain001 import Transfer
from fordring.formats.banking.pain001_reader import read_pain001
from fordring.jobs.payment_orders import order_file
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.payments.confirm_refund import ConfirmRefund, confirm_refund
from fordring.services.payments.give_account import GiveAccount, give_account
from fordring.services.payments.reject_refund import RejectRefund, reject_refund
from fordring.services.payments.run_payouts import RunPayouts, run_payouts
from fordring.services.views import PurchaseView
from fordring.simulators.bank import confirmations
from fordring.storage import claims, refunds
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, text
from support import make

IBAN = "NO5015032080119"


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    return Counter(database, await make.merchant(database), tmp_path)


async def overpaid(counter: Counter, surplus: int = 2_500, account: str = "97101234561", **more: str) -> PurchaseView:
    """An invoice whose payer paid too much."""
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 12_500 + surplus, payer_account=account, **more))
    return view


async def the_refund(counter: Counter, state: str = "waiting") -> Refund:
    """The one refund in that state."""
    async with counter.database.reading() as connection:
        reference = await connection.fetchval("SELECT reference FROM refund WHERE state = $1", state)
        return await refunds.by_reference(connection, reference)


async def give(counter: Counter, refund: Refund, account: str = IBAN) -> Refund:
    command = GiveAccount(refund.reference, account)
    return await counter.database.run(lambda connection: give_account(command, counter.jobs.work(connection)))


async def confirm(counter: Counter, refund: Refund) -> Refund:
    command = ConfirmRefund(refund.reference, DAY)
    return await counter.database.run(lambda connection: confirm_refund(command, counter.jobs.work(connection)))


async def reject(counter: Counter, refund: Refund) -> Refund:
    command = RejectRefund(refund.reference, "AC04 account closed", DAY)
    return await counter.database.run(lambda connection: reject_refund(command, counter.jobs.work(connection)))


async def story(counter: Counter, view: PurchaseView) -> list[str]:
    """The kinds of everything that happened to the claim."""
    async with counter.database.reading() as connection:
        return [event.kind for event in await claims.events_of(connection, view.claim)]


def transfers(order: bytes) -> list[Transfer]:
    return [transfer for group in read_pain001(order).groups for transfer in group.transfers]


async def test_what_was_too_much_goes_out_with_the_payout_and_is_confirmed_by_the_banks_debit(
    counter: Counter,
) -> None:
    view = await overpaid(counter)
    run, order = await counter.pay_out()
    assert (run.order.total_minor, run.order.transfers, len(run.payouts), len(run.refunds)) == (15_000, 2, 1, 1)
    assert await counter.balances() == text("""
        client_funds 15000 NOK
        in_transit  -15000 NOK
    """)
    [debits] = confirmations(order, counter.wall)
    assert (await counter.bank(debits)).counts == {"confirmed": 2}
    assert await counter.balances() == ""
    assert (await the_refund(counter, "confirmed")).ended_at == make.WALL
    assert await story(counter, view) == ["issued", "paid", "refund_sent", "refund_confirmed"]
    assert await counter.standing(view) == "captured 12500, settled; closed paid, 0 open"


async def test_the_payer_reads_whose_refund_it_is_on_the_account_it_paid_from(counter: Counter) -> None:
    await overpaid(counter, payer="Kari Nordmann")
    _, order = await counter.pay_out()
    [back] = [transfer for transfer in transfers(order) if transfer.end_to_end_id.startswith("R")]
    assert (back.amount.minor, back.creditor_name) == (2_500, "Kari Nordmann")
    assert (back.creditor_account.identifier, back.creditor_account.scheme) == ("NO8797101234561", "IBAN")
    assert back.text == "Refund A1B2C-000001 Fjord Sykkel AS"


@pytest.mark.parametrize(("bank_says", "told"), [("", "Ola Nordmann"), ("王小明", "Ola Nordmann"), ("Kari", "Kari")])
async def test_a_name_that_no_bank_accepts_is_the_bills_and_stops_nobody(
    counter: Counter, bank_says: str, told: str
) -> None:
    await overpaid(counter, payer=bank_says)
    _, order = await counter.pay_out()
    assert told in [transfer.creditor_name for transfer in transfers(order)]


async def test_a_payer_without_any_acceptable_name_still_gets_the_money(counter: Counter) -> None:
    view = await counter.invoice(billing=make.billing(first_name="王", last_name="小明"))
    await counter.pay(counter.deposit(view, 12_600, payer="王小明"))
    _, order = await counter.pay_out()
    assert "Customer" in [transfer.creditor_name for transfer in transfers(order)]


async def test_an_order_may_be_of_refunds_alone(counter: Counter) -> None:
    view = await counter.invoice()
    command = VoidPurchase(counter.merchant.merchant_id, view.purchase.purchase_id)
    await counter.database.run(lambda connection: void_purchase(command, make.work(connection)))
    await counter.pay(counter.deposit(view))
    run, order = await counter.pay_out()
    assert (list(run.payouts), [refund.amount.minor for refund in run.refunds]) == ([], [12_500])
    assert len(transfers(order)) == 1
    await confirm(counter, run.refunds[0])
    assert await counter.balances() == ""
    assert await counter.standing(view) == "voided 0, not_settled; closed withdrawn, 0 open"
    assert await story(counter, view) == ["issued", "withdrawn", "overpaid", "refund_sent", "refund_confirmed"]


@pytest.mark.parametrize("account", ["", "50501055", "97101234560"])
async def test_without_an_account_it_waits_until_somebody_gives_one(counter: Counter, account: str) -> None:
    view = await overpaid(counter, account=account)
    run, _ = await counter.pay_out()
    assert run.refunds == []
    assert await counter.refunds() == [(2_500, "", "overpaid")]
    await give(counter, await the_refund(counter), "no50 1503 2080 119")
    assert await counter.refunds() == [(2_500, IBAN, "overpaid")]
    run, order = await counter.pay_out()
    assert [transfer.creditor_account.identifier for transfer in transfers(order)] == [IBAN]
    assert await story(counter, view) == ["issued", "paid", "refund_account_given", "refund_sent"]


async def test_what_is_no_iban_is_no_account(counter: Counter) -> None:
    await overpaid(counter, account="")
    refund = await the_refund(counter)
    for wrong in ("", "NO9386011117948", "86011117947", "<script>"):
        with pytest.raises(InvalidCommandError) as refused:
            await give(counter, refund, wrong)
        assert [problem.field for problem in refused.value.problems] == ["account"]
    assert await counter.refunds() == [(2_500, "", "overpaid")]


async def test_a_refused_refund_is_owed_again_and_goes_to_another_account(counter: Counter) -> None:
    view = await overpaid(counter)
    run, order = await counter.pay_out()
    refused = await reject(counter, run.refunds[0])
    assert (refused.state, refused.ended_because) == ("rejected", "AC04 account closed")
    reason = f"the bank refused {refused.reference}: AC04 account closed"
    assert await counter.refunds() == [(2_500, "", reason)]
    assert "owed.payer -2500 NOK" in await counter.balances()
    await give(counter, await the_refund(counter))
    again, second = await counter.pay_out()
    assert again.refunds[0].reference != refused.reference
    assert [transfer.creditor_account.identifier for transfer in transfers(second)] == [IBAN]
    [debits] = confirmations(order, counter.wall)
    assert (await counter.bank(debits)).counts == {"confirmed": 1, "question": 1}
    assert await counter.waiting() == [f"question: refund {refused.reference} was rejected before"]
    await confirm(counter, again.refunds[0])
    assert await counter.balances() == ""
    assert (await story(counter, view))[2:] == [
        *("refund_sent", "refund_rejected", "refund_account_given", "refund_sent", "refund_confirmed")
    ]


async def test_an_end_is_final_and_saying_it_again_changes_nothing(counter: Counter) -> None:
    await overpaid(counter)
    waiting = await the_refund(counter)
    for verb in (confirm, reject):
        with pytest.raises(IllegalTransitionError):
            await verb(counter, waiting)
    run, _ = await counter.pay_out()
    sent = run.refunds[0]
    with pytest.raises(IllegalTransitionError):
        await give(counter, sent)
    first = await confirm(counter, sent)
    assert await confirm(counter, sent) == first
    with pytest.raises(IllegalTransitionError):
        await reject(counter, sent)
    await overpaid(counter)
    run, _ = await counter.pay_out()
    refused = await reject(counter, run.refunds[0])
    assert await reject(counter, run.refunds[0]) == refused
    with pytest.raises(IllegalTransitionError):
        await confirm(counter, run.refunds[0])


async def test_an_unknown_refund_is_not_found(counter: Counter) -> None:
    for verb in (
        lambda c: confirm_refund(ConfirmRefund("R0", DAY), counter.jobs.work(c)),
        lambda c: reject_refund(RejectRefund("R0", "why", DAY), counter.jobs.work(c)),
        lambda c: give_account(GiveAccount("R0", IBAN), counter.jobs.work(c)),
    ):
        with pytest.raises(NotFoundError):
            await counter.database.run(verb)


async def test_a_debit_of_another_amount_is_a_question_and_a_second_one_is_noted(counter: Counter) -> None:
    await overpaid(counter)
    command = RunPayouts(counter.merchant.bank_account.bank_account_id, DAY, frozenset())
    run = await counter.database.run(lambda connection: run_payouts(command, counter.jobs.work(connection)))
    assert run is not None
    reference = run.refunds[0].reference
    [debit] = confirmations(await order_file(counter.jobs, run.order.order_id), counter.wall)
    await counter.bank(debit.replace(b"25.00", b"24.00"))
    assert await counter.waiting() == [f"question: refund {reference} is of 25.00 NOK from its own account"]
    again = debit.replace(b"-D<", b"-E<").replace(b"<MsgId>C", b"<MsgId>D")
    assert (await counter.bank(again)).counts == {"confirmed": 1}
    third = debit.replace(b"-D<", b"-F<").replace(b"<MsgId>C", b"<MsgId>E")
    assert (await counter.bank(third)).counts == {"noted": 1}


async def test_several_refunds_of_one_claim_stand_in_its_story_each(counter: Counter) -> None:
    view = await overpaid(counter)
    await counter.pay(counter.deposit(view, 100), counter.deposit(view, 200))
    run, order = await counter.pay_out()
    assert sorted(refund.amount.minor for refund in run.refunds) == [100, 200, 2_500]
    [debits] = confirmations(order, counter.wall)
    await counter.bank(debits)
    assert (await story(counter, view))[4:] == ["refund_sent"] * 3 + ["refund_confirmed"] * 3


async def test_nothing_is_sent_twice_by_runs_at_the_same_time(counter: Counter) -> None:
    await overpaid(counter)
    command = RunPayouts(counter.merchant.bank_account.bank_account_id, DAY)
    runs = await asyncio.gather(
        *(counter.database.run(lambda connection: run_payouts(command, counter.jobs.work(connection))) for _ in "abc")
    )
    assert sorted(len(run.refunds) if run else 0 for run in runs) == [0, 0, 1]


async def test_an_account_given_while_the_run_goes_on_is_either_used_or_refused(counter: Counter) -> None:
    await overpaid(counter)
    refund = await the_refund(counter)
    given, paid = await asyncio.gather(give(counter, refund), counter.pay_out(), return_exceptions=True)
    assert not isinstance(paid, BaseException)
    [sent] = paid[0].refunds
    assert sent.to_account == ("NO8797101234561" if isinstance(given, IllegalTransitionError) else IBAN)


async def test_only_the_payers_of_named_merchants_are_refunded(counter: Counter, tmp_path: Path) -> None:
    other = await make.merchant(counter.database, account_id="T33334444", number_prefix="B0000")
    await overpaid(counter)
    await overpaid(Counter(counter.database, other, tmp_path / "other", files=50), surplus=700)
    account = counter.merchant.bank_account.bank_account_id
    command = RunPayouts(account, DAY, frozenset(), frozenset({other.merchant_id}))
    run = await counter.database.run(lambda connection: run_payouts(command, counter.jobs.work(connection)))
    assert run is not None
    assert (list(run.payouts), [refund.amount.minor for refund in run.refunds]) == ([], [700])
