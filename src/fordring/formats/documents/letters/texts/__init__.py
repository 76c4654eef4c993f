"""The sentences of letters of follow-up, one module per language."""

from fordring.formats.documents.letters.texts.nb import BOKMAL
from fordring.formats.documents.letters.words import LetterWords
from fordring.formats.documents.model import Language

LETTER_WORDS: dict[Language, LetterWords] = {"nb": BOKMAL, "sv": BOKMAL, "fi": BOKMAL, "en": BOKMAL}
