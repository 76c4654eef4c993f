"""A payer pays a checkout by invoice. However many try at once, one purchase comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from fordring.domain.identity.verification import Pending, Verification
from fordring.domain.parties import Billing
from fordring.domain.purchase.acceptance import Decline, decline_of
from fordring.domain.purchase.checkout import Attempt, Checkout
from fordring.domain.purchase.offer import Offer, contract_of, offer_of, require_offered
from fordring.domain.purchase.purchase import Product
from fordring.services.authorising import Ordered, Ready, authorise, refuse_unusable
from fordring.services.checkout_at_hand import AtHand, at_hand
from fordring.services.verifying import ask_identity, person_of, proof_of, use_proof
from fordring.services.views import CheckoutView
from fordring.storage import claims
from fordring.storage.ids import new_id
from fordring.storage.work import Work

ORDER, ADDRESS = "order", "billing_address"


@dataclass(frozen=True, slots=True, kw_only=True)
class PayCheckout:
    """How it is paid and who is billed; `address` is the billing address as the face was given it.

    `seen` is the last change that the payer has seen, None when the payer does not say. `said` is what else the payer
    said, as the face keeps it: it goes over the checkout's content.
    """

    merchant_id: UUID
    checkout_id: UUID
    product: Product
    billing: Billing
    address: Mapping[str, Any]
    seen: datetime | None = None
    said: Mapping[str, Any] = field(default_factory=dict)


class Hindrance(StrEnum):
    """Why the payer cannot pay so, though nothing is wrong with the request. The checkout stays open."""

    IDENTITY = "identity"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class CheckoutPayment:
    """What came of it: the checkout is paid unless there is a hindrance.

    `identity_token` is the secret of the page where the payer is identified, if that is what hinders.
    """

    view: CheckoutView
    hindrance: Hindrance | None = None
    identity_token: str | None = None


async def pay_checkout(command: PayCheckout, work: Work) -> CheckoutPayment:
    """Authorise its purchase and issue the claim, unless something hinders it.

    Raises NotFoundError, CheckoutError of its stage, lock or last change, ProductNotOfferedError, InvalidCommandError.
    """
    hand = await at_hand(command.merchant_id, command.checkout_id, work)
    hand.checkout.require_open(work.wall)
    hand.checkout.require_unchanged(command.seen)
    hand.checkout.require_unlocked(work.wall)
    offer = _offer(command, hand)
    ordered = _ordered(command, hand.checkout, offer)
    refuse_unusable(ordered, hand.merchant)
    proof = None
    if offer.identity_required:
        proof = await proof_of(command.product, command.billing, hand, work)
        if proof is None:
            return await _asked_who(command, hand, work)
        ordered = replace(ordered, content={**ordered.content, **person_of(proof)})
    attempt = _attempt(ordered, hand)
    if decline_of(command.billing, sandbox=hand.merchant.sandbox) is Decline.REJECTED:
        declined = hand.checkout.declined(attempt, Decline.REJECTED)
        return CheckoutPayment(await hand.saved(declined, work), Hindrance.REJECTED)
    return CheckoutPayment(await _pay(ordered, offer, attempt, hand, work, proof))


async def _asked_who(command: PayCheckout, hand: AtHand, work: Work) -> CheckoutPayment:
    """Nothing is paid before the payer is identified; what the payer saw of the order is what will be paid."""
    pending = Pending(
        product=command.product,
        billing=command.billing,
        address=command.address,
        seen=command.seen or hand.checkout.updated_at,
        said=command.said,
    )
    token = await ask_identity(pending, hand, work)
    return CheckoutPayment(CheckoutView(hand.merchant, hand.checkout), Hindrance.IDENTITY, token)


async def _pay(
    ordered: Ordered, offer: Offer, attempt: Attempt, hand: AtHand, work: Work, proof: Verification | None
) -> CheckoutView:
    ready = Ready(
        merchant=hand.merchant,
        claim_no=await claims.next_no(work.connection),
        channel=offer.channel,
        checkout_id=hand.checkout.checkout_id,
        interval=offer.interval,
    )
    made = authorise(ordered, ready, work)
    view = await hand.saved(hand.checkout.paid(attempt, made.purchase.purchase_id), work)
    if proof is not None:
        await use_proof(proof, made.purchase.purchase_id, work)
    await work.unit.flush()  # last, because the series stays locked until the commit
    return view


def _offer(command: PayCheckout, hand: AtHand) -> Offer:
    """What the checkout offers of the product. Raises ProductNotOfferedError."""
    contract = contract_of(hand.merchant.settings)
    offer = offer_of(command.product, hand.checkout.terms, contract)
    country = command.billing.country or hand.merchant.country
    require_offered(offer, hand.checkout.order.amount_minor, country, contract)
    return offer


def _ordered(command: PayCheckout, checkout: Checkout, offer: Offer) -> Ordered:
    order: Mapping[str, Any] = checkout.content.get(ORDER, {})
    return Ordered(
        merchant_id=checkout.merchant_id,
        product=command.product,
        order=checkout.order,
        currency=checkout.currency,
        billing=command.billing,
        days_until_due=offer.days_until_due,
        merchant_reference_2=checkout.merchant_reference_2,
        callback=checkout.callback,
        customer_id=checkout.customer_id,
        store_id=checkout.store_id,
        content={**checkout.content, **command.said, ORDER: {**order, ADDRESS: dict(command.address)}},
        system_headers=checkout.system_headers,
    )


def _attempt(ordered: Ordered, hand: AtHand) -> Attempt:
    facts = {"product": ordered.product, "amount_minor": ordered.order.amount_minor}
    number = ordered.billing.organization_number
    payer = {"organization_number": number} if number and ordered.product.of_business else {}
    return Attempt(new_id(), hand.now, hand.request, facts, payer)
