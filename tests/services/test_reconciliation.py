"""The bank's closing balances against the ledger, every difference down to its line."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from fordring.domain.money import Money
from fordring.formats.banking.model import Direction
from fordring.services.banking.book_operators_debit import BookOperatorsDebit, OperatorsDebit, book_operators_debit
from fordring.services.banking.reconcile import Reconciliation, reconcile
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.simulators.bank import confirmations
from fordring.storage import audit
from fordring.storage.house.files import BankFile
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from services.reversals import banked, line
from support import make

NEXT = DAY + timedelta(days=1)
STATEMENT = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>
<GrpHdr><MsgId>S{number}</MsgId><CreDtTm>2026-11-20T23:00:00</CreDtTm></GrpHdr><Stmt><Id>S{number}</Id>
<Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>NOK</Ccy></Acct>
<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{mark}</CdtDbtInd>
<Dt><Dt>{day}</Dt></Dt></Bal></Stmt></BkToCstmrStmt></Document>"""


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    return Counter(database, await make.merchant(database), tmp_path)


async def closes(counter: Counter, amount: str, day: date = DAY, currency: str = "NOK", mark: str = "CRDT") -> BankFile:
    """A day's statement without entries: they came in other files."""
    counter.files += 1
    said = {"number": counter.files, "iban": counter.iban, "amount": amount, "day": day}
    said |= {"currency": currency, "mark": mark}
    return await counter.bank(STATEMENT.format(**said).encode())


async def reconciled(counter: Counter, day: date | None = None) -> Reconciliation:
    async with counter.database.reading() as connection:
        [found] = await reconcile(connection, day)
    return found


async def told(counter: Counter) -> list[str]:
    """What the audit lists of balances."""
    async with counter.database.reading() as connection:
        found = await audit.findings(connection)
    return [row for finding in found if "closing balance" in finding.truth.sentence for row in finding.rows]


async def test_a_day_on_which_all_is_told_agrees(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    assert (await closes(counter, "1000.00")).state == "booked"
    found = await reconciled(counter)
    assert (found.ledger_minor, found.difference_minor, found.lines) == (100_000, 0, [])
    assert await told(counter) == []


async def test_a_payout_agrees_whoever_confirmed_it_once_the_debit_is_there(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    run, order = await counter.pay_out()
    confirm = ConfirmPayout(run.payouts[0].reference, DAY)
    await counter.database.run(lambda connection: confirm_payout(confirm, counter.jobs.work(connection)))
    await closes(counter, "1000.00")
    before = await reconciled(counter)
    assert [(line.cause, line.bank_minor, line.ledger_minor) for line in before.lines] == [
        (f"payout {run.payouts[0].reference}", 0, -100_000)
    ]
    assert (before.difference_minor, before.unexplained_minor) == (100_000, 0)
    assert len(await told(counter)) == 1
    for debit in confirmations(order, counter.wall):
        await counter.bank(debit)
    await closes(counter, "0.00")
    after = await reconciled(counter)
    assert (after.difference_minor, after.lines, await told(counter)) == (0, [], [])


async def test_what_nobody_booked_and_what_no_file_told_are_told_apart(counter: Counter) -> None:
    await counter.pay(counter.deposit(await counter.invoice(100_000)))
    [debit] = confirmations((await counter.pay_out())[1], counter.wall)
    await counter.bank(debit.replace(b"1000.00", b"15.00"))  # a debit of another amount: a question
    await closes(counter, "1085.00")
    found = await reconciled(counter)
    [line] = found.lines
    assert (line.bank_minor, line.ledger_minor, line.on_day) == (-1_500, 0, DAY)
    assert line.why.startswith("question: payout P")
    assert (found.difference_minor, found.unexplained_minor) == (8_500, 10_000)


async def test_money_of_another_day_is_on_the_account_on_that_day(counter: Counter) -> None:
    view = await counter.invoice(100_000)
    first = counter.deposit(view, 40_000)
    await counter.pay(first)
    await counter.pay(replace(first, amount=Money(60_000, "NOK"), day=NEXT))
    await closes(counter, "400.00")
    await closes(counter, "1000.00", NEXT)
    assert (await reconciled(counter, DAY)).ledger_minor == 40_000
    newest = await reconciled(counter)
    assert (newest.balance.day, newest.ledger_minor, newest.difference_minor) == (NEXT, 100_000, 0)


@pytest.mark.parametrize(("booked_on", "value_on"), [(DAY, NEXT), (NEXT, DAY)])
@pytest.mark.parametrize("direction", list(Direction))
async def test_a_movement_is_on_the_account_from_its_booking_day_whatever_its_value_day(
    counter: Counter, booked_on: date, value_on: date, direction: Direction
) -> None:
    days = {"booked_on": booked_on, "value_on": value_on, "direction": direction}
    await banked(counter, line(counter, 10_000, entry_reference="E1", **days))
    if direction is Direction.DEBIT:
        async with counter.database.reading() as connection:
            debit = await connection.fetchval("SELECT bank_line_id FROM house.bank_line")
        command = BookOperatorsDebit(debit, OperatorsDebit.CHARGE, "its fee")
        await counter.database.run(lambda c: book_operators_debit(command, counter.jobs.work(c)))
    mark = "CRDT" if direction is Direction.CREDIT else "DBIT"
    for day, amount in ((DAY, "100.00" if booked_on == DAY else "0.00"), (NEXT, "100.00")):
        await closes(counter, amount, day, mark=mark)
        found = await reconciled(counter, day)
        assert (found.difference_minor, found.lines) == (0, []), day
        assert await told(counter) == []


async def test_a_later_statement_of_a_day_takes_the_place_of_an_earlier_one(counter: Counter) -> None:
    await closes(counter, "5.00")
    await closes(counter, "0.00")
    await closes(counter, "7.00", currency="EUR")
    assert (await reconciled(counter, DAY)).difference_minor == 0
    async with counter.database.reading() as connection:
        assert await reconcile(connection, NEXT) == []
