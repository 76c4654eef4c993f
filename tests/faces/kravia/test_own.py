"""What is not on the public pages is told as an own addition: in the compatibility module, and on the page."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from faces.kravia.printed import printed_members, printed_paths
from fordring.faces.kravia.compatibility import OWN_MEMBERS, OWN_PATHS
from fordring.faces.kravia.routes import ROUTES
from fordring.faces.kravia.wire.loose import Loose

PAGE = (Path(__file__).parents[3] / "docs/faces/kravia.md").read_text(encoding="utf-8")


def shapes(of: type[Loose] = Loose) -> Iterator[type[Loose]]:
    """Every shape of a body or query."""
    for shape in of.__subclasses__():
        if not shape.__module__.endswith("answers"):
            yield shape
        yield from shapes(shape)


def own_fields(shape: type[Loose]) -> dict[str, str]:
    """The fields that the shape itself adds, and the names they bear."""
    above = {name for base in shape.__mro__[1:] for name in getattr(base, "model_fields", {})}
    return {name: str(field.alias) for name, field in shape.model_fields.items() if name not in above}


def test_every_member_is_printed_or_ours() -> None:
    printed = printed_members()
    named = {shape.__name__: own_fields(shape) for shape in shapes()}
    assert len(named) == len(list(shapes()))
    assert set(printed) <= set(named)
    assert [name for name, members in printed.items() if not members <= set(named[name].values())] == []
    ours = {
        shape: {field: name for field, name in fields.items() if name not in printed.get(shape, ())}
        for shape, fields in named.items()
    }
    assert {shape: fields for shape, fields in ours.items() if fields} == OWN_MEMBERS


def test_a_field_bears_one_name_wherever_it_is_ours() -> None:
    names: dict[str, set[str]] = {}
    for fields in OWN_MEMBERS.values():
        for field, name in fields.items():
            names.setdefault(field, set()).add(name)
    assert {field: told for field, told in names.items() if len(told) > 1} == {}


def test_every_path_is_printed_or_ours() -> None:
    ours = {route.handler.__name__: route.path for route in ROUTES if (route.method, route.path) not in printed_paths()}
    assert ours == OWN_PATHS
    assert printed_paths() <= {(route.method, route.path) for route in ROUTES}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.handler.__name__)
def test_its_row_on_the_page_says_so(route: object) -> None:
    assert isinstance(route, type(ROUTES[0]))
    sentence = (route.handler.__doc__ or "").partition("\n")[0]
    assert ("our own addition" in sentence) == (route.handler.__name__ in OWN_PATHS)


def test_the_page_lists_every_member_that_is_ours() -> None:
    rows = [
        f"| `{shape}` | {', '.join(f'`{name}`' for name in fields.values())} |" for shape, fields in OWN_MEMBERS.items()
    ]
    assert "\n".join(rows) in PAGE
