"""Money that was booked is moved to another claim, to nobody, or back to whoever paid it; every move is an entry."""

from pathlib import Path
from uuid import UUID

import pytest

from fordring.domain.claim.parts import Part
from fordring.domain.errors import IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.services.banking.identify_line import IdentifyLine, identify_line
from fordring.services.banking.move_line import MoveLine, move_line
from fordring.services.banking.return_line import ReturnLine, return_line
from fordring.services.payments.give_account import GiveAccount, give_account
from fordring.services.payments.move_refund import MoveRefund, move_refund
from fordring.services.payments.reject_refund import RejectRefund, reject_refund
from fordring.services.views import PurchaseView
from fordring.simulators.bank import confirmations
from fordring.storage import refunds
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, kinds, text
from services.reversals import banked, credit, reversal
from support.lives import fees_demanded

IBAN = "NO5015032080119"


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def paid(counter: Counter, amount_minor: int = 12_500, **more: str) -> PurchaseView:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, amount_minor, bank_reference="E1", **more))
    return view


async def the_line(counter: Counter) -> UUID:
    async with counter.database.reading() as connection:
        found: UUID = await connection.fetchval("SELECT bank_line_id FROM house.bank_line WHERE credit")
    return found


async def move(counter: Counter, to: PurchaseView | None, because: str = "the wrong KID", *order: Part) -> Line:
    claimed = (to.claim.merchant_id, to.claim.claim_id) if to else None
    command = MoveLine(await the_line(counter), claimed, because, order)
    return await counter.database.run(lambda connection: move_line(command, counter.jobs.work(connection)))


async def send_back(counter: Counter, because: str = "not ours", account: str = "") -> Line:
    command = ReturnLine(await the_line(counter), because, account)
    return await counter.database.run(lambda connection: return_line(command, counter.jobs.work(connection)))


async def test_money_for_the_wrong_claim_is_moved_to_the_right_one_and_back(counter: Counter) -> None:
    wrong, right = await paid(counter), await counter.invoice()
    line = await move(counter, right)
    assert (line.claim_id, line.reason) == (right.claim.claim_id, "moved by fordring: the wrong KID")
    assert await counter.standing(wrong) == "authorized 0, not_settled; issued, 12500 open"
    assert await counter.standing(right) == "captured 12500, not_settled; closed paid, 0 open"
    await move(counter, wrong)
    assert kinds(await counter.now(wrong))[-3:] == [("paid", 12_500), ("reversed", 12_500), ("paid", 12_500)]
    await banked(counter, reversal(counter, 12_500, "E1"))
    assert await counter.standing(wrong) == "authorized 0, not_settled; issued, 12500 open"
    assert (await counter.now(wrong)).purchase.events[-1].facts["corrects"] == [6]


async def test_money_that_is_nobodys_after_all_is_unidentified_again(counter: Counter) -> None:
    view = await paid(counter, 15_000)
    line = await move(counter, None, "its payer says it is not for us")
    assert (line.state, line.claim_id) == ("unidentified", None)
    assert await counter.refunds() == []
    assert await counter.balances() == text("""
        expected.merchant       -12500 NOK
        receivable.principal     12500 NOK
        house client_funds       15000 NOK
        house owed.unidentified -15000 NOK
    """)
    with pytest.raises(IllegalTransitionError, match="identify"):
        await move(counter, view)


async def test_a_payment_may_be_shared_otherwise_for_a_reason(counter: Counter) -> None:
    view = await counter.invoice()
    await fees_demanded(counter.database, counter.merchant, view.claim.claim_id, 3_500)
    await counter.pay(counter.deposit(view, 5_000))
    order = (Part.PRINCIPAL, Part.INTEREST, Part.FEES)
    await move(counter, view, "the payer objects to the fee", *order)
    claim = (await counter.now(view)).claim
    assert (claim.open.principal, claim.open.fees) == (7_500, 3_500)
    for because, parts in (("", order), (" ", ()), ("why", order[:2])):
        with pytest.raises(InvalidCommandError):
            await move(counter, view, because, *parts)


async def test_unidentified_money_may_be_shared_otherwise_too(counter: Counter) -> None:
    view = await counter.invoice()
    await fees_demanded(counter.database, counter.merchant, view.claim.claim_id, 3_500)
    await banked(counter, credit(counter, 5_000, "", named="E1"))
    key = view.claim.merchant_id, view.claim.claim_id
    order = (Part.PRINCIPAL, Part.INTEREST, Part.FEES)
    for parts, because in ((order, ""), (order[:1], "why")):
        with pytest.raises(InvalidCommandError):
            await identified(counter, IdentifyLine(await the_line(counter), *key, parts, because))
    line = await identified(counter, IdentifyLine(await the_line(counter), *key, order, "she says so"))
    assert line.reason == "identified by fordring: she says so"
    assert (await counter.now(view)).claim.open.fees == 3_500


async def identified(counter: Counter, command: IdentifyLine) -> Line:
    return await counter.database.run(lambda connection: identify_line(command, counter.jobs.work(connection)))


async def test_what_was_refunded_in_part_and_what_is_not_there_is_not_moved(counter: Counter) -> None:
    view = await paid(counter, 15_000)
    await counter.pay_out()
    with pytest.raises(IllegalTransitionError, match="refunded in part"):
        await move(counter, None)
    with pytest.raises(IllegalTransitionError, match="refunded in part"):
        await send_back(counter)
    assert (await counter.now(view)).purchase.captured_minor == 12_500
    command = MoveLine(view.claim.claim_id, None, "why")
    with pytest.raises(NotFoundError):
        await counter.database.run(lambda connection: move_line(command, counter.jobs.work(connection)))


async def test_a_payment_is_returned_to_its_sender_with_the_refunds(counter: Counter) -> None:
    view = await paid(counter, 15_000)
    line = await send_back(counter)
    assert (line.state, line.reason) == ("returned", "returned by fordring: not ours")
    assert await counter.refunds() == [(15_000, "NO8797101234561", "returned by fordring: not ours")]
    assert await counter.standing(view) == "authorized 0, not_settled; issued, 12500 open"
    with pytest.raises(IllegalTransitionError):
        await send_back(counter)
    _, order = await counter.pay_out()
    for debit in confirmations(order, counter.wall):
        assert (await counter.bank(debit)).counts == {"confirmed": 1}
    assert "client_funds" not in await counter.balances()


async def test_unidentified_money_is_returned_by_the_house(counter: Counter) -> None:
    await banked(counter, credit(counter, 900, "", named="E1", party_name="Kari Hansen"))
    await send_back(counter)
    async with counter.database.reading() as connection:
        [listed] = await refunds.open_refunds(connection)
    assert (listed.account_id, listed.claim_no, listed.refund.to_account) == (None, None, "")
    given = GiveAccount(listed.refund.reference, IBAN)
    await counter.database.run(lambda connection: give_account(given, counter.jobs.work(connection)))
    run, _ = await counter.pay_out()
    assert [(refund.amount.minor, refund.payee_name, refund.message) for refund in run.refunds] == [
        (900, "Kari Hansen", "Return of a payment")
    ]
    refused = RejectRefund(run.refunds[0].reference, "AC04", DAY)
    await counter.database.run(lambda connection: reject_refund(refused, counter.jobs.work(connection)))
    assert await counter.balances() == text("""
        house client_funds  900 NOK
        house owed.payer   -900 NOK
    """)
    assert await banked(counter, reversal(counter, 900, "E1")) == {"question": 1}


async def test_an_account_that_is_none_is_refused(counter: Counter) -> None:
    await banked(counter, credit(counter, 900, "", named="E1"))
    for wrong in ("NO9386011117948", counter.iban):
        with pytest.raises(InvalidCommandError) as refused:
            await send_back(counter, "not ours", wrong)
        assert [problem.field for problem in refused.value.problems] == ["account"]
    await send_back(counter, "not ours", IBAN)
    assert await counter.refunds() == [(900, IBAN, "returned by fordring: not ours")]


async def test_what_was_too_much_may_be_for_another_claim(counter: Counter) -> None:
    first, second = await paid(counter, 15_000), await counter.invoice(3_000)
    async with counter.database.reading() as connection:
        [listed] = await refunds.open_refunds(connection)
    key = second.claim.merchant_id, second.claim.claim_id
    await moved_refund(counter, MoveRefund(listed.refund.reference, key, "she wants it there"))
    assert await counter.refunds() == []
    assert await counter.standing(first) == "captured 12500, not_settled; closed paid, 0 open"
    assert await counter.standing(second) == "partially_captured 2500, not_settled; issued, 500 open"
    with pytest.raises(IllegalTransitionError):
        await moved_refund(counter, MoveRefund(listed.refund.reference, key, "once more"))
    await banked(counter, reversal(counter, 15_000, "E1"))
    assert (await counter.balances()).split() == text("""
        expected.merchant    -15500 NOK
        receivable.principal  15500 NOK
    """).split()


async def test_what_the_house_returns_is_for_no_claim(counter: Counter) -> None:
    view = await counter.invoice()
    await banked(counter, credit(counter, 900, "", named="E1"))
    await send_back(counter)
    async with counter.database.reading() as connection:
        [listed] = await refunds.open_refunds(connection)
    key = view.claim.merchant_id, view.claim.claim_id
    with pytest.raises(IllegalTransitionError, match="no claim was found for"):
        await moved_refund(counter, MoveRefund(listed.refund.reference, key, "why"))


async def moved_refund(counter: Counter, command: MoveRefund) -> Line:
    return await counter.database.run(lambda connection: move_refund(command, counter.jobs.work(connection)))
