"""The sandbox's bank writes each country's own format, and the readers read the same money back."""

import io
from datetime import UTC, date, datetime

import pytest

from fordring.domain.errors import InvalidCommandError
from fordring.domain.money import Money
from fordring.formats.banking.detect import detect
from fordring.formats.banking.identity import line_identity
from fordring.formats.banking.model import BankLine, Problem
from fordring.formats.banking.read_bank_file import read_bank_file
from fordring.simulators.bank import Deposit
from fordring.simulators.bank_formats import FileFormat, deposits_file
from support import make

DAY, AT = date(2026, 11, 20), datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
COUNTRIES = {
    FileFormat.OCR_GIRO: ("NO", "NOK", "97101234561"),
    FileFormat.BGMAX: ("SE", "SEK", "378-3511"),
    FileFormat.KTL: ("FI", "EUR", "FI2112345600000785"),
}


def read(data: bytes) -> list[BankLine]:
    items = list(read_bank_file(io.BytesIO(data)))
    assert not [item for item in items if isinstance(item, Problem)]
    return [item for item in items if isinstance(item, BankLine)]


@pytest.mark.parametrize("file_format", COUNTRIES)
def test_each_format_tells_the_same_payments(file_format: FileFormat) -> None:
    country, currency, payer = COUNTRIES[file_format]
    account = make.bank_account(country)
    deposits = [
        Deposit(Money(12_500, currency), DAY, "1234561", payer="Ola", payer_account=payer),
        Deposit(Money(500, currency), DAY, text="takk", payer="Kari", payer_account="97101234561"),
    ]
    data = deposits_file(account, deposits, "M1", AT, file_format)
    lines = read(data)
    assert detect(data) == file_format
    assert [(line.amount.minor, line.booked_on) for line in lines] == [(12_500, DAY), (500, DAY)]
    assert [[found.value for found in line.references if found.kind == "scor"] for line in lines] == [["1234561"], []]
    assert {line.account.comparable for line in lines} <= {account.iban, account.domestic}
    other = read(deposits_file(account, deposits, "M2", AT, file_format))
    assert not {line_identity(line) for line in lines} & {line_identity(line) for line in other}
    in_camt = read(deposits_file(account, deposits, "M1", AT))
    assert [line.amount for line in in_camt] == [line.amount for line in lines]


@pytest.mark.parametrize(
    ("country", "currency", "file_format"),
    [
        ("SE", "SEK", FileFormat.OCR_GIRO),
        ("NO", "NOK", FileFormat.BGMAX),
        ("NO", "NOK", FileFormat.KTL),
        ("NO", "EUR", FileFormat.OCR_GIRO),
        ("FI", "SEK", FileFormat.KTL),
    ],
)
def test_no_bank_writes_the_format_of_another_country_or_currency(
    country: str, currency: str, file_format: FileFormat
) -> None:
    with pytest.raises(InvalidCommandError, match="is not written for an account"):
        deposits_file(make.bank_account(country), [Deposit(Money(1, currency), DAY)], "M1", AT, file_format)
