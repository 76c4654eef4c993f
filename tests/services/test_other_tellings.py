"""The same credits in OCR giro, BgMax or KTL and in camt files are booked once, in whatever order they come."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.references import creditor_reference
from fordring.services.views import PurchaseView
from fordring.simulators.bank import Deposit, credits_file
from fordring.simulators.bank_formats import FileFormat, deposits_file
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from support import make

NATIONAL = {"NO": FileFormat.OCR_GIRO, "SE": FileFormat.BGMAX, "FI": FileFormat.KTL}


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


def national(counter: Counter, *deposits: Deposit, name: str = "G1") -> bytes:
    account = counter.merchant.bank_account
    return deposits_file(account, deposits, name, counter.wall, NATIONAL[account.country])


def camt(counter: Counter, *deposits: Deposit, name: str = "C1") -> bytes:
    return credits_file(counter.iban, deposits, name, counter.wall)


async def captured(counter: Counter, views: Sequence[PurchaseView]) -> list[int]:
    return [(await counter.now(view)).purchase.captured_minor for view in views]


@pytest.mark.parametrize("country", NATIONAL)
@pytest.mark.parametrize("first", ["national", "camt"])
async def test_whichever_file_comes_first_books_and_the_others_do_not(
    database: Database, tmp_path: Path, country: str, first: str
) -> None:
    counter = Counter(database, await make.merchant(database, country), tmp_path)
    views = [await counter.invoice(1_000), await counter.invoice(1_000)]
    paid = [counter.deposit(view, payer_account="") for view in views]
    files = [national(counter, *paid), camt(counter, *paid)]
    told = [await counter.bank(data) for data in (files if first == "national" else reversed(files))]
    assert [file.counts for file in told] == [{"matched": 2}, {"known before": 2}]
    assert (await captured(counter, views), await counter.waiting()) == ([1_000, 1_000], [])


async def test_two_equal_payments_in_both_files_are_two_and_a_third_in_one_is_a_third(counter: Counter) -> None:
    view = await counter.invoice(3_000)
    paid = counter.deposit(view, 1_000)
    await counter.bank(national(counter, paid, paid))
    again = await counter.bank(camt(counter, paid, paid, paid))
    assert again.counts == {"known before": 2, "matched": 1}
    statement = await counter.bank(camt(counter, paid, paid, paid).replace(b"C1</MsgId>", b"C2</MsgId>"))
    assert statement.counts == {"known before": 3}
    assert await captured(counter, [view]) == [3_000]


@pytest.mark.parametrize("first", ["national", "camt"])
async def test_credits_without_a_reference_are_known_by_payer_and_text(
    database: Database, tmp_path: Path, first: str
) -> None:
    counter = Counter(database, await make.merchant(database, "SE"), tmp_path)
    gift = Deposit(Money(1_000, "SEK"), DAY, text="Tack för allt", payer="Åsa Öberg", payer_account="")
    other = replace(gift, payer="Ola Nordmann")
    files = [
        national(counter, gift, gift, replace(gift, payer="ÅSA ÖBERG", text="TACK FÖR ALLT!")),
        camt(counter, gift, gift, other),
    ]
    told = [await counter.bank(data) for data in (files if first == "national" else reversed(files))]
    assert [file.counts for file in told] == [{"unidentified": 3}, {"known before": 2, "unidentified": 1}]
    assert len(await counter.waiting()) == 4


@pytest.mark.parametrize(
    "other",
    [
        {"amount": Money(1_001, "NOK")},
        {"day": date(2026, 11, 21)},
        {"reference": "000010000024"},
        {"reference": "", "text": "takk"},
    ],
)
async def test_what_differs_in_any_of_the_facts_is_other_money(counter: Counter, other: dict[str, Any]) -> None:
    paid = counter.deposit(await counter.invoice(1_000))
    await counter.bank(national(counter, paid))
    again = await counter.bank(camt(counter, replace(paid, **other)))
    assert "known before" not in again.counts


async def test_an_entry_that_sums_up_what_a_file_listed_is_known_and_any_other_is_not(counter: Counter) -> None:
    views = [await counter.invoice(1_000), await counter.invoice(2_000)]
    await counter.bank(national(counter, *(counter.deposit(view) for view in views)))
    whole = await counter.bank(camt(counter, Deposit(Money(3_000, "NOK"), DAY, payer_account="")))
    assert whole.counts == {"known before": 1}
    other = await counter.bank(camt(counter, Deposit(Money(3_001, "NOK"), DAY, payer_account=""), name="C2"))
    assert other.counts == {"unidentified": 1}


async def test_a_finnish_payment_is_known_by_its_archive_id_and_by_its_reference_as_rf(
    database: Database, tmp_path: Path
) -> None:
    counter = Counter(database, await make.merchant(database, "FI"), tmp_path)
    view = await counter.invoice(3_000)
    paid = counter.deposit(view, 1_000)
    await counter.bank(national(counter, paid))
    in_rf = replace(paid, reference=creditor_reference(paid.reference))
    assert (await counter.bank(camt(counter, in_rf))).counts == {"known before": 1}
    async with counter.database.reading() as connection:
        archive_id = await connection.fetchval("SELECT split_part(identity, ':', 4) FROM house.bank_line")
    same = replace(paid, reference="", text="by the archive id alone", bank_reference=archive_id)
    assert (await counter.bank(camt(counter, same, name="C2"))).counts == {"known before": 1}
    assert await captured(counter, [view]) == [1_000]


async def test_a_line_that_was_kept_under_the_accounts_number_is_known_by_it(counter: Counter) -> None:
    view = await counter.invoice(3_000)
    number = counter.merchant.bank_account.domestic or ""
    data = credits_file(number, [counter.deposit(view, 1_000)], "M1", counter.wall)
    await counter.bank(data)
    async with counter.database.transaction() as connection:
        await connection.execute(
            "UPDATE house.bank_line SET identity = replace(identity, $1, $2)", counter.iban, number
        )
    again = await counter.bank(data.replace(b"M1</MsgId>", b"M9</MsgId>"))
    assert again.counts == {"known before": 1}
