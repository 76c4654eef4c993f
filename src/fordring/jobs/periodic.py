"""What comes by itself: each merchant's days, and the house's own periodic jobs."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from fordring.domain.calendar import is_business_day, roll_forward
from fordring.domain.merchant import Merchant
from fordring.jobs.booking import BookBankFile
from fordring.jobs.context import JobsContext
from fordring.jobs.daily import Daily
from fordring.jobs.holds_over import end_what_is_over
from fordring.jobs.payers import SandboxPayers
from fordring.jobs.payment_orders import order_file
from fordring.jobs.payment_plans import look_after
from fordring.jobs.play import Player
from fordring.jobs.registry import Handler, JobContext
from fordring.jobs.shortfalls import Shortfalls
from fordring.services.banking.keep_reconciliations import KeepReconciliations, keep_reconciliations
from fordring.services.banking.suggest_again import SuggestAgain, suggest_again
from fordring.services.following_up.follow_up_due import FollowUpDue, follow_up_due
from fordring.services.invoicing.bill_due import BillDue, bill_due
from fordring.services.invoicing.issue_due import IssueDue, issue_due
from fordring.services.payments.run_payouts import RunPayouts, run_payouts
from fordring.storage import (
    billing,
    claim_words,
    dues,
    following_up,
    holds_over,
    idempotency,
    ledger,
    merchants,
    payment_plans,
    queue,
    verifications,
    words,
)
from fordring.storage.house import orders
from fordring.storage.queue import Job
from fordring.storage.transaction import Connection

LOG_KEPT = timedelta(days=30)
WORD_BATCHES_MAX = 20


def dailies_of(jobs: JobsContext) -> tuple[Daily, ...]:
    """What days bring, in the order in which a day does it: stops end, invoices, payers, follow-up, payouts."""
    payers = SandboxPayers(jobs, BookBankFile(jobs).book)
    shortfalls = Shortfalls(jobs)

    async def end_holds(merchant: Merchant, _day: date) -> None:
        await end_what_is_over(jobs, merchant)

    async def issue(merchant: Merchant, _day: date) -> None:
        command = IssueDue(merchant.merchant_id)
        await jobs.database.run(lambda connection: issue_due(command, jobs.work(connection)))

    async def bill(merchant: Merchant, _day: date) -> None:
        command = BillDue(merchant.merchant_id)
        await jobs.database.run(lambda connection: bill_due(command, jobs.work(connection)))

    async def follow_up(merchant: Merchant, _day: date) -> None:
        command = FollowUpDue(merchant.merchant_id)
        await jobs.database.run(lambda connection: follow_up_due(command, jobs.work(connection)))

    async def look_after_plans(merchant: Merchant, _day: date) -> None:
        await look_after(jobs, merchant)

    async def pay_out(merchant: Merchant, day: date) -> None:
        async with jobs.database.reading() as connection:
            accounts = {
                *await dues.money_waits(connection, merchant.merchant_id),
                *await dues.refunds_wait(connection, merchant.merchant_id),
            }
            together = await _paid_out_together(connection, merchant) if accounts else []
        paid = frozenset(other.merchant_id for other in together if _is_paid_on(day, other))
        refunding = frozenset(other.merchant_id for other in together if is_business_day(day, other.country))
        for bank_account_id in sorted(accounts):
            await _pay_out(jobs, RunPayouts(bank_account_id, day, paid, refunding))

    return (
        Daily("end stops by their day", _first_end_day, end_holds),
        Daily("issue scheduled claims", _first_issue_day, issue),
        Daily("bill grouped purchases", _first_billing_day, bill),
        Daily("let sandbox payers pay", payers.first_due, payers.pay),
        Daily("look after payment plans", _first_plan_day, look_after_plans),
        Daily("follow up claims", _first_look_day, follow_up),
        Daily("invoice shortfalls", shortfalls.first_due, shortfalls.invoice, mornings=True),
        Daily("pay out", _first_payout_day, pay_out, mornings=True),
    )


async def _paid_out_together(connection: Connection, merchant: Merchant) -> list[Merchant]:
    """A sandbox merchant alone, by its own clock; all live merchants, in one file to the bank."""
    everyone = [merchant] if merchant.sandbox else await merchants.all_merchants(connection)
    return [other for other in everyone if other.sandbox == merchant.sandbox]


async def _pay_out(jobs: JobsContext, command: RunPayouts) -> None:
    """Make the payout and its file; the job that writes the file as well finds it written."""
    made = await jobs.database.run(lambda connection: run_payouts(command, jobs.work(connection)))
    if made is not None and made.order.state == orders.RELEASED:
        await order_file(jobs, made.order.order_id)


def _is_paid_on(day: date, merchant: Merchant) -> bool:
    return merchant.payout_schedule.is_payout_day(day, merchant.country)


async def _first_end_day(connection: Connection, merchant: Merchant, _day: date) -> date | None:
    return await holds_over.first_day(connection, merchant.merchant_id)


async def _first_issue_day(connection: Connection, merchant: Merchant, _day: date) -> date | None:
    return await dues.first_issue_day(connection, merchant.merchant_id)


async def _first_billing_day(connection: Connection, merchant: Merchant, _day: date) -> date | None:
    return await billing.first_day(connection, merchant.merchant_id)


async def _first_look_day(connection: Connection, merchant: Merchant, _day: date) -> date | None:
    return await following_up.first_day(connection, merchant.merchant_id)


async def _first_plan_day(connection: Connection, merchant: Merchant, _day: date) -> date | None:
    return await payment_plans.first_day(connection, merchant.merchant_id)


async def _first_payout_day(connection: Connection, merchant: Merchant, day: date) -> date | None:
    """The merchant is paid by its schedule; its payers need not wait for that."""
    schedule = merchant.payout_schedule
    waiting = await dues.waiting(connection, merchant.merchant_id, by_day=schedule.hold_days > 0)
    days = [schedule.first_due(received, day, merchant.country) for received in waiting.values()]
    if await dues.refunds_wait(connection, merchant.merchant_id):
        days.append(roll_forward(day, merchant.country))
    return min((found for found in days if found is not None), default=None)


def due_today_task(jobs: JobsContext) -> Handler:
    """The periodic job `due_today`: for each merchant a job that does what its own calendar says is due by now."""

    async def due_today(_payload: dict[str, Any], _context: JobContext) -> None:
        async def queue_them(connection: Connection) -> None:
            everyone = await merchants.all_merchants(connection)
            await queue.enqueue(connection, [_play_today(merchant.merchant_id) for merchant in everyone])

        await jobs.database.run(queue_them)

    return due_today


def play_today_task(player: Player) -> Handler:
    """The job `play_today` of one merchant."""

    async def play_today(_payload: dict[str, Any], context: JobContext) -> None:
        if context.merchant_id is None:
            raise ValueError("a calendar belongs to a merchant")
        await player.play_today(context.merchant_id)

    return play_today


def ledger_months_task(jobs: JobsContext) -> Handler:
    """The periodic job `ledger_months`: partitions for this month and the two after it."""

    async def add_months(_payload: dict[str, Any], _context: JobContext) -> None:
        await jobs.database.run(lambda connection: ledger.add_months(connection, jobs.wall()))

    return add_months


async def _keep_some(connection: Connection, wall: datetime) -> int:
    return await words.keep(connection, wall) + await claim_words.keep(connection, wall)


def keep_words_task(jobs: JobsContext) -> Handler:
    """The periodic job `keep_words`: the words of new purchases and claims, in batches; the rest is the next one's."""

    async def keep_words(_payload: dict[str, Any], _context: JobContext) -> None:
        for _ in range(WORD_BATCHES_MAX):
            if not await jobs.database.run(lambda connection: _keep_some(connection, jobs.wall())):
                return

    return keep_words


def tidy_queue_task(jobs: JobsContext) -> Handler:
    """The periodic job `tidy_queue`: log lines of jobs done long ago are deleted, and idempotency keys of a day ago."""

    async def tidy(_payload: dict[str, Any], _context: JobContext) -> None:
        await jobs.database.run(lambda connection: queue.forget_log(connection, LOG_KEPT))
        await jobs.database.run(lambda connection: idempotency.forget(connection, jobs.wall()))

    return tidy


def forget_identities_task(jobs: JobsContext) -> Handler:
    """The periodic job `forget_identities`: those begun and never used, older than the operator keeps them; in batches.

    A name, an address and a national id are no longer kept than they are needed (GDPR, art. 5).
    """

    async def forget(_payload: dict[str, Any], _context: JobContext) -> None:
        before = jobs.wall() - jobs.identity_kept
        while await jobs.database.run(lambda connection: verifications.forget_unused(connection, before)):
            pass

    return forget


def suggest_again_task(jobs: JobsContext) -> Handler:
    """The periodic job `suggest_again`: what money that waits may be for, as claims stand today, in batches."""

    async def again(_payload: dict[str, Any], _context: JobContext) -> None:
        command: SuggestAgain | None = SuggestAgain()
        while command is not None:
            command = await _suggest_some(jobs, command)

    return again


def keep_reconciliations_task(jobs: JobsContext) -> Handler:
    """The periodic job `keep_reconciliations`: the next comparison with the bank begins where this one ends."""

    async def keep(_payload: dict[str, Any], _context: JobContext) -> None:
        command = KeepReconciliations()
        await jobs.database.run(lambda connection: keep_reconciliations(command, jobs.work(connection)))

    return keep


async def _suggest_some(jobs: JobsContext, command: SuggestAgain) -> SuggestAgain | None:
    last = await jobs.database.run(lambda connection: suggest_again(command, jobs.work(connection)))
    return SuggestAgain(last) if last else None


def _play_today(merchant_id: UUID) -> Job:
    return Job("play_today", "now", {}, merchant_id)
