"""Which job is done by what, and within which limits: the one table of job names.

`merchant_tasks` are run in place when a sandbox clock moves; the house's own are left to the workers.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fordring.jobs.acknowledged import acknowledgements_task
from fordring.jobs.billing import SECONDS_MAX as BILLING_SECONDS_MAX
from fordring.jobs.billing import BillPurchases
from fordring.jobs.booking import SECONDS_MAX as BOOKING_SECONDS_MAX
from fordring.jobs.booking import BookBankFile
from fordring.jobs.context import JobsContext
from fordring.jobs.deliver import deliver_task, paper_of_delivery
from fordring.jobs.deliver_code import deliver_code_task
from fordring.jobs.deliver_invitation import deliver_invitation_task
from fordring.jobs.deliver_report import deliver_report_task
from fordring.jobs.following_up import SECONDS_MAX as FOLLOWING_UP_SECONDS_MAX
from fordring.jobs.following_up import FollowUp
from fordring.jobs.looking_again import SECONDS_MAX as LOOKING_SECONDS_MAX
from fordring.jobs.looking_again import LookAgain
from fordring.jobs.payment_orders import write_order_task
from fordring.jobs.periodic import (
    dailies_of,
    due_today_task,
    forget_identities_task,
    keep_reconciliations_task,
    keep_words_task,
    ledger_months_task,
    play_today_task,
    suggest_again_task,
    tidy_queue_task,
)
from fordring.jobs.play import Player
from fordring.jobs.registry import Handler, JobContext, Registry, Task
from fordring.jobs.render import render_task
from fordring.jobs.render_report import SECONDS_MAX as REPORT_SECONDS_MAX
from fordring.jobs.render_report import render_report_task
from fordring.services.due_bills import BILL_PURCHASES
from fordring.services.due_issues import ISSUE_CLAIM
from fordring.services.following_up.follow_up_due import FOLLOW_UP
from fordring.services.invoicing.issue_claim import IssueClaim, issue_claim
from fordring.services.payers.take_up_address import TakeUpAddress, take_up_address
from fordring.services.second_looks import LOOK_AGAIN
from fordring.services.whereabouts import TAKE_UP_ADDRESS


def registry_of(jobs: JobsContext) -> Registry:
    """Every job a worker does."""
    return {**merchant_tasks(jobs), **house_tasks(jobs), "play_today": Task(play_today_task(player_of(jobs)))}


def player_of(jobs: JobsContext) -> Player:
    """Who moves the clocks of sandbox merchants, and plays the days of all."""
    return Player(jobs, merchant_tasks(jobs), dailies_of(jobs))


def merchant_tasks(jobs: JobsContext) -> Registry:
    """The jobs that belong to a merchant. How often a message is sent again stands in the retry schedules, not here.

    Calls to merchants are no jobs: the outbox is their queue (`sender.py`).
    """
    return {
        ISSUE_CLAIM: Task(_issue_claim(jobs)),
        TAKE_UP_ADDRESS: Task(_take_up_address(jobs)),
        BILL_PURCHASES: Task(BillPurchases(jobs), seconds_max=BILLING_SECONDS_MAX),
        LOOK_AGAIN: Task(LookAgain(jobs), seconds_max=LOOKING_SECONDS_MAX),
        FOLLOW_UP: Task(FollowUp(jobs), seconds_max=FOLLOWING_UP_SECONDS_MAX),
        "render_document": Task(render_task(jobs), ahead=render_task(jobs)),
        "render_report": Task(render_report_task(jobs), seconds_max=REPORT_SECONDS_MAX),
        "deliver": Task(deliver_task(jobs), concurrent_max=16, ahead=paper_of_delivery(jobs)),
        "deliver_invitation": Task(deliver_invitation_task(jobs), concurrent_max=4),
        "deliver_code": Task(deliver_code_task(jobs), concurrent_max=4),
        "deliver_report": Task(deliver_report_task(jobs), concurrent_max=4, seconds_max=REPORT_SECONDS_MAX),
    }


def house_tasks(jobs: JobsContext) -> Mapping[str, Task]:
    """The jobs without a merchant: bank files, payment orders, and what the schedule queues."""
    return {
        "book_bank_file": Task(BookBankFile(jobs), concurrent_max=2, seconds_max=BOOKING_SECONDS_MAX),
        "write_payment_order": Task(write_order_task(jobs)),
        "due_today": Task(due_today_task(jobs)),
        "ledger_months": Task(ledger_months_task(jobs)),
        "tidy_queue": Task(tidy_queue_task(jobs)),
        "forget_identities": Task(forget_identities_task(jobs)),
        "suggest_again": Task(suggest_again_task(jobs), seconds_max=600),
        "keep_reconciliations": Task(keep_reconciliations_task(jobs), seconds_max=600),
        "keep_words": Task(keep_words_task(jobs)),
        "read_acknowledgements": Task(acknowledgements_task(jobs)),
    }


def _issue_claim(jobs: JobsContext) -> Handler:
    """The job `issue_claim`: payload `claim_id`."""

    async def issue(payload: dict[str, Any], context: JobContext) -> None:
        if context.merchant_id is None:
            raise ValueError("a claim belongs to a merchant")
        command = IssueClaim(context.merchant_id, UUID(payload["claim_id"]))
        await jobs.database.run(lambda connection: issue_claim(command, jobs.work(connection)))

    return issue


def _take_up_address(jobs: JobsContext) -> Handler:
    """The job `take_up_address`: payload `claim_id`, and `elsewhere`."""

    async def take_up(payload: dict[str, Any], context: JobContext) -> None:
        if context.merchant_id is None:
            raise ValueError("a claim belongs to a merchant")
        command = TakeUpAddress(context.merchant_id, UUID(payload["claim_id"]), payload["elsewhere"])
        await jobs.database.run(lambda connection: take_up_address(command, jobs.work(connection)))

    return take_up
