"""Reading bank files of many payments, format by format, and nothing else: from bytes to lines, in one process."""

import gc
import io
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from xml.parsers.expat import ParserCreate

from bench.figures import Figure
from bench.size import Size
from fordring.domain.merchant import BankAccount
from fordring.domain.money import Money
from fordring.domain.references import ReferenceAgreement, Scheme, issue_reference
from fordring.formats.banking.model import BankLine
from fordring.formats.banking.read_bank_file import read_bank_file
from fordring.jobs.garbage import OBJECTS_BETWEEN_COLLECTIONS
from fordring.simulators.bank import Deposit
from fordring.simulators.bank_formats import FileFormat, deposits_file
from fordring.storage.ids import new_id

PART = "reading"
PER_SECOND_MIN = 50_000
ROUNDS = 3
AT = datetime(2026, 11, 20, 12, tzinfo=UTC)

# The account that a file is about and an account that payers have, by format.
ACCOUNTS = {
    FileFormat.OCR_GIRO: ("NO", "NOK", "NO9386011117947", "86011117947", Scheme.KID, "97101234561"),
    FileFormat.BGMAX: ("SE", "SEK", "SE4550000000058398257466", "9912346", Scheme.OCR, "3783511"),
    FileFormat.KTL: ("FI", "EUR", "FI2112345600000785", None, Scheme.VIITENUMERO, ""),
    FileFormat.CAMT_054: ("NO", "NOK", "NO9386011117947", "86011117947", Scheme.KID, "97101234561"),
}


def measure(size: Size) -> list[Figure]:
    """Payments a second of each format, the best of three rounds."""
    figures = []
    for file_format in ACCOUNTS:
        data = file_of(file_format, size.credits_many)
        seconds = min(_seconds(data, size.credits_many) for _ in range(ROUNDS))
        rate = size.credits_many / seconds
        rows = data.count(b"\n") / seconds
        what = f"{file_format} of {size.credits_many:,} payments, read"
        compared, ratio = f"{rows:,.0f} lines of the file", None
        if file_format is FileFormat.CAMT_054:
            bare = size.credits_many / min(_expat_seconds(data) for _ in range(ROUNDS))
            compared, ratio = f"{bare:,.0f} a second, expat alone", rate / bare
        asked = f"at least {PER_SECOND_MIN:,} a second"
        figures.append(Figure(PART, what, f"{rate:,.0f} a second", compared, ratio, asked, rate >= PER_SECOND_MIN))
    return figures


def file_of(file_format: FileFormat, count: int) -> bytes:
    """A file of so many payments, each with a reference of its own."""
    country, currency, iban, domestic, scheme, payer = ACCOUNTS[file_format]
    agreement = ReferenceAgreement(scheme)
    account = BankAccount(new_id(), "bench", country, currency, iban, domestic, "", agreement)
    one = Deposit(Money(0, currency), AT.date(), payer="Kari Nordmann", payer_account=payer)
    deposits: Sequence[Deposit] = [
        replace(one, amount=Money(10_000 + place, currency), reference=issue_reference(agreement, 100_000 + place))
        for place in range(count)
    ]
    return deposits_file(account, deposits, "BENCH", AT, file_format)


def _expat_seconds(data: bytes) -> float:
    """How long a parser takes that does nothing with what it parses: the bytes are ours, made a moment ago."""
    began = time.perf_counter()
    ParserCreate().Parse(data, True)
    return time.perf_counter() - began


def _seconds(data: bytes, count: int) -> float:
    """How long reading takes, with collections as rare as booking has them."""
    usual = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS, *usual[1:])
    try:
        began = time.perf_counter()
        lines = sum(isinstance(item, BankLine) for item in read_bank_file(io.BytesIO(data)))
        took = time.perf_counter() - began
    finally:
        gc.set_threshold(*usual)
    if lines != count:
        raise RuntimeError(f"{lines} payments read of {count}")
    return took
