"""What every e-mail with a document is: subject, plain text and HTML, and the PDF's file name."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

Facts = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class CoverNote:
    """What the payer reads before opening the PDF, and the PDF's file name."""

    subject: str
    text: str
    html: str
    filename: str


def plain_facts(facts: Facts) -> str:
    """The facts as lines of plain text, their values under one another."""
    width = max(len(label) for label, _ in facts) + 2
    return "\n".join(f"  {label + ':':<{width}}{value}" for label, value in facts)


def file_name(kind: str, number: str) -> str:
    """A name of letters, digits and hyphens, as every system takes it."""
    text = f"{kind}-{number}" if number else kind
    return "".join(char if char.isalnum() or char in "-_" else "-" for char in text).strip("-") + ".pdf"


def letter_html(said: Mapping[str, object]) -> str:
    """The HTML of a mail with these sentences and facts."""
    return _template().render(said)


@cache
def _template() -> Template:
    loader = FileSystemLoader(Path(__file__).parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template("email.html")
