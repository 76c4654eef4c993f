"""What a print house answers: `acknowledgements/*.ack` in the outbox folder, JSON lines.

A line is `{"document_id": …, "status": "accepted" | "returned", "reason": …}`; an empty `<document id>.ack` says
accepted. The print house writes elsewhere and moves the finished file here.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fordring.channels.durable import make_folder, sync


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One letter's fate. `returned` carries the print house's or the post's reason. `source` is the file's name."""

    document_id: str
    status: Literal["accepted", "returned"]
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class UnreadableLine:
    """A line that is no acknowledgement: kept as it came, for a person."""

    source: str
    line: int
    text: str
    problem: str


def read_acknowledgements(folder: Path) -> Iterator[Acknowledgement | UnreadableLine]:
    """Everything the print house has answered and nobody has put aside, by file name and line.

    `folder` is the outbox's. The same answers come again until `put_aside`, so what is done with them is done once by
    document id.
    """
    for file in sorted((folder / "acknowledgements").glob("*.ack")):
        content = file.read_bytes()
        if not content:
            yield Acknowledgement(file.stem, "accepted", "", file.name)
        for number, line in enumerate(content.split(b"\n"), start=1):
            if line.strip():
                yield _read_line(file.name, number, line)


def put_aside(folder: Path, source: str) -> None:
    """Move an acknowledgement file that has been read to `acknowledgements/read/`; nothing when it is there already."""
    file = folder / "acknowledgements" / source
    if file.exists():
        target = file.parent / "read"
        make_folder(target)
        file.replace(target / source)
        sync(target)


def _read_line(source: str, number: int, line: bytes) -> Acknowledgement | UnreadableLine:
    text = line.decode(errors="replace")
    try:
        facts = json.loads(line)
    except ValueError:
        return UnreadableLine(source, number, text, "not JSON")
    if not isinstance(facts, dict) or not isinstance(facts.get("document_id"), str):
        return UnreadableLine(source, number, text, "no document_id")
    status = facts.get("status")
    if status not in {"accepted", "returned"}:
        return UnreadableLine(source, number, text, "status is neither accepted nor returned")
    return Acknowledgement(facts["document_id"], status, str(facts.get("reason") or ""), source)
