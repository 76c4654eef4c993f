"""Workers of a part in processes of their own, started together by one word, for what several do side by side."""

import asyncio
import json
import sys
import time
from typing import Any

from bench.program import ROOT


async def side_by_side(module: str, arguments: tuple[str, ...], many: int) -> tuple[float, list[dict[str, Any]]]:
    """Seconds from the word "go" to the last one's end, and what each told, as JSON, when it was done."""
    workers = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", module, *arguments),
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        for _ in range(many)
    ]
    for worker in workers:
        assert worker.stdout is not None
        await worker.stdout.readline()
    began = time.perf_counter()
    answers = await asyncio.gather(*(worker.communicate(b"go\n") for worker in workers))
    return time.perf_counter() - began, [json.loads(answer) for answer, _ in answers]
