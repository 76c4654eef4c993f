"""What in the documents follows from the code: truths, state diagrams, commands. A test compares it.

`PYTHONPATH=../src:. python -m architecture.generated`, in `tests/`, writes it.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typer.main

from fordring.domain.claim import lifecycle as claim
from fordring.domain.payment import refund
from fordring.domain.purchase import lifecycle as purchase
from fordring.main.cli import app
from fordring.storage.audit import TRUTHS

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "ARCHITECTURE.md"


def truths() -> str:
    """The standing truths, those that are only listed marked so."""
    return "\n".join(f"- {truth.sentence}{' (listed, not a failure)' if truth.warning else ''}" for truth in TRUTHS)


def diagram(transitions: Mapping[Any, Any]) -> str:
    """A state diagram, one arrow per pair of states, its events on it."""
    arrows: dict[tuple[str, str], list[str]] = {}
    for (state, event), result in transitions.items():
        arrows.setdefault((str(state), str(result)), []).append(str(event))
    drawn = [f"    {state} --> {result}: {', '.join(events)}" for (state, result), events in arrows.items()]
    return "\n".join(["```mermaid", "stateDiagram-v2", *drawn, "```"])


def states() -> str:
    """The lives of purchases, claims and refunds."""
    lives = {
        "A purchase:": diagram(purchase.TRANSITIONS),
        "A claim:": diagram(claim.TRANSITIONS),
        "A refund to a payer:": diagram(refund.TRANSITIONS),
    }
    return "\n\n".join(f"{title}\n\n{drawn}" for title, drawn in lives.items())


def commands() -> str:
    """Every command of the command line with its first sentence."""
    rows = []
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]  # a click group
        inner = getattr(command, "commands", {name: command})
        for verb, leaf in inner.items():
            path = name if leaf is command else f"{name} {verb}"
            rows.append(f"| `fordring {path}` | {(leaf.help or '').partition(chr(10))[0]} |")
    return "\n".join(["| command | what it does |", "|---|---|", *sorted(rows)])


SECTIONS: Mapping[str, Callable[[], str]] = {"truths": truths, "states": states, "commands": commands}


def rendered(text: str) -> str:
    """The document with every generated section as the code has it now."""
    for name, section in SECTIONS.items():
        begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        pattern = re.compile(f"{begin}.*?{end}", re.DOTALL)
        text = pattern.sub(f"{begin}\n{section()}\n{end}".replace("\\", r"\\"), text)
    return text


if __name__ == "__main__":
    DOCUMENT.write_text(rendered(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
