"""Files of every bank format go the same way: kept, booked once, stopped whole where they do not add up."""

from datetime import date
from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from fordring.formats.banking.ocr_giro_writer import Assignment, Transmission, write_ocr_giro
from fordring.simulators.bank_formats import FileFormat, deposits_file
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, text
from support import make


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


def giro(account: str, *payments: tuple[str, int], number: str = "1", day: date = DAY) -> bytes:
    """An OCR giro file of credits on one account, each a KID and an amount."""
    lines = tuple(
        BankLine(
            BankAccountRef(account, "BBAN"),
            Money(minor, "NOK"),
            Direction.CREDIT,
            booked_on=day,
            references=(Reference(ReferenceKind.SCOR, kid, "KID"),),
        )
        for kid, minor in payments
    )
    return write_ocr_giro(Transmission(number, "10200", day, (Assignment("1", "1008566", account, lines),)))


async def test_ocr_giro_is_booked_like_any_bank_file(counter: Counter) -> None:
    view = await counter.invoice()
    account = counter.merchant.bank_account.domestic or ""
    file = await counter.bank(giro(account, (view.claim.reference or "", 12_500), ("1234", 500)))
    assert (file.kind, file.state, file.counts) == ("ocr_giro", "booked", {"matched": 1, "unidentified": 1})
    assert await counter.balances() == text("""
        client_funds   12500 NOK
        owed.merchant -12500 NOK
        house client_funds 500 NOK
        house owed.unidentified -500 NOK
    """)


async def test_the_same_payments_in_a_file_that_differs_in_its_line_ends_are_booked_once(counter: Counter) -> None:
    view = await counter.invoice()
    data = giro(counter.merchant.bank_account.domestic or "", (view.claim.reference or "", 5_000))
    await counter.bank(data)
    again = await counter.bank(data.replace(b"\r\n", b"\n"))
    assert again.counts == {"known before": 1}
    assert (await counter.now(view)).purchase.captured_minor == 5_000


async def test_a_transmission_number_that_comes_again_on_another_day_is_other_money(counter: Counter) -> None:
    view = await counter.invoice()
    account = counter.merchant.bank_account.domestic or ""
    for day in (DAY, date(2026, 11, 23)):
        await counter.bank(giro(account, (view.claim.reference or "", 5_000), day=day))
    assert (await counter.now(view)).purchase.captured_minor == 10_000


async def test_the_same_transmission_with_another_amount_is_shown_and_not_booked(counter: Counter) -> None:
    view = await counter.invoice()
    account = counter.merchant.bank_account.domestic or ""
    files = [await counter.bank(giro(account, (view.claim.reference or "", minor))) for minor in (5_000, 6_000)]
    assert [problem["kind"] for problem in files[1].problems] == ["conflict"]
    assert (await counter.now(view)).purchase.captured_minor == 5_000


async def test_wrong_control_totals_stop_the_file_whole_with_the_reason(counter: Counter) -> None:
    view = await counter.invoice()
    data = giro(counter.merchant.bank_account.domestic or "", (view.claim.reference or "", 5_000))
    file = await counter.bank(data.replace(b"00005000  ", b"00005001  "))
    assert file.state == "refused"
    assert "the control totals of the assignment are wrong: sum: 5000 announced, 5001" in file.problems[0]["message"]
    assert (await counter.now(view)).purchase.captured_minor == 0


async def test_a_file_of_an_account_that_nobody_has_is_refused(counter: Counter) -> None:
    file = await counter.bank(giro("97101234561", ("1234", 500)))
    assert (file.state, file.problems[0]["kind"]) == ("refused", "wrong_account")


PAIRS = [
    *((country, FileFormat.CAMT_054) for country in ("NO", "SE", "FI")),
    ("NO", FileFormat.OCR_GIRO),
    ("SE", FileFormat.BGMAX),
    ("FI", FileFormat.KTL),
]


@pytest.mark.parametrize(("country", "file_format"), PAIRS)
async def test_what_the_sandboxs_bank_writes_pays_the_invoice(
    database: Database, tmp_path: Path, country: str, file_format: FileFormat
) -> None:
    counter = Counter(database, await make.merchant(database, country), tmp_path)
    view = await counter.invoice()
    deposit = counter.deposit(view, payer_account="")
    file = await counter.bank(deposits_file(counter.merchant.bank_account, [deposit], "M1", counter.wall, file_format))
    assert (file.kind, file.state, file.counts) == (file_format, "booked", {"matched": 1}), file.problems
    assert (await counter.now(view)).purchase.captured_minor == 12_500
