"""Programs of the bench: what must not share a process with what it measures, and tells what it measured as JSON."""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path

from bench.load import Plan
from bench.timing import Timed

ROOT = Path(__file__).parents[1]


async def run_program(module: str, *words: str, said: str = "") -> Timed:
    """What `python -m module` measured. Raises RuntimeError when it failed, having said why on standard error."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *words),
        cwd=ROOT,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    answer, _ = await process.communicate(said.encode())
    if process.returncode != 0:
        raise RuntimeError(f"{module} failed")
    return Timed.of_json(answer.decode())


async def post(plan: Plan) -> Timed:
    """What posting by this plan measured."""
    return await run_program("bench.load", said=json.dumps(asdict(plan)))
