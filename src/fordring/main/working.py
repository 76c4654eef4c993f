"""The worker at work (`worker.py`): jobs, calls and mails that are owed, and files that lie in the inbox."""

import asyncio

import uvloop

from fordring.jobs.inbox import run_inbox
from fordring.jobs.sender import run_sender
from fordring.jobs.worker import run_worker, stop_on_signals
from fordring.main.logs import log_to_stderr
from fordring.main.settings import Settings
from fordring.main.wiring import open_house


async def work(settings: Settings, app_dsn: str) -> None:
    """Work until a signal; jobs in hand are finished or given back."""
    stop = asyncio.Event()
    stop_on_signals(stop)
    async with open_house(settings, app_dsn) as house, asyncio.TaskGroup() as group:
        group.create_task(run_worker(house.database, house.registry, stop))
        group.create_task(run_sender(house.jobs, stop))
        if settings.bank_inbox is not None:
            group.create_task(run_inbox(house.jobs, settings.bank_inbox, stop))


def main() -> None:
    """Read the settings; the supervisor has put the database's address into them."""
    log_to_stderr()
    settings = Settings.read()
    if settings.database_url is None:
        raise SystemExit("fordring: FORDRING_DATABASE_URL is missing; start everything with `fordring run`")
    uvloop.run(work(settings, settings.database_url))
