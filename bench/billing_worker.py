"""One worker of a billing run, in a process of its own: `python -m bench.billing_worker DSN MERCHANT_ID`.

It says `ready`, bills when a line comes on standard input, and says how many groups it did and its largest memory.
"""

import json
import sys
import tempfile
from pathlib import Path
from uuid import UUID

import uvloop

from bench.booking import most_memory, unworded
from fordring.channels.callback import HTTPCall
from fordring.channels.doubles import Recording
from fordring.gateways.blobs import open_blobs
from fordring.jobs.billing import BillPurchases
from fordring.jobs.context import JobsContext, Outlets
from fordring.main.clock import wall
from fordring.storage.transaction import Database


async def main(dsn: str, merchant_id: UUID) -> None:
    """Bill what is due, as the worker's job does."""
    database = await Database.connect(dsn, connections_max=2)
    nowhere = Recording[HTTPCall]()
    with tempfile.TemporaryDirectory() as folder:
        jobs = JobsContext(database, open_blobs(Path(folder).as_uri()), wall, Outlets(nowhere, nowhere), unworded)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        groups = await BillPurchases(jobs).bill(merchant_id)
    sys.stdout.write(json.dumps({"groups": groups, "mib": most_memory()}) + "\n")
    sys.stdout.flush()
    await database.close()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], UUID(sys.argv[2])))
