"""Booking one bank file, in a process of its own so that its memory can be told: `python -m bench.booking DSN FOLDER`.

The file comes on standard input; what it took comes on standard output.
"""

import json
import resource
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import uvloop

from bench.orders import work
from fordring.channels.callback import HTTPCall
from fordring.channels.doubles import Recording
from fordring.gateways.blobs import open_blobs
from fordring.jobs.booking import BookBankFile
from fordring.jobs.context import JobsContext, Outlets
from fordring.main.clock import wall
from fordring.services.banking.receive_bank_file import ReceiveBankFile, receive_bank_file
from fordring.services.incoming_file import keep_bank_file
from fordring.services.messages import Message
from fordring.storage.transaction import Database

KIB = 1024
STATUS = Path("/proc/self/status")


@dataclass(frozen=True, slots=True)
class Booked:
    """How long a file took from its first byte to its last booking, and the most memory the process had."""

    lines: int
    seconds: float
    mib: float

    def as_json(self) -> str:
        """For the process that asked."""
        return json.dumps(asdict(self))

    @classmethod
    def of_json(cls, text: str) -> "Booked":
        """What another process measured."""
        return cls(**json.loads(text))


async def book(database: Database, folder: Path, stream: BinaryIO) -> Booked:
    """Receive the file, parse, match and book it as the worker does."""
    nowhere = Recording[HTTPCall]()
    jobs = JobsContext(database, open_blobs(folder.as_uri()), wall, Outlets(nowhere, nowhere), unworded)
    began = time.perf_counter()
    kept = await keep_bank_file(jobs.blobs, "bench.xml", stream)
    file = await database.run(lambda connection: receive_bank_file(ReceiveBankFile(kept), work(connection)))
    booked = await BookBankFile(jobs).book(file.bank_file_id)
    if booked.state != "booked":
        raise RuntimeError(f"the file is {booked.state}: {booked.problems}")
    return Booked(booked.booked_lines, time.perf_counter() - began, most_memory())


def most_memory() -> float:
    """The most memory this program ever had, in MiB. On Linux getrusage counts its parent's too, so /proc is asked."""
    if STATUS.exists():
        return next(int(line.split()[1]) for line in STATUS.read_text().splitlines() if line.startswith("VmHWM")) / KIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB / KIB


def unworded(_message: Message, _wall: datetime) -> HTTPCall:
    """Nothing is called here."""
    raise AssertionError("the bench words no calls")


async def main(dsn: str, folder: Path) -> None:
    """Book what stands on standard input."""
    database = await Database.connect(dsn, connections_max=4)
    with tempfile.TemporaryFile() as file:
        while piece := sys.stdin.buffer.read(KIB * KIB):
            file.write(piece)
        file.seek(0)
        sys.stdout.write((await book(database, folder, file)).as_json())
    await database.close()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], Path(sys.argv[2])))
