"""A generated year of several merchants: what their settlement reports say is what the ledger says, to the øre."""

import json
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from fordring.domain.money import Money
from fordring.formats.settlements.json_writer import write_json
from fordring.services.configuring.agree_price import AgreePrice, agree_price
from fordring.services.configuring.schedule_payouts import SchedulePayouts, schedule_payouts
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.run_payouts import RunPayouts, run_payouts
from fordring.services.reporting.find_report import find_report
from fordring.services.reporting.resolve_report import resolve_report
from fordring.simulators.bank import Deposit
from fordring.storage import ledger
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Database
from services.counter import Counter
from support import make

BEGINNING = date(2026, 11, 16)
FORTNIGHTS = 26
REFUSED = 0.2
TERMS: tuple[tuple[str, Mapping[str, int]], ...] = (
    ("batch", {"hold_days": 5}),
    ("per_invoice", {"minimum_minor": 20_000}),
    ("batch", {}),
)


@dataclass
class Year:
    """One bank account's merchants; `random` decides everything, by its seed."""

    random: random.Random
    counters: list[Counter]
    paid: list[int] = field(default_factory=lambda: [0, 0, 0])
    made: list[Payout] = field(default_factory=list)

    async def fortnight(self, number: int) -> None:
        """Some invoices are paid, in one part or two, and the bank makes or refuses what is paid out."""
        day = BEGINNING + timedelta(days=14 * number)
        for place, counter in enumerate(self.counters):
            deposits = []
            for _ in range(self.random.randint(0, 3)):
                minor = self.random.choice([99, 12_501, 33_333, 250_000]) + self.random.randint(0, 9_999)
                view = await counter.invoice(minor)
                part = self.random.choice([minor, minor, max(1, minor * 2 // 3)])
                self.paid[place] += part
                reference = view.claim.reference or ""
                deposits.append(
                    Deposit(Money(part, "NOK"), day + timedelta(days=self.random.randint(0, 13)), reference)
                )
            if deposits:
                await counter.pay(*deposits)
        await self._pay_out(day + timedelta(days=self.random.randint(7, 13)))

    async def _pay_out(self, day: date) -> None:
        bank = self.counters[0]
        command = RunPayouts(bank.merchant.bank_account.bank_account_id, day)
        run = await bank.database.run(lambda connection: run_payouts(command, bank.jobs.work(connection)))
        for payout in run.payouts if run else []:
            await self._end(payout, day)

    async def _end(self, payout: Payout, day: date) -> None:
        bank = self.counters[0]
        if self.random.random() < REFUSED:
            refused = RejectPayout(payout.reference, "AC04", day)
            await bank.database.run(lambda connection: reject_payout(refused, bank.jobs.work(connection)))
        else:
            done = ConfirmPayout(payout.reference, day)
            made = await bank.database.run(lambda connection: confirm_payout(done, bank.jobs.work(connection)))
            self.made.append(made)


async def year_of(database: Database, folder: Path) -> Year:
    """Three merchants with terms of their own, whose price changes after half a year."""
    counters = []
    for place, (disbursement, schedule) in enumerate(TERMS):
        merchant = await make.merchant(
            database,
            account_id=f"T1111000{place}",
            number_prefix=f"YEAR{place}",
            commission_bp=250 - place,
            commission_vat_bp=2_500,
            settings={"disbursement": disbursement},
        )
        counter = Counter(database, merchant, folder / str(place), files=1_000 * place)
        await _agree(counter, schedule)
        counters.append(counter)
    return Year(random.Random(20_261_126), counters)


async def _agree(counter: Counter, schedule: Mapping[str, int]) -> None:
    merchant_id = counter.merchant.merchant_id
    terms = SchedulePayouts(merchant_id, schedule)
    later = BEGINNING + timedelta(days=182)
    price = AgreePrice(merchant_id, later, commission_bp=99, per_payment_minor=123, per_payout_minor=490)
    await counter.database.run(lambda connection: schedule_payouts(terms, counter.jobs.work(connection)))
    await counter.database.run(lambda connection: agree_price(price, counter.jobs.work(connection)))


async def test_a_years_reports_sum_to_what_the_ledger_says(database: Database, tmp_path: Path) -> None:
    year = await year_of(database, tmp_path)
    for number in range(FORTNIGHTS):
        await year.fortnight(number)
    assert len(year.made) > FORTNIGHTS
    for place, counter in enumerate(year.counters):
        reported = await _reported(counter)
        async with database.reading() as connection:
            books = await ledger.balances(connection, counter.merchant.merchant_id)
        books = {name.removesuffix(" NOK"): minor for name, minor in books.items()}
        assert reported["commission"] == -books["owed.operator.commission"]
        assert reported["vat"] == -books["owed.operator.vat"]
        assert reported["capture"] - reported["refund"] == year.paid[place] + books.get("owed.merchant", 0)
        assert reported["net"] == year.paid[place] - books["client_funds"]
        assert "in_transit" not in books


async def _reported(counter: Counter) -> dict[str, int]:
    """The sums of all the merchant's settlement reports, each sound in itself and in its file."""
    sums = dict.fromkeys(("capture", "refund", "net", "commission", "vat"), 0)
    merchant_id = counter.merchant.merchant_id
    async with counter.database.reading() as connection:
        ids = await connection.fetch("SELECT report_id FROM settlement_report WHERE merchant_id = $1", merchant_id)
        sources = [await find_report(connection, merchant_id, row["report_id"]) for row in ids]
    for source in sources:
        report = resolve_report(source)
        totals = report.totals
        assert source.payout is not None
        assert (totals.net_minor, totals.fee_minor) == (source.payout.net_minor, source.payout.fee_minor)
        assert totals.capture_minor - totals.refund_minor - totals.fee_minor == totals.net_minor
        assert json.loads(write_json(report))["settlement"]["id"] == report.settlement_id
        sums["capture"] += totals.capture_minor
        sums["refund"] += totals.refund_minor
        sums["net"] += totals.net_minor
        sums["commission"] += report.commission_minor
        sums["vat"] += report.commission_vat_minor
    return sums
