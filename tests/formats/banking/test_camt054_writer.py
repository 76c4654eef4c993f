"""The notifications of the sandbox's bank: what is written is read back equal, and stands in the schema's order."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.money import Money
from fordring.formats.banking.camt054_writer import VERSIONS, Notification, write_camt054
from fordring.formats.banking.model import (
    BankAccountRef,
    BankLine,
    Batch,
    Direction,
    LineStatus,
    Reference,
    ReferenceKind,
)
from formats.banking.camt_text import Reading
from formats.banking.iso_structure import faults

OURS = BankAccountRef("NO9386011117947")
CREDIT = BankLine(
    account=OURS,
    amount=Money(12_550, "NOK"),
    direction=Direction.CREDIT,
    booked_on=date(2026, 11, 20),
    value_on=date(2026, 11, 21),
    entry_reference="BANK1",
    record_id="1",
    end_to_end_id="E1",
    references=(
        Reference(ReferenceKind.SCOR, "0000531", "SCOR"),
        Reference(ReferenceKind.DOCUMENT, "17", "CREN", amount=Money(-500, "NOK")),
        Reference(ReferenceKind.TEXT, "4711"),
    ),
    text="for 4711\n<Ærlig> & Søn",
    party_name="Kari & Ola Nordmann",
    party_account=BankAccountRef("86011117947", "BBAN"),
)
PAYOUT = BankLine(
    account=OURS,
    amount=Money(99, "NOK"),
    direction=Direction.DEBIT,
    booked_on=date(2026, 11, 20),
    entry_reference="BANK2",
    end_to_end_id="PAYOUT-7",
    payment_information_id="GROUP-7",
    party_name="Merchant",
    party_account=BankAccountRef("9912346", "BGNR"),
    entry_no=2,
)
RETURNED = replace(
    CREDIT, entry_reference="BANK3", return_reason="AC04", reversal=True, text="", references=(), entry_no=3
)
FOREIGN = replace(
    PAYOUT,
    entry_reference="BANK4",
    status=LineStatus.PENDING,
    instructed=Money(95, "SEK"),
    charges=Money(4, "NOK"),
    entry_no=4,
)
HALVES = [
    replace(
        CREDIT,
        amount=Money(minor, "NOK"),
        references=(Reference(ReferenceKind.SCOR, str(minor), "QRR", "BANK", Money(minor, "NOK")),),
        text="",
        transaction_reference=f"T{minor}",
        entry_reference="BANK5",
        batch=Batch(2, Money(300, "NOK"), 2),
        split=True,
        position=position,
        entry_no=5,
    )
    for position, minor in enumerate((100, 200))
]
UNNAMED = BankLine(
    OURS, Money(1, "NOK"), Direction.CREDIT, batch=Batch(None, Money(1, "NOK"), 1), references=(), entry_no=6
)
EVERYTHING = (CREDIT, PAYOUT, RETURNED, FOREIGN, *HALVES)


def notice(*lines: BankLine) -> Notification:
    return Notification("M-1", datetime(2026, 11, 21, 6, 0, tzinfo=UTC), OURS, "NOK", lines)


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_is_read_back_equal(version: str) -> None:
    reading = Reading(write_camt054(notice(*EVERYTHING), version))
    assert reading.lines == list(EVERYTHING)
    assert not reading.problems
    assert reading.totals[0].entries == 5


@pytest.mark.parametrize("version", VERSIONS)
def test_a_notification_stands_in_the_order_of_the_schema(version: str) -> None:
    assert faults(write_camt054(notice(*EVERYTHING), version), f"camt_054_001_{version}") == []


def test_the_structural_check_sees_what_is_wrong() -> None:
    data = write_camt054(notice(CREDIT))
    for old, new in (
        (b"<Sts><Cd>BOOK</Cd></Sts>", b""),
        (b"MsgId>", b"MsgIds>"),
        (b">BANK1<", b">" + b"B" * 36 + b"<"),
    ):
        assert faults(data.replace(old, new), "camt_054_001_08")


def test_a_payment_of_which_little_is_known_is_still_money() -> None:
    reading = Reading(write_camt054(notice(UNNAMED)))
    assert [line.amount for line in reading.lines] == [UNNAMED.amount]


def test_a_notification_without_lines_is_read_as_empty() -> None:
    assert Reading(write_camt054(notice())).totals[0].entries == 0


def test_other_versions_are_refused() -> None:
    with pytest.raises(ValueError, match="08 and 02"):
        write_camt054(notice(CREDIT), "04")


NAMES = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), max_size=140)


@given(st.integers(1, 10**12), st.sampled_from(Direction), NAMES, st.sampled_from(VERSIONS))
def test_any_name_and_amount_survive(minor: int, direction: Direction, name: str, version: str) -> None:
    line = replace(PAYOUT, amount=Money(minor, "NOK"), direction=direction, party_name=name, entry_no=1)
    (found,) = Reading(write_camt054(notice(line), version)).lines
    assert found == replace(line, party_name=name.strip())
