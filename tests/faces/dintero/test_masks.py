"""Partial responses: what a mask means, what it lets through, and what is no mask."""

import re
from typing import Any

import pytest

from fordring.faces.dintero.translate.masks import DEPTH_MAX, LENGTH_MAX, excluded, masked, parse_mask

VALUE: dict[str, Any] = {
    "id": 1,
    "to": {"name": "Kari", "address": {"city": "Oslo", "zip": "0151"}},
    "items": [{"id": "a", "vat": {"rate": 25, "of": 10}}, {"id": "b", "note": None}],
}

ADDRESS = {"city": "Oslo", "zip": "0151"}
# The mask, then what of VALUE it lets through as `fields`, and what it leaves as one of `exclude_fields`.
CASES: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("id", {"id": 1}, {"to": VALUE["to"], "items": VALUE["items"]}),
    ("id,gone", {"id": 1}, {"to": VALUE["to"], "items": VALUE["items"]}),
    ("to/name", {"to": {"name": "Kari"}}, {**VALUE, "to": {"address": ADDRESS}}),
    ("to(name)", {"to": {"name": "Kari"}}, {**VALUE, "to": {"address": ADDRESS}}),
    (
        "to(address/zip,name)",
        {"to": {"name": "Kari", "address": {"zip": "0151"}}},
        {**VALUE, "to": {"address": {"city": "Oslo"}}},
    ),
    (
        "to/*/zip",
        {"to": {"name": "Kari", "address": {"zip": "0151"}}},
        {**VALUE, "to": {"name": "Kari", "address": {"city": "Oslo"}}},
    ),
    (
        "items(id,vat/rate)",
        {"items": [{"id": "a", "vat": {"rate": 25}}, {"id": "b"}]},
        {**VALUE, "items": [{"vat": {"of": 10}}, {"note": None}]},
    ),
    ("items/id,items", {"items": VALUE["items"]}, {"id": 1, "to": VALUE["to"]}),
    ("id/deeper", {"id": 1}, VALUE),
    ("*", VALUE, {}),
]
WRONG = {
    "": "has its end where a field's name is expected",
    ",": "has , where a field's name is expected",
    "a,": "has its end where a field's name is expected",
    "a//b": "has / where a field's name is expected",
    "/a": "has / where a field's name is expected",
    "a(": "has its end where a field's name is expected",
    "a()": "has ) where a field's name is expected",
    "a(b": "has its end where ) is expected",
    "a)": "has ) where a comma or the end is expected",
    "a(b)c": "has c where a comma or the end is expected",
    "a b": "has b where a comma or the end is expected",
    "a(b)/c": "has / where a comma or the end is expected",
    "a/" * 30 + "a": f"goes deeper than {DEPTH_MAX} levels",
    "a(" * 30 + "a" + ")" * 30: f"goes deeper than {DEPTH_MAX} levels",
    "a" * (LENGTH_MAX + 1): f"is longer than {LENGTH_MAX} characters",
}


def test_a_mask_is_a_tree_of_names() -> None:
    assert parse_mask("a,b/c,d(e,f)") == {"a": {}, "b": {"c": {}}, "d": {"e": {}, "f": {}}}
    assert parse_mask(" a , b / c ,\nd ( e , f ) ") == parse_mask("a,b/c,d(e,f)")


def test_the_same_name_twice_wants_what_either_wants() -> None:
    assert parse_mask("a/b,a/c") == parse_mask("a(b,c)")
    assert parse_mask("a/b/x,a(b/y,c)") == parse_mask("a(b(x,y),c)")
    assert parse_mask("a/b,a") == parse_mask("a,a/b") == {"a": {}}


@pytest.mark.parametrize(("text", "problem"), WRONG.items())
def test_what_is_no_mask_is_told_with_its_place(text: str, problem: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        parse_mask(text)


@pytest.mark.parametrize(("text", "through", "left"), CASES)
def test_fields_lets_through_what_exclude_fields_takes_away(
    text: str, through: dict[str, Any], left: dict[str, Any]
) -> None:
    assert masked(VALUE, parse_mask(text)) == through
    assert excluded(VALUE, parse_mask(text)) == left
