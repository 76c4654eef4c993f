"""Random lives of invoices that are followed up while money comes late, is taken back, and steps are cancelled.

Each is judged by a reckoning of its own (`support.reckoning`): what is open by part, what goes back to payers, and
which steps were taken back, or bear less, and why.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import State
from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.followup.facts import StepKind, StopReason
from fordring.domain.followup.settings import Whose
from fordring.domain.money import Money
from fordring.domain.payment.reported import Kind, Reported, ReportedPart
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.following_up.end_stop import EndStop, end_stop
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.services.payments.report_credit import ReportCredit, report_credit
from fordring.services.payments.report_payment import ReportPayment, report_payment
from fordring.simulators.bank import Deposit
from fordring.storage import audit, claims
from fordring.storage.transaction import Database
from services.counter import Counter
from services.reversals import banked, reversal
from support import make
from support.reckoning import Reckoned, demand_fee, sums
from support.steps import DUE, Taken, day, step_taken

FEW = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
DEEDS = st.sampled_from(
    [*["reminder", "demand"] * 2, *["money"] * 3, "take back", "cancel", "direct", "credit", "stop"]
)
PARTS = st.sampled_from([0, 0, 1, 10, 33, 50, 76, 90, 98, 100, 101, 130])
DAYS = st.sampled_from([0, 1, 1, 2, 3, 5, 8, 14, 22, 30])
LIVES = st.lists(st.tuples(DEEDS, PARTS, DAYS), min_size=3, max_size=9)
COUNTRIES = ("NO", "SE", "FI")
REMINDER_FEES = {"NO": 38_00, "SE": 60_00, "FI": 5_00}
MISTAKE = "a mistake"
PRINCIPAL = 1_200_00
"""A part of it is enough for a lower tier, in Norway and Finland."""


@dataclass
class Life:
    """One claim, the reckoning beside it, and its day; its fees are the merchant's, or all of them the operator's."""

    counter: Counter
    claim: Claim
    beside: Reckoned
    whose: Whose
    today: int = 1
    demanded: bool = False
    names: list[str] = field(default_factory=list)
    stop_id: UUID | None = None

    @property
    def country(self) -> str:
        """Whose law it is followed up by."""
        return self.counter.merchant.country

    async def now(self) -> Claim:
        """The claim as it stands."""
        async with self.counter.database.reading() as connection:
            return await claims.get(connection, self.claim.merchant_id, self.claim.claim_id)

    async def does(self, deed: str, part: int, days: int) -> None:
        """One thing that happens: `part` is of the principal in hundredths, 0 is all that is open; `days` ago."""
        self.today += 1 + days // 3
        self.counter.wall = datetime.combine(day(self.today), time(9), UTC)
        claim = await self.now()
        minor = claim.principal_minor * part // 100 or claim.open.total or claim.principal_minor
        if deed in {"reminder", "demand"} and claim.state is State.ISSUED:
            await self._step(demand=deed == "demand" and not self.demanded, interest=part != 1)
        elif deed == "money":
            await self._money(minor, self.today - days)
        elif deed == "take back" and self.names and self.country == "NO":
            await self._take_back(self.names.pop())
        elif deed == "cancel":
            await self._cancel(1 + days % 3)
        elif deed == "stop" and claim.state is State.ISSUED:
            await self._stop()
        elif deed in {"direct", "credit"} and claim.state is State.ISSUED:
            await self._reported(deed, minor, self.today - days)

    async def _step(self, *, demand: bool, interest: bool) -> None:
        fee = REMINDER_FEES[self.country]
        if demand:
            fee, self.demanded = demand_fee(self.country, self.beside.opened["principal"]), True
        kind = StepKind.PAYMENT_DEMAND if demand else StepKind.REMINDER
        step = Taken(self.today, fee, kind, self.whose, interest=interest)
        self.beside.step(day(self.today), fee, interest=interest, demand=demand)
        await step_taken(self.counter.database, self.counter.merchant, self.claim.claim_id, step)

    async def _money(self, minor: int, paid: int) -> None:
        name = f"E{self.claim.claim_no}-{self.counter.files}"
        amount = Money(minor, self.claim.currency)
        self.beside.money(name, day(paid), minor)
        self.names.append(name)
        deposit = Deposit(amount, day(paid), reference=self.claim.reference or "", bank_reference=name)
        await self.counter.pay(deposit)

    async def _take_back(self, name: str) -> None:
        minor = sum(self.beside.paid[name].covers.values()) + self.beside.paid[name].back
        self.beside.taken_back(name, day(self.today))
        await banked(self.counter, reversal(self.counter, minor, name, value_on=day(self.today)))

    async def _cancel(self, step_no: int) -> None:
        if any(letter.number == step_no for letter in self.beside.standing):
            self.beside.cancelled(step_no, MISTAKE)
        command = CancelStep(self.claim.claim_no, step_no, [self.claim.merchant_id], MISTAKE)
        with suppress(IllegalTransitionError, NotFoundError):
            await self.counter.database.run(lambda c: cancel_step(command, self.counter.jobs.work(c)))

    async def _stop(self) -> None:
        """The delay is the creditor's from today on; or, where it was, no longer."""
        if self.stop_id is not None:
            end = EndStop(self.stop_id, None)
            await self.counter.database.run(lambda c: end_stop(end, self.counter.jobs.work(c)))
            self.beside.went_on(day(self.today))
            self.stop_id = None
            return
        stop = StopClaim(self.claim.claim_no, None, StopReason.DISPUTED, interest_paused=True)
        made = await self.counter.database.run(lambda c: stop_claim(stop, self.counter.jobs.work(c)))
        self.beside.stopped(day(self.today))
        self.stop_id = made.stop.stop_id

    async def _reported(self, deed: str, minor: int, paid: int) -> None:
        owner, part = [self.claim.merchant_id], (ReportedPart(self.claim.claim_no, minor),)
        if deed == "direct":
            self.beside.directly(day(paid), minor)
            payment = ReportPayment(Reported(Kind.DIRECT_PAYMENT, part, minor, day(paid)), owner)
            await self.counter.database.run(lambda c: report_payment(payment, self.counter.jobs.work(c)))
        else:
            self.beside.credited(day(paid), minor)
            credit = ReportCredit(Reported(Kind.CREDIT, part, minor, day(paid)), owner)
            await self.counter.database.run(lambda c: report_credit(credit, self.counter.jobs.work(c)))

    async def agrees(self) -> None:
        """The books are true, and say what the reckoning beside them says."""
        claim = await self.now()
        async with self.counter.database.reading() as connection:
            broken = [found for found in await audit.findings(connection) if found.rows and not found.truth.warning]
            steps = await connection.fetch("SELECT * FROM step WHERE claim_id = $1 ORDER BY step_no", claim.claim_id)
            back = await connection.fetchval(
                "SELECT coalesce(sum(amount_minor), 0)::bigint FROM refund WHERE claim_id = $1 AND state = 'waiting'",
                claim.claim_id,
            )
        assert broken == []
        told = [(letter.gone, letter.fee) for letter in self.beside.letters]
        assert [(step["cancelled_because"], step["fee_minor"]) for step in steps] == told
        opened = sums(claim.open.principal, claim.open.fees, claim.open.interest)
        assert (opened, back) == (self.beside.opened, self.beside.going_back)


@pytest.fixture
async def counters(database: Database, tmp_path: Path) -> list[Counter]:
    """One merchant of each country, at its bank."""
    owners = [await make.merchant(database, country, f"T0000000{place}") for place, country in enumerate(COUNTRIES)]
    return [Counter(database, owner, tmp_path) for owner in owners]


@FEW
@example(2, [("reminder", 0, 0), ("money", 100, 0), ("credit", 0, 0)], Whose.MERCHANT)
@given(st.sampled_from(range(3)), LIVES, st.sampled_from(Whose))
async def test_whatever_comes_when_the_books_say_what_a_slow_reckoning_says(
    counters: list[Counter], place: int, deeds: list[tuple[str, int, int]], whose: Whose
) -> None:
    counter = counters[place]
    counter.wall = make.WALL
    claim = (await counter.invoice(PRINCIPAL)).claim
    life = Life(counter, claim, Reckoned(counter.merchant.country, PRINCIPAL, DUE), whose)
    for deed, part, days in deeds:
        await life.does(deed, part, days)
        await life.agrees()
