"""The payouts of a run on one account: what waits for each merchant, in one amount or for each invoice by itself."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.domain.payment.disbursement import Charge, Disbursement, Named, parcels, said
from fordring.storage import payments, payouts
from fordring.storage.house.orders import OrderRow
from fordring.storage.ids import new_id
from fordring.storage.payouts import Payout
from fordring.storage.work import Work


async def made_payouts(work: Work, order: OrderRow, only: Collection[UUID] | None) -> list[Payout]:
    """A payout for each merchant due, or one for each of its invoices; what commission would eat goes on waiting.

    What they are made of is put into them; they themselves are the caller's to store. The account is locked.
    """
    due = await payouts.merchants_due(work.connection, order.bank_account_id, only)
    merchants = await payments.merchants_by_id(work.connection, due)
    singly = {merchant_id for merchant_id in due if merchants[merchant_id].disbursement is Disbursement.PER_INVOICE}
    together = [merchants[merchant_id] for merchant_id in due if merchant_id not in singly]
    by_invoice = [merchants[merchant_id] for merchant_id in due if merchant_id in singly]
    return [*await _batches(work, order, together), *await _by_invoice(work, order, by_invoice)]


async def _batches(work: Work, order: OrderRow, merchants: Sequence[Merchant]) -> list[Payout]:
    payout_ids = {merchant.merchant_id: new_id() for merchant in merchants}
    sums = await payouts.take_payables(work.connection, order.bank_account_id, payout_ids)
    made = []
    for merchant in merchants:
        payout_id = payout_ids[merchant.merchant_id]
        charge = merchant.rates.charge(sums[merchant.merchant_id])
        if charge.payable:
            made.append(_payout(work, order, merchant, payout_id, charge))
        else:
            await payouts.free_payables(work.connection, merchant.merchant_id, payout_id)
    return made


async def _by_invoice(work: Work, order: OrderRow, merchants: Sequence[Merchant]) -> list[Payout]:
    """The payouts of merchants that want one for each invoice; an amount owed back makes one payout of several."""
    ids = [merchant.merchant_id for merchant in merchants]
    waiting = await payouts.waiting_by_claim(work.connection, order.bank_account_id, ids)
    planned = [
        (merchant, claim_ids, charge, new_id())
        for merchant in merchants
        for claim_ids, charge in parcels(waiting[merchant.merchant_id], merchant.rates)
    ]
    taken = [
        (merchant.merchant_id, claim_id, payout_id)
        for merchant, claim_ids, _, payout_id in planned
        for claim_id in claim_ids
    ]
    await payouts.take_claims(work.connection, order.bank_account_id, taken)
    alone = [(merchant.merchant_id, claim_ids[0]) for merchant, claim_ids, _, _ in planned if len(claim_ids) == 1]
    names = await payouts.names_of(work.connection, alone)
    return [
        _payout(work, order, merchant, payout_id, charge, _only(claim_ids), names)
        for merchant, claim_ids, charge, payout_id in planned
    ]


def _only(claim_ids: Sequence[UUID]) -> UUID | None:
    return claim_ids[0] if len(claim_ids) == 1 else None


def _payout(
    work: Work,
    order: OrderRow,
    merchant: Merchant,
    payout_id: UUID,
    charge: Charge,
    claim_id: UUID | None = None,
    names: Mapping[UUID, Named] | None = None,
) -> Payout:
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
        created_at=merchant.now(work.wall),
        claim_id=claim_id,
        payee_reference=payee_reference,
        payee_text=payee_text,
    )
