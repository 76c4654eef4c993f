"""A value with some fields changed is what `dataclasses.replace` makes of it."""

from dataclasses import dataclass, field, replace

import pytest

from fordring.domain.changing import changed


@dataclass(frozen=True, slots=True)
class Stop:
    """Some value, with a field that is no part of what it is compared by."""

    name: str
    place: int = 0
    seen: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if self.place < 0:
            raise ValueError("a place counts from 0")


def test_it_is_the_value_with_these_fields_instead_of_its_own() -> None:
    before = Stop("Myrdal", 3, seen=7)
    after = changed(before, {"place": 4})
    assert after == replace(before, place=4) == Stop("Myrdal", 4)
    assert after.seen == before.seen
    assert before == Stop("Myrdal", 3)
    assert changed(before, {}) == before


def test_what_a_value_may_not_be_it_does_not_become() -> None:
    with pytest.raises(ValueError, match="counts from 0"):
        changed(Stop("Myrdal"), {"place": -1})
    with pytest.raises(KeyError, match="height"):
        changed(Stop("Myrdal"), {"height": 1})
