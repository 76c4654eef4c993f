"""What every verb on a checkout begins with: the checkout locked, its merchant, the time there, who asks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.errors import InvalidCommandError, WrongCurrencyError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.checkout import Checkout
from fordring.domain.purchase.purchase import Request
from fordring.domain.purchase.totals import GivenOrder, bill_lines, order_problems
from fordring.domain.vat import rates_on
from fordring.services.views import CheckoutView
from fordring.storage import checkouts, merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AtHand:
    """A locked checkout of a merchant; `now` is the merchant's clock."""

    merchant: Merchant
    checkout: Checkout
    now: datetime
    request: Request

    async def saved(self, checkout: Checkout, work: Work) -> CheckoutView:
        """What it has become, stored; the calls that tell of it join the unit."""
        await checkouts.save(work.connection, self.checkout, checkout)
        checkouts.owe_calls(work.unit, self.checkout, checkout, work.wall)
        return CheckoutView(self.merchant, checkout)


async def at_hand(merchant_id: UUID, checkout_id: UUID, work: Work) -> AtHand:
    """The checkout, locked until the commit. Raises NotFoundError, also for another merchant's."""
    merchant = await merchants.get(work.connection, merchant_id)
    checkout = await checkouts.get(work.connection, merchant_id, checkout_id, lock=True)
    return AtHand(merchant, checkout, merchant.now(work.wall), request_of(work))


def request_of(work: Work) -> Request:
    """Who asks, as events keep it."""
    return Request(work.asker.request_id, work.asker.name, work.asker.headers)


def require_usable(order: GivenOrder, currency: str, merchant: Merchant, now: datetime, *, strict: bool) -> None:
    """Raise InvalidCommandError or WrongCurrencyError for an order that could not be invoiced."""
    problems = order_problems(order, strict=strict)
    if problems:
        raise InvalidCommandError(*problems)
    if currency != merchant.currency:
        raise WrongCurrencyError(currency, merchant.currency)
    rates = rates_on(merchant.country, local_day(now, merchant.country)).rates_bp if merchant.vat_registered else (0,)
    bill_lines(order, rates, merchant.default_vat_bp if merchant.vat_registered else 0)
