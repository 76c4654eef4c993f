"""What a merchant owes more than waits for it is invoiced, as agreed with it, by a merchant of the operator's own."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.registration import card_key
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import shortfall_invoiced
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.payment.shortfall import invoice_of
from fordring.services.bill import start_of_claim
from fordring.services.drafting import draft_of
from fordring.services.shortfalls import OpenShortfall, open_shortfalls
from fordring.storage import claims, ledger, payments, shortfalls
from fordring.storage.house import lines
from fordring.storage.ids import new_id
from fordring.storage.registration import free_no
from fordring.storage.shortfalls import Invoiced, Taken
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class InvoiceShortfall:
    """Whose, and on which client account."""

    merchant_id: UUID
    bank_account_id: UUID


@dataclass(frozen=True, slots=True)
class InvoicedShortfall:
    """What was owed, and the invoice of it."""

    opened: OpenShortfall
    claim: Claim


async def invoice_shortfall(command: InvoiceShortfall, work: Work) -> InvoicedShortfall | None:
    """Issue an invoice of the invoicer's to the merchant; its book owes nothing any more, the operator bears it.

    All that waits for the merchant on the account is put into the shortfall, so that it is never invoiced again. None
    where nothing is owed or it is not to be invoiced; `open_shortfalls` says why. Raises NotFoundError.
    """
    await lines.lock_accounts(work.connection, [command.bank_account_id])
    found = await open_shortfalls(work.connection, work.wall, {command.merchant_id}, command.bank_account_id)
    for opened in found:
        if opened.invoicer is not None and opened.why_not is None:
            return await _invoiced(opened, opened.invoicer, work)
    return None


async def _invoiced(opened: OpenShortfall, invoicer: Merchant, work: Work) -> InvoicedShortfall:
    owed, merchant = opened.owed, opened.merchant
    shortfall_id, entry_id = new_id(), new_id()
    taken = await shortfalls.take(work.connection, owed, shortfall_id)
    await _tell_purchases(merchant, taken, work)
    claim = await _claim(opened, invoicer, work)
    postings = shortfall_invoiced(owed.bank_account_id, Money(owed.minor, owed.currency))
    entry = Entry(entry_id, "shortfall", opened.day, f"shortfall invoiced by claim {claim.claim_no}", postings)
    ledger.post(work.unit, merchant.merchant_id, entry, work.wall)
    row = Invoiced(
        merchant_id=merchant.merchant_id,
        shortfall_id=shortfall_id,
        bank_account_id=owed.bank_account_id,
        entry_id=entry_id,
        currency=owed.currency,
        amount_minor=owed.minor,
        as_of=opened.day,
        invoicer_id=invoicer.merchant_id,
        claim_id=claim.claim_id,
        created_by=work.asker.name,
        created_at=merchant.now(work.wall),
    )
    shortfalls.add(work.unit, row)
    work.unit.take_number(invoicer.merchant_id, claim.claim_id)
    numbers = await work.unit.flush()
    return InvoicedShortfall(opened, claim.numbered(numbers[claim.claim_id]))


async def _claim(opened: OpenShortfall, invoicer: Merchant, work: Work) -> Claim:
    """The invoice with every row of its own, by the invoicer's clock; its number is taken with the unit."""
    given = invoice_of(opened.merchant, opened.owed.minor, opened.day)
    now = invoicer.now(work.wall)
    today = local_day(now, invoicer.country)
    claim_no = await free_no(work.connection, invoicer.bank_account, await claims.next_no(work.connection))
    draft, _ = draft_of(given, invoicer, claim_no, card_key(given, invoicer.country) or f"claim:{claim_no}", now)
    claim = draft.issue(today, today + timedelta(days=draft.days_until_due)).start_collection()
    start_of_claim(work, invoicer, claim, given.billing)
    return claim


async def _tell_purchases(merchant: Merchant, taken: list[Taken], work: Work) -> None:
    """What was kept back of a purchase is settled: the merchant owes it by the invoice now."""
    moved = {each.purchase_id: each.minor for each in taken if each.purchase_id is not None and each.minor}
    if not moved:
        return
    wanted = [(merchant.merchant_id, purchase_id) for purchase_id in moved]
    locked = await payments.purchases_locked(work.connection, wanted)
    now = merchant.now(work.wall)
    settled = [
        replace(each, settled_minor=each.settled_minor + moved[each.purchase_id], updated_at=now) for each in locked
    ]
    await payments.save_purchases(work.connection, settled)
