"""What a merchant owes is invoiced on its payout days, where that was agreed with it and can be done."""

from dataclasses import dataclass
from datetime import date

from fordring.domain.merchant import Merchant
from fordring.domain.payment.schedule import Shortfall
from fordring.jobs.context import JobsContext
from fordring.services.payments.invoice_shortfall import InvoiceShortfall, invoice_shortfall
from fordring.services.shortfalls import OpenShortfall, open_shortfalls
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """One of the things that days bring (`daily.py`)."""

    jobs: JobsContext

    async def first_due(self, connection: Connection, merchant: Merchant, day: date) -> date | None:
        """The merchant's first payout day, if there is something to invoice as things stand."""
        if not await self._to_invoice(connection, merchant):
            return None
        return merchant.payout_schedule.first_day(day, merchant.country)

    async def invoice(self, merchant: Merchant, _day: date) -> None:
        """Invoice what the merchant owes, a transaction for each client account."""
        async with self.jobs.database.reading() as connection:
            found = await self._to_invoice(connection, merchant)
        for each in found:
            await self._invoice(InvoiceShortfall(merchant.merchant_id, each.account.bank_account_id))

    async def _invoice(self, command: InvoiceShortfall) -> None:
        await self.jobs.database.run(lambda connection: invoice_shortfall(command, self.jobs.work(connection)))

    async def _to_invoice(self, connection: Connection, merchant: Merchant) -> list[OpenShortfall]:
        if merchant.payout_schedule.shortfall is Shortfall.CARRIED:
            return []
        found = await open_shortfalls(connection, self.jobs.wall(), {merchant.merchant_id})
        return [each for each in found if each.why_not is None]
