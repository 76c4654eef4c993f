"""What every verb shares by which a payer pays by invoice: the authorised purchase, and the claim it becomes.

A grouped purchase becomes none yet: it waits for the invoice of its customer's period.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fordring.domain.calendar import Interval, local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import InvalidCommandError, WrongCurrencyError
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.parties import Billing, billing_problems, billing_warnings
from fordring.domain.purchase.acceptance import Decline
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Callback, Channel, Kind, Product, Purchase, PurchaseEvent, Request
from fordring.domain.purchase.totals import GivenOrder, OrderLine, bill_lines, order_problems, vat_warnings
from fordring.domain.references import issue_reference
from fordring.domain.vat import rates_on
from fordring.services.bill import bill_content, payer_of, start_of_claim
from fordring.services.gathering import GroupedTerms, gather
from fordring.services.views import PurchaseView
from fordring.storage import purchases
from fordring.storage.billing import BillingItem
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What is paid by invoice, however it was asked for. `content` is echoed by the face; nothing here reads it."""

    merchant_id: UUID
    product: Product
    order: GivenOrder
    currency: str
    billing: Billing
    days_until_due: int
    merchant_reference_2: str | None = None
    callback: Callback | None = None
    customer_id: str | None = None
    store_id: str | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    system_headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What the verb found and decided before: whose order it is, a fresh claim id, who delivers, which checkout.

    `interval` is how often a grouped purchase is billed; a grouped invoice is delivered by the operator, always.
    """

    merchant: Merchant
    claim_no: int
    channel: Channel
    checkout_id: UUID
    interval: Interval = Interval.MONTHLY


@dataclass(frozen=True, slots=True)
class Authorised:
    """The purchase with its claim and the claim's document, or what it brings to a grouped invoice; declined, alone."""

    purchase: Purchase
    claim: Claim | None = None
    document_id: UUID | None = None
    item: BillingItem | None = None

    def view(self, merchant: Merchant, numbers: Mapping[UUID, str]) -> PurchaseView:
        """What the verb answers, once the unit is flushed and has told which numbers were taken."""
        claim = self.claim.numbered(numbers[self.claim.claim_id]) if self.claim else None
        return PurchaseView(merchant, self.purchase, claim, self.document_id, self.item)


def refuse_unusable(ordered: Ordered, merchant: Merchant, *, strict_amounts: bool = False) -> None:
    """Raise for an order that cannot be billed: InvalidCommandError with every field at once, WrongCurrencyError."""
    merchant.require_active()
    problems = (
        *order_problems(ordered.order, strict=strict_amounts),
        *billing_problems(ordered.billing, business=ordered.product.of_business),
    )
    if problems:
        raise InvalidCommandError(*problems)
    if ordered.currency != merchant.currency:
        raise WrongCurrencyError(ordered.currency, merchant.currency)


def authorise(ordered: Ordered, ready: Ready, work: Work) -> Authorised:
    """Every row of the purchase and of its claim joins the unit, the taking of the invoice number too.

    Of a grouped purchase: what a billing run needs of it, and no claim.
    The checkout's own row is the verb's. Raises InvalidCommandError, MissingVATRateError.
    """
    now = ready.merchant.now(work.wall)
    lines, warnings = _bill(ordered, ready.merchant, now)
    if ordered.product is Product.GROUPED:
        return _gather(ordered, ready, lines, warnings, work)
    claim = _claim(ordered, ready, lines, warnings, now)
    purchase = _purchase(ordered, ready, claim.claim_id, work).authorized(now, _request(work))
    if claim.channel is Channel.OPERATOR:
        purchase = purchase.collection_started(purchase.amount.minor, now, Request(new_id(), "fordring"))
    document_id = start_of_claim(work, ready.merchant, claim, ordered.billing)
    work.unit.take_number(claim.merchant_id, claim.claim_id)
    _record(ordered, purchase, work)
    return Authorised(purchase, claim, document_id)


def decline(ordered: Ordered, ready: Ready, why: Decline, work: Work) -> Authorised:
    """The rows of a purchase that was not accepted join the unit: it has failed, and nothing is billed."""
    purchase = _purchase(ordered, ready, None, work).declined(ready.merchant.now(work.wall), _request(work), why)
    _record(ordered, purchase, work)
    return Authorised(purchase)


def _gather(
    ordered: Ordered, ready: Ready, lines: tuple[OrderLine, ...], warnings: list[dict[str, str]], work: Work
) -> Authorised:
    """A grouped purchase, and its place on the invoice that its customer gets for the period."""
    now = ready.merchant.now(work.wall)
    purchase = _purchase(ordered, ready, None, work).authorized(now, _request(work))
    terms = GroupedTerms(ordered.billing, ordered.customer_id, ready.interval, ordered.days_until_due)
    item = gather(work, ready.merchant, purchase, terms, lines, warnings)
    _record(ordered, purchase, work)
    return Authorised(purchase, item=item)


def _bill(ordered: Ordered, merchant: Merchant, now: datetime) -> tuple[tuple[OrderLine, ...], list[dict[str, str]]]:
    rates = rates_on(merchant.country, local_day(now, merchant.country)).rates_bp if merchant.vat_registered else (0,)
    lines = bill_lines(ordered.order, rates, merchant.default_vat_bp if merchant.vat_registered else 0)
    doubts = (
        *billing_warnings(ordered.billing, business=ordered.product.of_business),
        *vat_warnings(ordered.order, lines, rates),
    )
    return lines, [{"field": doubt.field, "message": doubt.message} for doubt in doubts]


def _claim(
    ordered: Ordered,
    ready: Ready,
    lines: tuple[OrderLine, ...],
    warnings: list[dict[str, str]],
    now: datetime,
) -> Claim:
    merchant = ready.merchant
    issued_on = local_day(now, merchant.country)
    payer = payer_of(ordered.billing, ordered.customer_id)
    draft = Claim(
        merchant_id=merchant.merchant_id,
        claim_id=new_id(),
        claim_no=ready.claim_no,
        kind=ClaimKind.INVOICE,
        state=State.DRAFT,
        bank_account_id=merchant.bank_account.bank_account_id,
        payer_key=payer.key,
        billing=payer.billing,
        business=ordered.product.of_business,
        currency=ordered.currency,
        principal_minor=ordered.order.amount_minor,
        open=Parts(principal=ordered.order.amount_minor),
        days_until_due=ordered.days_until_due,
        channel=ready.channel,
        content=bill_content(ordered.order.merchant_reference, lines, issued_on, warnings),
        created_at=now,
        updated_at=now,
        reference=issue_reference(merchant.bank_account.agreement, ready.claim_no),
        collection_started=ready.channel is Channel.OPERATOR,
    )
    return draft.issue(issued_on, issued_on + timedelta(days=ordered.days_until_due))


def _purchase(ordered: Ordered, ready: Ready, claim_id: UUID | None, work: Work) -> Purchase:
    """The purchase at its beginning."""
    now = ready.merchant.now(work.wall)
    amount = Money(ordered.order.amount_minor, ordered.currency)
    first = PurchaseEvent(1, Kind.INITIALIZED, Status.INITIATED, amount.minor, now, _request(work))
    return Purchase(
        merchant_id=ordered.merchant_id,
        purchase_id=new_id(),
        checkout_id=ready.checkout_id,
        claim_id=claim_id,
        product=ordered.product,
        status=Status.INITIATED,
        amount=amount,
        merchant_reference=ordered.order.merchant_reference,
        created_at=now,
        updated_at=now,
        events=(first,),
        merchant_reference_2=ordered.merchant_reference_2,
        callback=ordered.callback,
        content=ordered.content,
        system_headers=ordered.system_headers,
    )


def _request(work: Work) -> Request:
    return Request(work.asker.request_id, work.asker.name, work.asker.headers)


def _record(ordered: Ordered, purchase: Purchase, work: Work) -> None:
    """The purchase with its events, and the calls they owe."""
    searched = {
        "customer_id": ordered.customer_id,
        "email": ordered.billing.email,
        "phone_number": ordered.billing.phone_number,
        "payer_name": ordered.billing.person,
        "store_id": ordered.store_id,
    }
    work.unit.add("purchase", purchases.row_of(purchase, searched))
    work.unit.add("purchase_event", *purchases.event_rows(purchase, work.wall, purchase.events))
    purchases.owe_calls(work.unit, purchase, purchase.events, work.wall)
