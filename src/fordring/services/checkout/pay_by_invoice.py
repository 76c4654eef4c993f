"""A payer pays by invoice: the order becomes an authorised purchase and an issued claim, all in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import State
from fordring.domain.claim.parts import Parts
from fordring.domain.errors import DuplicateReferenceError, InvalidCommandError, WrongCurrencyError
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.parties import Billing, billing_problems, billing_warnings
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Callback, Channel, Kind, Product, Purchase, PurchaseEvent, Request
from fordring.domain.purchase.totals import GivenOrder, OrderLine, bill_lines, order_problems, vat_warnings
from fordring.domain.references import issue_reference
from fordring.domain.vat import rates_on
from fordring.services.bill import bill_content, payer_of, start_of_claim
from fordring.services.views import PurchaseView
from fordring.storage import purchases
from fordring.storage.ids import new_id
from fordring.storage.opening import Opening, opening, queue_up_for_reference
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class PayByInvoice:
    """An order and how it is to be invoiced. `content` is echoed by the face; nothing here reads it.

    `channel` None means as the profile has it, else the operator delivers.
    `unique` refuses a merchant reference that was used before: "any" by any purchase, "success" by one that succeeded.
    """

    merchant_id: UUID
    product: Product
    order: GivenOrder
    currency: str
    billing: Billing
    days_until_due: int
    channel: Channel | None = None
    profile_id: str = "default"
    merchant_reference_2: str | None = None
    callback: Callback | None = None
    customer_id: str | None = None
    store_id: str | None = None
    expires_at: datetime | None = None
    content: Mapping[str, Any] = field(default_factory=dict)
    system_headers: Mapping[str, str] = field(default_factory=dict)
    strict_amounts: bool = False
    unique: str | None = None


CHECKOUT_HOURS = 24


async def pay_by_invoice(command: PayByInvoice, work: Work) -> PurchaseView:
    """Authorise the purchase, issue its claim, owe its delivery and its callback.

    Raises InvalidCommandError, WrongCurrencyError, DuplicateReferenceError.
    """
    if command.unique:
        await queue_up_for_reference(work.connection, command.merchant_id, command.order.merchant_reference)
    known = await opening(
        work.connection,
        command.merchant_id,
        command.order.merchant_reference,
        command.profile_id,
        command.product,
        look_for_reference=command.unique is not None,
    )
    _refuse(command, known)
    now = known.merchant.now(work.wall)
    lines, warnings = _bill(command, known.merchant, now)
    claim = _claim(command, known, lines, warnings, now)
    purchase = _purchase(command, claim, now, Request(work.asker.request_id, work.asker.name, work.asker.headers))
    document_id = _record(command, known, claim, purchase, work)
    numbers = await work.unit.flush()
    return PurchaseView(known.merchant, purchase, claim.numbered(numbers[claim.claim_id]), document_id)


def _refuse(command: PayByInvoice, known: Opening) -> None:
    """Raise for what cannot be done, every field at once."""
    business = command.product is Product.BUSINESS
    problems = (
        *order_problems(command.order, strict=command.strict_amounts),
        *billing_problems(command.billing, business=business),
    )
    if problems:
        raise InvalidCommandError(*problems)
    if command.currency != known.merchant.currency:
        raise WrongCurrencyError(command.currency, known.merchant.currency)
    used = {"any": known.reference_used, "success": known.reference_succeeded, None: False}[command.unique]
    if used:
        raise DuplicateReferenceError(f"merchant_reference {command.order.merchant_reference} was used before")


def _bill(
    command: PayByInvoice, merchant: Merchant, now: datetime
) -> tuple[tuple[OrderLine, ...], list[dict[str, str]]]:
    rates = rates_on(merchant.country, local_day(now, merchant.country)).rates_bp if merchant.vat_registered else (0,)
    lines = bill_lines(command.order, rates, merchant.default_vat_bp if merchant.vat_registered else 0)
    doubts = (
        *billing_warnings(command.billing, business=command.product is Product.BUSINESS),
        *vat_warnings(command.order, lines, rates),
    )
    return lines, [{"field": doubt.field, "message": doubt.message} for doubt in doubts]


def _claim(
    command: PayByInvoice,
    known: Opening,
    lines: tuple[OrderLine, ...],
    warnings: list[dict[str, str]],
    now: datetime,
) -> Claim:
    merchant = known.merchant
    issued_on = local_day(now, merchant.country)
    payer = payer_of(command.billing, command.customer_id)
    channel = command.channel or known.preferred_channel or Channel.OPERATOR
    draft = Claim(
        merchant_id=merchant.merchant_id,
        claim_id=new_id(),
        claim_no=known.claim_no,
        kind=ClaimKind.INVOICE,
        state=State.DRAFT,
        bank_account_id=merchant.bank_account.bank_account_id,
        payer_key=payer.key,
        billing=payer.billing,
        business=command.product is Product.BUSINESS,
        currency=command.currency,
        principal_minor=command.order.amount_minor,
        open=Parts(principal=command.order.amount_minor),
        days_until_due=command.days_until_due,
        channel=channel,
        content=bill_content(command.order.merchant_reference, lines, issued_on, warnings),
        created_at=now,
        updated_at=now,
        reference=issue_reference(merchant.bank_account.agreement, known.claim_no),
        collection_started=channel is Channel.OPERATOR,
    )
    return draft.issue(issued_on, issued_on + timedelta(days=command.days_until_due))


def _purchase(command: PayByInvoice, claim: Claim, now: datetime, request: Request) -> Purchase:
    amount = Money(command.order.amount_minor, command.currency)
    first = PurchaseEvent(1, Kind.INITIALIZED, Status.INITIATED, amount.minor, now, request)
    purchase = Purchase(
        merchant_id=command.merchant_id,
        purchase_id=new_id(),
        checkout_id=new_id(),
        claim_id=claim.claim_id,
        product=command.product,
        status=Status.INITIATED,
        amount=amount,
        merchant_reference=command.order.merchant_reference,
        created_at=now,
        updated_at=now,
        events=(first,),
        merchant_reference_2=command.merchant_reference_2,
        callback=command.callback,
        content=command.content,
        system_headers=command.system_headers,
    ).authorized(now, request)
    if claim.channel is Channel.MERCHANT:
        return purchase
    return purchase.collection_started(amount.minor, now, Request(new_id(), "fordring"))


def _record(command: PayByInvoice, known: Opening, claim: Claim, purchase: Purchase, work: Work) -> UUID:
    """Add every row of the purchase to the unit; the document's id."""
    document_id = start_of_claim(work, known.merchant, claim, command.billing)
    work.unit.take_number(claim.merchant_id, claim.claim_id)
    expires = command.expires_at or work.wall + timedelta(hours=CHECKOUT_HOURS)
    place = {"merchant_id": purchase.merchant_id, "checkout_id": purchase.checkout_id}
    content = {"merchant_reference": purchase.merchant_reference}
    times = {"created_at": purchase.created_at, "expires_at": expires}
    work.unit.add("checkout", {**place, "profile_id": command.profile_id, "content": content, **times})
    work.unit.add(
        "purchase",
        purchases.row_of(
            purchase,
            {
                "customer_id": command.customer_id,
                "email": command.billing.email,
                "phone_number": command.billing.phone_number,
                "payer_name": command.billing.person,
                "store_id": command.store_id,
            },
        ),
    )
    work.unit.add("purchase_event", *purchases.event_rows(purchase, work.wall, purchase.events))
    purchases.owe_calls(work.unit, purchase, purchase.events, work.wall)
    return document_id
