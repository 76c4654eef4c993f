"""Recorded exchanges: a file is a list of requests with their answers, played in order against one app.

In an answer `<uuid>` stands for any uuid, `<time>` for any time. A request's `raw` is its
body as the printed shell line really sends it.
"""

import json
import re
from pathlib import Path
from typing import Any

import httpx2

from faces.kravia.stage import Office

FOLDER = Path(__file__).with_name("recorded")
UUID_FORM = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
TIME_FORM = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\.[0-9]{7}"


async def play(name: str, office: Office) -> list[str]:
    """Every difference between the recorded answers and those given, as `exchange.path: recorded | given`."""
    found: list[str] = []
    for place, exchange in enumerate(json.loads((FOLDER / name).read_text(encoding="utf-8"))):
        answer = await _send(exchange["request"], office)
        expected = exchange["response"]
        if answer.status_code != expected["status"]:
            found.append(f"{place}: {expected['status']} | {answer.status_code} {answer.text}")
        else:
            found += _differences(str(place), expected["body"], answer.json())
    return found


async def _send(request: dict[str, Any], office: Office) -> httpx2.Response:
    facts: dict[str, Any] = {"headers": request.get("headers", {})}
    if "raw" in request:
        facts["content"] = request["raw"].encode()
    elif "body" in request:
        facts["json"] = request["body"]
    return await office.ask(request["method"], request["path"], **facts)


def _differences(path: str, recorded: Any, given: Any) -> list[str]:
    if isinstance(recorded, dict) and isinstance(given, dict):
        names = [*recorded, *(name for name in given if name not in recorded)]
        pairs = [(name, recorded.get(name, "(absent)"), given.get(name, "(absent)")) for name in names]
        return [found for name, ours, theirs in pairs for found in _differences(f"{path}.{name}", ours, theirs)]
    if isinstance(recorded, list) and isinstance(given, list) and len(recorded) == len(given):
        numbered = enumerate(zip(recorded, given, strict=True))
        return [found for at, (ours, theirs) in numbered for found in _differences(f"{path}.{at}", ours, theirs)]
    if isinstance(recorded, str) and isinstance(given, str):
        pattern = re.escape(recorded).replace("<uuid>", UUID_FORM).replace("<time>", TIME_FORM)
        return [] if re.fullmatch(pattern, given) else [f"{path}: {recorded!r} | {given!r}"]
    same = recorded == given and type(recorded) is type(given)
    return [] if same else [f"{path}: {recorded!r} | {given!r}"]
