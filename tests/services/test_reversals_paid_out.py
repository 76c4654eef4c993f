"""Money that the bank takes back after it was sent on: the merchant's next payout keeps it, a payer owes its refund."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.reject_refund import RejectRefund, reject_refund
from fordring.services.views import PurchaseView
from fordring.simulators.bank import confirmations
from fordring.storage import refunds
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, kinds, text
from services.reversals import banked, credit, reversal


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def paid(counter: Counter, named: str, amount_minor: int = 12_500) -> PurchaseView:
    view = await counter.invoice()
    await banked(counter, credit(counter, amount_minor, view.claim.reference or "", named=named, party_name="Ola"))
    return view


async def sent(counter: Counter) -> Payout:
    run, _ = await counter.pay_out()
    return run.payouts[0]


async def confirm(counter: Counter, payout: Payout) -> None:
    done = ConfirmPayout(payout.reference, DAY)
    await counter.database.run(lambda connection: confirm_payout(done, counter.jobs.work(connection)))


async def refund_states(counter: Counter) -> list[tuple[str, int]]:
    async with counter.database.reading() as connection:
        rows = await connection.fetch("SELECT state, amount_minor FROM refund ORDER BY refund_id")
    return [tuple(row) for row in rows]


async def test_after_the_payout_the_merchant_owes_it_and_the_next_payout_keeps_it(counter: Counter) -> None:
    view = await paid(counter, "E1")
    await confirm(counter, await sent(counter))
    await banked(counter, reversal(counter, 12_500, "E1"))
    assert await counter.standing(view) == "authorized 0, partially_settled; issued, 12500 open"
    assert await counter.balances() == text("""
        client_funds         -12500 NOK
        expected.merchant    -12500 NOK
        owed.merchant         12500 NOK
        receivable.principal  12500 NOK
    """)
    other = await paid(counter, "E2", 12_500)
    third = await counter.invoice(20_000)
    await banked(counter, credit(counter, 20_000, third.claim.reference or "", named="E3"))
    payout = await sent(counter)
    assert payout.gross_minor == 20_000
    await confirm(counter, payout)
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"
    assert await counter.standing(other) == "captured 12500, settled; closed paid, 0 open"
    assert kinds(await counter.now(view))[-3:] == [("settled", 12_500), ("reversed", 12_500), ("settled", -12_500)]


async def test_a_claim_paid_again_after_the_reversal_is_settled_once_in_all(counter: Counter) -> None:
    view = await paid(counter, "E1")
    await confirm(counter, await sent(counter))
    await banked(counter, reversal(counter, 12_500, "E1"))
    await banked(counter, credit(counter, 12_500, view.claim.reference or "", named="E2"))
    assert await counter.standing(view) == "captured 12500, settled; closed paid, 0 open"
    await paid(counter, "E3")
    payout = await sent(counter)
    assert payout.gross_minor == 12_500
    await confirm(counter, payout)
    assert await counter.standing(view) == "captured 12500, settled; closed paid, 0 open"


@pytest.mark.parametrize("ends", ["confirmed", "rejected"])
async def test_a_reversal_while_the_payout_is_on_its_way_waits_for_the_next(counter: Counter, ends: str) -> None:
    view = await paid(counter, "E1")
    payout = await sent(counter)
    await banked(counter, reversal(counter, 12_500, "E1"))
    assert await counter.standing(view) == "authorized 0, pending; issued, 12500 open"
    if ends == "confirmed":
        await confirm(counter, payout)
        assert (await counter.balances()).startswith("client_funds -12500 NOK")
    else:
        refused = RejectPayout(payout.reference, "AC04", DAY)
        await counter.database.run(lambda connection: reject_payout(refused, counter.jobs.work(connection)))
        assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"
        assert "client_funds" not in await counter.balances()


async def test_a_refund_that_has_left_is_owed_by_its_payer(counter: Counter) -> None:
    view = await counter.invoice()
    first = counter.deposit(view, 15_000, bank_reference="E1")
    await counter.pay(first)
    _, order = await counter.pay_out()
    await banked(counter, reversal(counter, 14_000, "E1"))
    assert await refund_states(counter) == [("sent", 2_500), ("owing", 1_500)]
    for debit in confirmations(order, counter.wall):
        assert (await counter.bank(debit)).state == "booked"
    assert await counter.balances() == text("""
        client_funds         -14000 NOK
        expected.merchant    -12500 NOK
        owed.merchant         12500 NOK
        owed.payer             1500 NOK
        receivable.principal  12500 NOK
    """)
    async with counter.database.reading() as connection:
        [listed] = await refunds.open_refunds(connection)
    assert listed.refund.reason == "refunded, and then the bank took the payment back"


async def test_a_refund_that_comes_back_pays_what_its_payer_owes(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 15_000, bank_reference="E1"))
    run, _ = await counter.pay_out()
    await banked(counter, reversal(counter, 14_000, "E1"))
    refused = RejectRefund(run.refunds[0].reference, "AC04", DAY)
    await counter.database.run(lambda connection: reject_refund(refused, counter.jobs.work(connection)))
    assert await refund_states(counter) == [("rejected", 2_500), ("cancelled", 1_500), ("waiting", 1_000)]
    assert "owed.payer -1000 NOK" in await counter.balances()


async def test_two_files_that_take_back_the_same_credit_at_once_do_it_once(counter: Counter) -> None:
    view = await paid(counter, "E1")
    again = replace(counter, folder=counter.folder, files=40)
    done = await asyncio.gather(
        banked(counter, reversal(counter, 12_500, "E1", entry_reference="B1")),
        banked(again, reversal(counter, 12_500, "E1", entry_reference="B2")),
    )
    assert sorted(str(counts) for counts in done) == ["{'question': 1}", "{'reversal': 1}"]
    assert (await counter.now(view)).claim.open.principal == 12_500
