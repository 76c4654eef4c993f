"""The documents say what the code says."""

from pathlib import Path

import pytest

from architecture.generated import DOCUMENTS, rendered


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.name))
def test_generated_sections_are_those_of_the_code(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert all(f"<!-- generated: {name} -->" in text for name in DOCUMENTS[document])
    assert text == rendered(text, DOCUMENTS[document]), "run `python -m architecture.generated` in tests/"
