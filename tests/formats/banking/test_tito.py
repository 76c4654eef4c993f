"""TITO: entries with their details, sums that are counted once, statements that add up, and the same bytes again."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings

from fordring.domain.errors import NotABankFileError
from fordring.domain.money import Money
from fordring.formats.banking import tito_layout as layout
from fordring.formats.banking.fixed_file import read_fixed_file, write_fixed_file
from fordring.formats.banking.model import BankAccountRef, Batch, LineStatus
from formats.banking.fixed_text import Spoil, Told, mutations, swapped, without_line

MACHINE_FORM, IBAN = "12345600000785", "FI2112345600000785"


def entry(minor: int, reference: str = "", *details: str, **more: str) -> list[str]:
    """An entry with its details; its archive id is made of its amount."""
    facts: dict[str, Any] = {
        "archive": f"A{abs(minor)}",
        "booked_on": "261120",
        "value_on": "261121",
        "sign": "-" if minor < 0 else "+",
        "amount": str(abs(minor)),
        "reference": reference,
        "name": "MEIKÄLÄINEN MATTI",
    }
    return [layout.ENTRY.write(**facts | more), *details]


def detail(kind: str, content: str, mark: str = "T11") -> str:
    return f"{mark}{len(content) + 8:03}{kind}{content}"


def sepa(**values: str) -> str:
    content = list(" " * 315)
    for name, value in values.items():
        start = layout.SEPA[name].start - 8
        content[start : start + len(value)] = value
    return detail("11", "".join(content))


def statement(*entries: list[str], opening: int = 100_000, closing: int, **more: str) -> bytes:
    """A statement with a closing balance; `more` is of the header."""
    head = {"account": MACHINE_FORM, "number": "224", "opening": str(opening)}
    rows = [layout.HEADER.write(**head | more), *(row for rows in entries for row in rows)]
    rows.append(layout.BALANCE.write(day="261120", sign="-" if closing < 0 else "+", closing=str(abs(closing))))
    return "".join(f"{row}\r\n" for row in rows).encode("latin-1")


def days(data: bytes, *sums: tuple[int, int]) -> bytes:
    rows = [layout.CUMULATIVE.write(day="261120", credits=str(came), debits=str(went)) for came, went in sums]
    return data + "".join(f"{row}\r\n" for row in [*rows, layout.CUMULATIVE.write(period="3", credits="9")]).encode()


SOUND = days(
    statement(
        entry(12_500, "1234561"),
        entry(-700, "", detail("00", f"{'Palvelumaksu':35}{'marraskuu':35}"), type="2", name="PANKKI"),
        entry(3_000, "0", detail("06", "Lasku 4711"), other_account="57206320091787"),
        ["T70012PANKKI Viesti"],
        closing=114_800,
    ),
    (12_500, 700),
    (3_000, 0),
)


def test_entries_are_read_with_their_details_and_balances() -> None:
    told = Told(SOUND)
    assert (told.outcome, told.table.splitlines()) == (
        "sound",
        [
            "2026-11-20 12500 EUR 1234561",
            "2026-11-20 -700 EUR  | Palvelumaksu / marraskuu",
            "2026-11-20 3000 EUR 4711 | Lasku 4711",
        ],
    ), told.said
    first, _, third = told.lines
    assert (first.account, first.party_name, first.entry_reference) == (
        BankAccountRef(IBAN),
        "MEIKÄLÄINEN MATTI",
        "A12500",
    )
    assert str(first.value_on) == "2026-11-21"
    assert third.party_account == BankAccountRef("FI2857206320091787")
    (totals,) = told.totals
    assert (totals.opening, totals.closing) == (Money(100_000, "EUR"), Money(114_800, "EUR"))
    assert (totals.credits, totals.debits) == (Money(15_500, "EUR"), Money(700, "EUR"))


DETAILS: list[tuple[str, dict[str, Any]]] = [
    # one detail, and what it makes of a line
    (detail("01", "00000012"), {"batch": Batch(12, None, 0)}),
    (detail("01", "x"), {"batch": None}),
    (detail("02", "12345678901234567         261101"), {"text": "12345678901234567         261101"}),
    (detail("02", "1234567890"), {"text": "1234567890"}),
    (detail("03", "4444 KORTTI"), {"text": "4444 KORTTI"}),
    (detail("04", "A77"), {"text": "corrects A77"}),
    (detail("05", "+000000000000208258 SEK 00000009604"), {"instructed": Money(208_258, "SEK")}),
    (detail("05", "+000000000000208258 XXX"), {"instructed": None}),
    (detail("05", "+"), {"instructed": None}),
    (detail("07", "pankki"), {"text": "pankki"}),
    (detail("08", "908 tili lopetettu"), {"return_reason": "908", "text": "tili lopetettu"}),
    (detail("09", "Pitkä Nimi Oy"), {"party_name": "Pitkä Nimi Oy"}),
    (detail("42", "uusi"), {"text": "uusi"}),
    (sepa(payer="Maksaja Oy", iban="DE02120300000000202051", id="E2E-1"), {"party_name": "Maksaja Oy"}),
    (sepa(iban="DE02120300000000202051"), {"party_account": BankAccountRef("DE02120300000000202051")}),
    (sepa(id="E2E-1"), {"end_to_end_id": "E2E-1", "party_name": "MEIKÄLÄINEN MATTI"}),
]


@pytest.mark.parametrize(("line", "expected"), DETAILS)
def test_each_kind_of_detail_says_something_of_its_entry(line: str, expected: dict[str, Any]) -> None:
    (read,) = Told(statement(entry(500, "1234561", line), closing=100_500)).lines
    assert {name: getattr(read, name) for name in expected} == expected


def test_references_of_details_stand_beside_that_of_the_entry_each_once() -> None:
    invoice = detail("02", f"{'':11}{'4711':15}")
    line = Told(statement(entry(500, "1234561", invoice, sepa(reference="13013")), closing=100_500)).lines[0]
    assert [(found.value, found.code) for found in line.references[:3]] == [
        ("1234561", "VIITE"),
        ("4711", "CINV"),
        ("13013", "VIITE"),
    ]
    same = Told(statement(entry(500, "1234561", sepa(reference="1234561")), closing=100_500)).lines[0]
    assert len(same.references) == 1


@pytest.mark.parametrize(
    "collected",
    [
        entry(9_000, "", detail("01", "00000003")),
        entry(9_000, "", description="Viitepanot"),
        entry(9_000, "0" * 20, description="SAAPUVAT VIITEMAKSUT"),
    ],
)
def test_the_sum_of_reference_payments_is_told_and_left_to_the_ktl_file(collected: list[str]) -> None:
    told = Told(statement(collected, closing=109_000))
    assert (told.outcome, told.lines[0].status) == ("questions", LineStatus.INFORMATION)
    assert "90.00 EUR is the sum of reference payments" in told.said


def part(minor: int, *details: str) -> list[str]:
    return entry(minor, "1234561", *details, level="1")


PARTS = [
    # the parts of an entry of 9000; what is read, and the question of its first line
    ((part(4_000), part(5_000, detail("06", "osa"))), [4_000, 5_000], ""),
    ((part(4_000), part(4_000)), [9_000], "the entries it consists of do not sum to it"),
    ((part(10_000), part(-1_000)), [9_000], "its parts go both ways"),
    ((part(9_000), part(0)), [9_000], "its parts go both ways"),
]


@pytest.mark.parametrize(("parts", "amounts", "question"), PARTS)
def test_an_entry_that_consists_of_others_is_counted_once(
    parts: tuple[list[str], ...], amounts: list[int], question: str
) -> None:
    told = Told(statement(entry(9_000), *parts, closing=109_000))
    assert ([line.amount.minor for line in told.lines], told.lines[0].question) == (amounts, question)
    assert told.outcome == "sound", told.said


def test_what_is_rejected_or_only_told_is_no_money() -> None:
    told_of = ["T80" + row[3:] for row in entry(500)]
    told = Told(statement(entry(700, type="9"), [*told_of, detail("00", "tieto", "T81")], closing=100_000))
    assert [line.status for line in told.lines] == [LineStatus.INFORMATION] * 2
    assert (told.outcome, told.lines[1].text) == ("sound", "tieto")


def test_corrections_are_reversals_and_days_are_not_compared_beside_them() -> None:
    told = Told(days(statement(entry(-500, "1234561", type="3"), closing=99_500), (0, 0)))
    assert (told.outcome, told.lines[0].reversal, told.lines[0].direction) == ("sound", True, "debit")


def test_a_header_with_an_iban_is_that_account_and_balances_may_be_negative() -> None:
    head = {"iban": f"{IBAN} NDEAFIHH", "opening_sign": "-", "account": "99999999999999"}
    told = Told(statement(entry(-500), opening=100, closing=-600, **head))
    assert (told.outcome, told.totals[0].account) == ("sound", BankAccountRef(IBAN))
    assert (told.totals[0].opening, told.totals[0].closing) == (Money(-100, "EUR"), Money(-600, "EUR"))


def test_several_statements_and_several_balances_in_one_are_each_compared() -> None:
    balance = layout.BALANCE.write(day="261120", closing="100500")
    two_days = statement(entry(500), [balance], entry(-300), closing=100_200)
    told = Told(two_days + SOUND)
    assert (told.outcome, len(told.totals), len(told.lines)) == ("sound", 2, 5)


SPOILT: list[tuple[Spoil, str, str, int]] = [
    # what is wrong, what becomes of the file, what is said, how many lines are read
    (lambda data: data.replace(b"\r\n", b"\n"), "sound", "", 3),
    (lambda data: b"\n".join(line.rstrip() for line in data.splitlines()), "sound", "", 3),
    (bytes.lower, "sound", "", 3),
    (lambda data: b"\xef\xbb\xbf" + data.decode("latin-1").encode(), "sound", "", 3),
    (lambda data: data + b"\r\n\x1a", "sound", "", 3),
    (swapped("T70012", "T99012"), "questions", "a line of kind 'T99' is not known", 3),
    (swapped("T70012", "\r\nT70012"), "questions", "an empty line", 3),
    (swapped("MEIK", "\tMEIK"), "questions", "tabs", 3),
    (swapped("+000000000000012500", "+00000000000001250O"), "questions", "the amount of an entry cannot be read", 2),
    (swapped("+000000000000012500", "?000000000000012500"), "questions", "the amount of an entry cannot be read", 2),
    (swapped("261120261121", "261131261121"), "questions", "'261131' is not a date", 3),
    (lambda data: data.replace(b"Viesti", b"9" * 65_536, 1), "questions", "longer than 999", 3),
    (
        lambda data: data.replace(b"\r\nT10", b"\r\nT11032" + b"00tieto\r\nT10", 1),
        "questions",
        "belongs to no entry",
        3,
    ),
    (swapped("00000000000001234561", "000000000000012345  "), "sound", "", 3),
    (swapped("+000000000000012500", "+000000000000012501"), "refused", "give 114801, the closing balance is 114800", 3),
    (swapped("+000000000000114800", "+00000000000011480x"), "refused", "the closing balance cannot be read", 3),
    (swapped("+000000000000100000", "+00000000000010000x"), "refused", "the opening balance cannot be read", 3),
    (
        swapped("126112000000000+000000000000012500", "126112000000000+000000000000012501"),
        "refused",
        "credits of the",
        3,
    ),
    (
        swapped("-000000000000000700\r\nT50", "-000000000000000701\r\nT50"),
        "refused",
        "debits of the days are not 700",
        3,
    ),
    (swapped("EUR", "XXX"), "refused", "currency 'XXX'", 0),
    (lambda data: data.decode("latin-1").encode("utf-16"), "refused", "not a bank file", 0),
    (lambda data: data.replace(b"T00322", b"T00 322", 1), "refused", "not a bank file", 0),
]


@pytest.mark.parametrize(("spoil", "outcome", "said", "lines"), SPOILT)
def test_what_is_wrong_is_said_and_the_rest_is_read(spoil: Spoil, outcome: str, said: str, lines: int) -> None:
    told = Told(spoil(SOUND))
    assert (told.outcome, len(told.lines)) == (outcome, lines), told.said
    assert said in told.said
    assert any(line.day_unread for line in told.lines) is ("is not a date" in told.said)


def test_a_reference_that_is_cut_off_makes_its_line_a_question() -> None:
    told = Told(swapped("00000000000001234561", "000000000000012345  ")(SOUND))
    assert told.lines[0].question == "the reference is cut off, or damaged"


MONEY_ROWS = [1, 2, 3, 5, 8, 9, 10]


@pytest.mark.parametrize("row", MONEY_ROWS)
def test_a_file_without_one_of_its_lines_about_money_is_refused(row: int) -> None:
    assert Told(without_line(row)(SOUND)).outcome == "refused"


@pytest.mark.parametrize("row", range(8))
def test_a_file_that_is_cut_before_its_balance_is_refused(row: int) -> None:
    lines = SOUND.splitlines(keepends=True)
    assert Told(b"".join(lines[:row])).outcome == "refused"
    assert Told(b"".join(lines[:row]) + lines[row][:20]).outcome == "refused"


def test_letters_of_seven_bit_files_are_read_and_written_as_they_were() -> None:
    data = SOUND.decode("latin-1").replace("MEIKÄLÄINEN", "MEIK[L[INEN").encode("ascii")
    assert Told(data).lines[0].party_name == "MEIKÄLÄINEN MATTI"
    assert write_fixed_file(read_fixed_file(data)) == data


def test_writing_what_was_read_gives_the_same_bytes() -> None:
    odd = SOUND + b"T11xx000\r\nT1100500\r\nT60012abcdef\r\n"
    for data in (SOUND, SOUND.replace(b"\r\n", b"\n"), SOUND.rstrip(), bytes.lower(SOUND), odd):
        assert write_fixed_file(read_fixed_file(data)) == data
    rows = read_fixed_file(SOUND).rows
    assert [row.spelt for row in rows if row.spelt] == ["T70012PANKKI Viesti"]
    assert rows[3].value("content") == "Palvelumaksu                       marraskuu"


@settings(max_examples=100)
@given(mutations(SOUND))
def test_no_mutation_makes_the_reader_raise(spoilt: bytes) -> None:
    Told(spoilt)
    with suppress(NotABankFileError):
        assert write_fixed_file(read_fixed_file(spoilt)) == spoilt
