"""Organisations, persons, accounts, telephones and mail: what is right, and what is kept with a warning."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.identifiers import (
    Checked,
    bankgiro,
    email_is_usable,
    iban,
    iban_of_norwegian_account,
    organisation_number,
    person_number,
    phone_is_usable,
    plusgiro,
)

ORGANISATIONS = """
    NO  923609016           923609016
    NO  923 609 016         923609016
    NO  NO 923 609 016 MVA  923609016
    SE  556036-0793         5560360793
    SE  165560360793        5560360793
    SE  SE556036079301      5560360793
    SE  880320-0016         8803200016
    FI  1572860-0           15728600
    FI  FI15728600          15728600
"""

WRONG_ORGANISATIONS = """
    NO  123456789     the check digit of the Norwegian organisation number 123456789 is wrong; it is kept as given
    NO  12345         12345 is not a Norwegian organisation number, which has 9 digits; it is kept as given
    NO  ٩٢٣  ٩٢٣ is not a Norwegian organisation number, which has 9 digits; it is kept as given
    SE  556036-0794   the check digit of the Swedish organisation number 556036-0794 is wrong; it is kept as given
    SE  123456789     123456789 is not a Swedish organisation number, which has 10 digits; it is kept as given
    FI  1572860-1     the check digit of the Finnish organisation number 1572860-1 is wrong; it is kept as given
    DK  10101010      organisation numbers of DK cannot be checked here
"""

# The Norwegian ones are born on a 31st of February, so that they are nobody's.
PERSONS = """
    NO  31029900054    ordinary
    NO  310299 00054   spaced
    NO  71029900048    D-number
    NO  31429900037    H-number
    NO  31829900281    synthetic
    SE  880320-0016    ordinary
    SE  880320+0016    a hundred years older
    SE  198803200016   with its century
    SE  701063-2391    coordination number
    FI  131052-308T    ordinary
    FI  131052Y308T    with a separator of 2023
    FI  010190U002R    with a separator of 2023
    FI  070770-905D    temporary
"""

WRONG_PERSONS = """
    NO  31029900055    last check digit
    NO  31029900064    first check digit
    NO  3102990005     too short
    SE  880320-0017    check digit
    SE  88032-0016     too short
    FI  131052-308U    check character
    FI  311152-308T    no such day
    FI  13105２-308T    a digit of another script
"""


def rows(table: str) -> list[list[str]]:
    """Country, number (which may hold single spaces) and the rest, set off by two spaces or more."""
    return [re.split(r" {2,}", line.strip(), maxsplit=2) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("country", "given_text", "compact"), rows(ORGANISATIONS))
def test_a_right_organisation_number_has_no_warning(country: str, given_text: str, compact: str) -> None:
    assert organisation_number(given_text, country) == Checked(given_text, compact)


@pytest.mark.parametrize(("country", "given_text", "warning"), rows(WRONG_ORGANISATIONS))
def test_a_wrong_organisation_number_is_kept_with_a_warning(country: str, given_text: str, warning: str) -> None:
    checked = organisation_number(given_text, country)
    assert checked.given == given_text
    assert checked.warnings == (warning,)


@pytest.mark.parametrize(("country", "number", "_kind"), rows(PERSONS))
def test_a_right_person_number_has_no_warning(country: str, number: str, _kind: str) -> None:
    assert person_number(number, country).warnings == ()


@pytest.mark.parametrize(("country", "number", "_kind"), rows(WRONG_PERSONS))
def test_a_wrong_person_number_is_kept_and_its_warning_does_not_repeat_it(
    country: str, number: str, _kind: str
) -> None:
    checked = person_number(number, country)
    assert checked.given == number
    (warning,) = checked.warnings
    assert "kept as given" in warning
    assert number not in warning


def test_person_numbers_of_other_countries_are_not_checked() -> None:
    assert person_number("010170-0000", "DK").warnings == ("person numbers of DK cannot be checked here",)


@pytest.mark.parametrize(
    "text", ["NO9799991042764", "NO97 9999 1042 764", "se45 5000 0000 0583 9825 7466", "FI2112345600000785"]
)
def test_a_right_iban_has_no_warning(text: str) -> None:
    assert iban(text) == Checked(text, text.replace(" ", "").upper())


@pytest.mark.parametrize("text", ["NO9799991042765", "NO979999104276", "XX00", "", "NO97 9999 1042 76４"])
def test_a_wrong_iban_is_kept_with_a_warning(text: str) -> None:
    (warning,) = iban(text).warnings
    assert "is not an IBAN" in warning


def test_a_norwegian_account_has_an_iban() -> None:
    assert iban_of_norwegian_account("9999.10.42764") == Checked("9999.10.42764", "NO9799991042764")


@pytest.mark.parametrize("text", ["9999.10.42765", "4090403", "99991042764x", "9999104276４", ""])
def test_a_wrong_norwegian_account_has_none(text: str) -> None:
    (warning,) = iban_of_norwegian_account(text).warnings
    assert "is not a Norwegian account number" in warning


@pytest.mark.parametrize("text", ["9912346", "50501055", "58056201", "991-2346", "5050-1055"])
def test_a_right_bankgiro_has_no_warning(text: str) -> None:
    assert bankgiro(text) == Checked(text, text.replace("-", ""))


@pytest.mark.parametrize("text", ["9912347", "123455", "505010550", "99123٤6", ""])
def test_a_wrong_bankgiro_is_kept_with_a_warning(text: str) -> None:
    (warning,) = bankgiro(text).warnings
    assert "7 to 8 digits" in warning


def test_a_plusgiro_has_two_to_eight_digits() -> None:
    assert plusgiro("18").warnings == ()
    assert plusgiro("50501055").warnings == ()
    assert plusgiro("8").warnings == ("8 is not a plusgiro number: 2 to 8 digits, the last a check digit",)


@pytest.mark.parametrize("text", ["+4799999999", "99999999", "12345", "+123456789012345"])
def test_a_phone_number_of_digits_is_usable(text: str) -> None:
    assert phone_is_usable(text)


@pytest.mark.parametrize(
    "text", ["", "1234", "+1234567890123456", "99 99 99 99", "++4799999999", "٩٩٩٩٩٩٩٩", "12345\n"]
)
def test_another_phone_number_is_not(text: str) -> None:
    assert not phone_is_usable(text)


@pytest.mark.parametrize(
    "text", ["ola@example.com", "ola.nordmann+shop@post.example.no", "pål@blåbær.example", "o'neill@example.co.uk"]
)
def test_a_mail_address_is_usable(text: str) -> None:
    assert email_is_usable(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ola",
        "ola@",
        "@example.com",
        "ola@localhost",
        "ola@example..com",
        "ola@-example.com",
        "ola@example.com.",
        "ola nordmann@example.com",
        "ola@example.com\r\nBcc: all@example.com",
        "ola@example.com, kari@example.com",
        "Ola <ola@example.com>",
        "ola\x00@example.com",
        "a" * 65 + "@example.com",
        "a@" + "b." * 126 + "com",
    ],
)
def test_what_is_no_mail_address_is_refused(text: str) -> None:
    assert not email_is_usable(text)


@given(st.text(), st.sampled_from(["NO", "SE", "FI", ""]))
def test_any_text_is_kept_as_given(text: str, country: str) -> None:
    assert organisation_number(text, country).given == text
    assert person_number(text, country).given == text
    assert iban(text).given == iban_of_norwegian_account(text).given == bankgiro(text).given == text
