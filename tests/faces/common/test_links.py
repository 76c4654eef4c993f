"""Signed links: good for their path and their time, and for nothing else."""

from datetime import timedelta

from fordring.faces.common.links import LINK_MINUTES, Links
from fordring.storage.house.keys import SigningKey
from support.make import WALL

LINKS = Links(SigningKey("k1", "one"))


def test_a_link_is_good_for_its_path_until_its_last_second() -> None:
    expires = LINKS.last_second(WALL)
    signature = LINKS.signature("file", expires)
    last = WALL + timedelta(minutes=LINK_MINUTES)
    assert LINKS.is_good("file", str(expires), signature, last)
    assert not LINKS.is_good("file", str(expires), signature, last + timedelta(seconds=1))
    assert not LINKS.is_good("other", str(expires), signature, WALL)
    assert not LINKS.is_good("file", str(expires + 1), signature, WALL)
    assert not LINKS.is_good("file", str(expires), "", WALL)
    assert not LINKS.is_good("file", str(expires), "ø", WALL)


def test_what_is_no_time_is_no_link() -> None:
    for expires in ("", "x", "-1", "1.5", "1" * 20, "٣"):
        assert not LINKS.is_good("file", expires, "x", WALL)


def test_another_key_signs_other_links() -> None:
    expires = LINKS.last_second(WALL)
    assert Links(SigningKey("k1", "two")).signature("file", expires) != LINKS.signature("file", expires)
