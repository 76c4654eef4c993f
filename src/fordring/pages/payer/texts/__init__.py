"""What the payer's page says, in four languages."""

from collections.abc import Mapping

from fordring.formats.documents.model import Language
from fordring.pages.payer.texts.en import ENGLISH
from fordring.pages.payer.texts.fi import FINNISH
from fordring.pages.payer.texts.nb import BOKMAL
from fordring.pages.payer.texts.sv import SWEDISH
from fordring.pages.payer.texts.words import PageTexts as PageTexts

TEXTS: Mapping[Language, PageTexts] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
NAMES: Mapping[Language, str] = {"nb": "Norsk", "sv": "Svenska", "fi": "Suomi", "en": "English"}
