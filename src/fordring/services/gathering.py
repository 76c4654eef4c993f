"""A grouped purchase waits for its invoice: what every verb shares that authorises one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fordring.domain.calendar import Interval, local_day
from fordring.domain.claim.grouping import group_of
from fordring.domain.merchant import Merchant
from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Purchase
from fordring.domain.purchase.totals import OrderLine
from fordring.services.bill import add_card, payer_of
from fordring.storage import billing
from fordring.storage.billing import BillingItem
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class GroupedTerms:
    """Whom to bill, how often, and how long the payer has. `customer_number` is the merchant's own, if it has one."""

    billing: Billing
    customer_number: str | None
    interval: Interval
    days_until_due: int


def gather(
    work: Work,
    merchant: Merchant,
    purchase: Purchase,
    terms: GroupedTerms,
    lines: Sequence[OrderLine],
    warnings: Sequence[Mapping[str, str]],
) -> BillingItem:
    """Add to the unit what a billing run needs of the purchase: its group, its bill, the payer's card.

    It is supplied on the day of the purchase, by the merchant's calendar.
    """
    day = local_day(purchase.created_at, merchant.country)
    payer = payer_of(terms.billing, terms.customer_number)
    item = BillingItem(
        merchant_id=purchase.merchant_id,
        purchase_id=purchase.purchase_id,
        merchant_reference=purchase.merchant_reference,
        group=group_of(terms.billing, purchase.amount.currency, terms.interval, day, merchant.country),
        payer_key=payer.key,
        billing=dict(payer.billing),
        days_until_due=terms.days_until_due,
        delivered_on=day,
        lines=tuple(lines),
        warnings=[dict(warning) for warning in warnings],
    )
    add_card(work, merchant.merchant_id, payer, terms.billing.name, purchase.created_at)
    billing.add(work.unit, item)
    return item
