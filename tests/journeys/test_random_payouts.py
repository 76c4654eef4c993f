"""Random money out: prices that change by the day, banks that refuse some of an order, and debits in any order."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from fordring.domain.money import Money
from fordring.formats.banking.model import Direction
from fordring.formats.banking.pain002 import Answer, GroupAnswer, StatusReport, Verdict
from fordring.formats.banking.pain002_writer import write_pain002
from fordring.services.configuring.agree_price import AgreePrice, agree_price
from fordring.services.payments.run_payouts import PayoutRun, RunPayouts, run_payouts
from fordring.simulators.bank import Deposit
from fordring.storage import audit, ledger
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from services.reversals import banked, line
from support import make
from support.random_payouts import LIVES, MERCHANTS, PER_INVOICE, Price, Reckoning, Sent, Step

MANY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OVER = 500
VERDICTS = (
    Verdict(Answer.ACCEPTED, "ACCP"),
    Verdict(Answer.REJECTED, "RJCT", "AC04 Account closed"),
    Verdict(Answer.PENDING, "PDNG"),
)
PARTLY = Verdict(Answer.PARTLY, "PART")


@dataclass
class Life:
    """Two merchants of one client account, their reckonings, and every order with its transfers by reference."""

    counters: list[Counter]
    day: date = DAY
    reckonings: list[Reckoning] = field(default_factory=list)
    orders: list[tuple[str, dict[str, Sent]]] = field(default_factory=list)
    name: str = ""
    files: int = 0

    async def takes(self, step: Step) -> None:
        """One step, and the same of the reckoning."""
        place = step.which % MERCHANTS
        if step.verb == "money":
            await self.money(place, step.minor, over=step.mask % 3 == 0)
        elif step.verb == "price":
            await self.price(place, step)
        elif step.verb == "run":
            await self.run(step.days)
        elif self.orders:
            message_id, transfers = self.orders[step.which % len(self.orders)]
            if step.verb == "answer":
                await self.answer(message_id, transfers, step.mask)
            else:
                await self.debit(transfers, step.mask)

    async def money(self, place: int, minor: int, *, over: bool) -> None:
        """An invoice is paid, sometimes too much of it."""
        counter, its = self.counters[place], self.reckonings[place]
        view = await counter.invoice(minor)
        self.files += 1
        amount = Money(minor + OVER * over, "NOK")
        counter.files = self.files
        paid = Deposit(amount, self.day, view.claim.reference or "", bank_reference=f"E{self.name}-{self.files}")
        assert (await counter.pay(paid)).counts == {"matched": 1}
        its.came += amount.minor
        its.waiting.append(minor)
        its.refunds += [OVER] * over

    async def price(self, place: int, step: Step) -> None:
        """A price that holds from today or a later day on, where none begins that day."""
        counter, its = self.counters[place], self.reckonings[place]
        begins = self.day + timedelta(days=step.days)
        if any(each.begins == begins for each in its.prices):
            return
        price = Price(begins, step.mask * 7, step.mask % 3 * 100, step.mask % 5 * 100, step.mask % 2 * 2_500)
        command = AgreePrice(
            *(counter.merchant.merchant_id, begins, price.share_bp, price.per_payment, price.per_payout, price.vat_bp)
        )
        await counter.database.run(lambda c: agree_price(command, counter.jobs.work(c)))
        its.prices.append(price)

    async def run(self, days: int) -> None:
        """A payout run so many days later; it holds what the reckoning says."""
        self.day += timedelta(days=days)
        for counter in self.counters:
            counter.wall = datetime.combine(self.day, time(9), UTC)
        account = self.counters[0].merchant.bank_account.bank_account_id
        whose = frozenset(counter.merchant.merchant_id for counter in self.counters)
        command = RunPayouts(account, self.day, whose, whose)
        made = await self.counters[0].database.run(lambda c: run_payouts(command, self.counters[0].jobs.work(c)))
        transfers: dict[str, Sent] = {}
        for place, its in enumerate(self.reckonings):
            transfers |= self.paid_out(place, its, made)
            transfers |= self.refunded(place, its, made)
        assert bool(transfers) == (made is not None)
        if made is not None:
            self.orders.append((made.order.message_id, transfers))

    def paid_out(self, place: int, its: Reckoning, made: PayoutRun | None) -> dict[str, Sent]:
        """The merchant's payouts as they must be: everything that waits, less the price of the day."""
        owner = self.counters[place].merchant.merchant_id
        found = [each for each in (made.payouts if made else ()) if each.merchant_id == owner]
        payments, its.waiting = its.waiting, []
        if not payments:
            assert found == []
            return {}
        parts = [[each] for each in payments] if place == PER_INVOICE else [payments]
        kept, vat = its.charged(self.day, payments, len(parts))
        assert sorted(each.gross_minor for each in found) == sorted(map(sum, parts))
        assert (sum(each.commission_minor for each in found), sum(each.vat_minor for each in found)) == (kept, vat)
        left = sorted(parts, key=sum)
        sent = {}
        for payout, part in zip(sorted(found, key=lambda each: each.gross_minor), left, strict=True):
            assert payout.net_minor == sum(part) - payout.commission_minor - payout.vat_minor
            sent[payout.reference] = Sent(place, payout.net_minor, part, payout.commission_minor, payout.vat_minor)
        return sent

    def refunded(self, place: int, its: Reckoning, made: PayoutRun | None) -> dict[str, Sent]:
        """What goes back to the merchant's payers, each to the account it came from."""
        owner = self.counters[place].merchant.merchant_id
        found = [each for each in (made.refunds if made else ()) if each.merchant_id == owner]
        waiting, its.refunds = its.refunds, []
        assert [each.amount.minor for each in found] == waiting
        return {each.reference: Sent(place, each.amount.minor, []) for each in found}

    async def answer(self, message_id: str, transfers: dict[str, Sent], mask: int) -> None:
        """The bank accepts, refuses or has not decided on each transfer, or says nothing of it."""
        chosen = {name: (mask // 4**place) % 4 for place, name in enumerate(transfers)}
        said = {name: VERDICTS[which] for name, which in chosen.items() if which < len(VERDICTS)}
        if not said:
            return
        self.files += 1
        report = StatusReport(
            f"S{self.name}-{self.files}", self.day, message_id, PARTLY, (GroupAnswer(message_id, PARTLY, said),)
        )
        await self.counters[0].bank(write_pain002(report, self.counters[0].wall))
        for name, verdict in said.items():
            sent = transfers[name]
            if verdict.answer is not Answer.REJECTED or sent.state != "sent":
                continue  # a refusal behind the debit is a person's to look into
            sent.state = "rejected"
            its = self.reckonings[sent.owner]
            if sent.is_refund:
                its.homeless += sent.net
            else:
                its.waiting += sent.payments

    async def debit(self, transfers: dict[str, Sent], mask: int) -> None:
        """The bank debits some of an order, one of them for the second time perhaps."""
        for place, (name, sent) in enumerate(transfers.items()):
            if not (mask >> place) & 1 or sent.state == "rejected":
                continue
            self.files += 1
            self.counters[0].files = self.files
            facts = {
                "direction": Direction.DEBIT,
                "end_to_end_id": name,
                "entry_reference": f"D{self.name}-{self.files}",
            }
            counts = await banked(self.counters[0], line(self.counters[0], sent.net, booked_on=self.day, **facts))
            assert counts == {"confirmed" if sent.state == "sent" else "noted": 1}
            sent.state = "confirmed"

    async def agrees(self) -> None:
        """The books of both merchants are what the reckoning says, and every standing truth holds."""
        every = [sent for _, transfers in self.orders for sent in transfers.values()]
        async with self.counters[0].database.reading() as connection:
            for place, its in enumerate(self.reckonings):
                book = await ledger.balances(connection, self.counters[place].merchant.merchant_id)
                own = [sent for sent in every if sent.owner == place]
                assert {name: minor for name, minor in book.items() if minor} == its.balances(own)
            broken = [found for found in await audit.findings(connection) if found.rows and not found.truth.warning]
        assert broken == []


@pytest.fixture
def places() -> list[int]:
    """How many lives were lived: each has merchants of its own."""
    return []


@MANY
@given(steps=LIVES)
async def test_whatever_a_bank_answers_and_whatever_was_agreed_the_books_say_what_reckoning_says(
    database: Database, tmp_path: Path, places: list[int], steps: list[Step]
) -> None:
    places.append(len(places))
    life = Life([], name=str(len(places)))
    for place in range(MERCHANTS):
        chosen = {"disbursement": "per_invoice"} if place == PER_INVOICE else {}
        owner = await make.merchant(
            database,
            account_id=f"T{len(places):06}{place:02}",
            commission_bp=150,
            commission_vat_bp=2_500,
            settings=chosen,
        )
        life.counters.append(Counter(database, owner, tmp_path))
        life.reckonings.append(Reckoning([Price(date.min, 150, 0, 0, 2_500)]))
    for step in steps:
        await life.takes(step)
    await life.agrees()
