"""Two workers with two files of one account wait for each other at the same claim, and book the same money once."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.services.views import PurchaseView
from fordring.simulators.bank import Deposit, confirmations, credits_file
from fordring.simulators.bank_formats import FileFormat, deposits_file
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from services.holding import held, waits
from services.reversals import credit, message, reversal
from support import make

NATIONAL = {"NO": FileFormat.OCR_GIRO, "SE": FileFormat.BGMAX, "FI": FileFormat.KTL}


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def captured(counter: Counter, views: Sequence[PurchaseView]) -> list[int]:
    return [(await counter.now(view)).purchase.captured_minor for view in views]


async def test_a_file_is_booked_while_another_of_its_account_is_not_committed(counter: Counter) -> None:
    views = [await counter.invoice(1_000) for _ in range(4)]
    first = counter.file_of(*(counter.deposit(view) for view in views[:2]), Deposit(Money(7, "NOK"), DAY, text="gift"))
    async with held(counter, first):
        other = Deposit(Money(8, "NOK"), DAY, text="gift")
        assert (await counter.pay(*map(counter.deposit, views[2:]), other)).counts == {"matched": 2, "unidentified": 1}
        assert await captured(counter, views) == [0, 0, 1_000, 1_000]
    assert await captured(counter, views) == [1_000] * 4


async def test_a_file_waits_for_another_that_pays_the_same_claim(counter: Counter) -> None:
    view = await counter.invoice(1_000)
    async with held(counter, counter.file_of(counter.deposit(view, 400))):
        booking = asyncio.create_task(counter.pay(counter.deposit(view, 900)))
        assert await waits(booking)
    assert (await booking).counts == {"matched": 1}
    assert await captured(counter, [view]) == [1_000]
    assert [minor for minor, *_ in await counter.refunds()] == [300]


async def test_what_pays_out_has_the_account_alone(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(500)))
    view = await counter.invoice(1_000)
    async with held(counter, counter.file_of(counter.deposit(view))):
        paying = asyncio.create_task(counter.pay_out())
        assert await waits(paying)
    run, _ = await paying
    assert run.order.total_minor == 1_500


def told_twice(counter: Counter, how: str, *deposits: Deposit) -> list[bytes]:
    """Two files with the same money in them."""
    account = counter.merchant.bank_account
    notified = credits_file(counter.iban, deposits, "C1", counter.wall)
    if how == "again":
        return [notified, notified.replace(b"C1</MsgId>", b"C2</MsgId>")]
    return [deposits_file(account, deposits, "G1", counter.wall, NATIONAL[account.country]), notified]


@pytest.mark.parametrize("undone", [False, True])
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("country", "how"), [("NO", "again"), ("NO", "both"), ("SE", "both"), ("FI", "both")])
async def test_the_same_credits_in_two_files_at_once_are_booked_once(
    database: Database, tmp_path: Path, country: str, how: str, *, turned: bool, undone: bool
) -> None:
    counter = Counter(database, await make.merchant(database, country), tmp_path)
    currency = counter.merchant.currency
    views = [await counter.invoice(1_000), await counter.invoice(2_000)]
    paid = [counter.deposit(view, payer_account="") for view in views]
    unknown = Deposit(Money(700, currency), DAY, reference="2234567890123", payer_account="")
    wordy = Deposit(Money(800, currency), DAY, text="Tack för allt", payer="Åsa Öberg", payer_account="")
    files = told_twice(counter, how, *paid, unknown, *([wordy, wordy] if country == "SE" else []))
    many = 3 + 2 * (country == "SE")
    one, other = reversed(files) if turned else files
    async with held(counter, one, undone=undone):
        booking = asyncio.create_task(counter.bank(other))
        assert await waits(booking)
    counts = (await booking).counts
    assert counts == ({"matched": 2, "unidentified": many - 2} if undone else {"known before": many})
    assert await captured(counter, views) == [1_000, 2_000]
    assert len(await counter.waiting()) == many - 2


@pytest.mark.parametrize("turned", [False, True])
async def test_an_entry_that_one_file_gives_whole_and_another_in_parts_is_booked_once(
    counter: Counter, *, turned: bool
) -> None:
    views = [await counter.invoice(1_000), await counter.invoice(2_000)]
    parts = [counter.deposit(view, batch="B", bank_reference="E1", payer_account="") for view in views]
    whole = Deposit(Money(3_000, "NOK"), DAY, bank_reference="E1", payer="Banken", payer_account="")
    files = [
        credits_file(counter.iban, parts, "C1", counter.wall),
        credits_file(counter.iban, [whole], "C2", counter.wall),
    ]
    one, other = reversed(files) if turned else files
    async with held(counter, one):
        booking = asyncio.create_task(counter.bank(other))
        assert await waits(booking)
    assert (await booking).counts == {"known before": 2 if turned else 1}
    assert sum(await captured(counter, views)) + 3_000 * len(await counter.waiting()) == 3_000


async def test_two_equal_credits_at_once_in_files_of_one_kind_are_two(counter: Counter) -> None:
    """They meet at what is said of them, and the second is counted behind the first."""
    gift = Deposit(Money(1_000, "NOK"), DAY, text="takk", payer_account="")
    async with held(counter, counter.file_of(gift)):
        booking = asyncio.create_task(counter.pay(gift))
        assert await waits(booking)
    assert (await booking).counts == {"unidentified": 1}
    assert len(await counter.waiting()) == 2


async def test_one_line_of_the_other_kind_is_taken_by_one_of_two_files_at_once(counter: Counter) -> None:
    view = await counter.invoice(3_000)
    paid = counter.deposit(view, 1_000, payer_account="")
    account = counter.merchant.bank_account
    await counter.bank(deposits_file(account, [paid], "G1", counter.wall, FileFormat.OCR_GIRO))
    async with held(counter, counter.file_of(paid)):
        booking = asyncio.create_task(counter.pay(paid))
        assert await waits(booking)
    assert (await booking).counts == {"matched": 1}
    assert await captured(counter, [view]) == [2_000]


async def test_a_transfer_that_two_files_confirm_at_once_is_confirmed_once(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(1_000)))
    _, order = await counter.pay_out()
    (data,) = confirmations(order, counter.wall)
    async with held(counter, data):
        booking = asyncio.create_task(counter.bank(data.replace(b"-D</AcctSvcrRef>", b"-X</AcctSvcrRef>")))
        assert await waits(booking)
    assert (await booking).counts == {"noted": 1}
    assert await counter.balances() == ""


async def test_two_files_that_take_one_credit_back_in_parts_take_back_the_whole(counter: Counter) -> None:
    await counter.bank(message(counter, credit(counter, 700, "", named="E1", party_name="Ola Nordmann")))
    async with held(counter, message(counter, reversal(counter, 300, "E1", entry_reference="B1"))):
        data = message(counter, reversal(counter, 400, "E1", entry_reference="B2"))
        booking = asyncio.create_task(counter.bank(data))
        assert await waits(booking)
    assert (await booking).counts == {"reversal": 1}
    assert await counter.balances() == ""
    assert await counter.waiting() == []
