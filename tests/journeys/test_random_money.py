"""Random lives of invoices that are followed up while money comes late, is taken back, and steps are cancelled."""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.followup.hindsight import asked_until, interest_until, prevented, too_much
from fordring.domain.followup.settings import Whose
from fordring.domain.money import Money
from fordring.domain.payment.reported import Kind, Reported, ReportedPart
from fordring.services.followed import followed_one
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.payments.report_payment import ReportPayment, report_payment
from fordring.simulators.bank import Deposit
from fordring.storage import audit, claims
from fordring.storage.transaction import Database
from services.counter import Counter
from services.reversals import banked, reversal
from support import make
from support.steps import Taken, day, step_taken

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DEEDS = st.sampled_from(["step", "step", "money", "money", "money", "take back", "cancel", "direct"])
PARTS = st.sampled_from([1, 10, 33, 50, 90, 100, 101, 130])
LIVES = st.lists(st.tuples(DEEDS, PARTS, st.integers(0, 30)), min_size=3, max_size=9)
COUNTRIES = ("NO", "SE", "FI")


@dataclass
class Life:
    """One claim and its day; `came` is the money that was not taken back, by the bank's name of it."""

    counter: Counter
    claim: Claim
    today: int = 1
    came: dict[str, int] = field(default_factory=dict)

    async def now(self) -> Claim:
        """The claim as it stands."""
        async with self.counter.database.reading() as connection:
            return await claims.get(connection, self.claim.merchant_id, self.claim.claim_id)

    async def does(self, deed: str, part: int, days: int) -> None:
        """One thing that happens: `part` is of the principal in hundredths, `days` how long ago money came."""
        self.today += 1 + days // 3
        self.counter.wall = datetime.combine(day(self.today), time(9), UTC)
        claim = await self.now()
        minor = claim.principal_minor * part // 100
        if deed == "step" and claim.state is State.ISSUED:
            whose = Whose.OPERATOR if days % 2 else Whose.MERCHANT
            step = Taken(self.today, part * 100, whose=whose, interest=part != 1)
            await step_taken(self.counter.database, self.counter.merchant, claim.claim_id, step)
        elif deed == "money":
            await self._money(minor, self.today - days)
        elif deed == "take back" and self.came and self.counter.merchant.country == "NO":
            name, took = self.came.popitem()
            await banked(self.counter, reversal(self.counter, took, name, value_on=day(self.today)))
        elif deed == "cancel":
            await self._cancel(1 + days % 3)
        elif deed == "direct" and claim.state is State.ISSUED:
            await self._direct(minor, self.today - days)

    async def _money(self, minor: int, paid: int) -> None:
        name = f"E{self.claim.claim_no}-{self.counter.files}"
        amount = Money(minor, self.claim.currency)
        deposit = Deposit(amount, day(paid), reference=self.claim.reference or "", bank_reference=name)
        await self.counter.pay(deposit)
        self.came[name] = minor

    async def _cancel(self, step_no: int) -> None:
        command = CancelStep(self.claim.claim_no, step_no, [self.claim.merchant_id], "a mistake")
        with suppress(IllegalTransitionError, NotFoundError):
            await self.counter.database.run(lambda c: cancel_step(command, self.counter.jobs.work(c)))

    async def _direct(self, minor: int, paid: int) -> None:
        told = Reported(Kind.DIRECT_PAYMENT, (ReportedPart(self.claim.claim_no, minor),), minor, day(paid))
        command = ReportPayment(told, [self.claim.merchant_id])
        await self.counter.database.run(lambda c: report_payment(command, self.counter.jobs.work(c)))

    async def agrees(self) -> None:
        """Nothing that was asked for is more than the history says, and the books are true."""
        claim = await self.now()
        async with self.counter.database.reading() as connection:
            known = (await followed_one(connection, self.counter.merchant, claim)).known
            broken = [found for found in await audit.findings(connection) if found.rows and not found.truth.warning]
        assert broken == []
        assert (prevented(known), too_much(known)) == (None, 0)
        until = asked_until(known)
        assert known.interest_minor <= ((interest_until(known, until) or 0) if until else 0)


@pytest.fixture
async def counters(database: Database, tmp_path: Path) -> list[Counter]:
    """One merchant of each country, at its bank."""
    owners = [await make.merchant(database, country, f"T0000000{place}") for place, country in enumerate(COUNTRIES)]
    return [Counter(database, owner, tmp_path) for owner in owners]


@FEW
@given(st.sampled_from(range(3)), LIVES)
async def test_whatever_comes_when_nothing_is_asked_for_that_the_history_does_not_say(
    counters: list[Counter], place: int, deeds: list[tuple[str, int, int]]
) -> None:
    counter = counters[place]
    counter.wall = make.WALL
    life = Life(counter, (await counter.invoice(1_000_000)).claim)
    for deed, part, days in deeds:
        await life.does(deed, part, days)
    await life.agrees()
