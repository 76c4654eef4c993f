"""Long words of two parts may be broken between them, and nowhere else."""

import pytest

from fordring.pages.parted import SOFT_HYPHEN, parted


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Betalingsoppfordring", "Betalings|oppfordring"),
        ("Forsinkelsesrente", "Forsinkelses|rente"),
        ("Fakturabeløp", "Faktura|beløp"),
        ("Betalningspåminnelse", "Betalnings|påminnelse"),
        ("Inkassokrav", "Inkasso|krav"),
        ("Maksuvaatimus", "Maksu|vaatimus"),
        ("Viivästyskorko, maksumuistutus", "Viivästys|korko, maksu|muistutus"),
        ("Faktura 1001", "Faktura 1001"),
        ("Purring", "Purring"),
        ("Maksut", "Maksut"),
    ],
)
def test_a_long_word_is_parted_where_it_is_made_of_two(text: str, expected: str) -> None:
    assert parted(text) == expected.replace("|", SOFT_HYPHEN)
