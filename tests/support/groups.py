"""Grouped purchases on a database: bought on days of one's choosing, billed as the run bills them."""

from datetime import UTC, date, datetime, time
from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Product
from fordring.services.checkout.pay_by_invoice import PayByInvoice, pay_by_invoice
from fordring.services.invoicing.bill_batch import BillBatch, bill_batch
from fordring.services.views import PurchaseView
from fordring.storage import claims
from fordring.storage.transaction import Database
from support import make


def noon(day: date | str) -> datetime:
    """Midday of a day."""
    chosen = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(chosen, time(12), UTC)


def company(country: str = "NO", **more: str) -> Billing:
    """A company's bill-to address."""
    facts = {"business_name": "Nordmann AS", "organization_number": make.NUMBERS[country]}
    return make.billing(country, **facts | more)


def grouped(owner: Merchant, amount_minor: int = 12_500, reference: str = "order-1", **more: Any) -> PayByInvoice:
    """A company's purchase, for its monthly invoice."""
    facts: dict[str, Any] = {
        "product": Product.GROUPED,
        "order": make.order(amount_minor, reference, owner.default_vat_bp or 0),
        "billing": company(owner.country),
        "channel": None,
    }
    return make.payment_by_invoice(owner, **facts | more)


async def bought(database: Database, command: PayByInvoice, day: date | str) -> PurchaseView:
    """The purchase, authorised at noon of that day."""
    return await database.run(lambda connection: pay_by_invoice(command, make.work(connection, noon(day))))


async def billed(database: Database, owner: Merchant, day: date | str, **more: Any) -> int:
    """Bill what is due by that day, batch by batch; how many groups."""
    done = 0
    command = BillBatch(owner.merchant_id, **more)
    while many := await database.run(lambda connection: bill_batch(command, make.work(connection, noon(day)))):
        done += many
    return done


async def invoices(database: Database, owner: Merchant) -> list[Claim]:
    """Every claim of the merchant that has a number, in the order of the series."""
    async with database.reading() as connection:
        rows = await connection.fetch(
            "SELECT claim_id, number FROM claim WHERE merchant_id = $1 AND number IS NOT NULL", owner.merchant_id
        )
        found = await claims.these(connection, owner.merchant_id, [row["claim_id"] for row in rows])
    return sorted(found, key=lambda claim: claim.number or "")
