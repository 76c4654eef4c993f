"""What the tests of mailed reports share: a merchant that is paid out, and the installation that mails its reports."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from fordring.channels.outcome import Outcome
from fordring.domain.merchant import Merchant
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.reporting.configure_reports import ConfigureReports, configure_reports
from fordring.storage import deliveries, report_configurations, reports
from fordring.storage.deliveries import Delivery
from fordring.storage.report_configurations import Destination, ReportConfiguration
from fordring.storage.reports import FileType
from fordring.storage.transaction import Database
from jobs.outgoing import Installation
from services.counter import DAY, Counter
from support import make

ACCOUNTING = Destination("1", "accounting@fjord.example")
OWN = Destination("2", None)


@dataclass
class Mailing:
    """A merchant that is paid out, and the installation that mails its reports."""

    house: Installation
    counter: Counter

    @property
    def merchant(self) -> Merchant:
        """Who is paid out."""
        return self.counter.merchant

    async def configured(self, *destinations: Destination, **more: Any) -> ReportConfiguration:
        """A configuration of PDF and CSV."""
        facts: dict[str, Any] = {"filetypes": (FileType.PDF, FileType.CSV), "providers": (), "filters": ()}
        facts |= {"send_every": None, "applies": True, "configuration_id": None, **more}
        command = ConfigureReports(self.merchant.merchant_id, destinations=destinations, **facts)
        jobs = self.house.jobs
        return await jobs.database.run(lambda connection: configure_reports(command, jobs.work(connection)))

    async def settled(self) -> list[Delivery]:
        """A payout is confirmed; the deliveries of its report."""
        counter = self.counter
        await counter.pay(counter.deposit(await counter.invoice(100_000)))
        run, _ = await counter.pay_out()
        command = ConfirmPayout(run.payouts[0].reference, DAY)
        await counter.database.run(lambda connection: confirm_payout(command, counter.jobs.work(connection)))
        return await self.deliveries(run.payouts[0].payout_id)

    async def deliveries(self, payout_id: UUID) -> list[Delivery]:
        """How the report's deliveries stand."""
        async with self.counter.database.reading() as connection:
            found = await reports.of_payouts(connection, self.merchant.merchant_id, [payout_id])
            return await deliveries.of_report(connection, self.merchant.merchant_id, found[payout_id].report_id)

    async def attempt(self, delivery: Delivery, attempt: int = 1) -> None:
        """The job, as a worker would do it."""
        payload: dict[str, object] = {"delivery_id": str(delivery.delivery_id), "attempt": attempt}
        await self.house.do("deliver_report", self.merchant, payload)

    async def now(self, delivery: Delivery) -> Delivery:
        """How the delivery stands."""
        async with self.counter.database.reading() as connection:
            return await deliveries.get(connection, delivery.merchant_id, delivery.delivery_id)

    async def outcomes(self, delivery: Delivery) -> list[tuple[int, str | None, str | None]]:
        """Its attempts."""
        async with self.counter.database.reading() as connection:
            return [
                (each.attempt_no, each.outcome, each.detail)
                for each in await deliveries.attempts_of(connection, delivery)
            ]

    async def configuration(self, made: ReportConfiguration) -> ReportConfiguration:
        """How the configuration stands."""
        async with self.counter.database.reading() as connection:
            return await report_configurations.get(connection, made.merchant_id, made.configuration_id)


async def mailing(database: Database, folder: Path, emails: tuple[Outcome, ...] = (), **more: Any) -> Mailing:
    """A live merchant that pays commission; its mail servers answer as told."""
    facts: dict[str, Any] = {"account_id": "P11112222", **more}
    merchant = await make.merchant(database, commission_bp=250, commission_vat_bp=2500, **facts)
    return Mailing(Installation(database, folder, emails), Counter(database, merchant, folder / "counter"))
