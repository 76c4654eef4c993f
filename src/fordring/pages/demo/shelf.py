"""A demo order's rows, read together: its checkout, its purchase, and the calls that its shop was owed."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.pages.context import PagesContext
from fordring.pages.demo.hands import Demo
from fordring.pages.demo.story import Told
from fordring.services.checkout.show_checkout import show_checkout
from fordring.services.views import CheckoutView, PurchaseView, purchase_view
from fordring.storage import calls, merchants
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Found:
    """An order of the demo shop. `bought` is None until it is paid."""

    checkout: CheckoutView
    bought: PurchaseView | None
    told: list[Told]


async def found_order(context: PagesContext, demo: Demo, sid: str) -> Found:
    """The order that a session's public id is of. Raises NotFoundError, also for another shop's."""
    account_id, checkout_id = context.shop.parse_session(sid)
    if account_id != demo.account_id:
        raise NotFoundError("order", sid)
    async with context.database.reading() as connection:
        merchant = await merchants.by_account_id(connection, account_id)
        view = await show_checkout(merchant.merchant_id, checkout_id, connection)
        purchase_id = view.checkout.purchase_id
        if purchase_id is None:
            return Found(view, None, [])
        bought = await purchase_view(connection, merchant, purchase_id)
        return Found(view, bought, await _told(connection, merchant.merchant_id, purchase_id))


async def _told(connection: Connection, merchant_id: UUID, purchase_id: UUID) -> list[Told]:
    """The calls at the order's own address, the newest first."""
    owed = [call for call in await calls.of_purchase(connection, merchant_id, purchase_id) if call.hook_id is None]
    attempts = await calls.attempts_of(connection, owed)
    return [Told(call, attempts[call.call_id]) for call in reversed(owed)]
