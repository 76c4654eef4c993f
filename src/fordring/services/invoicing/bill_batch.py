"""A part of a billing run: the next groups of purchases whose day has come become invoices, all in one transaction.

Nothing marks how far a run came: a group that is billed is gone, so that a run that was broken off goes on with what is
left, and several may run side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.grouping import due_day
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Parts
from fordring.domain.claim.whereabouts import Contact, said_after
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.services.bill import GROUPED, owe_document, post_demand
from fordring.storage import billing, claims, merchants, payers, payments, purchases
from fordring.storage.billing import Gathered
from fordring.storage.ids import new_id
from fordring.storage.work import Work

GROUPS_AT_ONCE = 500
PURCHASES_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class BillBatch:
    """Whose groups; with `wait` those too that another run has in hand, once it lets go of them."""

    merchant_id: UUID
    wait: bool = False
    groups_max: int = GROUPS_AT_ONCE
    purchases_max: int = PURCHASES_AT_ONCE


async def bill_batch(command: BillBatch, work: Work) -> int:
    """Make invoices of the next groups due today by the merchant's clock; how many groups are done, 0 when none is.

    One invoice a group: number, reference, entry, document, delivery; collection of its purchases begins. A group whose
    purchases were all voided leaves nothing. Raises NotFoundError.
    """
    merchant = await merchants.get(work.connection, command.merchant_id)
    now = merchant.now(work.wall)
    today = local_day(now, merchant.country)
    held = await billing.hold_due(
        work.connection,
        merchant.merchant_id,
        today,
        groups_max=command.groups_max,
        purchases_max=command.purchases_max,
        wait=command.wait,
    )
    if not held:
        return 0
    gathered = await billing.gathered(work.connection, merchant.merchant_id, held)
    issued = await _issue(work, merchant, gathered, today, now)
    await _bill(work, merchant, issued, gathered, now)
    await billing.close(work.connection, merchant.merchant_id, held)
    await billing.number(work.connection, merchant.merchant_id, issued)  # last: the series is locked until the commit
    return len(held)


async def _bill(
    work: Work, merchant: Merchant, issued: Sequence[Claim], gathered: Sequence[Gathered], now: datetime
) -> None:
    """The purchases have their claims, and whoever wants to hear that collection began is owed a call."""
    bills = [(claim.claim_id, group.purchase_ids) for claim, group in zip(issued, gathered, strict=True)]
    to_be_told = await billing.bill(
        work.connection, merchant.merchant_id, bills, now=now, asked_by=work.asker.name, wall=work.wall
    )
    keys = [(merchant.merchant_id, purchase_id) for purchase_id in to_be_told]
    for purchase in await payments.purchases_locked(work.connection, keys) if keys else ():
        purchases.owe_calls(work.unit, purchase, purchase.events, work.wall)  # read lean: its one event is this one
    await work.unit.flush()


async def _issue(
    work: Work, merchant: Merchant, gathered: Sequence[Gathered], today: date, now: datetime
) -> Sequence[Claim]:
    """The invoice of each group with every row of its own, but for its number."""
    references = await billing.fresh_references(work.connection, merchant.bank_account, len(gathered))
    cards = await payers.contacts(work.connection, merchant.merchant_id, {group.payer_key for group in gathered})
    issued = []
    for group, (claim_no, reference) in zip(gathered, references, strict=True):
        draft = replace(_draft(merchant, group, now, cards), claim_no=claim_no, reference=reference)
        claim = draft.issue(today, due_day(today, group.days_until_due)).start_collection()
        claim, event = claim.happened("issued", now, work.asker.name, due_on=claim.due_on)
        claims.add(work.unit, claim)
        claims.add_event(work.unit, claim, event, work.wall)
        post_demand(work, merchant, claim)
        owe_document(work, claim)
        issued.append(claim)
    await work.unit.flush()
    return issued


def _draft(merchant: Merchant, group: Gathered, now: datetime, cards: Mapping[str, Contact]) -> Claim:
    """The group's invoice, made out as its newest purchase says; its lines stay with the purchases.

    What was said of its payer's card after that purchase holds for it.
    """
    said = said_after(cards.get(group.payer_key), group.purchase_ids[-1])
    addressed = {"contact": said} if said else {}
    return Claim(
        merchant_id=merchant.merchant_id,
        claim_id=new_id(),
        claim_no=0,
        kind=ClaimKind.INVOICE,
        state=State.DRAFT,
        bank_account_id=merchant.bank_account.bank_account_id,
        payer_key=group.payer_key,
        billing=group.billing,
        business=True,
        currency=merchant.currency,
        principal_minor=group.principal_minor,
        open=Parts(principal=group.principal_minor),
        days_until_due=max(group.days_until_due),
        channel=Channel.OPERATOR,
        content={GROUPED: len(group.purchase_ids), "warnings": [], **addressed},
        created_at=now,
        updated_at=now,
        contact=said or None,
    )
