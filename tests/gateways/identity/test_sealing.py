"""What is sealed is opened by its key in its place, and by nothing else."""

import pytest

from fordring.gateways.identity.sealing import Sealer, SealError, fresh_key

NUMBER = "01817049954"


def test_a_text_is_opened_where_it_was_sealed() -> None:
    sealer = Sealer(fresh_key())
    sealed = sealer.seal(NUMBER, "row 1")
    assert sealed.startswith(f"v1.{sealer.key_id}.")
    assert NUMBER not in sealed
    assert sealer.open(sealed, "row 1") == NUMBER
    assert sealer.seal(NUMBER, "row 1") != sealed
    assert sealer.seal("", "row 1") == ""


def test_it_opens_by_no_other_key_in_no_other_place_and_not_once_changed() -> None:
    sealer = Sealer(fresh_key())
    sealed = sealer.seal(NUMBER, "row 1")
    changed = sealed[:-3] + ("AAA" if sealed[-3:] != "AAA" else "BBB")
    for opener, text, place in (
        (Sealer(fresh_key()), sealed, "row 1"),
        (sealer, sealed, "row 2"),
        (sealer, changed, "row 1"),
        (sealer, "", "row 1"),
        (sealer, f"v1.{sealer.key_id}.%%%", "row 1"),
        (sealer, f"v1.{sealer.key_id}.", "row 1"),
    ):
        with pytest.raises(SealError):
            opener.open(text, place)


@pytest.mark.parametrize("key", ["", "short", "c2hvcnQ=", "ø" * 44, "A" * 43])
def test_a_key_is_32_bytes_in_base64(key: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - base64's own sentences differ
        Sealer(key)
