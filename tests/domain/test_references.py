"""Payment references: the published vectors, the levels of an agreement, and running numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.errors import InvalidCommandError, ReferenceSpaceExhaustedError
from fordring.domain.references import (
    Level,
    ReferenceAgreement,
    Scheme,
    candidates_in,
    check_holds,
    creditor_reference,
    is_valid,
    issue_reference,
    largest_number,
    machine_form,
    normalise,
    printed,
)

AGREEMENTS = {
    "kid10": ReferenceAgreement(Scheme.KID),
    "kid11": ReferenceAgreement(Scheme.KID, modulus=11),
    "kid7": ReferenceAgreement(Scheme.KID, length=7),
    "kid9": ReferenceAgreement(Scheme.KID, length=9),
    "kid9m11": ReferenceAgreement(Scheme.KID, length=9, modulus=11),
    "kid25": ReferenceAgreement(Scheme.KID, length=25),
    "soft": ReferenceAgreement(Scheme.OCR, level=Level.SOFT),
    "ocr": ReferenceAgreement(Scheme.OCR),
    "ocr+": ReferenceAgreement(Scheme.OCR, level=Level.LENGTH_DIGIT),
    "ocr+8": ReferenceAgreement(Scheme.OCR, length=8, level=Level.LENGTH_DIGIT),
    "ocr6/8": ReferenceAgreement(Scheme.OCR, length=6, level=Level.FIXED_LENGTH, other_lengths=(8,)),
    "viite": ReferenceAgreement(Scheme.VIITENUMERO),
    "viite7": ReferenceAgreement(Scheme.VIITENUMERO, length=7),
    "rf": ReferenceAgreement(Scheme.RF),
    "rf12": ReferenceAgreement(Scheme.RF, length=12),
}

VALID = """
    kid10   123456782
    kid10   33000083672049
    kid11   123456785
    kid11   0000531
    kid11   12345605-
    kid11   12345619-
    kid11   12345670-
    kid11   12345670−
    kid11   123456130
    kid11   123456750
    ocr     655969
    ocr     657866
    ocr     658765
    ocr+    655969
    ocr+    657866
    ocr+    658765
    ocr6/8  655969
    soft    89853
    viite   1234561
    viite   13013
    viite   9544208
    viite   9597349
    viite   12345672
    viite   11122278
    viite   00000000000000013013
    rf      RF18539007547034
    rf      rf18 5390 0754 7034
    rf      RF341234561
"""

INVALID = """
    kid10   0000531          wrong check digit
    kid11   33000083672049   wrong check digit
    kid10   12345605-        the hyphen is modulus 11's
    kid9    33000083672049   another length than agreed
    kid10   5                too short
    kid10   12345678a        not a digit
    kid10   １２３４５６７８２   digits of another script
    kid10   00000000000000000000000000  26 digits
    ocr     89853            wrong check digit
    ocr+    123455           check digit right, length digit wrong
    ocr6/8  1234566          a length that was not agreed
    soft    1                too short
    soft    RF18             letters
    viite   9580572          wrong check digit
    viite   43459            wrong check digit
    viite   357              wrong and too short
    viite   123456789012345678901 too long
    rf      RF17539007547034 wrong check digits
    rf      RF00539007547034 check digits that are never issued
    rf      539007547034     no RF
"""

ISSUED = """
    kid9     12345678  123456782
    kid9m11  12345678  123456785
    kid9m11  12345605  12345605-
    kid9m11  12345613  123456130
    kid7     53        0000539
    kid10    1         18
    ocr      65596     655969
    ocr+     6559      655969
    ocr+8    1         10000180
    ocr6/8   1         100016
    viite    1         1012
    viite    123356    1234561
    viite7   1         1000012
    rf       539007547034  RF18539007547034
    rf       1234561   RF341234561
    rf12     1         RF5910000001
"""


def rows(table: str, columns: int) -> list[list[str]]:
    return [line.strip().split(maxsplit=columns - 1) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("name", "text"), rows(VALID, 2))
def test_a_published_reference_is_valid(name: str, text: str) -> None:
    assert is_valid(AGREEMENTS[name], text)


@pytest.mark.parametrize(("name", "text", "_why"), rows(INVALID, 3))
def test_a_wrong_reference_is_refused(name: str, text: str, _why: str) -> None:
    assert not is_valid(AGREEMENTS[name], text)


@pytest.mark.parametrize(("name", "number", "reference"), rows(ISSUED, 3))
def test_a_running_number_has_one_reference(name: str, number: str, reference: str) -> None:
    assert issue_reference(AGREEMENTS[name], int(number)) == reference
    assert is_valid(AGREEMENTS[name], reference)


def test_a_soft_agreement_lets_pass_what_its_check_digit_does_not_bear_out() -> None:
    assert is_valid(AGREEMENTS["soft"], "89853")
    assert not check_holds(AGREEMENTS["soft"], "89853")


def test_the_reference_is_printed_as_its_country_reads_it() -> None:
    assert printed(AGREEMENTS["viite"], "00000000000001234561") == "12 34561"
    assert printed(AGREEMENTS["viite"], "13013") == "13013"
    assert printed(AGREEMENTS["rf"], "RF18539007547034") == "RF18 5390 0754 7034"
    assert printed(AGREEMENTS["kid9"], "1234567 82") == "123456782"


def test_a_viitenumero_has_twenty_digits_in_bank_files() -> None:
    assert machine_form("13013") == "00000000000000013013"
    assert normalise("00000000000000013013", Scheme.VIITENUMERO) == "13013"


def test_an_rf_reference_is_built_around_a_viitenumero() -> None:
    assert creditor_reference("1234561") == "RF341234561"


@pytest.mark.parametrize("name", AGREEMENTS)
def test_the_last_running_number_still_has_a_valid_reference(name: str) -> None:
    agreement = AGREEMENTS[name]
    last = largest_number(agreement)
    assert is_valid(agreement, issue_reference(agreement, last))
    with pytest.raises(ReferenceSpaceExhaustedError, match=f"ends at number {last}"):
        issue_reference(agreement, last + 1)


def test_running_numbers_begin_at_one() -> None:
    with pytest.raises(ValueError, match="begin at 1"):
        issue_reference(AGREEMENTS["kid9"], 0)


@given(st.sampled_from(sorted(AGREEMENTS)), st.integers(1, 99), st.integers(1, 99))
def test_two_numbers_never_share_a_reference(name: str, one: int, other: int) -> None:
    agreement = AGREEMENTS[name]
    last = largest_number(agreement)
    for base in (0, last - 99):
        same = issue_reference(agreement, base + one) == issue_reference(agreement, base + other)
        assert same == (one == other)


@given(st.sampled_from(sorted(AGREEMENTS)), st.data())
def test_every_issued_reference_is_valid_and_normal(name: str, data: st.DataObject) -> None:
    agreement = AGREEMENTS[name]
    reference = issue_reference(agreement, data.draw(st.integers(1, largest_number(agreement))))
    assert is_valid(agreement, reference)
    assert normalise(reference, agreement.scheme) == reference
    assert is_valid(agreement, printed(agreement, reference))


@pytest.mark.parametrize(
    ("agreed", "field"),
    [
        ({"scheme": Scheme.KID, "length": 1}, "length"),
        ({"scheme": Scheme.KID, "length": 26}, "length"),
        ({"scheme": Scheme.KID, "modulus": 97}, "modulus"),
        ({"scheme": Scheme.OCR, "length": 2, "level": Level.LENGTH_DIGIT}, "length"),
        ({"scheme": Scheme.OCR, "level": Level.FIXED_LENGTH}, "length"),
        ({"scheme": Scheme.OCR, "other_lengths": (8,)}, "other_lengths"),
        ({"scheme": Scheme.VIITENUMERO, "length": 3}, "length"),
        ({"scheme": Scheme.RF, "length": 26}, "length"),
    ],
)
def test_an_agreement_no_bank_offers_is_refused(agreed: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidCommandError) as caught:
        ReferenceAgreement(**agreed)  # type: ignore[arg-type]  # a table of keyword arguments has no narrower type
    assert [problem.field for problem in caught.value.problems] == [field]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Betaling faktura KID: 0000531, takk", "kid11", ["0000531"]),
        ("KID12345605- for mars", "kid11", ["12345605-"]),
        ("12345605−", "kid11", ["12345605-"]),
        ("viite 12 34561 kiitos", "viite", ["1234561"]),
        ("00000000000000013013", "viite", ["13013"]),
        ("ref RF18 5390 0754 7034 TACK", "rf", ["RF18539007547034"]),
        ("RF341234561", "rf", ["RF341234561"]),
        ("OCR 655969 och 657866", "ocr", ["655969", "657866"]),
        ("OCR 655969 igen 655969", "ocr", ["655969"]),
        ("faktura 89853", "ocr", []),
        ("18", "kid10", []),
        ("655969", "ocr6/8", ["655969"]),
        ("0000531", "kid9m11", []),
        ("12345605-1", "kid11", []),
        ("1" * 10_000, "kid10", []),
        ("", "kid10", []),
    ],
)
def test_references_are_found_in_free_text(text: str, name: str, found: list[str]) -> None:
    assert list(candidates_in(text, AGREEMENTS[name])) == found


def test_without_an_agreement_every_scheme_is_tried() -> None:
    assert "RF341234561" in candidates_in("RF34 1234561")
    assert "0000531" in candidates_in("faktura 0000531")
    assert "13013" in candidates_in("viite 00000000000000013013")
    assert "655969" in candidates_in("655969")


@given(st.text(max_size=60), st.integers(1, 10**8 - 1), st.text(max_size=60))
def test_a_reference_set_off_by_points_is_found_whatever_stands_around_it(before: str, number: int, after: str) -> None:
    reference = issue_reference(AGREEMENTS["kid9"], number)
    assert reference in candidates_in(f"{before}. {reference} .{after}", AGREEMENTS["kid9"])
