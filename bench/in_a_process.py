"""Booking a bank file in a process of its own, told from outside."""

import asyncio
import sys

from bench.booking import Booked
from bench.house import House
from bench.program import ROOT


async def book_in_a_process(house: House, content: bytes) -> Booked:
    """What a process of its own says that booking this file took."""
    blobs = house.folder / "blobs"
    blobs.mkdir(exist_ok=True)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.booking", house.app_dsn, str(blobs)),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    answer, _ = await process.communicate(content)
    if process.returncode != 0:
        raise RuntimeError("bench.booking failed")
    return Booked.of_json(answer.decode())
