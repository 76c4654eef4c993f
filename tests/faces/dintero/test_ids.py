"""Public ids: both ways, and strict."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.errors import NotFoundError
from fordring.faces.dintero.translate.ids import file_id, long, own_id, parse_file_id, parse_id, public_id, short

EXAMPLES = """
00000000-0000-0000-0000-000000000000  1111111111111111111111
00000000-0000-0000-0000-000000000039  111111111111111111111Z
00000000-0000-0000-0000-00000000003a  1111111111111111111121
ffffffff-ffff-ffff-ffff-ffffffffffff  xBuEXKpA6iqZQK5Kf2TnkV
"""

JUNK = (
    "",
    "T12345678",
    "T12345678.",
    "t12345678.465U8CUzaPVpneu1wt8Wei",
    "X12345678.465U8CUzaPVpneu1wt8Wei",
    "T1234567.465U8CUzaPVpneu1wt8Wei",
    "T12345678.465U8CUzaPVpneu1wt8We",
    "T12345678.465U8CUzaPVpneu1wt8Weii",
    "T12345678.465U8CUzaPVpneu1wt8We0",
    "T12345678.465U8CUzaPVpneu1wt8Wel",
    "T12345678.ZZZZZZZZZZZZZZZZZZZZZZ",
    "T12345678.xBuEXKpA6iqZQK5Kf2TnkW",
    "T12345678.465U8CUzaPVpneu1wt8Wei\n",
    " T12345678.465U8CUzaPVpneu1wt8Wei",
    "T1234567٨.465U8CUzaPVpneu1wt8Wei",
    "019a8f3e-0000-7000-8000-000000000000",
)


@given(st.uuids(), st.uuids())
def test_every_id_comes_back(one: UUID, other: UUID) -> None:
    assert len(short(one)) == 22
    assert long(short(one)) == one
    assert parse_id("transaction", public_id("P12345678", one)) == ("P12345678", one)
    assert parse_file_id(file_id("P12345678", one, other)) == ("P12345678", one, other)


@pytest.mark.parametrize("line", EXAMPLES.strip().splitlines())
def test_the_smallest_and_the_largest_are_known(line: str) -> None:
    identifier, characters = line.split()
    assert short(UUID(identifier)) == characters


def test_the_public_example_is_an_id() -> None:
    assert parse_id("transaction", "P12345678.465U8CUzaPVpneu1wt8Wei")[0] == "P12345678"


@pytest.mark.parametrize("text", JUNK)
def test_junk_is_the_id_of_nothing(text: str) -> None:
    with pytest.raises(NotFoundError):
        parse_id("transaction", text)
    with pytest.raises(NotFoundError):
        parse_file_id(f"{text}.465U8CUzaPVpneu1wt8Wei")


def test_another_accounts_id_is_the_id_of_nothing() -> None:
    with pytest.raises(NotFoundError):
        own_id("transaction", "P12345678.465U8CUzaPVpneu1wt8Wei", "P87654321")
