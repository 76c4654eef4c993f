"""What stands behind the asterisks of the payer's page: which figures nobody verified, and where they are from."""

from collections.abc import Sequence
from dataclasses import dataclass

from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.marks import footnotes
from fordring.formats.documents.model import Language


@dataclass(frozen=True, slots=True)
class Footnote:
    """The sentence that explains the asterisks of a card, and the figures that they stand for."""

    sentence: str
    figures: tuple[str, ...]


def footnote(marks: Sequence[str], language: Language, figures: Figures) -> Footnote | None:
    """As letters have it; None where nothing bears an asterisk."""
    told = tuple(footnotes(tuple(dict.fromkeys(marks)), language, figures))
    return Footnote(told[0], told[1:]) if told else None
