"""The story that `fordring story` tells: every line of it, its files, and that it is the same each time."""

import asyncio
import io
import re
from pathlib import Path

from fordring.formats.banking.camt import read_camt
from fordring.formats.banking.model import BankLine, Direction
from fordring.formats.banking.pain001_reader import read_pain001
from fordring.main.sandbox import open_sandbox
from fordring.main.story import play
from fordring.main.wiring import House, open_house
from fordring.storage import audit
from journeys.stage import ORIGIN, settings_in
from support.database import RunDatabases

COLUMNS = re.compile(r" {2,}")
EXPECTED = """
2026-11-16 bought order-1: AUTHORIZED, invoice FJORD-000001
    expected.merchant -1250.00
    receivable.principal 1250.00
2026-11-16 rendered invoice-FJORD-000001.pdf
2026-11-16 … claim.delivered
2026-11-17 delivered email to ola@example.com: Faktura FJORD-000001 fra Fjord Sykkel AS
2026-11-17 called back AUTHORIZED, signature right
2026-11-17 read claim 1000001 at the creditor face, by its integer id
2026-11-27 bank file bank-2026-11-27.camt.054.xml: booked
    client_funds 500.00
    expected.merchant -750.00
    owed.merchant -500.00
    receivable.principal 750.00
2026-11-27 paid 500.00: PARTIALLY_CAPTURED
2026-11-27 called back CAPTURE, signature right
2026-11-30 … payout.sent
2026-12-02 bank file bank-2026-12-02.camt.054.xml: booked
    client_funds 1265.00
    expected.merchant 0.00
    in_transit -484.37
    owed.merchant -750.00
    owed.operator.commission -12.50
    owed.operator.vat -3.13
    owed.payer -15.00
    receivable.principal 0.00
2026-12-02 paid 765.00: CAPTURED
2026-12-02 called back CAPTURE, signature right
2026-12-02 bought order-2: AUTHORIZED, invoice FJORD-000002
    expected.merchant -1250.00
    receivable.principal 1250.00
2026-12-02 rendered invoice-FJORD-000002.pdf
2026-12-02 voided order-2: AUTHORIZATION_VOIDED, a credit note goes out
    expected.merchant 0.00
    receivable.principal 0.00
2026-12-02 … claim.delivered
2026-12-02 … claim.delivered
2026-12-03 … claim.refund_sent
2026-12-03 … payout.sent
2026-12-03 called back AUTHORIZED, signature right
    in_transit -1225.93
    owed.merchant 0.00
    owed.operator.commission -31.25
    owed.operator.vat -7.82
    owed.payer 0.00
2026-12-03 called back VOID, signature right
2026-12-04 paid out 484.37 in pain001-2026-11-30-O….xml
2026-12-04 confirmed bank-2026-11-30-debit.camt.054.xml: PENDING_SETTLEMENT
    client_funds 780.63
    in_transit -741.56
2026-12-04 paid out 741.56 in pain001-2026-12-03-O….xml
2026-12-04 confirmed bank-2026-12-03-debit.camt.054.xml: SETTLED
    client_funds 39.07
    in_transit 0.00
2026-12-04 audited {truths} standing truths hold
The files are in FOLDER
"""
"""Each line, and below it the accounts that stand differently since the line before."""


async def played(house: House, folder: Path) -> list[str]:
    """What the story says, line by line."""
    said: list[str] = []
    await play(house, await open_sandbox(house.database, ORIGIN, {}), folder, said.append)
    return said


def retold(said: list[str], folder: Path) -> str:
    """The lines without their columns: under each the accounts that it changed; ids are left out."""
    told, before = [], dict[str, str]()
    for line in said:
        day, *words = COLUMNS.split(line)
        told.append(" ".join([day, *words[:2]]).replace(str(folder), "FOLDER"))
        if len(words) < 3 or words[2] == "the books are empty":
            continue
        after = dict(account.split(" ") for account in words[2:])
        changed = [name for name in sorted({*before, *after}) if before.get(name) != after.get(name)]
        told += [f"    {name} {after.get(name, '0.00')}" for name in changed]
        before = after
    return re.sub(r"-O[0-9a-f]{8}…", "-O…", "\n".join(told))


async def test_the_story_plays_to_its_end(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "left"
    assert retold(await played(house, folder), folder) == EXPECTED.strip().format(truths=len(audit.TRUTHS))


async def test_it_leaves_its_documents_its_bank_files_and_its_payment_orders(house: House, tmp_path: Path) -> None:
    folder = tmp_path / "left"
    await played(house, folder)
    pdfs = sorted(folder.glob("*.pdf"))
    assert [path.name for path in pdfs] == ["invoice-FJORD-000001.pdf", "invoice-FJORD-000002.pdf"]
    assert all(path.read_bytes().startswith(b"%PDF-1.7") for path in pdfs)
    sums = {path.name: credits_and_debits(path) for path in sorted(folder.glob("bank-*"))}
    assert sums == {
        "bank-2026-11-27.camt.054.xml": [50_000],
        "bank-2026-11-30-debit.camt.054.xml": [-48_437],
        "bank-2026-12-02.camt.054.xml": [76_500],
        "bank-2026-12-03-debit.camt.054.xml": [-72_656, -1_500],
    }
    ordered = [read_pain001(path.read_bytes()) for path in sorted(folder.glob("pain001-*"))]
    transfers = [transfer for order in ordered for group in order.groups for transfer in group.transfers]
    assert [transfer.amount.minor for transfer in transfers] == [48_437, 72_656, 1_500]
    assert [transfer.creditor_name for transfer in transfers] == ["Fjord Sykkel AS", "Fjord Sykkel AS", "Ola Nordmann"]


async def test_twice_it_tells_the_same_facts_in_the_same_order(
    house: House, databases: RunDatabases, template: str, tmp_path: Path
) -> None:
    first = retold(await played(house, tmp_path / "first"), tmp_path / "first")
    again = databases.create_database_from_template(template, f"{house.settings.var.parent.name}_again")
    try:
        async with open_house(settings_in(tmp_path / "again"), databases.app_dsn(again), 12) as other:
            second = retold(await played(other, tmp_path / "second"), tmp_path / "second")
    finally:
        await asyncio.to_thread(databases.drop, again)
    assert first == second


def credits_and_debits(path: Path) -> list[int]:
    """The amounts of a bank file's lines, debits below zero."""
    lines = [item for item in read_camt(io.BytesIO(path.read_bytes())) if isinstance(item, BankLine)]
    return [line.amount.minor * (1 if line.direction is Direction.CREDIT else -1) for line in lines]
