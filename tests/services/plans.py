"""A payment plan of an invoice on a database, its days, and how things stand, as text."""

from datetime import UTC, date, datetime, time
from typing import Any

from fordring.domain.followup.instalments import PlanWish
from fordring.domain.followup.payment_plan import PlanStanding
from fordring.domain.money import Money
from fordring.jobs.payment_plans import look_after
from fordring.services.banking.move_line import MoveLine, move_line
from fordring.services.following_up.agree_plan import AgreePlan, agree_plan
from fordring.services.views import PurchaseView
from fordring.simulators.bank import Deposit
from fordring.storage import payment_plans
from services.counter import Counter

FIRST = date(2027, 1, 4)


async def agreed(counter: Counter, view: PurchaseView, wish: PlanWish | None = None, **more: Any) -> PlanStanding:
    """A plan of three instalments, the first due on 4 January, agreed on when the clock shows `counter.wall`."""
    facts: dict[str, Any] = {"accepted_by": "Ola Nordmann", "accepted_how": "by telephone"}
    named = (view.claim.claim_no, [counter.merchant.merchant_id], wish or PlanWish(FIRST, count=3))
    command = AgreePlan(*named, **facts | more)
    return await counter.database.run(lambda c: agree_plan(command, counter.jobs.work(c)))


async def days(counter: Counter, *told: str) -> None:
    """The daily look on each of these days."""
    for day in told:
        at(counter, day)
        await look_after(counter.jobs, counter.merchant)


def at(counter: Counter, day: str) -> None:
    """The clock shows nine o'clock of that day."""
    counter.wall = datetime.combine(date.fromisoformat(day), time(9), UTC)


async def paid(counter: Counter, minor: int, reference: str, day: str) -> None:
    """Money with this reference comes in a bank file of that day."""
    at(counter, day)
    amount = Money(minor, counter.merchant.currency)
    await counter.pay(Deposit(amount, date.fromisoformat(day), reference=reference))


async def standing(counter: Counter, view: PurchaseView) -> PlanStanding:
    """The newest plan."""
    claim = (await counter.now(view)).claim
    async with counter.database.reading() as connection:
        found = await payment_plans.newest(connection, claim)
    assert found is not None
    return found


async def rows(counter: Counter, view: PurchaseView) -> list[str]:
    """Each instalment: due day, what it comes to, what is paid of it."""
    found = await standing(counter, view)
    return [f"{row.instalment.due_on} {row.amount_minor} {row.paid_minor}" for row in found.rows]


async def story(counter: Counter) -> list[str]:
    """What the claim's story says."""
    async with counter.database.reading() as connection:
        found = await connection.fetch("SELECT kind FROM claim_event ORDER BY event_no")
    return [row["kind"] for row in found]


async def stops(counter: Counter) -> int:
    """How many stops hold."""
    async with counter.database.reading() as connection:
        found = await connection.fetchval("SELECT count(*) FROM claim_stop WHERE ended_on IS NULL")
    return int(found)


async def taken_away(counter: Counter) -> None:
    """The one payment was another's: it leaves the claim."""
    async with counter.database.reading() as connection:
        line = await connection.fetchval("SELECT bank_line_id FROM house.bank_line WHERE credit")
    command = MoveLine(line, None, "the wrong KID", ())
    await counter.database.run(lambda c: move_line(command, counter.jobs.work(c)))
