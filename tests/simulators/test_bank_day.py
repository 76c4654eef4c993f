"""A day at the sandbox's bank: drawn by a seed, in each country's files, the same for the same seed."""

import io
from dataclasses import replace
from datetime import date

import pytest

from fordring.domain.money import Money
from fordring.formats.banking.detect import detect
from fordring.formats.banking.model import BankLine, Direction, Problem
from fordring.formats.banking.read_bank_file import read_bank_file
from fordring.simulators.bank_day import Deed, OpenBill, PlayDay, deal, files_of
from fordring.simulators.bank_formats import FileFormat
from support import make

DAY = date(2026, 11, 20)

DEEDS = """
    pays             1000
    short             900
    too_much         6000
    twice            1000 1000
    wrong_reference  1000
    no_reference     1000
    taken_back       1000 -1000
    waits
"""
NATIONAL = {"NO": "ocr_giro", "SE": "bgmax", "FI": "ktl"}


def bill(claim_no: int, country: str = "NO") -> OpenBill:
    account = make.bank_account(country)
    return OpenBill(claim_no, f"{claim_no:08}7", Money(1_000, account.currency), "Ola Nordmann", account)


def lines_of(data: bytes) -> list[BankLine]:
    items = list(read_bank_file(io.BytesIO(data)))
    assert not [item for item in items if isinstance(item, Problem)]
    return [item for item in items if isinstance(item, BankLine)]


@pytest.mark.parametrize("row", DEEDS.strip().splitlines())
def test_each_deed_moves_what_it_says(row: str) -> None:
    name, *amounts = row.split()
    [dealt] = deal(PlayDay(1, (Deed(name),)), [bill(1)], DAY)
    assert list(dealt.amounts_minor) == [int(each) for each in amounts]


def test_every_deed_is_drawn_and_the_table_above_has_them_all() -> None:
    drawn = {each.deed for each in deal(PlayDay(7), [bill(n) for n in range(200)], DAY)}
    assert drawn == set(Deed) == {Deed(row.split()[0]) for row in DEEDS.strip().splitlines()}


def test_a_seed_means_the_same_for_a_bill_whoever_else_owes() -> None:
    alone = deal(PlayDay(7), [bill(5)], DAY)
    among = deal(PlayDay(7), [bill(n) for n in range(10)], DAY)
    assert (alone[0].deed, alone[0].deposits) == (among[5].deed, among[5].deposits)


@pytest.mark.parametrize("country", NATIONAL)
def test_the_same_seed_is_the_same_files_and_another_is_not(country: str) -> None:
    bills = [bill(n, country) for n in range(60)]
    files = [files_of(PlayDay(seed), deal(PlayDay(seed), bills, DAY), DAY) for seed in (7, 7, 8)]
    assert files[0] == files[1]
    assert not {content for _, content in files[0]} & {content for _, content in files[2]}
    assert {str(file_format): detect(content) for file_format, content in files[0]} == {
        NATIONAL[country]: NATIONAL[country],
        "camt.054": "camt.054",
    }


@pytest.mark.parametrize("country", NATIONAL)
def test_the_files_tell_of_what_was_dealt(country: str) -> None:
    dealt = deal(PlayDay(3), [bill(n, country) for n in range(60)], DAY)
    lines = [line for _, content in files_of(PlayDay(3), dealt, DAY) for line in lines_of(content)]
    told = sorted(-line.amount.minor if line.direction is Direction.DEBIT else line.amount.minor for line in lines)
    assert told == sorted(minor for each in dealt for minor in each.amounts_minor)
    assert all(line.reversal for line in lines if line.direction is Direction.DEBIT)


def test_a_format_may_be_asked_for() -> None:
    asked = PlayDay(3, (Deed.PAYS,), file_format=FileFormat.CAMT_054)
    [(file_format, _)] = files_of(asked, deal(asked, [bill(1)], DAY), DAY)
    assert file_format is FileFormat.CAMT_054


def test_a_wrong_reference_is_of_nobody_even_where_it_ends_with_a_hyphen() -> None:
    hyphened = replace(bill(1), reference="123-")
    [dealt] = deal(PlayDay(1, (Deed.WRONG_REFERENCE,)), [hyphened], DAY)
    assert dealt.deposits[0].reference == "1230"
