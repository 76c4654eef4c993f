"""What an id token must say to be believed, and what is kept of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from fordring.domain.identity.claims import TEXT_MAX, Expected, doubts, identified
from support import make

NOW = int(make.WALL.timestamp())
EXPECTED = Expected(
    issuer="https://id.example.com",
    client_id="fordring",
    nonce="n-1",
    acr=frozenset({"high", "highest"}),
    national_idp="nbid",
    country="NO",
    national_id_claims=("nin", "ssn"),
)
GOOD: dict[str, Any] = {
    "iss": "https://id.example.com",
    "aud": "fordring",
    "sub": "s-1",
    "nonce": "n-1",
    "acr": "high",
    "iat": NOW,
    "exp": NOW + 300,
    "name": "Ola Nordmann",
}
GONE = "is left out"

CASES = [
    ({}, []),
    ({"aud": ["fordring"]}, []),
    ({"aud": ["fordring", "other"], "azp": "fordring"}, []),
    ({"iat": NOW + 119, "nbf": NOW + 119}, []),
    ({"exp": NOW - 119}, []),
    ({"exp": NOW + 0.5}, []),
    ({"acr": "highest"}, []),
    ({"iss": "https://id.example.com/"}, ["iss"]),
    ({"iss": GONE}, ["iss"]),
    ({"aud": "other"}, ["aud"]),
    ({"aud": GONE}, ["aud"]),
    ({"aud": ["fordring", "other"]}, ["azp"]),
    ({"azp": "other"}, ["azp"]),
    ({"nonce": "n-2"}, ["nonce"]),
    ({"nonce": GONE}, ["nonce"]),
    ({"acr": "low"}, ["acr"]),
    ({"acr": GONE}, ["acr"]),
    ({"acr": ["high"]}, ["acr"]),
    ({"sub": ""}, ["sub"]),
    ({"sub": 7}, ["sub"]),
    ({"exp": NOW - 120}, ["exp"]),
    ({"exp": GONE}, ["exp"]),
    ({"exp": True}, ["exp"]),
    ({"exp": "2030"}, ["exp"]),
    ({"exp": float("nan")}, ["exp"]),
    ({"exp": float("inf")}, ["exp"]),
    ({"exp": 10**30}, ["exp"]),
    ({"iat": NOW + 121}, ["iat"]),
    ({"iat": NOW - 1_201}, ["iat"]),
    ({"iat": None}, ["iat"]),
    ({"nbf": NOW + 121}, ["nbf"]),
    ({"nbf": "soon"}, ["nbf"]),
    ({"iss": "x", "aud": "y", "nonce": "z"}, ["iss", "aud", "nonce"]),
]


def changed(change: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**GOOD, **change}.items() if value != GONE}


@pytest.mark.parametrize(("change", "wrong"), CASES)
def test_claims_are_believed_or_the_wrong_ones_are_named(change: dict[str, Any], wrong: list[str]) -> None:
    assert list(doubts(changed(change), EXPECTED, make.WALL)) == wrong


def test_without_a_nonce_of_ours_nothing_is_believed_and_without_levels_any_is() -> None:
    facts = {name: getattr(EXPECTED, name) for name in EXPECTED.__slots__}
    assert list(doubts({**GOOD, "nonce": ""}, Expected(**facts | {"nonce": ""}), make.WALL)) == ["nonce"]
    assert not list(doubts(changed({"acr": GONE}), Expected(**facts | {"acr": frozenset()}), make.WALL))


def test_what_is_kept_is_the_person_and_apart_from_it_the_national_id() -> None:
    known = identified({**GOOD, "auth_time": NOW - 60, "nin": "01817049954", "ssn": "other", "given_name": 7}, EXPECTED)
    assert known.national_id == "01817049954"
    assert "01817049954" not in repr(known)
    assert known.person.authenticated_at == make.WALL - timedelta(seconds=60)
    assert (known.person.name, known.person.given_name, known.person.subject) == ("Ola Nordmann", "", "s-1")
    assert identified(GOOD, EXPECTED).national_id == ""
    assert identified(GOOD, EXPECTED).person.authenticated_at == make.WALL
    assert identified(changed({"iat": GONE}), EXPECTED).person.authenticated_at == datetime.fromtimestamp(0, UTC)


def test_a_subject_that_is_the_national_id_is_kept_as_its_hash() -> None:
    known = identified({**GOOD, "sub": "070770-905D", "ssn": "070770905d"}, EXPECTED)
    assert "905" not in known.person.subject[:4]
    assert len(known.person.subject) == 64
    assert (
        known.person.subject == identified({**GOOD, "sub": "070770-905D", "ssn": "070770905d"}, EXPECTED).person.subject
    )


def test_a_name_without_end_is_cut_off() -> None:
    assert len(identified({**GOOD, "name": "x" * 10_000}, EXPECTED).person.name) == TEXT_MAX
