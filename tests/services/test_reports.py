"""The report of a payout: made when the bank confirms it, from its rows alone, in step with the ledger to the øre."""

import asyncio
import json
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fordring.domain.errors import NotFoundError
from fordring.domain.money import Money
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.domain.short_ids import public_id
from fordring.formats.settlements.model import SettlementReport
from fordring.gateways.blobs import BlobCorruptedError
from fordring.jobs.registry import JobContext
from fordring.jobs.render_report import render_report_task, rendered_report, report_file_bytes
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.reporting.find_report import find_report
from fordring.services.reporting.make_test_report import MakeTestReport, make_test_report
from fordring.services.reporting.resolve_report import resolve_report
from fordring.simulators.bank import Deposit
from fordring.storage import reports
from fordring.storage.payouts import Payout
from fordring.storage.reports import FileType, Report
from fordring.storage.transaction import Connection, Database
from services.counter import DAY, Counter
from support import groups, lives, make, registrations


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    """A merchant that pays 2.5 % commission and 25 % VAT on it."""
    merchant = await make.merchant(database, commission_bp=250, commission_vat_bp=2500)
    return Counter(database, merchant, tmp_path)


async def settled(counter: Counter) -> Payout:
    """What waits is paid out, and the bank confirms it."""
    run, _ = await counter.pay_out()
    command = ConfirmPayout(run.payouts[0].reference, DAY)
    return await counter.database.run(lambda connection: confirm_payout(command, counter.jobs.work(connection)))


async def report_of(counter: Counter, payout: Payout) -> Report:
    async with counter.database.reading() as connection:
        found = await reports.of_payouts(connection, payout.merchant_id, [payout.payout_id])
    return found[payout.payout_id]


async def resolved(counter: Counter, payout: Payout) -> SettlementReport:
    report = await report_of(counter, payout)
    async with counter.database.reading() as connection:
        return resolve_report(await find_report(connection, payout.merchant_id, report.report_id))


async def read(counter: Counter, report: Report, filetype: FileType) -> bytes:
    (file,) = [file for file in report.files if file.filetype is filetype]
    jobs = counter.jobs
    return await report_file_bytes(jobs.database, jobs.blobs, report.merchant_id, file.file_id, jobs.wall)


async def posted(database: Database, payout: Payout) -> dict[str, int]:
    """The postings of the payout's own entry."""
    async with database.reading() as connection:
        rows = await connection.fetch(
            """SELECT p.account, p.amount_minor FROM posting p JOIN entry e USING (merchant_id, entry_id)
                WHERE e.kind = 'payout_sent' AND e.cause = $1""",
            f"payout {payout.reference}",
        )
    return {row["account"]: row["amount_minor"] for row in rows}


async def test_every_payment_is_a_line_with_all_that_names_it(counter: Counter) -> None:
    view = await counter.invoice(100_000)
    await counter.pay(counter.deposit(view, 40_000), counter.deposit(view, 60_000))
    payout = await settled(counter)
    report = await resolved(counter, payout)
    assert [(line.event_id, line.amount_minor, line.fee_minor, line.vat_minor) for line in report.lines] == [
        ("4", 40_000, 1_250, 8_000),
        ("5", 60_000, 1_875, 12_000),
    ]
    line = report.lines[0]
    assert (line.invoice_number, line.merchant_reference, line.paid_on) == ("A1B2C-000001", "order-1", DAY)
    assert line.claim_number == view.claim.claim_no
    assert line.transaction_id is not None
    assert line.transaction_id.startswith("T11112222.")
    assert line.session_id not in {None, line.transaction_id}
    assert (report.settlement_id, report.provider_reference) == (str(payout.payout_id), payout.reference)
    assert (report.data_from, report.data_to, report.settled_on) == (DAY, DAY, make.WALL.date())
    assert (report.payee.payout_account, report.sandbox, report.test) == ("97101234561", True, False)


async def test_a_report_is_of_the_days_on_which_its_money_came_whenever_the_files_did(counter: Counter) -> None:
    view = await counter.invoice(100_000)
    for day, amount in ((date(2026, 11, 14), 40_000), (make.WALL.date(), 10_000), (date(2026, 11, 13), 50_000)):
        await counter.pay(Deposit(Money(amount, "NOK"), day, reference=view.claim.reference or ""))
    payout = await settled(counter)
    report, kept = await resolved(counter, payout), await report_of(counter, payout)
    assert (report.data_from, report.data_to) == (date(2026, 11, 13), make.WALL.date())
    assert (kept.data_from, kept.data_to) == (datetime(2026, 11, 13, tzinfo=UTC), make.WALL)


async def test_claims_from_elsewhere_and_costs_are_lines_without_a_transaction(counter: Counter) -> None:
    merchant, database = counter.merchant, counter.database
    view = await counter.invoice(10_000)
    await lives.fees_demanded(database, merchant, view.claim.claim_id, 3_500)
    registered = await registrations.registered(database, merchant)
    await registrations.started(database, merchant, registered.claim)
    claim = await registrations.issued(database, registered.claim)
    money = Money(50_000, "NOK")
    await counter.pay(counter.deposit(view, 13_500), Deposit(money, DAY, reference=claim.reference or ""))
    report = await resolved(counter, await settled(counter))
    told = {
        (line.claim_number, line.transaction_id is None, line.amount_minor): line.vat_minor for line in report.lines
    }
    assert told == {
        (view.claim.claim_no, False, 10_000): 2_000,
        (view.claim.claim_no, True, 3_500): 0,
        (claim.claim_no, True, 50_000): 10_000,
    }
    own = next(line for line in report.lines if line.claim_number == claim.claim_no)
    assert (own.invoice_number, own.merchant_reference, own.session_id, own.event_id) == ("20001", None, None, None)


async def test_purchases_that_share_an_invoice_are_lines_of_their_own(counter: Counter) -> None:
    merchant, database = counter.merchant, counter.database
    for reference, vat_bp in (("food", 1500), ("bell", 2500)):
        order = make.order(10_000, reference, vat_bp)
        await groups.bought(database, groups.grouped(merchant, order=order), "2026-10-05")
    assert await groups.billed(database, merchant, "2026-11-02") == 1
    (claim,) = await groups.invoices(database, merchant)
    await counter.pay(Deposit(Money(15_000, "NOK"), DAY, reference=claim.reference or ""))
    report = await resolved(counter, await settled(counter))
    assert [(line.merchant_reference, line.amount_minor, line.vat_minor) for line in report.lines] == [
        ("food", 10_000, 1_304),
        ("bell", 5_000, 1_000),
    ]
    assert {(line.invoice_number, line.claim_number) for line in report.lines} == {(claim.number, claim.claim_no)}
    assert len({line.transaction_id for line in report.lines}) == 2


@pytest.mark.parametrize("seed", range(6))
async def test_its_sums_are_those_of_the_ledger_whatever_was_paid(counter: Counter, seed: int) -> None:
    random = Random(seed)
    views = []
    for place in range(random.randint(1, 8)):
        rates = random.choices([2500, 1500, 1200, 0], k=random.randint(1, 3))
        lines = tuple(GivenLine("Thing", random.randint(1, 99_999), vat_bp=rate) for rate in rates)
        order = GivenOrder(sum(line.amount_minor for line in lines), f"order-{place}", lines=lines)
        views.append(await counter.invoice(order=order))
    payouts_made = []
    for _ in range(2):
        deposits = [counter.deposit(view, random.randint(1, view.claim.principal_minor)) for view in views]
        await counter.pay(*random.sample(deposits, random.randint(1, len(deposits))))
        payouts_made.append(await settled(counter))
    for payout in payouts_made:
        sums, ledger = (await resolved(counter, payout)).totals, await posted(counter.database, payout)
        assert sums.capture_minor - sums.refund_minor == ledger["owed.merchant"] == payout.gross_minor
        kept = ledger.get("owed.operator.commission", 0) + ledger.get("owed.operator.vat", 0)
        assert (sums.fee_minor, sums.net_minor) == (-kept, -ledger["in_transit"])
    await events_agree_with(counter, views, payouts_made)


async def events_agree_with(counter: Counter, views: list[Any], made: list[Payout]) -> None:
    """What the purchases' events say of the settlements is what the reports' lines say."""
    told: list[tuple[str, str, str | None, int, int]] = []
    for view in views:
        purchase = (await counter.now(view)).purchase
        identifier = public_id(counter.merchant.account_id, purchase.purchase_id)
        for event in purchase.events:
            for line in event.facts.get("lines", ()):
                amounts = (line["amount_minor"], line["fee_minor"])
                told.append((event.facts["payout_id"], identifier, str(line["event_no"]), *amounts))
    reported = []
    for payout in made:
        for each in (await resolved(counter, payout)).lines:
            assert each.transaction_id is not None
            amounts = (each.amount_minor, each.fee_minor)
            reported.append((str(payout.payout_id), each.transaction_id, each.event_id, *amounts))
    assert sorted(told) == sorted(reported)


async def test_a_test_report_may_be_of_purchases_that_are_not_billed_yet(counter: Counter) -> None:
    merchant, database = counter.merchant, counter.database
    view = await groups.bought(database, groups.grouped(merchant, 20_000), "2026-10-05")
    assert view.is_billed is False

    async def make_it(connection: Connection) -> Report | None:
        work = counter.jobs.work(connection)
        made = await make_test_report(MakeTestReport(merchant.merchant_id, newest=1), work)
        await work.unit.flush()
        return made

    made = await database.run(make_it)
    assert made is not None
    async with database.reading() as connection:
        report = resolve_report(await find_report(connection, merchant.merchant_id, made.report_id))
    (line,) = report.lines
    assert (line.amount_minor, line.vat_minor, line.claim_number, line.invoice_number) == (20_000, 4_000, None, None)
    assert (report.test, report.provider_reference, report.fee_minor) == (True, "TEST", 625)


async def test_its_files_are_made_once_together_and_never_redrawn(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    payout = await settled(counter)
    report = await report_of(counter, payout)
    assert {file.filetype for file in report.files if file.blob_key is None} == set(FileType)
    first = {filetype: await read(counter, report, filetype) for filetype in FileType}
    assert first[FileType.PDF].startswith(b"%PDF-")
    assert json.loads(first[FileType.JSON])["totals"]["net"] == payout.net_minor == 96_875
    made = await report_of(counter, payout)
    async with counter.database.transaction() as connection:
        await connection.execute("""UPDATE merchant SET name = 'Renamed AS'""")
        await connection.execute("""UPDATE purchase SET merchant_reference_2 = 'later'""")
    context = JobContext(1, "render_report", "", counter.merchant.merchant_id, 1, 5, in_place=False)
    for _ in range(2):
        await render_report_task(counter.jobs)({"report_id": str(report.report_id)}, context)
    assert {filetype: await read(counter, report, filetype) for filetype in FileType} == first
    assert await report_of(counter, payout) == made


async def test_of_two_who_render_at_once_the_first_to_record_wins(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    report = await report_of(counter, await settled(counter))
    jobs = counter.jobs

    async def render() -> Report:
        return await rendered_report(jobs.database, jobs.blobs, report, jobs.wall)

    one, two = await asyncio.gather(render(), render())
    assert one == two


async def test_bytes_that_were_changed_are_never_shown(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    report = await report_of(counter, await settled(counter))
    await read(counter, report, FileType.CSV)
    (blob,) = (counter.folder / "reports").rglob("*.csv")
    blob.write_bytes(blob.read_bytes().replace(b"968,75", b"969,75"))
    with pytest.raises(BlobCorruptedError):
        await read(counter, report, FileType.CSV)


async def test_another_merchants_report_is_not_there(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    report = await report_of(counter, await settled(counter))
    other = await make.merchant(counter.database, "SE", "T99998888", number_prefix="B2C3D")
    async with counter.database.reading() as connection:
        with pytest.raises(NotFoundError):
            await reports.get(connection, other.merchant_id, report.report_id)
        with pytest.raises(NotFoundError):
            await reports.of_file(connection, other.merchant_id, report.files[0].file_id)
