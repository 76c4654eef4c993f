"""`fordring payout`: what was collected goes to the merchants."""

import asyncio
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from fordring.channels.durable import write_durably
from fordring.domain.calendar import local_day, roll_forward
from fordring.domain.merchant import BankAccount, Merchant
from fordring.jobs.payment_orders import order_file
from fordring.main.clock import wall
from fordring.main.terminal import console, decimals, in_house
from fordring.main.wiring import House
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.run_payouts import PayoutRun, RunPayouts, run_payouts
from fordring.storage import merchants, payouts
from fordring.storage.house import accounts, orders
from fordring.storage.payouts import Payout

app = typer.Typer(help="Payouts: pain.001 files to the bank, and how they ended.", no_args_is_help=True)

Reference = Annotated[str, typer.Argument(help="the payout's reference, its end-to-end id in the file")]
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day; else the merchant's today")]
Folder = Annotated[Path | None, typer.Option(help="where the files for the bank are left; else var/payouts")]


async def pay_out(house: House, folder: Path) -> list[tuple[PayoutRun, Path]]:
    """A payout run of every client account; each order's file is left in `folder`.

    On the next business day. An account has one order for all merchants who have the same day: live ones always have.
    """
    async with house.database.reading() as connection:
        all_accounts = await accounts.all_accounts(connection)
        everyone = await merchants.all_merchants(connection)
    made: list[tuple[PayoutRun, Path]] = []
    for command in _commands(all_accounts, everyone, wall()):
        run = await _run(house, command)
        if run is not None:
            made.append((run, await _leave_file(house, run, folder)))
    return made


def _commands(all_accounts: list[BankAccount], everyone: list[Merchant], now: datetime) -> Iterator[RunPayouts]:
    for account in all_accounts:
        days: dict[tuple[bool, date], set[UUID]] = {}
        for merchant in everyone:
            today = roll_forward(local_day(merchant.now(now), account.country), account.country)
            days.setdefault((merchant.sandbox, today), set()).add(merchant.merchant_id)
        for (_, day), whose in sorted(days.items()):
            yield RunPayouts(account.bank_account_id, day, frozenset(whose))


async def _run(house: House, command: RunPayouts) -> PayoutRun | None:
    return await house.database.run(lambda connection: run_payouts(command, house.jobs.work(connection)))


async def _leave_file(house: House, run: PayoutRun, folder: Path) -> Path:
    path = folder / run.order.file_name
    await asyncio.to_thread(write_durably, path, await order_file(house.jobs, run.order.order_id))
    return path


async def on_the_way(house: House, folder: Path) -> list[tuple[PayoutRun, Path]]:
    """The newest orders with payouts whose end the bank has not told yet; each file is left in `folder` once more."""
    async with house.database.reading() as connection:
        made = [PayoutRun(o, await payouts.of_order(connection, o.order_id)) for o in await orders.newest(connection)]
    waiting = [run for run in made if any(payout.state == payouts.SENT for payout in run.payouts)]
    return [(run, await _leave_file(house, run, folder)) for run in waiting]


@app.command()
def run(folder: Folder = None) -> None:
    """Pay every merchant what it is owed: one pain.001 per client account."""
    _print_orders(in_house(lambda house: pay_out(house, _folder(house, folder))))


@app.command("list")
def list_(folder: Folder = None) -> None:
    """What is on its way: the orders the bank has not confirmed yet, those of the daily run too, with their files."""
    _print_orders(in_house(lambda house: on_the_way(house, _folder(house, folder))))


@app.command()
def confirm(reference: Reference, on: On = None) -> None:
    """The bank has sent it: the payout is settled."""

    async def confirmed(house: House) -> Payout:
        command = ConfirmPayout(reference, await _day(house, reference, on))
        return await house.database.run(lambda connection: confirm_payout(command, house.jobs.work(connection)))

    console.print(_line(in_house(confirmed)), markup=False)


@app.command()
def reject(reference: Reference, reason: str, on: On = None) -> None:
    """The bank refused it: the money waits for the next run."""

    async def rejected(house: House) -> Payout:
        command = RejectPayout(reference, reason, await _day(house, reference, on))
        return await house.database.run(lambda connection: reject_payout(command, house.jobs.work(connection)))

    console.print(_line(in_house(rejected)), markup=False)


def _folder(house: House, given: Path | None) -> Path:
    return given or house.settings.var / "payouts"


async def _day(house: House, reference: str, on: datetime | None) -> date:
    """The day that was named, or today by the calendar of the payout's merchant. Raises NotFoundError."""
    if on is not None:
        return on.date()
    async with house.database.reading() as connection:
        payout = await payouts.by_reference(connection, reference)
        merchant = await merchants.get(connection, payout.merchant_id)
    return local_day(merchant.now(wall()), merchant.country)


def _print_orders(found: list[tuple[PayoutRun, Path]]) -> None:
    for run_, path in found:
        order = run_.order
        total = f"{order.transfers} to be paid on {order.execute_on}, {decimals(order.total_minor)} {order.currency}"
        console.print(f"{path}: {total}", markup=False)
        for payout in run_.payouts:
            console.print(f"  {_line(payout)}", markup=False)
    if not found:
        console.print("no payout waits")


def _line(payout: Payout) -> str:
    gross, commission, vat = map(decimals, (payout.gross_minor, payout.commission_minor, payout.vat_minor))
    net = f"{decimals(payout.net_minor)} {payout.currency} to {payout.payee_name}"
    return f"{payout.reference} {payout.state}: {net} (gross {gross}, commission {commission}, VAT {vat})"
