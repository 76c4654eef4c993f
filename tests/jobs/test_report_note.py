"""The mail around a settlement report, in each language."""

import pytest

from fordring.formats.documents.model import Language
from fordring.jobs.covering.report_note import COVERS, report_note
from formats.settlements.made import PAYEE, report

SUBJECTS: dict[Language, str] = {
    "nb": "Oppgjør 24.11.2026 for Fjord Sykkel AS",
    "sv": "Avräkning 2026-11-24 för Fjord Sykkel AS",
    "fi": "Tilitys 24.11.2026, Fjord Sykkel AS",
    "en": "Settlement 24 November 2026 for Fjord Sykkel AS",
}


@pytest.mark.parametrize("language", ["nb", "sv", "fi", "en"])
def test_it_speaks_the_merchants_language(language: Language) -> None:
    note = report_note(report(language=language, sandbox=True))
    assert note.subject == SUBJECTS[language]
    for each in (COVERS[language].attached, COVERS[language].test, PAYEE.name):
        assert each in note.text
        assert each in note.html
    assert COVERS[language].test not in report_note(report(language=language)).text
