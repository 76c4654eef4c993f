"""The figures behind the asterisks of a letter in its language; their sources stand as they are."""

from collections.abc import Iterator, Sequence

from fordring.domain.followup.mark import Mark
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.mark_words import MARK_WORDS
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.model import Language


def footnotes(marks: Sequence[str], language: Language, figures: Figures) -> Iterator[str]:
    """The sentence that explains the asterisks, and what they rest on; nothing where nothing bears one."""
    if marks:
        yield LETTER_WORDS[language].marks
    for mark in marks:
        yield mark_told(mark, language, figures)


def mark_told(text: str, language: Language, figures: Figures) -> str:
    """A mark as it was kept, said in the language; what is no mark stands as it is."""
    mark = Mark.read(text)
    if mark is None:
        return text
    words = MARK_WORDS[language]
    told = {"country": mark.country, "day": figures.day(mark.valid_from), "source": mark.source}
    return words.standings[mark.standing].format(item=words.items.get(mark.item, words.figure), **told)
