"""Stops and pauses whose day has come are ended, each in a transaction of its own."""

from fordring.domain.calendar import local_day
from fordring.domain.merchant import Merchant
from fordring.jobs.context import JobsContext
from fordring.services.following_up.end_pause_by_day import EndPauseByDay, end_pause_by_day
from fordring.services.following_up.end_stop_by_day import EndStopByDay, end_stop_by_day
from fordring.storage import holds_over
from fordring.storage.transaction import Connection


async def end_what_is_over(jobs: JobsContext, merchant: Merchant) -> None:
    """End what is over by the merchant's clock."""
    today = local_day(merchant.now(jobs.wall()), merchant.country)
    async with jobs.database.reading() as connection:
        stops = await holds_over.stops_over(connection, merchant.merchant_id, today)
        pauses = await holds_over.pauses_over(connection, merchant.merchant_id, today)
    for stop_id in stops:
        stop = EndStopByDay(merchant.merchant_id, stop_id)

        async def end_stop(connection: Connection, its: EndStopByDay = stop) -> None:
            await end_stop_by_day(its, jobs.work(connection))

        await jobs.database.run(end_stop)
    for claim_id in pauses:
        pause = EndPauseByDay(merchant.merchant_id, claim_id)

        async def end_pause(connection: Connection, its: EndPauseByDay = pause) -> None:
            await end_pause_by_day(its, jobs.work(connection))

        await jobs.database.run(end_pause)
