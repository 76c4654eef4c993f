"""The operator, or the merchant, says when the merchant is paid: how often, from how much on, after how long a rest."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.domain.payment.schedule import PART, check_schedule
from fordring.storage import merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class SchedulePayouts:
    """Whose payouts, and the fields of the schedule that change; those that are not named stay."""

    merchant_id: UUID
    changes: Mapping[str, Any]


async def schedule_payouts(command: SchedulePayouts, work: Work) -> Merchant:
    """The merchant with its schedule as it is from the next run on. Raises NotFoundError, InvalidCommandError."""
    await merchants.lock(work.connection, command.merchant_id)
    before = await merchants.get(work.connection, command.merchant_id)
    schedule = replace(before.payout_schedule, **command.changes)
    check_schedule(schedule)
    await merchants.set_settings(work.connection, command.merchant_id, PART, schedule.settings)
    return await merchants.get(work.connection, command.merchant_id)
