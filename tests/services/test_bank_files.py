"""Bank files as files: twice, cut off, of another account, of two banks' messages at once, and workers that die."""

import asyncio
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fordring.domain.errors import BusyError
from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.formats.banking.camt054_writer import Notification, write_camt054
from fordring.formats.banking.model import (
    BankAccountRef,
    BankLine,
    Batch,
    Direction,
    LineStatus,
    Reference,
    ReferenceKind,
)
from fordring.jobs.booking import BookBankFile
from fordring.jobs.registry import JobContext
from fordring.services.banking.book_batch import BookBatch, book_batch
from fordring.services.views import PurchaseView
from fordring.simulators.bank import credits_file
from fordring.storage.house import files
from fordring.storage.transaction import Database
from services.counter import DAY, Counter, text
from support import make

AT = datetime(2026, 11, 20, tzinfo=UTC)
SAMPLES = Path(__file__).parents[2] / "../shared/samples"


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


def credit(counter: Counter, amount_minor: int, *references: tuple[str, int | None], **more: Any) -> BankLine:
    """A booked credit on the counter's account, with references and what is said to be paid for each."""
    named = tuple(
        Reference(ReferenceKind.SCOR, value, "SCOR", amount=None if part is None else Money(part, "NOK"))
        for value, part in references
    )
    line = BankLine(
        BankAccountRef(counter.iban),
        Money(amount_minor, "NOK"),
        Direction.CREDIT,
        booked_on=DAY,
        value_on=DAY,
        entry_reference="E1",
        references=named,
        party_name="Kari Nordmann",
    )
    return replace(line, **more)


def message(counter: Counter, *lines: BankLine, name: str = "N1") -> bytes:
    return write_camt054(Notification(name, AT, BankAccountRef(counter.iban), "NOK", lines))


def of(view: PurchaseView) -> str:
    return view.claim.reference or ""


async def test_the_same_file_twice_is_one_file_and_books_nothing_more(counter: Counter) -> None:
    view = await counter.invoice()
    data = counter.file_of(counter.deposit(view))
    first = await counter.bank(data)
    second = await counter.bank(data)
    assert (second.bank_file_id, second.counts) == (first.bank_file_id, {"matched": 1})
    assert (await counter.now(view)).purchase.captured_minor == 12_500


async def test_the_job_of_a_file_is_queued_with_it_and_running_it_twice_does_nothing(counter: Counter) -> None:
    file = await counter.receive(counter.file_of(counter.deposit(await counter.invoice())))
    async with counter.database.reading() as connection:
        queued = await connection.fetch("SELECT payload FROM house.pgqueuer WHERE entrypoint = 'book_bank_file'")
    assert [row["payload"].decode() for row in queued] == [f'{{"bank_file_id": "{file.bank_file_id}"}}']
    context = JobContext(1, "book_bank_file", "", None, 1, 5, in_place=False)
    for _ in range(2):
        await BookBankFile(counter.jobs)({"bank_file_id": str(file.bank_file_id)}, context)
    assert await counter.balances() == text("""
        client_funds   12500 NOK
        owed.merchant -12500 NOK
    """)


async def test_a_credit_that_comes_in_another_file_too_is_booked_once(counter: Counter) -> None:
    view = await counter.invoice()
    one = counter.deposit(view, 5_000, bank_reference="E77")
    await counter.pay(one)
    again = await counter.pay(one, counter.deposit(view, 7_500, bank_reference="E78"))
    assert again.counts == {"known before": 1, "matched": 1}
    assert (await counter.now(view)).purchase.captured_minor == 12_500


async def test_a_known_bank_reference_with_another_amount_is_shown_and_not_booked(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.pay(counter.deposit(view, 5_000, bank_reference="E77"))
    again = await counter.pay(counter.deposit(view, 6_000, bank_reference="E77"))
    assert again.counts == {"in conflict": 1}
    said = "a line was booked before under this bank reference, but with 50.00 NOK instead of 60.00 NOK"
    assert [(problem["kind"], problem["message"]) for problem in again.problems] == [("conflict", said)]
    assert (await counter.now(view)).purchase.captured_minor == 5_000


async def test_an_entry_given_payment_by_payment_and_then_whole_is_the_same_money(counter: Counter) -> None:
    views = [await counter.invoice(1_000), await counter.invoice(2_000)]
    split = [
        credit(
            counter,
            amount,
            (of(view), None),
            transaction_reference=f"T{place}",
            split=True,
            position=place,
            batch=Batch(2, None, 2),
        )
        for place, (view, amount) in enumerate(zip(views, (1_000, 2_000), strict=True))
    ]
    await counter.bank(message(counter, *split))
    whole = await counter.bank(message(counter, credit(counter, 3_000), name="N2"))
    assert (whole.counts, whole.problems) == ({"known before": 1}, [])
    other = await counter.bank(message(counter, credit(counter, 3_001), name="N3"))
    assert [problem["kind"] for problem in other.problems] == ["conflict"]
    assert await counter.waiting() == []


async def test_an_entry_given_whole_and_then_payment_by_payment_is_the_same_money(counter: Counter) -> None:
    view = await counter.invoice(1_000)
    await counter.bank(message(counter, credit(counter, 3_000)))
    parts = [
        credit(counter, amount, (of(view), None), transaction_reference=f"T{place}", split=True, position=place)
        for place, amount in enumerate((1_000, 2_000))
    ]
    again = await counter.bank(message(counter, *parts, name="N2"))
    assert again.counts == {"known before": 2}
    assert await counter.waiting() == ["unidentified: the payment bears no reference"]


async def test_one_transfer_for_several_invoices_is_shared_as_the_payer_said(counter: Counter) -> None:
    first, second = await counter.invoice(1_000), await counter.invoice(2_000)
    await counter.bank(message(counter, credit(counter, 3_000, (of(first), 1_000), (of(second), 2_000))))
    assert (await counter.now(first)).claim.closed_because == "paid"
    assert (await counter.now(second)).claim.closed_because == "paid"


@pytest.mark.parametrize("parts", [(1_000, 1_999), (1_000, None), (None, 1_000)])
async def test_several_invoices_without_fitting_amounts_are_a_persons_to_share(
    counter: Counter, parts: tuple[int | None, int | None]
) -> None:
    first, second = await counter.invoice(1_000), await counter.invoice(2_000)
    references = ((of(first), parts[0]), (of(second), parts[1]))
    await counter.bank(message(counter, credit(counter, 3_000, *references)))
    reason = f"unidentified: the references {of(first)}, {of(second)} belong to different claims"
    assert await counter.waiting() == [reason]


async def test_several_references_of_which_one_is_known_are_a_match(counter: Counter) -> None:
    view = await counter.invoice()
    await counter.bank(message(counter, credit(counter, 12_500, ("4711", None), (of(view), None))))
    assert (await counter.now(view)).purchase.captured_minor == 12_500


@pytest.mark.parametrize(
    ("more", "waits", "counts"),
    [
        ({"status": LineStatus.PENDING}, [], {"not booked by the bank": 1}),
        ({"direction": Direction.DEBIT, "references": ()}, [], {"noted": 1}),
        (
            {"reversal": True},
            ["question: a reversal of a debit: reject the payout or refund that came back"],
            {"question": 1},
        ),
    ],
)
async def test_what_is_no_new_credit_is_kept_apart_and_never_posted(
    counter: Counter, more: dict[str, Any], waits: list[str], counts: dict[str, int]
) -> None:
    view = await counter.invoice()
    file = await counter.bank(message(counter, credit(counter, 12_500, (of(view), None), **more)))
    assert (await counter.waiting(), file.counts) == (waits, counts)
    assert (await counter.now(view)).purchase.captured_minor == 0


async def test_a_pending_credit_is_booked_when_the_bank_has_it(counter: Counter) -> None:
    view = await counter.invoice()
    line = credit(counter, 12_500, (of(view), None))
    await counter.bank(message(counter, replace(line, status=LineStatus.PENDING)))
    await counter.bank(message(counter, line, name="N2"))
    assert (await counter.now(view)).purchase.captured_minor == 12_500


async def test_a_file_of_another_account_is_refused_until_the_account_is_ours(counter: Counter) -> None:
    view = await counter.invoice()
    data = credits_file("NO7697101234561", [counter.deposit(view)], "M1", AT)
    file = await counter.bank(data)
    assert (file.state, file.counts) == ("refused", {})
    assert "NO7697101234561 is none of ours: one entry, 125.00 NOK came in" in file.problems[0]["message"]
    assert await counter.balances() == text("""
        expected.merchant    -12500 NOK
        receivable.principal  12500 NOK
    """)
    ours = replace(make.bank_account(), iban="NO7697101234561", domestic=None)
    await make.merchant(counter.database, account_id="T33334444", bank_account=ours)
    assert (await counter.bank(data)).counts == {"matched": 1}
    assert (await counter.now(view)).claim.closed_because == "paid"


GOOD = b"<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.054.001.08'><BkToCstmrDbtCdtNtfctn>"
BOMB = b"""<?xml version='1.0'?><!DOCTYPE lol [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]>"""


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty", b""),
        ("text", b"Dear bank, please pay."),
        ("pdf", b"%PDF-1.7 \x00\x01"),
        (
            "payment order",
            GOOD.replace(b"camt.054", b"pain.001").replace(b"BkToCstmrDbtCdtNtfctn", b"CstmrCdtTrfInitn"),
        ),
        ("entity bomb", BOMB + GOOD + b"<Ntfctn>&b;</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"),
        ("no statement", GOOD + b"</BkToCstmrDbtCdtNtfctn></Document>"),
        ("not closed", GOOD),
    ],
)
async def test_what_is_no_bank_file_is_kept_and_refused_with_its_reason(
    counter: Counter, name: str, data: bytes
) -> None:
    file = await counter.bank(data)
    assert (file.state, len(file.problems)) == ("refused", 1), name
    assert await counter.jobs.blobs.get(file.blob_key, file.sha256) == data


@pytest.mark.parametrize("kept", [0.5, 0.9, 0.99])
async def test_of_a_file_that_was_cut_off_nothing_is_booked(counter: Counter, kept: float) -> None:
    view = await counter.invoice()
    data = counter.file_of(*(counter.deposit(view, 100) for _ in range(20)))
    file = await counter.bank(data[: int(len(data) * kept)])
    assert (file.state, file.booked_lines) == ("refused", 0)
    assert (await counter.now(view)).purchase.captured_minor == 0


async def test_of_a_file_whose_control_total_is_wrong_nothing_is_booked(counter: Counter) -> None:
    view = await counter.invoice()
    data = counter.file_of(counter.deposit(view)).replace(b"<Sum>125.00</Sum>", b"<Sum>125.01</Sum>")
    assert (await counter.bank(data)).state == "refused"


class PowerCutError(Exception):
    """What ends a worker."""


async def test_a_worker_killed_between_two_batches_is_followed_by_one_that_goes_on(counter: Counter) -> None:
    counter.lines_at_once = 3
    views = [await counter.invoice(1_000) for _ in range(8)]
    file = await counter.receive(counter.file_of(*(counter.deposit(view) for view in views)))
    doomed = _DiesAfter(counter.jobs, 3, ["batch", "batch"])
    with pytest.raises(PowerCutError):
        await doomed.book(file.bank_file_id)
    async with counter.database.reading() as connection:
        assert (await files.get(connection, file.bank_file_id)).booked_lines == 6
    assert (await counter.book(file)).counts == {"matched": 8}
    assert [(await counter.now(view)).purchase.captured_minor for view in views] == [1_000] * 8


async def test_a_worker_killed_before_the_first_batch_leaves_the_file_to_the_next(counter: Counter) -> None:
    view = await counter.invoice()
    file = await counter.receive(counter.file_of(counter.deposit(view)))
    with pytest.raises(PowerCutError):
        await _DiesAfter(counter.jobs, 3, []).book(file.bank_file_id)
    assert (await counter.book(file)).counts == {"matched": 1}


async def test_a_batch_may_have_another_size_after_the_restart(counter: Counter) -> None:
    view = await counter.invoice(800)
    file = await counter.receive(counter.file_of(*(counter.deposit(view, 100) for _ in range(8))))
    with pytest.raises(PowerCutError):
        await _DiesAfter(counter.jobs, 3, ["batch"]).book(file.bank_file_id)
    counter.lines_at_once = 5
    assert (await counter.book(file)).counts == {"matched": 8}
    assert (await counter.now(view)).purchase.captured_minor == 800


async def test_a_batch_that_fails_leaves_nothing_and_no_mark(counter: Counter) -> None:
    view = await counter.invoice()
    file = await counter.receive(counter.file_of(counter.deposit(view)))
    with pytest.raises(PowerCutError):
        await _DiesInside(counter.jobs).book(file.bank_file_id)
    assert (await counter.now(view)).purchase.captured_minor == 0
    assert (await counter.book(file)).counts == {"matched": 1}


async def test_two_workers_on_one_file_book_each_line_once(counter: Counter) -> None:
    counter.lines_at_once = 2
    view = await counter.invoice(1_000)
    file = await counter.receive(counter.file_of(*(counter.deposit(view, 100) for _ in range(10))))
    done = await asyncio.gather(*(counter.book(file) for _ in range(3)))
    assert {booked.state for booked in done} == {"booked"}
    assert (await counter.now(view)).purchase.captured_minor == 1_000
    assert await counter.refunds() == []


async def test_two_files_with_the_same_credits_at_once_book_each_once(counter: Counter) -> None:
    counter.lines_at_once = 2
    view = await counter.invoice(1_000)
    same = [counter.deposit(view, 100, bank_reference=f"E{place}") for place in range(10)]
    received = [await counter.receive(counter.file_of(*deposits)) for deposits in (same, same[::-1])]
    done = await asyncio.gather(*(counter.book(file) for file in received))
    assert sum(file.counts["matched"] for file in done if "matched" in file.counts) == 10
    assert (await counter.now(view)).purchase.captured_minor == 1_000


async def test_a_batch_after_a_mark_that_was_set_back_is_refused(counter: Counter) -> None:
    file = await counter.receive(counter.file_of(counter.deposit(await counter.invoice())))
    await _until_begun(counter, file)
    with pytest.raises(BusyError):
        await counter.database.run(
            lambda connection: book_batch(BookBatch(file.bank_file_id, 5, []), counter.jobs.work(connection))
        )


async def test_the_finnish_sample_is_booked_to_the_cent(database: Database, tmp_path: Path) -> None:
    sample = SAMPLES / "camt_054_credit_notoification_example_finland.xml"
    if not sample.exists():
        pytest.skip(f"the sample bank files are not at {SAMPLES}")
    account = replace(make.bank_account("FI"), iban="FI1431313001234567")
    counter = Counter(database, await make.merchant(database, "FI", bank_account=account), tmp_path)
    view = await counter.invoice(8_816)
    async with database.transaction() as connection:
        await connection.execute("UPDATE house.reference SET reference = '9597349'")
    file = await counter.bank(sample.read_bytes())
    assert (file.state, file.counts) == ("booked", {"matched": 1, "unidentified": 3})
    assert (await counter.now(view)).purchase.captured_minor == 8_816
    assert "house owed.unidentified -695984 EUR" in await counter.balances()


@dataclass(frozen=True)
class _DiesAfter(BookBankFile):
    """A worker whose power goes when its fuse is used up, a batch a time."""

    fuse: list[str] = field(default_factory=list)

    async def _in_one_transaction(self, command: BookBatch) -> files.BankFile:
        if not self.fuse:
            raise PowerCutError
        self.fuse.pop()
        return await super()._in_one_transaction(command)


class _DiesInside(BookBankFile):
    """A worker whose power goes when a batch is written, before the commit."""

    async def _in_one_transaction(self, command: BookBatch) -> files.BankFile:
        async with self.jobs.database.transaction() as connection:
            await book_batch(command, self.jobs.work(connection))
            raise PowerCutError


async def _until_begun(counter: Counter, file: files.BankFile) -> None:
    with pytest.raises(PowerCutError):
        await _DiesAfter(counter.jobs, 3, []).book(file.bank_file_id)
