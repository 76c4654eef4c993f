"""The payouts of a run on one account: what waits for each merchant, in one amount or for each invoice by itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.domain.payment.disbursement import Disbursement, Named, parcels, said
from fordring.domain.payment.price import NOTHING, Charge, Rates, price_on
from fordring.storage import payments, payouts, prices
from fordring.storage.house.orders import OrderRow
from fordring.storage.ids import new_id
from fordring.storage.payouts import Payout
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class _Run:
    """A run's order, and what holds that day: the merchants' prices, and what came in too late to leave.

    `as_is`: an amount below the merchant's minimum is paid too.
    """

    work: Work
    order: OrderRow
    prices: Mapping[UUID, Rates]
    received_by: Mapping[UUID, date]
    as_is: bool

    def suffices(self, merchant: Merchant, minor: int) -> bool:
        """Whether so much is worth a payout to the merchant."""
        return minor > 0 and (self.as_is or merchant.payout_schedule.suffices(minor))


async def made_payouts(
    work: Work, order: OrderRow, only: Collection[UUID] | None, *, as_is: bool = False
) -> list[Payout]:
    """A payout for each merchant due, or one for each of its invoices; what commission would eat goes on waiting.

    What they are made of is put into them; they themselves are the caller's to store. The account is locked.
    """
    due = await payouts.merchants_due(work.connection, order.bank_account_id, only)
    merchants = await payments.merchants_by_id(work.connection, due)
    rules = await prices.of_merchants(work.connection, due)
    schedules = {merchant_id: merchants[merchant_id].payout_schedule for merchant_id in due}
    run = _Run(
        work=work,
        order=order,
        prices={each: price_on(order.execute_on, rules[each], merchants[each].rates) for each in due},
        received_by={each: rule.received_by(order.execute_on) for each, rule in schedules.items() if rule.hold_days},
        as_is=as_is,
    )
    singly = {merchant_id for merchant_id in due if merchants[merchant_id].disbursement is Disbursement.PER_INVOICE}
    together = [merchants[merchant_id] for merchant_id in due if merchant_id not in singly]
    by_invoice = [merchants[merchant_id] for merchant_id in due if merchant_id in singly]
    return [*await _batches(run, together), *await _by_invoice(run, by_invoice)]


async def _batches(run: _Run, merchants: Sequence[Merchant]) -> list[Payout]:
    connection = run.work.connection
    payout_ids = {merchant.merchant_id: new_id() for merchant in merchants}
    sums = await payouts.take_payables(connection, run.order.bank_account_id, payout_ids, run.received_by)
    made = []
    for merchant in merchants:
        payout_id = payout_ids[merchant.merchant_id]
        waiting = sums.get(merchant.merchant_id, NOTHING)
        charge = run.prices[merchant.merchant_id].charge(waiting)
        if charge.payable and run.suffices(merchant, waiting.minor):
            made.append(_payout(run, merchant, payout_id, charge))
        else:
            await payouts.free_payables(connection, merchant.merchant_id, payout_id)
    return made


async def _by_invoice(run: _Run, merchants: Sequence[Merchant]) -> list[Payout]:
    """The payouts of merchants that want one for each invoice; an amount owed back makes one payout of several."""
    connection, account = run.work.connection, run.order.bank_account_id
    ids = [merchant.merchant_id for merchant in merchants]
    waiting = await payouts.waiting_by_claim(connection, account, ids, run.received_by)
    planned = [
        (merchant, claim_ids, charge, new_id())
        for merchant in merchants
        if run.suffices(merchant, sum(each.minor for each in waiting[merchant.merchant_id].values()))
        for claim_ids, charge in parcels(waiting[merchant.merchant_id], run.prices[merchant.merchant_id])
    ]
    taken = [
        (merchant.merchant_id, claim_id, payout_id)
        for merchant, claim_ids, _, payout_id in planned
        for claim_id in claim_ids
    ]
    await payouts.take_claims(connection, account, taken, run.received_by)
    alone = [(merchant.merchant_id, claim_ids[0]) for merchant, claim_ids, _, _ in planned if len(claim_ids) == 1]
    names = await payouts.names_of(connection, alone)
    return [
        _payout(run, merchant, payout_id, charge, _only(claim_ids), names)
        for merchant, claim_ids, charge, payout_id in planned
    ]


def _only(claim_ids: Sequence[UUID]) -> UUID | None:
    return claim_ids[0] if len(claim_ids) == 1 else None


def _payout(
    run: _Run,
    merchant: Merchant,
    payout_id: UUID,
    charge: Charge,
    claim_id: UUID | None = None,
    names: Mapping[UUID, Named] | None = None,
) -> Payout:
    order = run.order
    reference = f"P{payout_id.hex}"
    named = names[claim_id] if names and claim_id else None
    payee_reference, payee_text = said(reference, named)
    return Payout(
        merchant_id=merchant.merchant_id,
        payout_id=payout_id,
        bank_account_id=order.bank_account_id,
        reference=reference,
        order_id=order.order_id,
        state=payouts.SENT,
        currency=order.currency,
        gross_minor=charge.gross_minor,
        commission_minor=charge.commission_minor,
        vat_minor=charge.vat_minor,
        net_minor=charge.net_minor,
        payee_name=merchant.name,
        payee_country=merchant.country,
        payout_account=merchant.payout_account,
        created_at=merchant.now(run.work.wall),
        claim_id=claim_id,
        payee_reference=payee_reference,
        payee_text=payee_text,
    )
