"""Payment orders: valid against the schemas, what banks accept only, and read back as they were ordered."""

from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fordring.domain.errors import InvalidCommandError, NotABankFileError
from fordring.domain.money import Money
from fordring.formats.banking.allowed_text import allowed_text, is_allowed_id
from fordring.formats.banking.model import BankAccountRef
from fordring.formats.banking.pain001 import PaymentGroup, PaymentOrder, Transfer
from fordring.formats.banking.pain001_reader import read_pain001
from fordring.formats.banking.pain001_writer import VERSIONS, write_pain001

NORWEGIAN = Transfer("E-1", Money(12_550, "NOK"), "Ærlig Årsøn AS", BankAccountRef("86011117947", "BBAN"), "0000531")
SWEDISH = Transfer("E-2", Money(100, "SEK"), "Öl AB", BankAccountRef("9912346", "BGNR"), text="Utbetalning 7")
FINNISH = Transfer(
    "E-3", Money(5, "EUR"), "Yö Oy", BankAccountRef("FI2112345600000785"), "RF18539007547034", creditor_bic="NDEAFIHH"
)
BARE = Transfer("E-4", Money(7, "JPY"), "Tokyo KK", BankAccountRef("DE89370400440532013000"))
DAY = date(2026, 11, 23)
FIRST = PaymentGroup(
    "G-1", DAY, "Fordring Drift AS", BankAccountRef("NO9386011117947"), (NORWEGIAN, FINNISH, BARE), "DNBANOKK"
)
SECOND = PaymentGroup("G-2", DAY, "Fordring Drift AS", BankAccountRef("50501055", "BGNR"), (SWEDISH,))
ORDER = PaymentOrder("M-1", datetime(2026, 11, 21, 6, 0, tzinfo=UTC), "Fordring Drift AS", (FIRST, SECOND), "987654321")


def schema(version: str) -> etree.XMLSchema:
    spec = find_spec("sepaxml")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    path = Path(spec.submodule_search_locations[0]) / "schemas" / f"pain.001.001.{version}.xsd"
    return etree.XMLSchema(etree.parse(str(path)))


SCHEMAS = {version: schema(version) for version in VERSIONS}


def with_transfer(**changes: Any) -> PaymentOrder:
    return replace(ORDER, groups=(replace(FIRST, transfers=(replace(NORWEGIAN, **changes),)), SECOND))


@pytest.mark.parametrize("version", VERSIONS)
def test_an_order_is_valid_and_read_back_equal(version: str) -> None:
    data = write_pain001(ORDER, version)
    SCHEMAS[version].assertValid(etree.fromstring(data))
    assert read_pain001(data) == ORDER


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("level", ["SEPA", "NURG"])
def test_a_service_level_is_valid_and_read_back(version: str, level: str) -> None:
    order = replace(ORDER, groups=(replace(FIRST, service_level=level), SECOND))
    data = write_pain001(order, version)
    SCHEMAS[version].assertValid(etree.fromstring(data))
    assert read_pain001(data) == order


def test_the_least_order_is_valid_too() -> None:
    least = replace(ORDER, initiator_id="", groups=(SECOND,))
    assert read_pain001(write_pain001(least)) == least


def test_control_totals_count_all_transfers_and_add_their_numbers_whatever_the_currency() -> None:
    text = write_pain001(ORDER).decode()
    assert "<NbOfTxs>4</NbOfTxs><CtrlSum>133.55</CtrlSum><InitgPty>" in text
    assert "<NbOfTxs>3</NbOfTxs><CtrlSum>132.55</CtrlSum><ReqdExctnDt>" in text


@pytest.mark.parametrize(
    "expected",
    [
        "<CdtrAcct><Id><Othr><Id>86011117947</Id><SchmeNm><Cd>BBAN</Cd></SchmeNm></Othr></Id></CdtrAcct>",
        "<CdtrAcct><Id><Othr><Id>9912346</Id><SchmeNm><Prtry>BGNR</Prtry></SchmeNm></Othr></Id></CdtrAcct>",
        "<CdtrAcct><Id><IBAN>FI2112345600000785</IBAN></Id></CdtrAcct>",
        "<CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>0000531</Ref>",
        "<Issr>ISO</Issr></Tp><Ref>RF18539007547034</Ref>",
        "<Ustrd>Utbetalning 7</Ustrd>",
        "<Nm>Ærlig Årsøn AS</Nm>",
        "<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>",
        "<ChrgBr>SLEV</ChrgBr>",
        "<ChrgBr>SHAR</ChrgBr>",
    ],
)
def test_an_order_says_it_as_nordic_banks_read_it(expected: str) -> None:
    assert expected in write_pain001(ORDER).decode()


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (replace(ORDER, message_id="x" * 36), "message_id"),
        (replace(ORDER, message_id="å"), "message_id"),
        (replace(ORDER, initiator_name="漢字"), "initiator_name"),
        (replace(ORDER, groups=()), "groups"),
        (
            replace(ORDER, groups=(FIRST, replace(SECOND, payment_information_id="G-1"))),
            "groups.1.payment_information_id",
        ),
        (
            replace(ORDER, groups=(FIRST, replace(SECOND, debtor_account=FIRST.debtor_account))),
            "groups.1.debtor_account",
        ),
        (replace(ORDER, groups=(replace(FIRST, transfers=()),)), "groups.0.transfers"),
        (replace(ORDER, groups=(replace(FIRST, debtor_name=" "),)), "groups.0.debtor_name"),
        (with_transfer(amount=Money(0, "NOK")), "groups.0.transfers.0.amount"),
        (with_transfer(amount=Money(-1, "NOK")), "groups.0.transfers.0.amount"),
        (with_transfer(creditor_name=""), "groups.0.transfers.0.creditor_name"),
        (with_transfer(reference="1" * 36), "groups.0.transfers.0.reference"),
        (with_transfer(end_to_end_id="E-2"), "groups.1.transfers.0.end_to_end_id"),
    ],
)
def test_what_no_bank_takes_is_refused_by_its_field(order: PaymentOrder, field: str) -> None:
    with pytest.raises(InvalidCommandError) as refusal:
        write_pain001(order)
    assert [problem.field for problem in refusal.value.problems] == [field]


def test_other_versions_are_refused() -> None:
    with pytest.raises(ValueError, match="09 and 03"):
        write_pain001(ORDER, "08")


GOOD = write_pain001(ORDER)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<Document/>",
        GOOD[:-40],
        GOOD.replace(b"<NbOfTxs>4<", b"<NbOfTxs>5<"),
        GOOD.replace(b"<NbOfTxs>4<", b"<NbOfTxs>four<"),
        GOOD.replace(b"DbtrAcct>", b"X>"),
        GOOD.replace(b"Amt>", b"X>"),
        GOOD.replace(b"125.50", b"125.505"),
        GOOD.replace(b"2026-11-23", b"soon"),
        b"<!DOCTYPE Document>" + GOOD.partition(b"\n")[2],
    ],
)
def test_a_damaged_order_is_refused(data: bytes) -> None:
    with pytest.raises(NotABankFileError):
        read_pain001(data)


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("Ærø Åse Ö ä", "Ærø Åse Ö ä"),
        ("A\u030ase", "Åse"),
        ("Café Señor Šimek Łódź", "Cafe Senor Simek Lodz"),
        ("Smith & Co_2; \u201cx\u201d", "Smith + Co-2, 'x'"),
        ("a\tb\n\nc", "a b c"),
        ("漢字 x \u202e", "x"),
        ("x\u0301", "x"),
    ],
)
def test_texts_keep_nordic_letters_and_lose_what_banks_refuse(given_text: str, expected: str) -> None:
    assert allowed_text(given_text, 140) == expected


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("A-1/2", "allowed"),
        ("a" * 35, "allowed"),
        ("7", "allowed"),
        ("", "refused"),
        ("a" * 36, "refused"),
        ("/a", "refused"),
        ("a/", "refused"),
        ("a//b", "refused"),
        ("å", "refused"),
        ("a ", "refused"),
    ],
)
def test_ids_are_short_and_plain(text: str, verdict: str) -> None:
    assert is_allowed_id(text) is (verdict == "allowed")


@given(st.text(max_size=300), st.text(max_size=300), st.integers(1, 10**14), st.sampled_from(VERSIONS))
def test_any_texts_make_a_valid_order(name: str, text: str, minor: int, version: str) -> None:
    order = with_transfer(creditor_name=f"x{name}", text=text, reference="", amount=Money(minor, "NOK"))
    data = write_pain001(order, version)
    SCHEMAS[version].assertValid(etree.fromstring(data))
    assert write_pain001(read_pain001(data), version) == data
