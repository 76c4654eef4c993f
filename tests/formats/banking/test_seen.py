"""Keys met before: a set, but smaller."""

from hypothesis import given
from hypothesis import strategies as st

from fordring.formats.banking.seen import LATEST_MAX, Seen

KEYS = st.integers(-(2**63), 2**63 - 1)


@given(st.lists(KEYS | st.integers(-3, 3)))
def test_a_key_is_new_once(keys: list[int]) -> None:
    seen, before = Seen(), set[int]()
    for key in keys:
        assert seen.add(key) is (key not in before)
        before.add(key)


def test_keys_stay_known_when_they_are_packed() -> None:
    many = 5 * LATEST_MAX + 7
    keys = [hash(str(number)) for number in range(many)]
    seen = Seen()
    assert [seen.add(key) for key in keys] == [True] * many
    assert [seen.add(key) for key in keys] == [False] * many
    assert seen.add(0) is True
