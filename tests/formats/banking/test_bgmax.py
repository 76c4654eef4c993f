"""BgMax: payments with what follows them, deposits that add up, files that are stopped, and the same bytes again."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordring.domain.errors import NotABankFileError
from fordring.domain.money import Money
from fordring.formats.banking import bgmax_layout as layout
from fordring.formats.banking.bgmax_writer import Section, write_bgmax
from fordring.formats.banking.fixed_file import read_fixed_file, write_fixed_file
from fordring.formats.banking.identity import line_identity
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from formats.banking.camt_text import sample
from formats.banking.fixed_text import Spoil, Told, mutations, swapped, without_line

SAMPLE = "bankgiroinbetalningar_exempelfil_avtal-om-ocr-kontroll_checksiffra_langd_sv.txt"
BANKGIRO, PAYER = "9912346", BankAccountRef("3783511", "BGNR")
AT, DAY = datetime(2026, 11, 20, 17, 30, tzinfo=UTC), date(2026, 11, 20)


def ocr(value: str, minor: int | None = None) -> Reference:
    return Reference(ReferenceKind.SCOR, value, "OCR", amount=None if minor is None else Money(minor, "SEK"))


def money(minor: int, *references: Reference, **more: Any) -> BankLine:
    line = BankLine(
        BankAccountRef(BANKGIRO, "BGNR"),
        Money(minor, "SEK"),
        Direction.CREDIT,
        booked_on=DAY,
        references=references,
        record_id="000000000010",
    )
    return replace(line, **more)


def section(*lines: BankLine, number: str = "74", currency: str = "SEK", bankgiro: str = BANKGIRO) -> Section:
    return Section(bankgiro, "5841000001009823", currency, DAY, number, lines)


PAYMENTS = (
    money(100_000, ocr("655969"), party_name="Kalles Plåt AB", party_account=PAYER, party_number="5500001234"),
    money(140_000, ocr("657866", 90_000), ocr("658765", 30_000), ocr("657767", 20_000), text="Faktura\nhälsning"),
    money(50_000, ocr("89853"), direction=Direction.DEBIT),
)
SOUND = write_bgmax(AT, (section(*PAYMENTS), section(money(500), number="75", currency="EUR")))

EXPECTED = """
2004-05-25 100000 SEK 655969
2004-05-25 -50000 SEK 89853 | 89853
2004-05-25 140000 SEK 657866 658765 657767 657965 657866658765657767 657866 658765 657767 657965 \
| 657866 658765 657767 / Betalning med extra refnr 657965
2004-05-25 110000 SEK 650861
2004-05-25 120000 SEK
2004-05-25 70000 SEK 659763
2004-05-25 500000 SEK 658260 658369 658468 658369 658468 | Faktura 658369 / Faktura 658468
"""


def test_the_published_sample_gives_its_payments_and_says_that_it_has_tabs() -> None:
    told = Told(sample(SAMPLE))
    assert told.table == EXPECTED.strip()
    assert (told.outcome, told.said) == ("questions", "tabs are read as blanks up to every eighth place (line 17)")
    assert [(totals.statement_id, totals.credits.minor, totals.debits.minor) for totals in told.totals] == [
        ("00074", 240_000, 50_000),
        ("00075", 800_000, 0),
    ]
    first = told.lines[0]
    assert (first.account, first.party_account) == (BankAccountRef(BANKGIRO, "BGNR"), PAYER)
    assert (first.party_name, first.party_address, first.party_number) == (
        "Kalles Plåt AB",
        "Storgatan 2, 12345, Storåker",
        "5500001234",
    )


def test_two_payers_with_one_serial_number_in_a_deposit_are_two_payments() -> None:
    same = [line for line in Told(sample(SAMPLE)).lines if line.record_id == "000000000016"]
    assert len({line_identity(line) for line in same}) == 2


def test_a_deduction_takes_money_back() -> None:
    line = Told(SOUND).lines[2]
    assert (line.direction, line.reversal) == (Direction.DEBIT, True)


PARTS = [
    # the payment, its own reference, its extra references with their parts; what each is paid
    (140_000, "1", [("2", 90_000), ("3", 30_000)], [("1", 20_000), ("2", 90_000), ("3", 30_000)]),
    (140_000, "1", [("1", 90_000), ("2", 50_000)], [("1", 90_000), ("2", 50_000)]),
    (140_000, "1", [("2", 160_000), ("3", -20_000)], [("1", None), ("2", 160_000), ("3", -20_000)]),
    (140_000, "1", [("2", 90_000), ("3", 0)], [("1", None), ("2", 90_000), ("3", None)]),
    (140_000, "1", [], [("1", None)]),
]


@pytest.mark.parametrize(("minor", "own", "extras", "expected"), PARTS)
def test_what_each_reference_is_paid_is_known_where_the_file_tells_it(
    minor: int, own: str, extras: list[tuple[str, int]], expected: list[tuple[str, int | None]]
) -> None:
    line = money(minor, ocr(own), *(ocr(value, part) for value, part in extras))
    (read,) = Told(write_bgmax(AT, (section(line),))).lines
    assert [(found.value, found.amount.minor if found.amount else None) for found in read.references] == expected


def test_an_extra_reference_of_another_form_is_text_and_a_plusgiro_is_an_account() -> None:
    opening = layout.OPENING.write(plusgiro="4711")
    rows = [
        opening,
        layout.PAYMENT.write(reference="Faktura 123456", code="3", amount="10"),
        layout.PAYMENT.write(record="22", reference="654321", code="3"),
        layout.CITY.write(city="Oslo", country_code="NO"),
        layout.DEPOSIT.write(booked_on="20261120", number="1", sum="10", count="1"),
        layout.END.write(payments="1", extras="1", deposits="1"),
    ]
    told = Told("\n".join([layout.START.write(), *rows]).encode())
    assert told.table == "2026-11-20 10 SEK 123456 654321 | Faktura 123456 / 654321"
    assert (told.lines[0].account, told.lines[0].party_address) == (BankAccountRef("4711", "PGNR"), "Oslo, NO")


SPOILT: list[tuple[Spoil, str, str, int]] = [
    # what is wrong, what becomes of the file, what is said, how many lines are read
    (lambda data: data.replace(b"\r\n", b"\n"), "sound", "", 4),
    (lambda data: b"\r\n".join(line.rstrip() for line in data.splitlines()), "sound", "", 4),
    (bytes.lower, "sound", "", 4),
    (lambda data: b"\xef\xbb\xbf" + data.decode("latin-1").encode(), "sound", "", 4),
    (lambda data: data + b"\r\n \r\n", "sound", "", 4),
    (lambda data: data + data, "sound", "", 8),
    (swapped("25Faktura", "99Faktura"), "questions", "a line of kind '99' is not known here", 4),
    (swapped("25Faktura ", "25Faktura\t"), "questions", "tabs", 4),
    (swapped("25Faktura", "\r\n25Faktura"), "questions", "an empty line inside the file (line 9)", 4),
    (swapped("000000000000100000", "00000000000010000O"), "questions", "a payment cannot be read: the line is cut", 3),
    (swapped("00000000000010000021", "00000000000010000021"[:-1] + " "), "questions", "cannot be read", 3),
    (swapped("00000000003000021", "00000000003000021"[:-1] + "x"), "questions", "an extra reference cannot be read", 4),
    (swapped("2026112000074", "2026113100074"), "questions", "'20261131' is not a date (deposit 00074", 4),
    (swapped("2026112000074", "2O26112000074"), "questions", "is not a date", 4),
    (lambda data: data.replace(b"\r\n25", b"9" * 65_536 + b"\r\n25", 1), "questions", "longer than 80", 4),
    (swapped("000000000000190000", "000000000000190001"), "refused", "the deposit are wrong: sum: 190001 announced", 4),
    (swapped("SEK00000003", "SEK00000004"), "refused", "the deposit are wrong: payments: 4 announced, 3", 4),
    (swapped("SEK00000003", "EUR00000003"), "refused", "opened in SEK, deposited in 'EUR'", 4),
    (swapped("7000000003", "7000000002"), "refused", "the file are wrong: payments: 2 announced, 3", 4),
    (swapped("000000010000000200000002", "000000020000000200000002"), "refused", "deductions: 2 announced, 1", 4),
    (swapped("000000010000000200000002", "000000010000000300000002"), "refused", "extras: 3 announced, 2", 4),
    (swapped("000000010000000200000002", "000000010000000200000003"), "refused", "deposits: 3 announced, 2", 4),
    (swapped("SEK", "NOK"), "refused", "currency 'NOK': BgMax is in EUR or SEK", 0),
    (swapped("000000P", "000000T"), "refused", "test file", 4),
    (swapped("\r\n20", "\r\n01"), "refused", "a file begins inside another", 0),
    (swapped("\r\n20", "\r\n05"), "refused", "an opening (05) stands where none can", 0),
    (swapped("\r\n20", "\r\n26"), "refused", "belongs to no payment", 0),
    (swapped("\r\n05", "\r\n20"), "refused", "outside every deposit", 0),
    (swapped("\r\n05", "\r\n15"), "refused", "a deposit (15) stands where none can", 0),
    (swapped("\r\n15", "\r\n70"), "refused", "the file ends (70) inside a deposit", 3),
    (lambda data: data.decode("latin-1").encode("utf-16"), "refused", "not a bank file", 0),
    (lambda _: b"01BGMAX", "refused", "not a bank file", 0),
]


@pytest.mark.parametrize(("spoil", "outcome", "said", "lines"), SPOILT)
def test_what_is_wrong_is_said_and_the_rest_is_read(spoil: Spoil, outcome: str, said: str, lines: int) -> None:
    told = Told(spoil(SOUND))
    assert (told.outcome, len(told.lines)) == (outcome, lines), told.said
    assert said in told.said


@pytest.mark.parametrize("row", range(len(SOUND.splitlines())))
def test_a_file_that_is_cut_after_any_line_or_inside_the_next_is_refused(row: int) -> None:
    lines = SOUND.splitlines(keepends=True)
    assert Told(b"".join(lines[:row])).outcome == "refused"
    assert Told(b"".join(lines[:row]) + lines[row][:20]).outcome == "refused"


def test_a_deposit_that_was_not_read_yet_is_named_by_its_section() -> None:
    cut = b"\n".join(SOUND.splitlines()[:4])
    assert Told(cut).problems[-1].source == "section 1, line 4"


WORDS = {"25": "text", "26": "name", "29": "number"}
MONEY_ROWS = [row for row, line in enumerate(SOUND.splitlines(), 1) if line[:2].decode() not in WORDS]


@pytest.mark.parametrize("row", MONEY_ROWS)
def test_a_file_without_one_of_its_lines_about_money_is_refused(row: int) -> None:
    assert Told(without_line(row)(SOUND)).outcome == "refused"


def test_writing_what_was_read_gives_the_same_bytes() -> None:
    for data in (sample(SAMPLE), SOUND, SOUND.replace(b"\r\n", b"\n"), SOUND.rstrip(), bytes.lower(SOUND)):
        assert write_fixed_file(read_fixed_file(data)) == data
    kept = [row.spelt for row in read_fixed_file(sample(SAMPLE)).rows if row.spelt]
    assert len(kept) == 3  # the tabs, and two lines whose blanks were cut
    assert not any(row.spelt for row in read_fixed_file(SOUND).rows)


@st.composite
def payments(draw: st.DrawFn) -> BankLine:
    """A payment or a deduction, as the reader gives it back."""
    numbers = draw(st.lists(st.integers(10, 10**25 - 1).map(str), max_size=4, unique=True))
    parts = draw(st.lists(st.integers(1, 10**9), min_size=len(numbers), max_size=len(numbers)))
    told = len(numbers) > 1 and draw(st.booleans())
    references = tuple(ocr(value, part if told else None) for value, part in zip(numbers, parts, strict=True))
    debit = draw(st.booleans())
    return money(
        sum(parts) if told else draw(st.integers(0, 10**15)),
        *references,
        record_id=draw(st.integers(0, 3).map("{:012}".format)),
        direction=Direction.DEBIT if debit else Direction.CREDIT,
        text=draw(st.lists(st.text("abc ÅÄÖåäö", min_size=1).map(str.strip).filter(bool), max_size=2).map("\n".join))[
            :50
        ],
        party_name=draw(st.text("abcÅÄÖ", max_size=35)),
        party_account=draw(st.none() | st.just(PAYER)),
        party_number=draw(st.just("") | st.just("5560360793")),
    )


@settings(max_examples=60)
@given(st.lists(payments(), max_size=6))
def test_what_is_written_is_read_back(lines: list[BankLine]) -> None:
    data = write_bgmax(AT, (section(*lines),))
    told = Told(data)
    assert told.outcome == "sound", told.said
    unlike: dict[str, Any] = {"entry_reference": "", "value_on": None, "reversal": False, "repeat": 0}
    assert [replace(line, **unlike) for line in told.lines] == lines
    assert len({line_identity(line) for line in told.lines}) == len(lines)
    assert write_fixed_file(read_fixed_file(data)) == data


@settings(max_examples=100)
@given(mutations(SOUND))
def test_no_mutation_makes_the_reader_raise(spoilt: bytes) -> None:
    Told(spoilt)
    with suppress(NotABankFileError):
        assert write_fixed_file(read_fixed_file(spoilt)) == spoilt
