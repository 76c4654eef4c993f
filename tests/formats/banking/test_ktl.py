"""KTL: reference payments and corrections, batches that add up, files that are stopped, and the same bytes again."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordring.domain.errors import NotABankFileError
from fordring.domain.money import Money
from fordring.formats.banking.finnish_files import account_in
from fordring.formats.banking.fixed_file import read_fixed_file, write_fixed_file
from fordring.formats.banking.identity import line_identity
from fordring.formats.banking.ktl_writer import write_ktl
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from formats.banking.fixed_text import Spoil, Told, mutations, swapped, without_line

MACHINE_FORM, IBAN = "12345600000785", "FI2112345600000785"
AT, DAY = datetime(2026, 11, 20, 17, 30, tzinfo=UTC), date(2026, 11, 20)


def money(minor: int, reference: str = "", **more: Any) -> BankLine:
    line = BankLine(
        BankAccountRef(IBAN),
        Money(minor, "EUR"),
        Direction.CREDIT,
        booked_on=DAY,
        value_on=DAY,
        references=(Reference(ReferenceKind.SCOR, reference, "VIITE"),) if reference else (),
    )
    return replace(line, **more)


PAYMENTS = (
    money(10_000, "1234561", entry_reference="2611205931A00001", party_name="MEIKÄLÄINEN"),
    money(2_500, entry_reference="2611205931A00002"),
    money(4_000, "13013", entry_reference="2611205931A00003", direction=Direction.DEBIT, reversal=True),
)
SOUND = write_ktl(AT, MACHINE_FORM, PAYMENTS)


def test_payments_and_corrections_are_read_with_their_references_and_archive_ids() -> None:
    told = Told(SOUND)
    assert (told.outcome, told.lines) == ("sound", list(PAYMENTS))
    assert told.table == "2026-11-20 10000 EUR 1234561\n2026-11-20 2500 EUR\n2026-11-20 -4000 EUR 13013"
    (totals,) = told.totals
    assert (totals.account, totals.entries) == (BankAccountRef(IBAN), 3)
    assert (totals.credits, totals.debits) == (Money(12_500, "EUR"), Money(4_000, "EUR"))


def test_a_payment_has_the_identity_of_its_archive_id_on_its_iban() -> None:
    assert line_identity(Told(SOUND).lines[0]) == f"bank:{IBAN}:credit:2611205931A00001"


def test_several_batches_follow_each_other_and_an_archive_id_that_comes_twice_in_one_is_two_payments() -> None:
    twice = write_ktl(AT, MACHINE_FORM, [PAYMENTS[0], PAYMENTS[0]])
    told = Told(twice + SOUND)
    assert (told.outcome, len(told.lines), len(told.totals)) == ("sound", 5, 2)
    assert len({line_identity(line) for line in told.lines[:2]}) == 2


@pytest.mark.parametrize(
    ("machine_form", "account"),
    [
        (MACHINE_FORM, BankAccountRef(IBAN)),
        ("57206320091787", BankAccountRef("FI2857206320091787")),
        ("1234", BankAccountRef("1234", "")),
    ],
)
def test_an_account_of_fourteen_digits_is_an_iban(machine_form: str, account: BankAccountRef) -> None:
    assert account_in(machine_form) == account


SPOILT: list[tuple[Spoil, str, str, int]] = [
    # what is wrong, what becomes of the file, what is said, how many lines are read
    (lambda data: data.replace(b"\r\n", b"\n"), "sound", "", 3),
    (lambda data: b"\r\n".join(line.rstrip() for line in data.splitlines()), "sound", "", 3),
    (lambda data: b"\xef\xbb\xbf" + data.decode("latin-1").encode(), "sound", "", 3),
    (bytes.lower, "sound", "", 3),
    (lambda data: data + b"\r\n\x1a", "sound", "", 3),
    (swapped("\r\n3", "\r\n7\r\n3"), "questions", "a line of kind '7' is not known", 3),
    (swapped("\r\n3", "\r\n\r\n3"), "questions", "an empty line inside the file (line 2)", 3),
    (swapped("MEIK", "M\tIK"), "questions", "tabs", 2),
    (swapped("0000010000", "00000I0000"), "questions", "cannot be read", 2),
    (swapped("1J0000010000", "2J0000010000"), "questions", "in currency '2' cannot be read", 2),
    (swapped("785261120", "785261131"), "questions", "'261131' is not a date", 3),
    (swapped("785261120", "78526112O"), "questions", "'26112O' is not a date", 3),
    (lambda data: data.replace(b"A\x20\r\n", b"A " + b"9" * 65_536 + b"\r\n", 1), "questions", "longer than 90", 3),
    (swapped("9000002", "9000003"), "refused", "count: 3 announced, 2 in the file", 3),
    (swapped("00000012500", "00000012501"), "refused", "sum: 12501 announced, 12500 in the file", 3),
    (swapped("00000100000004000", "00000200000004000"), "refused", "correction_count: 2 announced, 1", 3),
    (swapped("00000100000004000", "00000100000004001"), "refused", "correction_sum: 4001 announced, 4000", 3),
    (swapped("\r\n9", "\r\n0"), "refused", "a batch begins inside another", 3),
    (lambda data: data + b"3" + b"0" * 89, "refused", "outside every batch", 3),
    (lambda data: data.decode("latin-1").encode("utf-16"), "refused", "not a bank file", 0),
]


@pytest.mark.parametrize(("spoil", "outcome", "said", "lines"), SPOILT)
def test_what_is_wrong_is_said_and_the_rest_is_read(spoil: Spoil, outcome: str, said: str, lines: int) -> None:
    told = Told(spoil(SOUND))
    assert (told.outcome, len(told.lines)) == (outcome, lines), told.said
    assert said in told.said
    assert any(line.day_unread for line in told.lines) is ("is not a date" in told.said)


@pytest.mark.parametrize("row", range(len(SOUND.splitlines())))
def test_a_file_that_is_cut_anywhere_or_lacks_a_line_is_refused(row: int) -> None:
    lines = SOUND.splitlines(keepends=True)
    assert Told(b"".join(lines[:row])).outcome == "refused"
    assert Told(b"".join(lines[:row]) + lines[row][:20]).outcome == "refused"
    assert Told(without_line(row + 1)(SOUND)).outcome == "refused"


@pytest.mark.parametrize(("name", "encoding"), [("MEIKÄLÄINEN", "cp865"), ("MEIK[L[INEN", "ascii")])
def test_names_are_read_in_the_encodings_of_every_age(name: str, encoding: str) -> None:
    data = SOUND.decode("latin-1").replace("MEIKÄLÄINEN", name).encode(encoding)
    assert Told(data).lines[0].party_name == "MEIKÄLÄINEN"
    assert write_fixed_file(read_fixed_file(data)) == data


def test_braces_stay_braces_where_the_file_has_letters_of_its_own() -> None:
    assert Told(SOUND.replace(b"INEN", b"[NEN")).lines[0].party_name == "MEIKÄLÄ[NEN"


@st.composite
def payments(draw: st.DrawFn) -> BankLine:
    """A payment or a correction."""
    debit = draw(st.booleans())
    days = st.none() | st.dates(date(1971, 1, 1), date(2069, 12, 31))
    return money(
        draw(st.integers(0, 10**10 - 1)),
        draw(st.integers(100, 10**20 - 1).map(str) | st.just("")),
        booked_on=draw(days),
        value_on=draw(days),
        entry_reference=draw(st.text("ABC123", max_size=16)),
        party_name=draw(st.text("ABC ÄÖÅ", max_size=12).map(str.strip)),
        direction=Direction.DEBIT if debit else Direction.CREDIT,
        reversal=debit,
    )


@settings(max_examples=60)
@given(st.lists(payments(), max_size=6))
def test_what_is_written_is_read_back(lines: list[BankLine]) -> None:
    data = write_ktl(AT, MACHINE_FORM, lines)
    told = Told(data)
    assert told.outcome == "sound", told.said
    assert [replace(line, repeat=0) for line in told.lines] == lines
    assert write_fixed_file(read_fixed_file(data)) == data
    assert not any(row.spelt for row in read_fixed_file(data).rows)


@settings(max_examples=100)
@given(mutations(SOUND))
def test_no_mutation_makes_the_reader_raise(spoilt: bytes) -> None:
    Told(spoilt)
    with suppress(NotABankFileError):
        assert write_fixed_file(read_fixed_file(spoilt)) == spoilt
