"""What the pages of an identification say, by language."""

from collections.abc import Mapping

from fordring.pages.identity.texts import en, fi, nb, sv
from fordring.pages.identity.words import IdentityWords

TEXTS: Mapping[str, IdentityWords] = {"nb": nb.WORDS, "sv": sv.WORDS, "fi": fi.WORDS, "en": en.WORDS}
