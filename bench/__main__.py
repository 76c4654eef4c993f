"""`python -m bench [PART …] [--scale S]`: measure, print the table; at full scale it goes into docs/benchmarks.md."""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path

import uvloop

from bench import (
    bank,
    billing,
    callbacks,
    follow,
    followup,
    growth,
    interest,
    lists,
    matching,
    pages,
    pay,
    pdf,
    reading,
    register,
    token,
    year,
)
from bench.figures import Figure, as_text
from bench.house import House, open_house, postgres_version
from bench.page import PAGE, write_page
from bench.size import Size
from fordring.main.clock import wall


async def _pdf(_house: House, size: Size) -> list[Figure]:
    return pdf.measure(size)


async def _reading(_house: House, size: Size) -> list[Figure]:
    return reading.measure(size)


async def _interest(_house: House, size: Size) -> list[Figure]:
    return interest.measure(size)


PARTS: Mapping[str, Callable[[House, Size], Awaitable[list[Figure]]]] = {
    pay.PART: pay.measure,
    token.PART: token.measure,
    pdf.PART: _pdf,
    reading.PART: _reading,
    bank.PART: bank.measure,
    matching.PART: matching.measure,
    growth.PART: growth.measure,
    lists.PART: lists.measure,
    callbacks.PART: callbacks.measure,
    billing.PART: billing.measure,
    register.PART: register.measure,
    follow.PART: follow.measure,
    interest.PART: _interest,
    followup.PART: followup.measure,
    year.PART: year.measure,
    pages.PART: pages.measure,
}


def main(words: Sequence[str]) -> int:
    """Measure what is asked for; 1 when something missed its target."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure Fordring, as ratios in one run.")
    parser.add_argument("parts", nargs="*", choices=[[], *PARTS], help="the parts to measure, all by default")
    parser.add_argument("--scale", type=float, default=1.0, help="this fraction of the work, for a first look")
    given = parser.parse_args(words)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="fordring-bench-") as folder, open_house(Path(folder)) as house:
        for part in given.parts or PARTS:
            began = time.monotonic()
            figures += uvloop.run(_measured(PARTS[part], house, Size().scaled(given.scale)))
            sys.stderr.write(f"{part}: {time.monotonic() - began:.0f} seconds\n")
        version = asyncio.run(postgres_version(house))
    sys.stdout.write(f"\n{as_text(figures)}\n")
    if given.scale == 1:
        write_page(figures, wall().date(), version)
        sys.stdout.write(f"\nwritten to {PAGE}\n")
    return int(any(figure.met is False for figure in figures))


async def _measured(part: Callable[[House, Size], Awaitable[list[Figure]]], house: House, size: Size) -> list[Figure]:
    return await part(house, size)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
