"""What in the documents follows from the code: truths, state diagrams, commands, rules. A test compares it.

`PYTHONPATH=../src:. python -m architecture.generated`, in `tests/`, writes it.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typer.main

from fordring.domain.claim import lifecycle as claim
from fordring.domain.followup.figures import Row, Unit
from fordring.domain.followup.items import MEANINGS, UNITS
from fordring.domain.followup.reading import words_of
from fordring.domain.followup.rulebook import CURRENCIES, seeded
from fordring.domain.identity import verification
from fordring.domain.payment import refund
from fordring.domain.purchase import lifecycle as purchase
from fordring.main.cli import app
from fordring.storage.audit import TRUTHS

ROOT = Path(__file__).parents[2]


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
    """The lives of purchases, claims, refunds and identifications."""
    lives = {
        "A purchase:": diagram(purchase.TRANSITIONS),
        "A claim:": diagram(claim.TRANSITIONS),
        "A refund to a payer:": diagram(refund.TRANSITIONS),
        "The identification of a payer:": diagram(verification.AFTER),
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


def rules() -> str:
    """Every figure of every country with its days, whether it is verified, and its source."""
    parts = []
    for country, currency in CURRENCIES.items():
        head = ["| item | payer | days | figure | verified | source |", "|---|---|---|---|---|---|"]
        parts += [f"### {country} ({currency})", "\n".join([*head, *(_rule(row) for row in seeded(country))])]
    return "\n\n".join(parts)


def _rule(row: Row) -> str:
    tier = f" up to {words_of(Unit.MINOR, row.up_to_minor).removesuffix('.00')}" if row.up_to_minor else ""
    days = f"{row.valid_from} – {row.valid_to or ''}".rstrip()
    source = f"{row.source} ({row.confidence})" + (f"; {row.note}" if row.note else "")
    figure = words_of(UNITS[row.item], row.value)
    return f"| {row.item} | {row.payer}{tier} | {days} | {figure} | {'yes' if row.verified else '**no**'} | {source} |"


def items() -> str:
    """What each item is, in words."""
    return "\n".join(["| item | what it is |", "|---|---|", *(f"| {item} | {MEANINGS[item]} |" for item in MEANINGS)])


DOCUMENTS: Mapping[Path, Mapping[str, Callable[[], str]]] = {
    ROOT / "docs" / "ARCHITECTURE.md": {"truths": truths, "states": states, "commands": commands},
    ROOT / "docs" / "follow-up.md": {"items": items, "rules": rules},
}
"""The sections of each document that follow from the code."""


def rendered(text: str, sections: Mapping[str, Callable[[], str]]) -> str:
    """The document with every generated section as the code has it now."""
    for name, section in sections.items():
        begin, end = f"<!-- generated: {name} -->", f"<!-- end: {name} -->"
        pattern = re.compile(f"{begin}.*?{end}", re.DOTALL)
        text = pattern.sub(f"{begin}\n{section()}\n{end}".replace("\\", r"\\"), text)
    return text


if __name__ == "__main__":
    for document, wanted in DOCUMENTS.items():
        document.write_text(rendered(document.read_text(encoding="utf-8"), wanted), encoding="utf-8")
