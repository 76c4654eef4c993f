"""The words of a summary for a court, by language."""

from fordring.formats.documents.court.texts.en import EN
from fordring.formats.documents.court.texts.fi import FI
from fordring.formats.documents.court.texts.nb import NB
from fordring.formats.documents.court.texts.sv import SV
from fordring.formats.documents.court.words import CourtWords
from fordring.formats.documents.model import Language

COURT_WORDS: dict[Language, CourtWords] = {"nb": NB, "sv": SV, "fi": FI, "en": EN}
