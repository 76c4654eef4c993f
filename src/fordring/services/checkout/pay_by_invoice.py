"""A merchant's order is paid by invoice in one step: checkout, purchase and issued claim, all in one statement."""

from dataclasses import dataclass, field
from datetime import datetime

from fordring.domain.errors import DuplicateReferenceError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.acceptance import decline_of
from fordring.domain.purchase.checkout import LIFETIME, Checkout, CheckoutEvent, CheckoutKind
from fordring.domain.purchase.offer import Offer, Terms, contract_of, offer_of, require_offered
from fordring.domain.purchase.purchase import Kind, Purchase
from fordring.services.authorising import Ordered, Ready, authorise, decline, refuse_unusable
from fordring.services.views import PurchaseView
from fordring.storage import checkouts
from fordring.storage.ids import new_id
from fordring.storage.opening import Opening, opening, queue_up_for_reference
from fordring.storage.work import Work

TOLD = {
    Kind.INITIALIZED: (CheckoutKind.INITIATED,),
    Kind.AUTHORIZED: (CheckoutKind.AUTHORIZED, CheckoutKind.COMPLETED),
    Kind.DECLINED: (CheckoutKind.DECLINED, CheckoutKind.PAY_FAILED, CheckoutKind.FAILED),
}
"""What the events of a purchase that is made at once tell of its checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PayByInvoice(Ordered):
    """An order and how it is to be invoiced. `terms` are its own; where they are silent its profile's count.

    A grouped invoice is always delivered by the operator.
    `unique` refuses a merchant reference that was used before: "any" by any checkout, "success" by one that was paid.
    """

    terms: Terms = field(default_factory=Terms)
    profile_id: str = "default"
    expires_at: datetime | None = None
    strict_amounts: bool = False
    unique: str | None = None


async def pay_by_invoice(command: PayByInvoice, work: Work) -> PurchaseView:
    """Authorise the purchase, issue its claim, owe its delivery and its callback.

    A grouped purchase has no claim yet: it waits for the billing run of its customer's period. One that is declined has
    failed and has none, and its checkout is over. Raises InvalidCommandError, WrongCurrencyError,
    ProductNotOfferedError, DuplicateReferenceError.
    """
    if command.unique:
        await queue_up_for_reference(work.connection, command.merchant_id, command.order.merchant_reference)
    known = await opening(
        work.connection,
        command.merchant_id,
        command.order.merchant_reference,
        command.profile_id,
        look_for_reference=command.unique is not None,
    )
    refuse_unusable(command, known.merchant, strict_amounts=command.strict_amounts)
    _refuse_used(command, known)
    terms = command.terms.over(known.terms)
    offer = _offer(command, terms, known.merchant)
    ready = Ready(
        merchant=known.merchant,
        claim_no=known.claim_no,
        channel=offer.channel,
        checkout_id=new_id(),
        interval=offer.interval,
    )
    declined = decline_of(command.billing, sandbox=known.merchant.sandbox)
    made = decline(command, ready, declined, work) if declined else authorise(command, ready, work)
    checkouts.add(work.unit, _checkout(command, terms, made.purchase, work))
    return made.view(known.merchant, await work.unit.flush())


def _refuse_used(command: PayByInvoice, known: Opening) -> None:
    used = {"any": known.reference_used, "success": known.reference_succeeded, None: False}[command.unique]
    if used:
        raise DuplicateReferenceError(f"merchant_reference {command.order.merchant_reference} was used before")


def _offer(command: PayByInvoice, terms: Terms, merchant: Merchant) -> Offer:
    """What is offered of the product. The payer's identity is not asked for: no payer is there."""
    contract = contract_of(merchant.settings)
    offer = offer_of(command.product, terms, contract)
    require_offered(offer, command.order.amount_minor, command.billing.country, contract)
    return offer


def _checkout(command: PayByInvoice, terms: Terms, purchase: Purchase, work: Work) -> Checkout:
    """The checkout that the purchase came out of, paid as it was made; its content is the purchase's."""
    facts = {"product": purchase.product, "amount_minor": purchase.amount.minor}
    return Checkout(
        merchant_id=purchase.merchant_id,
        checkout_id=purchase.checkout_id,
        profile_id=command.profile_id,
        order=command.order,
        currency=command.currency,
        terms=terms,
        created_at=purchase.created_at,
        updated_at=purchase.updated_at,
        expires_at=command.expires_at or work.wall + LIFETIME,
        events=tuple(
            CheckoutEvent(
                told, event.at, event.request, {} if told is CheckoutKind.INITIATED else facts | dict(event.facts)
            )
            for event in purchase.events
            for told in TOLD.get(event.kind, ())
        ),
        merchant_reference_2=command.merchant_reference_2,
        customer_id=command.customer_id,
        store_id=command.store_id,
        payer_name=command.billing.person,
        callback=command.callback,
        system_headers=command.system_headers,
        purchase_id=purchase.purchase_id,
    )
