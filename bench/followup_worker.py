"""One worker of the daily run of follow-up, in a process of its own: `python -m bench.followup_worker DSN MERCHANT_ID`.

It says `ready`, follows up when a line comes on standard input, and says how many claims it looked at and the processor
time it took.
"""

import json
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

import uvloop

from bench.booking import unworded
from fordring.channels.callback import HTTPCall
from fordring.channels.doubles import Recording
from fordring.domain.calendar import is_business_day
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.following_up import FollowUp
from fordring.main.clock import wall
from fordring.storage.transaction import Database


async def main(dsn: str, merchant_id: UUID) -> None:
    """Follow up what is due, as the worker's job does."""
    database = await Database.connect(dsn, connections_max=2)
    nowhere = Recording[HTTPCall]()
    with tempfile.TemporaryDirectory() as folder:
        is_business_day(wall().date(), "NO")  # a worker has read its holidays long before
        jobs = JobsContext(database, open_blobs(Path(folder).as_uri()), wall, Outlets(nowhere, nowhere), unworded)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        began = time.process_time()
        claims = await FollowUp(jobs).follow_up(merchant_id)
    sys.stdout.write(json.dumps({"claims": claims, "seconds": time.process_time() - began}) + "\n")
    sys.stdout.flush()
    await database.close()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], UUID(sys.argv[2])))
