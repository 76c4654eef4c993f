"""The sandbox's bank writes what the readers of bank files read, and confirms what was ordered."""

import io
from datetime import UTC, date, datetime

import pytest

from fordring.domain.errors import NotABankFileError
from fordring.domain.money import Money
from fordring.formats.banking.camt import read_camt
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Problem
from fordring.formats.banking.pain001 import PaymentGroup, PaymentOrder, Transfer
from fordring.formats.banking.pain001_writer import write_pain001
from fordring.simulators.bank import Deposit, confirmations, credits_file

DAY = date(2026, 11, 20)
AT = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
IBAN = "NO9386011117947"


def nok(minor: int) -> Money:
    return Money(minor, "NOK")


def read(data: bytes) -> list[BankLine]:
    items = list(read_camt(io.BytesIO(data)))
    assert not [item for item in items if isinstance(item, Problem)]
    return [item for item in items if isinstance(item, BankLine)]


@pytest.mark.parametrize("version", ["08", "02"])
@pytest.mark.parametrize("account", [IBAN, "86011117947"])
def test_deposits_come_as_credits_with_references_and_payers(version: str, account: str) -> None:
    deposits = [Deposit(nok(100), DAY, "0123"), Deposit(nok(200), DAY, text="Invoice 4711", payer_account="")]
    first, second = read(credits_file(account, deposits, "M1", AT, version))
    assert (first.amount, first.references[0].value, first.party_name) == (nok(100), "0123", "Ola Nordmann")
    assert first.account.comparable == account
    assert first.party_account == BankAccountRef("97101234561", "BBAN")
    assert (second.text, second.party_account, second.booked_on) == ("Invoice 4711", None, DAY)
    assert first.entry_reference != second.entry_reference


def test_deposits_of_one_batch_are_one_entry_with_its_payments() -> None:
    deposits = [Deposit(nok(amount), DAY, str(amount), batch="B") for amount in (100, 200, 300)]
    lines = read(credits_file(IBAN, deposits, "M1", AT))
    assert [(line.split, line.position, line.amount.minor) for line in lines] == [
        (True, 0, 100),
        (True, 1, 200),
        (True, 2, 300),
    ]
    assert len({line.entry_reference for line in lines}) == 1


def test_a_bank_sends_no_empty_notification() -> None:
    with pytest.raises(ValueError, match="empty"):
        credits_file(IBAN, [], "M1", AT)


def test_an_order_is_confirmed_transfer_by_transfer() -> None:
    payee = BankAccountRef("97101234561", "BBAN")
    transfers = tuple(Transfer(f"P{place}", nok(100 * place), "Bakeriet AS", payee) for place in (1, 2))
    group = PaymentGroup("O1", DAY, "Client account", BankAccountRef(IBAN), transfers)
    (file,) = confirmations(write_pain001(PaymentOrder("O1", AT, "Fordring", (group,))), AT)
    lines = read(file)
    assert [(line.direction, line.end_to_end_id, line.amount.minor) for line in lines] == [
        (Direction.DEBIT, "P1", 100),
        (Direction.DEBIT, "P2", 200),
    ]


def test_what_is_no_order_is_not_confirmed() -> None:
    with pytest.raises(NotABankFileError):
        confirmations(b"<a/>", AT)
