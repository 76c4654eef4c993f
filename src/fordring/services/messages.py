"""What an outgoing call says, as domain values: read when it is sent, so a late call tells how things stand then."""

from collections.abc import Sequence
from dataclasses import dataclass

from fordring.domain.merchant import Merchant
from fordring.domain.purchase.checkout import CheckoutEvent
from fordring.domain.purchase.purchase import PurchaseEvent
from fordring.services.settlements import SettlementView, settlement_view
from fordring.services.views import CheckoutView, PurchaseView, purchase_views
from fordring.storage import checkouts, claims, hooks, merchants, purchases
from fordring.storage.calls import OutgoingCall
from fordring.storage.hooks import Hook
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Message:
    """A call with whom it is from, where it goes (`hook` None: the order's callback address) and what it is about."""

    call: OutgoingCall
    merchant: Merchant
    hook: Hook | None = None
    purchase: PurchaseView | None = None
    settlement: SettlementView | None = None
    checkout: CheckoutView | None = None
    claim_no: int | None = None

    @property
    def event(self) -> PurchaseEvent | None:
        """The event of the purchase that is told."""
        events = self.purchase.purchase.events if self.purchase else ()
        return next((event for event in events if event.event_no == self.call.event_no), None)

    @property
    def checkout_event(self) -> CheckoutEvent | None:
        """The event of the checkout that is told, where no purchase came of it."""
        return self.checkout.checkout.events[self.call.event_no - 1] if self.checkout else None


async def messages_of(connection: Connection, calls: Sequence[OutgoingCall]) -> list[Message]:
    """What these calls of one merchant say. Raises NotFoundError where something they name is gone."""
    merchant = await merchants.get(connection, calls[0].merchant_id)
    subscribed = {call.hook_id for call in calls if call.hook_id is not None}
    bought = {call.purchase_id for call in calls if call.purchase_id is not None}
    paid_out = {call.payout_id for call in calls if call.payout_id is not None}
    to = await hooks.these(connection, merchant.merchant_id, list(subscribed)) if subscribed else {}
    found = await purchases.these(connection, merchant.merchant_id, list(bought)) if bought else []
    views = {view.purchase.purchase_id: view for view in await purchase_views(connection, merchant, found)}
    tried = {call.checkout_id for call in calls if call.checkout_id is not None}
    left = {each: await checkouts.get(connection, merchant.merchant_id, each) for each in tried}
    settled = {each: await settlement_view(connection, merchant.merchant_id, each) for each in paid_out}
    of_claims = {call.claim_id for call in calls if call.claim_id is not None}
    numbers = await claims.numbers_of(connection, merchant.merchant_id, list(of_claims)) if of_claims else {}
    return [
        Message(
            call,
            merchant,
            hook=to[call.hook_id] if call.hook_id else None,
            purchase=views[call.purchase_id] if call.purchase_id else None,
            settlement=settled[call.payout_id] if call.payout_id else None,
            checkout=CheckoutView(merchant, left[call.checkout_id]) if call.checkout_id else None,
            claim_no=numbers[call.claim_id] if call.claim_id else None,
        )
        for call in calls
    ]
