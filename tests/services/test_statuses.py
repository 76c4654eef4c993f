"""What the bank answers to a payment order, as files that come in: refused lines go back, the rest goes on."""

from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.formats.banking.pain001_reader import read_pain001
from fordring.formats.banking.pain002 import Answer, GroupAnswer, StatusReport, Verdict
from fordring.formats.banking.pain002_writer import write_pain002
from fordring.services.payments.run_payouts import PayoutRun
from fordring.simulators.bank import confirmations
from fordring.storage.house import orders, statuses
from fordring.storage.house.files import BankFile
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, text
from support import make
from support.lives import received

PART, TAKEN = Verdict(Answer.PARTLY, "PART"), Verdict(Answer.ACCEPTED, "ACCP")
CLOSED = Verdict(Answer.REJECTED, "RJCT", "AC04 Account closed")


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    """A merchant that is paid for each invoice, less 2 % commission and 25 % VAT on it."""
    merchant: Merchant = await make.merchant(
        database, commission_bp=200, commission_vat_bp=2500, settings={"disbursement": "per_invoice"}
    )
    return Counter(database, merchant, tmp_path)


async def answered(
    counter: Counter, run: PayoutRun, verdict: Verdict, transfers: dict[str, Verdict] | None = None, name: str = "S1"
) -> BankFile:
    """The bank's answer comes in."""
    order = run.order.message_id
    report = StatusReport(name, DAY, order, verdict, (GroupAnswer(order, verdict, transfers),) if transfers else ())
    return await counter.bank(write_pain002(report, counter.wall))


async def two_payouts(counter: Counter) -> PayoutRun:
    for minor in (100_000, 50_000):
        await counter.pay(counter.deposit(await counter.invoice(minor)))
    return (await counter.pay_out())[0]


async def test_a_line_that_is_refused_goes_back_and_the_rest_goes_on(counter: Counter) -> None:
    run = await two_payouts(counter)
    large, small = sorted(run.payouts, key=lambda payout: -payout.gross_minor)
    file = await answered(counter, run, PART, {large.reference: CLOSED, small.reference: TAKEN})
    assert (file.kind, file.state, file.counts) == ("pain.002", "booked", {"rejected": 1, "accepted": 1})
    assert await counter.balances() == text("""
        client_funds              150000 NOK
        in_transit                -48750 NOK
        owed.merchant            -100000 NOK
        owed.operator.commission   -1000 NOK
        owed.operator.vat           -250 NOK
    """)
    again, order = await counter.pay_out()
    assert [each.end_to_end_id for each in read_pain001(order).groups[0].transfers] == [again.payouts[0].reference]
    async with counter.database.reading() as connection:
        kept = {each.reference: each for each in await statuses.newest(connection)}
        story = (await orders.events(connection, [run.order.order_id]))[run.order.order_id]
    assert (kept[large.reference].outcome, kept[large.reference].reason) == ("taken_back", "AC04 Account closed")
    assert kept[small.reference].outcome == "noted"
    assert [(event.kind, event.facts) for event in story] == [
        ("made", {}),
        ("answered", {"rejected": 1, "accepted": 1}),
    ]


async def test_a_whole_order_is_refused_once_however_often_the_file_comes(counter: Counter) -> None:
    run = await two_payouts(counter)
    before = await answered(counter, run, CLOSED)
    assert before.counts == {"rejected": 2}
    assert await answered(counter, run, CLOSED) == before
    assert (await answered(counter, run, CLOSED, name="S2")).counts == {"rejected before": 2}
    assert await counter.balances() == text("""
        client_funds    150000 NOK
        owed.merchant  -150000 NOK
    """)


async def test_an_accepted_order_is_settled_by_its_debits_alone(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    run, order = await counter.pay_out()
    assert (await answered(counter, run, TAKEN)).counts == {"accepted": 1}
    assert "in_transit -97500 NOK" in await counter.balances()
    for debit in confirmations(order, counter.wall):
        assert (await counter.bank(debit)).counts == {"confirmed": 1}
    assert "in_transit" not in await counter.balances()


async def test_a_refusal_after_the_debit_is_a_question_for_a_person(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    run, order = await counter.pay_out()
    for debit in confirmations(order, counter.wall):
        await counter.bank(debit)
    before = await counter.balances()
    file = await answered(counter, run, CLOSED)
    reference = run.payouts[0].reference
    assert file.counts == {"question": 1}
    assert file.problems[0]["message"] == f"{reference} was confirmed before, and is refused now: AC04 Account closed"
    assert await counter.balances() == before
    async with counter.database.transaction() as connection:
        assert [each.reference for each in await statuses.newest(connection, questions=True)] == [reference]
        assert (await statuses.close(connection, reference, "anna")).outcome == "closed"
        assert await statuses.newest(connection, questions=True) == []


async def test_a_refund_that_is_refused_waits_for_another_account(counter: Counter) -> None:
    view = await counter.invoice(10_000)
    await received(counter.database, view.claim, 12_500, "NO5015032080119")
    run, _ = await counter.pay_out()
    assert [each.amount.minor for each in run.refunds] == [2_500]
    file = await answered(counter, run, PART, {run.refunds[0].reference: CLOSED})
    assert file.counts == {"rejected": 1}
    [(minor, account, reason)] = await counter.refunds()
    assert (minor, account) == (2_500, "")
    assert reason.endswith("AC04 Account closed")


async def test_an_answer_to_nobodys_order_is_refused_and_unknown_transfers_are_told(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    run, _ = await counter.pay_out()
    other = StatusReport("S1", DAY, "O0", CLOSED)
    file = await counter.bank(write_pain002(other, counter.wall))
    assert (file.state, file.problems[0]["message"]) == ("refused", "order O0 is none of ours")
    file = await answered(counter, run, PART, {"PX": CLOSED})
    assert (file.state, file.counts) == ("booked", {})
    assert file.problems[0]["message"] == f"PX is no transfer of order {run.order.message_id}"
    broken = await counter.bank(write_pain002(other, counter.wall)[:-30])
    assert broken.state == "refused"
