"""Reading what the print house answered: letters become delivered or returned, and nothing unread is dropped."""

import asyncio
from collections import defaultdict
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from fordring.channels.acknowledgement import Acknowledgement, UnreadableLine, put_aside, read_acknowledgements
from fordring.jobs.context import JobsContext
from fordring.jobs.ended import claims_about, tell_ended
from fordring.jobs.letter_name import sending_named
from fordring.jobs.registry import Handler, JobContext
from fordring.services.following_up.mark_returned import MarkReturned, mark_returned
from fordring.storage import deliveries, merchants
from fordring.storage.transaction import Connection

log = structlog.get_logger(__name__)

STATES = {"accepted": "delivered", "returned": "returned"}
EVENTS = {"delivered": "delivered", "returned": "delivery_returned"}


def acknowledgements_task(jobs: JobsContext) -> Handler:
    """The job `read_acknowledgements`: every answer in the outbox folders, each file put aside once it is recorded.

    A file with a line that nobody can read stays, and is logged each time, for a person to mend.
    """

    async def read(_payload: dict[str, Any], _context: JobContext) -> None:
        for folder in jobs.outlets.letter_folders:
            await _read_folder(jobs, folder)

    return read


async def _read_folder(jobs: JobsContext, folder: Path) -> None:
    files: defaultdict[str, list[Acknowledgement | UnreadableLine]] = defaultdict(list)
    for line in await asyncio.to_thread(lambda: list(read_acknowledgements(folder))):
        files[line.source].append(line)
    for source, lines in files.items():
        understood = [await _recorded(jobs, line) for line in lines]
        if all(understood):
            await asyncio.to_thread(put_aside, folder, source)


async def _recorded(jobs: JobsContext, line: Acknowledgement | UnreadableLine) -> bool:
    """Record one answer; False for one that is not understood."""
    if isinstance(line, UnreadableLine):
        log.error("an unreadable acknowledgement", source=line.source, line=line.line, problem=line.problem)
        return False
    sending = sending_named(line.document_id)
    if sending is None:
        log.warning("an acknowledgement of no letter of ours", source=line.source, document_id=line.document_id)
        return False
    await jobs.database.run(lambda connection: _record(jobs, connection, *sending, line))
    return True


async def _record(
    jobs: JobsContext, connection: Connection, document_id: UUID, sending_no: int, line: Acknowledgement
) -> None:
    wall = jobs.wall()
    letter = await deliveries.of_letter(connection, document_id, sending_no)
    if letter is None or letter.claim_id is None:
        log.warning("an acknowledgement of no letter of ours", source=line.source, document_id=line.document_id)
        return
    merchant = await merchants.get(connection, letter.merchant_id)
    about = await claims_about(connection, letter.merchant_id, document_id, letter.claim_id)
    delivery = await deliveries.acknowledge(connection, letter, STATES[line.status], wall, line.reason)
    if delivery is None:
        return
    facts = {"channel": delivery.channel, "document_id": document_id} | ({"reason": line.reason} if line.reason else {})
    await tell_ended(jobs, connection, merchant, about, EVENTS[delivery.state], **facts)
    if delivery.state == "returned":
        command = MarkReturned(letter.merchant_id, letter.claim_id, document_id, delivery.address, line.reason)
        await mark_returned(command, jobs.work(connection))
