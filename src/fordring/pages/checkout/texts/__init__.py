"""The texts of the checkout page, one table per language: Norwegian bokmål, Swedish, Finnish, English."""

from collections.abc import Mapping

from fordring.formats.documents.model import Language
from fordring.pages.checkout.texts.en import ENGLISH
from fordring.pages.checkout.texts.fi import FINNISH
from fordring.pages.checkout.texts.nb import BOKMAL
from fordring.pages.checkout.texts.sv import SWEDISH
from fordring.pages.checkout.texts.words import Texts

TEXTS: Mapping[Language, Texts] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
