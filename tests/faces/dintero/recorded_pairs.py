"""Recorded exchanges: a file is a list of requests with their answers, played in order against one app.

A request that is `public` carries no token. In an answer `<uuid>`, `<transaction>`, `<session>`, `<file>` and `<token>`
stand for any value of that form; a request may say `{transaction}`, `{file_url}` or `{session}` for what the first
answer named, and `{id}` for the id in the newest answer.
"""

import json
import re
from pathlib import Path
from typing import Any

import httpx2

from faces.dintero.stage import BASE, Shop

FOLDER = Path(__file__).with_name("recorded")
SHORT = r"T11112222\.[1-9A-HJ-NP-Za-km-z]{22}"
FORMS = {
    "<uuid>": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "<transaction>": SHORT,
    "<session>": SHORT,
    "<file>": rf"{SHORT}\.[1-9A-HJ-NP-Za-km-z]{{22}}",
    "<token>": r"[\w-]+\.[\w-]+\.[\w-]+",
    "<number>": r"[0-9]+",
    "<hex>": r"[0-9a-f]{64}",
    "<secret>": r"[\w-]{43}",
}


async def play(name: str, shop: Shop) -> list[str]:
    """Every difference between the recorded answers and those given, as `exchange.path: recorded | given`."""
    known: dict[str, str] = {"client_id": shop.credentials.client_id}
    found: list[str] = []
    for place, exchange in enumerate(json.loads((FOLDER / name).read_text(encoding="utf-8"))):
        answer = await _send(exchange["request"], known, shop)
        _learn(answer, known)
        expected = exchange["response"]
        if answer.status_code != expected["status"]:
            found.append(f"{place}: {expected['status']} | {answer.status_code} {answer.text}")
        elif "body" in expected:
            found += _differences(f"{place}", expected["body"], answer.json(), known)
    return found


async def _send(request: dict[str, Any], known: dict[str, str], shop: Shop) -> httpx2.Response:
    path = request["path"].format(**known).removeprefix(BASE)
    facts: dict[str, Any] = {"headers": {"User-Agent": "shop/1", **request.get("headers", {})}}
    if "body" in request:
        facts["json"] = json.loads(json.dumps(request["body"]).replace("{id}", known.get("id", "")))
    if request.get("basic"):
        facts["auth"] = (shop.credentials.client_id, shop.credentials.client_secret)
    if request.get("basic") or request.get("public"):
        return await shop.http.request(request["method"], path, **facts)
    return await shop.ask(request["method"], path, **facts)


def _learn(answer: httpx2.Response, known: dict[str, str]) -> None:
    body = answer.json() if answer.headers["content-type"] == "application/json" else {}
    if isinstance(body, dict) and "id" in body:
        known["id"] = body["id"]
    if isinstance(body, dict) and set(body) >= {"id", "url"} and isinstance(body["url"], str):
        known.setdefault("session", body["id"])
    if isinstance(body, dict) and "transaction_id" in body:
        known.setdefault("transaction", body["transaction_id"])
    if isinstance(body, dict) and "session_id" in body and body["session_id"] and "transaction" not in known:
        known["transaction"] = body["id"]
        known["file_url"] = body["metadata"].get("kravia:invoice_url", "")


def _differences(path: str, recorded: Any, given: Any, known: dict[str, str]) -> list[str]:
    if isinstance(recorded, dict) and isinstance(given, dict):
        names = [*recorded, *(name for name in given if name not in recorded)]
        absent = "(absent)"
        return [
            difference
            for name in names
            for difference in _differences(f"{path}.{name}", recorded.get(name, absent), given.get(name, absent), known)
        ]
    if isinstance(recorded, list) and isinstance(given, list) and len(recorded) == len(given):
        pairs = enumerate(zip(recorded, given, strict=True))
        return [difference for i, (r, g) in pairs for difference in _differences(f"{path}.{i}", r, g, known)]
    if isinstance(recorded, str) and isinstance(given, str) and re.fullmatch(_pattern(recorded, known), given):
        return []
    same = recorded == given and type(recorded) is type(given)
    return [] if same else [f"{path}: {recorded!r} | {given!r}"]


def _pattern(recorded: str, known: dict[str, str]) -> str:
    pattern = re.escape(recorded)
    for form, meaning in FORMS.items():
        pattern = pattern.replace(re.escape(form), meaning)
    for name, value in known.items():
        pattern = pattern.replace(re.escape(f"{{{name}}}"), re.escape(value))
    return pattern
