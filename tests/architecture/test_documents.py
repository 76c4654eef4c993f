"""The documents say what the code says."""

from architecture.generated import DOCUMENT, SECTIONS, rendered


def test_generated_sections_are_those_of_the_code() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"<!-- generated: {name} -->" in text for name in SECTIONS)
    assert text == rendered(text), "run `python -m architecture.generated` in tests/"
