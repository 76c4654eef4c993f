"""What the payer's page says, in four languages."""

from collections.abc import Mapping

from fordring.formats.documents.model import Language
from fordring.pages.payer.texts.en import ENGLISH
from fordring.pages.payer.texts.fi import FINNISH
from fordring.pages.payer.texts.nb import BOKMAL
from fordring.pages.payer.texts.replies_east import ENGLISH_REPLIES, FINNISH_REPLIES
from fordring.pages.payer.texts.replies_north import BOKMAL_REPLIES, SWEDISH_REPLIES
from fordring.pages.payer.texts.reply_words import ReplyTexts as ReplyTexts
from fordring.pages.payer.texts.sv import SWEDISH
from fordring.pages.payer.texts.words import PageTexts as PageTexts

TEXTS: Mapping[Language, PageTexts] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}
REPLIES: Mapping[Language, ReplyTexts] = {
    "nb": BOKMAL_REPLIES,
    "sv": SWEDISH_REPLIES,
    "fi": FINNISH_REPLIES,
    "en": ENGLISH_REPLIES,
}
NAMES: Mapping[Language, str] = {"nb": "Norsk", "sv": "Svenska", "fi": "Suomi", "en": "English"}
