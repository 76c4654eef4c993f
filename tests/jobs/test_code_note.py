"""The mail with a code: in four languages, with the account masked, and nothing of the merchant's that could act."""

from dataclasses import replace

import pytest

from domain.test_payer_request import WAITING
from fordring.formats.documents.model import Language
from fordring.jobs.covering.code_note import code_note
from services.claims_made import merchant_of

SUBJECTS: dict[Language, str] = {
    "nb": "Kode for tilbakebetaling fra Fjord Sykkel AS",
    "sv": "Kod för återbetalning från Fjord Sykkel AS",
    "fi": "Palautuksen vahvistuskoodi, Fjord Sykkel AS",
    "en": "Code for your refund from Fjord Sykkel AS",
}


@pytest.mark.parametrize("language", ["nb", "sv", "fi", "en"])
def test_it_tells_the_code_and_how_long_it_lasts(language: Language) -> None:
    note = code_note(merchant_of(), WAITING, "123456", language)
    assert note.subject == SUBJECTS[language]
    for text in (note.text, note.html):
        for shown in ("123456", "NO93 … 7947", "30 min"):
            assert shown in text
        assert "NO9386011117947" not in text


def test_a_merchants_name_splits_no_header_and_is_text() -> None:
    merchant = replace(merchant_of(), name="Shop\r\nBcc: all@example.com <img src=x>")
    note = code_note(merchant, WAITING, "123456", "en")
    assert "\n" not in note.subject
    assert "\r" not in note.subject
    assert "<img" not in note.html
