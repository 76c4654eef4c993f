"""Which slips of the pen each kind of check character catches, tried on every place of drawn references."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.references import (
    Level,
    ReferenceAgreement,
    Scheme,
    check_holds,
    issue_reference,
    largest_number,
)

KID10 = ReferenceAgreement(Scheme.KID, length=25)
KID11 = ReferenceAgreement(Scheme.KID, length=25, modulus=11)
OCR = ReferenceAgreement(Scheme.OCR, level=Level.LENGTH_DIGIT)
VIITE = ReferenceAgreement(Scheme.VIITENUMERO)
RF = ReferenceAgreement(Scheme.RF)


def drawn(data: st.DataObject, agreement: ReferenceAgreement) -> str:
    return issue_reference(agreement, data.draw(st.integers(1, largest_number(agreement))))


def exchanged(reference: str) -> Iterator[tuple[str, str]]:
    """Each pair of different neighbouring digits, and the reference with the two exchanged."""
    for place in range(len(reference) - 1):
        pair = reference[place : place + 2]
        if pair.isdigit() and pair[0] != pair[1]:
            yield pair, reference[:place] + pair[::-1] + reference[place + 2 :]


@pytest.mark.parametrize("agreement", [KID10, KID11, OCR, VIITE, RF], ids=["kid10", "kid11", "ocr", "viite", "rf"])
@given(data=st.data())
def test_every_wrong_digit_is_caught(agreement: ReferenceAgreement, data: st.DataObject) -> None:
    reference = drawn(data, agreement)
    for place, right in enumerate(reference):
        for wrong in set("0123456789") - {right} if right.isdigit() else set():
            assert not check_holds(agreement, reference[:place] + wrong + reference[place + 1 :])


@pytest.mark.parametrize("agreement", [KID11, RF], ids=["kid11", "rf"])
@given(data=st.data())
def test_two_neighbours_exchanged_are_caught_by_modulus_11_and_97(
    agreement: ReferenceAgreement, data: st.DataObject
) -> None:
    for _, slip in exchanged(drawn(data, agreement)):
        assert not check_holds(agreement, slip)


@given(st.data())
def test_modulus_10_misses_only_0_and_9_exchanged(data: st.DataObject) -> None:
    for pair, slip in exchanged(drawn(data, KID10)):
        assert check_holds(KID10, slip) == (set(pair) == {"0", "9"})


@given(st.data())
def test_a_viitenumero_misses_only_neighbours_that_differ_by_5(data: st.DataObject) -> None:
    for pair, slip in exchanged(drawn(data, VIITE)):
        begins_with_zero = slip.startswith("0")
        assert begins_with_zero or check_holds(VIITE, slip) == (abs(int(pair[0]) - int(pair[1])) == 5)
