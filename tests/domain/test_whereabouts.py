"""Where a claim's payer lives and is mailed: what was said since takes the place of what was given, part by part."""

from typing import Any
from uuid import UUID

import pytest

from fordring.domain.claim.whereabouts import kept, news, place_of, present, said_after, same_place, told_by

HOME = {"address_line": "Storgata 1", "co_address": "Kari", "postal_code": "0151", "postal_place": "Oslo"}
AWAY = {"address_line": "Torget 2", "postal_code": "5014", "postal_place": "Bergen"}
GIVEN: dict[str, Any] = {"first_name": "Ola", "email": "ola@example.com", **HOME}
FIRST, SECOND, THIRD = (UUID(int=each) for each in (1, 2, 3))


@pytest.mark.parametrize(
    ("said", "reached"),
    [
        (None, GIVEN),
        ({}, GIVEN),
        ({"place": AWAY}, {"first_name": "Ola", "email": "ola@example.com", **AWAY}),
        ({"email": "ola@home.example"}, {**GIVEN, "email": "ola@home.example"}),
        ({"email": ""}, {"first_name": "Ola", **HOME}),
        ({"place": AWAY, "email": ""}, {"first_name": "Ola", **AWAY}),
    ],
)
def test_nothing_is_left_of_an_address_that_another_took_the_place_of(said: Any, reached: Any) -> None:
    assert present(GIVEN, said) == reached


@pytest.mark.parametrize(
    ("billing", "told"),
    [
        (GIVEN, {"place": HOME, "email": "ola@example.com"}),
        ({**GIVEN, "postal_place": ""}, {"email": "ola@example.com"}),
        ({"first_name": "Ola", **AWAY}, {"place": AWAY}),
        ({"first_name": "Ola"}, {}),
    ],
)
def test_a_registration_tells_a_whole_address_and_an_email_and_of_what_it_lacks_nothing(
    billing: Any, told: Any
) -> None:
    assert told_by(billing) == told
    assert place_of(billing) == told.get("place")


@pytest.mark.parametrize(
    ("said", "new"),
    [
        ({"place": HOME, "email": "ola@example.com"}, set()),
        ({"place": AWAY, "email": "ola@example.com"}, {"place"}),
        ({"place": HOME, "email": ""}, {"email"}),
        ({"place": {**HOME, "postal_place": "OSLO"}}, {"place"}),
        ({}, set()),
    ],
)
def test_news_are_the_parts_that_differ(said: Any, new: set[str]) -> None:
    assert set(news(GIVEN, said)) == new


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (HOME, True),
        ({**HOME, "postal_place": "OSLO", "address_line": "storgata  1"}, True),
        ({**HOME, "co_address": ""}, False),
        (AWAY, False),
    ],
)
def test_case_and_spaces_make_no_other_address(other: dict[str, str], same: int) -> None:
    assert [same_place(HOME, other), same_place(other, HOME)] == [same, same]


def test_each_part_of_a_card_stays_as_the_latest_word_has_it_whenever_it_comes() -> None:
    second = kept(None, {"place": AWAY}, SECOND)
    third = kept(second, {"email": ""}, THIRD)
    late = kept(third, {"place": HOME, "email": "ola@example.com"}, FIRST)
    assert late == third
    assert said_after(third, FIRST) == {"place": AWAY, "email": ""}
    assert said_after(third, SECOND) == {"email": ""}
    assert said_after(third, THIRD) == said_after(None, FIRST) == {}
