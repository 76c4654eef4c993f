"""The fixed words of a document, one module per language: Norwegian bokmål, Swedish, Finnish, English."""

from fordring.formats.documents.model import Language
from fordring.formats.documents.texts.en import ENGLISH
from fordring.formats.documents.texts.fi import FINNISH
from fordring.formats.documents.texts.nb import BOKMAL
from fordring.formats.documents.texts.sv import SWEDISH
from fordring.formats.documents.texts.words import Words

WORDS: dict[Language, Words] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
