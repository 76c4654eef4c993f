"""The daily look at a merchant's payment plans: each in a transaction of its own, so that one holds up no other."""

import structlog

from fordring.domain.calendar import local_day
from fordring.domain.merchant import Merchant
from fordring.jobs.context import JobsContext
from fordring.services.following_up.look_after_plan import LookAfterPlan, look_after_plan
from fordring.services.following_up.put_aside import PutAside, put_aside
from fordring.storage import payment_plans
from fordring.storage.transaction import Connection

log = structlog.get_logger(__name__)


async def look_after(jobs: JobsContext, merchant: Merchant) -> None:
    """Do what is due for them by the merchant's clock; what cannot be done waits for a person, and for tomorrow."""
    today = local_day(merchant.now(jobs.wall()), merchant.country)
    async with jobs.database.reading() as connection:
        found = await payment_plans.due(connection, merchant.merchant_id, today)
    for claim_id in found:
        command = LookAfterPlan(merchant.merchant_id, claim_id)

        async def look(connection: Connection, its: LookAfterPlan = command) -> None:
            await look_after_plan(its, jobs.work(connection))

        try:
            await jobs.database.run(look)
        except Exception as error:
            log.warning("a payment plan cannot be looked after", claim_id=str(claim_id), error=type(error).__name__)
            log.debug("where it failed", claim_id=str(claim_id), exc_info=True)
            aside = PutAside(merchant.merchant_id, claim_id, error, plan=True)

            async def put(connection: Connection, its: PutAside = aside) -> None:
                await put_aside(its, jobs.work(connection))

            await jobs.database.run(put)
