"""Money that was said to be taken back is here after all: booked again for its claim, or for the house."""

from fordring.domain.claim.parts import Parts
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import paid, unidentified
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.domain.payment.receipt import Receipt
from fordring.domain.payment.refund import Refund, State
from fordring.services.bill import book_of
from fordring.services.opened import OpenClaims
from fordring.services.receipts import receive
from fordring.services.undoing import end_refunds
from fordring.storage import ledger, payments, refunds
from fordring.storage.house.lines import Line
from fordring.storage.ids import new_id
from fordring.storage.payments import Payment
from fordring.storage.taken_back import TakenPayment
from fordring.storage.work import Work

BECAUSE = "it was not taken back after all"


async def give_back(
    work: Work, opened: OpenClaims, taken: TakenPayment, debit: Line, credit: Line, *, goes_back: bool
) -> None:
    """What a debit took of a payment falls on its claim again, as of the debit's day.

    What of it had left as a refund ends what its payer owes for that, and covers nothing. The account is locked, the
    claim is in `opened`, and its saving the caller's. Raises IllegalTransitionError where that was written off.
    """
    if await refunds.written_off(work.connection, taken.merchant_id, taken.payment_id):
        raise IllegalTransitionError("what the payer owed of the credit", "written off", "give it back")
    beside = await refunds.of_payments(work.connection, taken.merchant_id, [taken.payment_id])
    owing = [refund for refund in beside if refund.state is State.OWING]
    gone = min(taken.surplus, sum(refund.amount.minor for refund in owing))
    if gone:
        await _owes_no_more(work, opened, taken, debit, owing, gone)
    if here := taken.amount_minor - gone:
        receipt = Receipt(
            debit.bank_line_id,
            debit.bank_account_id,
            Money(here, debit.amount.currency),
            debit.value_on,
            credit.debtor_account,
            BECAUSE,
            credit.debtor_name,
            goes_back=goes_back,
            restores=taken.payment_id,
        )
        receive(work, opened, taken.claim_id, receipt)
    await work.unit.flush()


def give_house_back(work: Work, debit: Line) -> None:
    """Money whose claim nobody had found waits for it again."""
    postings = unidentified(debit.bank_account_id, debit.amount)
    entry = Entry(new_id(), "unidentified", debit.value_on, f"bank line {debit.bank_line_id}", postings)
    ledger.post(work.unit, HOUSE, entry, work.wall)


async def _owes_no_more(
    work: Work, opened: OpenClaims, taken: TakenPayment, debit: Line, owing: list[Refund], gone: int
) -> None:
    """The refund was the payer's to have: so much of what is owed for it, the newest first, is owed no more."""
    claim = opened.claims[taken.claim_id]
    merchant = opened.merchant_of(claim)
    now = merchant.now(work.wall)
    row = Payment(
        merchant_id=claim.merchant_id,
        payment_id=new_id(),
        claim_id=claim.claim_id,
        bank_line_id=debit.bank_line_id,
        currency=claim.currency,
        amount_minor=gone,
        principal_minor=0,
        fees_minor=0,
        interest_minor=0,
        surplus_minor=gone,
        paid_on=debit.value_on,
        reason=BECAUSE,
        reverses=taken.payment_id,
    )
    payments.add(work.unit, row, work.wall)
    postings = paid(book_of(merchant, claim, debit.bank_account_id), Parts(), gone)
    cause = f"bank line {debit.bank_line_id}"
    ledger.post(work.unit, claim.merchant_id, Entry(new_id(), "overpaid", debit.value_on, cause, postings), work.wall)
    await end_refunds(work, owing, gone, BECAUSE, now)
