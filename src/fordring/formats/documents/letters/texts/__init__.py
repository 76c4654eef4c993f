"""The sentences of letters of follow-up, one module per language."""

from fordring.formats.documents.letters.texts.en import ENGLISH
from fordring.formats.documents.letters.texts.fi import FINNISH
from fordring.formats.documents.letters.texts.nb import BOKMAL
from fordring.formats.documents.letters.texts.sv import SWEDISH
from fordring.formats.documents.letters.words import LetterWords
from fordring.formats.documents.model import Language

LETTER_WORDS: dict[Language, LetterWords] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
