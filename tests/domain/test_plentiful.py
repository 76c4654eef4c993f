"""A plentiful value is what its dataclass is; with some fields changed it is what `dataclasses.replace` makes of it."""

import pickle
from collections.abc import Mapping
from dataclasses import field, replace
from inspect import signature

import pytest

from fordring.domain.plentiful import changed, plentiful


@plentiful(frozen=True, slots=True)
class Stop:
    """Some value, with a field that is no part of what it is compared by."""

    name: str
    place: int = 0
    trains: Mapping[str, int] = field(default_factory=dict)
    seen: int = field(default=0, compare=False)

    def __post_init__(self) -> None:
        if self.place < 0:
            raise ValueError("a place counts from 0")


@plentiful(frozen=True, slots=True)
class Line:
    """Some value that is what it is given."""

    stops: tuple[Stop, ...] = ()


def test_it_is_made_as_its_dataclass_is() -> None:
    stop = Stop("Myrdal", place=3)
    assert (stop.name, stop.place, stop.trains, stop.seen) == ("Myrdal", 3, {}, 0)
    assert type(stop) is Stop
    assert repr(stop) == "Stop(name='Myrdal', place=3, trains={}, seen=0)"
    assert str(signature(Line)).startswith("(stops:")
    assert {Line(()), Line()} == {Line()}
    assert Stop("Myrdal").trains is not Stop("Myrdal").trains
    with pytest.raises(TypeError, match="name"):
        Stop()  # type: ignore[call-arg] # that is what is tried


def test_only_the_type_checker_keeps_it_from_being_changed() -> None:
    stop = Stop("Myrdal", 3)
    stop.place = 4  # type: ignore[misc] # mypy tells of an ignored error that is none, so this shows that it refuses
    with pytest.raises(AttributeError, match="height"):
        stop.height = 866  # type: ignore[attr-defined] # it has no such field
    assert replace(stop, place=5) == Stop("Myrdal", 5)
    assert pickle.loads(pickle.dumps(stop)) == stop  # noqa: S301 - written in this line


def test_it_is_the_value_with_these_fields_instead_of_its_own() -> None:
    before = Stop("Myrdal", 3, seen=7)
    after = changed(before, {"place": 4})
    assert type(after) is Stop
    assert after == replace(before, place=4) == Stop("Myrdal", 4)
    assert after.seen == before.seen
    assert before == Stop("Myrdal", 3)
    assert changed(before, {}) == before


def test_what_a_value_may_not_be_it_does_not_become() -> None:
    with pytest.raises(ValueError, match="counts from 0"):
        Stop("Myrdal", -1)
    with pytest.raises(ValueError, match="counts from 0"):
        changed(Stop("Myrdal"), {"place": -1})
    with pytest.raises(KeyError, match="height"):
        changed(Stop("Myrdal"), {"height": 1})
