"""OCR giro: what each kind of payment becomes, which files are stopped, and that writing gives back what was read."""

from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fordring.domain.errors import NotABankFileError
from fordring.domain.money import Money
from fordring.formats.banking import ocr_giro_layout as layout
from fordring.formats.banking.detect import detect
from fordring.formats.banking.fixed_file import read_fixed_file, write_fixed_file
from fordring.formats.banking.identity import line_identity
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from fordring.formats.banking.ocr_giro_writer import Assignment, Transmission, write_ocr_giro
from formats.banking.camt_text import sample
from formats.banking.fixed_text import Spoil, Told, mutations, swapped, without_line

SAMPLE = "ocr_giro_transactions.txt"
ACCOUNT = "86011117947"
DAY = date(2026, 11, 20)


def payment(number: int, kind: str = "10", minor: int = 10_000, kid: str = "", **more: str) -> list[str]:
    """The two lines of a payment, and a third with its text."""
    facts = {"type": kind, "transaction": str(number)}
    first = {"settled_on": "201126", "amount": str(minor), "kid": kid, "sign": more.get("sign", "0")}
    second = {"paid_on": more.get("paid_on", "191126"), "debit_account": more.get("debit_account", "")}
    lines = [layout.AMOUNT_1.write(**facts, **first), layout.AMOUNT_2.write(**facts, **second)]
    return [*lines, layout.AMOUNT_3.write(**facts, text=more["text"])] if "text" in more else lines


def assignment(*payments: list[str], minor: int, number: str = "1", account: str = ACCOUNT) -> list[str]:
    rows = [row for lines in payments for row in lines]
    figures = {"transactions": str(len(payments)), "records": str(len(rows) + 2), "sum": str(minor)}
    start = layout.ASSIGNMENT_START.write(agreement="1008566", assignment=number, account=account)
    return [start, *rows, layout.ASSIGNMENT_END.write(**figures)]


def transmission(*assignments: list[str], payments: int, minor: int) -> bytes:
    rows = [row for lines in assignments for row in lines]
    figures = {"transactions": str(payments), "records": str(len(rows) + 2), "sum": str(minor)}
    start = layout.TRANSMISSION_START.write(transmission="170031", recipient="10200")
    return "".join(f"{row}\n" for row in [start, *rows, layout.TRANSMISSION_END.write(**figures)]).encode("latin-1")


EVERY_TYPE = [
    payment(place, kind, 1_000, "0000531", **({"text": "Vare"} if kind in layout.WITH_TEXT else {}))
    for place, kind in enumerate(layout.TYPES, start=1)
]
SOUND = transmission(assignment(*EVERY_TYPE, minor=12_000), payments=12, minor=12_000)


def test_the_published_sample_gives_twenty_credits_and_its_own_control_totals() -> None:
    told = Told(sample(SAMPLE))
    assert (told.outcome, len(told.lines)) == ("sound", 20)
    assert sum(line.amount.minor for line in told.lines) == 5_144_900
    assert told.table.splitlines()[0] == "1992-01-20 102000 NOK 0000531 | Foo bar baz"
    assert told.table.splitlines()[7] == "1992-01-20 150000 NOK 02212291038306"
    assert [str(line.value_on) for line in told.lines[:9:8]] == ["1992-01-16", "None"]
    assert told.lines[13].record_id == "25066370"
    assert {line.account for line in told.lines} == {BankAccountRef("99991042764", "BBAN")}
    assert all(line.party_account for line in told.lines)
    (totals,) = told.totals
    assert (totals.entries, totals.credits, totals.debits) == (20, Money(5_144_900, "NOK"), Money(0, "NOK"))


def test_every_type_is_read_and_reversals_take_money_back_though_they_count_upwards() -> None:
    told = Told(SOUND)
    assert told.outcome == "sound"
    assert [line.reversal for line in told.lines] == [kind in layout.TAKEN_BACK for kind in layout.TYPES]
    assert told.totals[0].credits == Money(10_000, "NOK")
    assert told.totals[0].debits == Money(2_000, "NOK")
    assert [line.text for line in told.lines[-3:]] == ["", "Vare", "Vare"]


def test_negative_amounts_are_taken_off_the_sum_and_are_money_taken_back() -> None:
    negative = payment(2, "13", 3_000, "123", sign="-")
    told = Told(transmission(assignment(payment(1), negative, minor=7_000), payments=2, minor=7_000))
    assert (told.outcome, told.table) == ("sound", "2026-11-20 10000 NOK\n2026-11-20 -3000 NOK 123")
    assert told.lines[1].reversal


def test_a_file_with_more_taken_back_than_paid_adds_up_without_its_sign() -> None:
    lines = assignment(payment(1, minor=10), payment(2, minor=30, sign="-"), minor=20)
    assert Told(transmission(lines, payments=2, minor=20)).outcome == "sound"


def test_several_lines_of_text_are_one_text_and_a_kid_may_end_in_a_hyphen() -> None:
    more = layout.AMOUNT_3.write(type="21", transaction="1", text="to")
    lines = [*payment(1, "21", kid="12345605-", text="en"), more]
    told = Told(transmission(assignment(lines, minor=10_000), payments=1, minor=10_000))
    assert told.table == "2026-11-20 10000 NOK 12345605- | en / to"


def test_assignments_of_several_accounts_and_several_transmissions_are_read_each_for_itself() -> None:
    one = assignment(payment(1), minor=10_000)
    other = assignment(payment(1, minor=500), minor=500, number="2", account="97101234561")
    data = transmission(one, other, payments=2, minor=10_500) + transmission(one, payments=1, minor=10_000)
    told = Told(data)
    assert told.outcome == "sound"
    assert [line.account.identifier for line in told.lines] == [ACCOUNT, "97101234561", ACCOUNT]
    assert [line.statement_no for line in told.lines] == [1, 2, 3]
    assert line_identity(told.lines[0]) != line_identity(told.lines[1])


def test_an_assignment_of_another_service_is_counted_and_passed_over() -> None:
    agreement = "NY21947000000010".ljust(80, "0")
    second = "NY21947000000020".ljust(80, "0")
    foreign = ["NY210020".ljust(80, "0"), agreement, agreement, second, "NY2100880000000200000005".ljust(80, "0")]
    told = Told(transmission(foreign, assignment(payment(1), minor=10_000), payments=3, minor=10_000))
    assert (told.outcome, len(told.lines)) == ("questions", 1)
    assert "AvtaleGiro" in told.said


FIRST, SECOND = "NY09103000000012011260000", "NY0910310000001"
SPOILT: list[tuple[Spoil, str, str, int]] = [
    # what is wrong, what becomes of the file, what is said, how many lines are read
    (swapped(FIRST, "NY09103000000013111260000"), "questions", "'311126' is not a date", 12),
    (swapped(FIRST, "NY09993000000012011260000"), "questions", "transaction type '99' is not known", 12),
    (swapped("0000000000001000 ", "0000000000001O00 "), "questions", "amount of payment 0000001 cannot be read", 11),
    (swapped(FIRST + "0000000", FIRST + "000000?"), "questions", "cannot be read", 11),
    (swapped(SECOND, "NY0910310000099"), "questions", "this line is of payment 0000099", 12),
    (swapped("NY0920320000011", "NY0920990000011"), "questions", "a line of kind '99' is not known here", 12),
    (swapped("NY0920320000011Vare" + " " * 21, "NY0920310000011Vare" + " " * 21), "questions", "two lines", 12),
    (swapped("\n", "\n \n"), "questions", "empty line", 12),
    (swapped("Vare" + " " * 36, "Va\tre" + " " * 35), "questions", "tabs are read as blanks", 12),
    (swapped("\nNY091030", "X\nNY091030"), "questions", "longer than 80 characters", 12),
    (lambda data: data.replace(b"\n", b"\r\n"), "sound", "", 12),
    (lambda data: data.rstrip(), "sound", "", 12),
    (lambda data: data + b"\n\n\x1a", "sound", "", 12),
    (lambda data: b"\xef\xbb\xbf" + data, "sound", "", 12),
    (bytes.lower, "sound", "", 12),
    (
        swapped("0000001200000028", "0000001300000028"),
        "refused",
        "the assignment are wrong: payments: 13 announced, 12",
        12,
    ),
    (swapped("0000001200000028", "0000001200000029"), "refused", "records: 29 announced, 28 in the file", 12),
    (swapped("0000001200000030", "0000001100000030"), "refused", "the transmission are wrong: payments", 12),
    (swapped("00000000000001000 ", "00000000000001001 "), "refused", "sum: 12000 announced, 12001 in the file", 12),
    (swapped("000000000012000000000", "00000000001200 000000"), "refused", "is not a number", 12),
    (swapped("NY090020", "NY090010"), "refused", "begins inside another", 0),
    (swapped("NY091030", "NY090020"), "refused", "an assignment begins where none can", 0),
    (swapped("NY090088", "NY000089"), "refused", "ends inside an assignment", 12),
    (swapped("NY090020", "NY090088"), "refused", "the end of an assignment that has not begun", 0),
    (swapped("NY090020", "NY091030"), "refused", "stands outside every assignment", 0),
    (lambda _: b"", "refused", "not a bank file", 0),
    (lambda _: b"\x89PNG\r\n\x1a\n" + b"\x00" * 400, "refused", "not a bank file", 0),
    (lambda _: b"PK\x03\x04" + b"\x00" * 400, "refused", "not a bank file", 0),
    (lambda data: data.replace(b"\n", b"0" * 65_536 + b"\n", 1), "questions", "longer than 80", 12),
    (lambda data: data.replace(b"\nNY0910", b"0" * 65_536 + b"\nNY0910", 1), "questions", "longer than 80", 12),
    (lambda data: data.decode().encode("utf-16"), "refused", "not a bank file", 0),
]


@pytest.mark.parametrize(("spoil", "outcome", "said", "lines"), SPOILT)
def test_what_is_wrong_is_said_and_the_rest_is_read(spoil: Spoil, outcome: str, said: str, lines: int) -> None:
    told = Told(spoil(SOUND))
    assert (told.outcome, len(told.lines)) == (outcome, lines), told.said
    assert said in told.said
    assert any(line.day_unread for line in told.lines) is ("is not a date" in told.said)


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8", "cp865"])
def test_nordic_letters_are_read_in_any_of_the_encodings_in_use(encoding: str) -> None:
    data = SOUND.decode("latin-1").replace("Vare    ", "Blå kjøl").encode(encoding)
    assert Told(data).lines[-1].text == "Blå kjøl"
    assert write_fixed_file(read_fixed_file(data)) == data


def test_trailing_zeros_and_blanks_that_were_cut_are_no_problem() -> None:
    cut = b"\n".join(line.rstrip(b" 0") if line.startswith(b"NY09103") else line for line in SOUND.splitlines())
    assert Told(cut).table == Told(SOUND).table


@pytest.mark.parametrize("row", range(1, len(SOUND.splitlines()) + 1))
def test_a_file_without_one_of_its_lines_is_refused(row: int) -> None:
    assert Told(without_line(row)(SOUND)).outcome == "refused"


@pytest.mark.parametrize("row", range(len(SOUND.splitlines())))
def test_a_file_that_is_cut_after_any_line_or_inside_the_next_is_refused(row: int) -> None:
    lines = SOUND.splitlines(keepends=True)
    assert Told(b"".join(lines[:row])).outcome == "refused"
    assert Told(b"".join(lines[:row]) + lines[row][:35]).outcome == "refused"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_writing_what_was_read_gives_the_same_bytes(end: str) -> None:
    for data in (
        sample(SAMPLE),
        SOUND,
        SOUND.replace(b"\n", end.encode()),
        SOUND.rstrip(),
        SOUND[:-40],
        bytes.lower(SOUND),
    ):
        assert write_fixed_file(read_fixed_file(data)) == data


def test_the_rows_of_a_file_have_their_fields_by_name() -> None:
    file = read_fixed_file(SOUND)
    assert (file.kind, detect(SOUND)) == ("ocr_giro", "ocr_giro")
    assert [file.rows[0].value("transmission"), file.rows[2].value("kid")] == ["0170031", "0000531"]
    assert not any(row.spelt for row in file.rows)


NUMBERS = st.integers(min_value=0, max_value=10**17 // 60 - 1)
KIDS = st.integers(10, 10**24 - 1).map("{}-".format) | st.integers(10, 10**25 - 1).map(str) | st.just("")
TEXTS = st.lists(st.text("abcÆØÅ æ123", min_size=1, max_size=40).map(str.strip).filter(bool), max_size=3).map("\n".join)


@st.composite
def money(draw: st.DrawFn) -> BankLine:
    """A payment as a Norwegian bank tells it."""
    debit = draw(st.booleans())
    kid = draw(KIDS)
    return BankLine(
        BankAccountRef(ACCOUNT, "BBAN"),
        Money(draw(NUMBERS), "NOK"),
        Direction.DEBIT if debit else Direction.CREDIT,
        booked_on=draw(st.dates(date(1971, 1, 1), date(2069, 12, 31))),
        value_on=draw(st.none() | st.dates(date(1971, 1, 1), date(2069, 12, 31))),
        record_id=draw(st.integers(1, 10**9 - 1).map(str) | st.just("")),
        references=(Reference(ReferenceKind.SCOR, kid, "KID"),) if kid else (),
        text=draw(TEXTS),
        party_account=draw(st.none() | st.just(BankAccountRef("97101234561", "BBAN"))),
        reversal=debit,
    )


@settings(max_examples=60)
@given(st.lists(money(), max_size=6))
def test_what_is_written_is_read_back_and_written_the_same(lines: list[BankLine]) -> None:
    data = write_ocr_giro(Transmission("170031", "10200", DAY, (Assignment("2", "1008566", ACCOUNT, tuple(lines)),)))
    told = Told(data)
    assert told.outcome == "sound", told.said
    assert [replace(line, entry_reference="") for line in told.lines] == lines
    assert write_fixed_file(read_fixed_file(data)) == data


@settings(max_examples=100)
@given(mutations(SOUND))
def test_no_mutation_makes_the_reader_raise(spoilt: bytes) -> None:
    Told(spoilt)
    with suppress(NotABankFileError):
        assert write_fixed_file(read_fixed_file(spoilt)) == spoilt


def test_what_does_not_fit_its_field_is_not_written() -> None:
    with pytest.raises(ValueError, match="kid has 25 places"):
        layout.AMOUNT_1.write(kid="1" * 26)
    with pytest.raises(KeyError, match="has no field amuont"):
        layout.AMOUNT_1.write(amuont="1")
    for data in (b"nothing", SOUND.replace(b"\nNY0910", b"0" * 65_536 + b"\nNY0910", 1)):
        with pytest.raises(NotABankFileError):
            read_fixed_file(data)
