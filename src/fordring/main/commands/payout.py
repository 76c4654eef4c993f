"""`fordring payout`: what was collected goes to the merchants, what was too much back to the payers."""

import asyncio
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from fordring.channels.durable import write_durably
from fordring.domain.calendar import local_day
from fordring.domain.payment.refund import Refund
from fordring.jobs.payment_orders import order_file
from fordring.main.clock import wall
from fordring.main.commands.payout_orders import close, release, status
from fordring.main.commands.shortfalls import invoice_shortfalls, shortfalls
from fordring.main.person import person
from fordring.main.terminal import console, decimals, in_house
from fordring.main.wiring import House
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.confirm_refund import ConfirmRefund, confirm_refund
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.reject_refund import RejectRefund, reject_refund
from fordring.services.payments.run_payouts import PayoutRun, RunPayouts, run_payouts
from fordring.services.payout_plan import runs_of_today
from fordring.storage import merchants, payouts, refunds
from fordring.storage.house import orders
from fordring.storage.house.orders import OrderRow
from fordring.storage.payouts import Payout
from fordring.storage.transaction import Connection

app = typer.Typer(help="Payouts: pain.001 files to the bank, and how they ended.", no_args_is_help=True)
app.command("release")(release)
app.command("status")(status)
app.command("close")(close)
app.command("shortfalls")(shortfalls)
app.command("invoice-shortfalls")(invoice_shortfalls)

Made = tuple[PayoutRun, Path]
"""A run, and where its file for the bank is left, once its order is released."""

Reference = Annotated[str, typer.Argument(help="a payout's or refund's end-to-end id, or the order's message id")]
On = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="the day; else the merchant's today")]
Merchants = Annotated[list[str] | None, typer.Option(help="account ids: these alone, below their minimum too")]
Folder = Annotated[Path | None, typer.Option(help="where the files for the bank are left; else var/payouts")]


async def pay_out(house: House, folder: Path, only: Sequence[str] = ()) -> list[Made]:
    """A payout run of every client account on the next business day; each order's file is left in `folder`.

    An order that waits to be released has no file yet.
    """
    async with house.database.reading() as connection:
        planned = await runs_of_today(connection, wall(), only)
    made: list[Made] = []
    for each in planned:
        command = RunPayouts(each.bank_account_id, each.day, each.merchants, each.merchants, each.as_is)
        run = await _run(house, command)
        if run is not None:
            made.append((run, await _leave_file(house, run, folder)))
    return made


async def _run(house: House, command: RunPayouts) -> PayoutRun | None:
    return await house.database.run(lambda connection: run_payouts(command, house.jobs.work(connection, person())))


async def _leave_file(house: House, run: PayoutRun, folder: Path) -> Path:
    path = folder / run.order.file_name
    if run.order.state == orders.RELEASED:
        await asyncio.to_thread(write_durably, path, await order_file(house.jobs, run.order.order_id))
    return path


async def on_the_way(house: House, folder: Path) -> list[Made]:
    """The newest orders with transfers whose end the bank has not told yet; each file is left in `folder` once more."""
    async with house.database.reading() as connection:
        made = [await _run_of(connection, order) for order in await orders.newest(connection)]
    waiting = [run for run in made if any(each.state == payouts.SENT for each in run.transfers)]
    return [(run, await _leave_file(house, run, folder)) for run in waiting]


async def _run_of(connection: Connection, order: OrderRow) -> PayoutRun:
    paid = await payouts.of_order(connection, order.order_id)
    return PayoutRun(order, paid, await refunds.of_order(connection, order.order_id))


async def named(house: House, reference: str) -> Sequence[Payout | Refund]:
    """What a reference names: one payout or refund, or, by an order's, all in it. Raises NotFoundError."""
    async with house.database.reading() as connection:
        order = await orders.by_message_id(connection, reference)
        if order is not None:
            return (await _run_of(connection, order)).transfers
        if reference.startswith("R"):
            return [await refunds.by_reference(connection, reference)]
        return [await payouts.by_reference(connection, reference)]


@app.command()
def run(folder: Folder = None, merchant: Merchants = None) -> None:
    """Pay every merchant and every payer what they are owed: one pain.001 per client account.

    Payout days do not matter; what still rests, or is below a merchant's minimum, waits.
    """
    _print_orders(in_house(lambda house: pay_out(house, _folder(house, folder), merchant or ())))


@app.command("list")
def list_(folder: Folder = None) -> None:
    """What is on its way: the orders the bank has not confirmed yet, those of the daily run too, with their files."""
    _print_orders(in_house(lambda house: on_the_way(house, _folder(house, folder))))


@app.command()
def confirm(reference: Reference, on: On = None) -> None:
    """The bank has sent it: the payout is settled, the refund made; of an order all that is in it."""

    async def confirmed(house: House) -> list[Payout | Refund]:
        return [await _confirmed(house, each, await _day(house, each, on)) for each in await named(house, reference)]

    _print_ended(in_house(confirmed))


@app.command()
def reject(reference: Reference, reason: str, on: On = None) -> None:
    """The bank refused it: the money waits for the next run, a refund's for another account."""

    async def rejected(house: House) -> list[Payout | Refund]:
        found = await named(house, reference)
        return [await _rejected(house, each, reason, await _day(house, each, on)) for each in found]

    _print_ended(in_house(rejected))


async def _confirmed(house: House, each: Payout | Refund, day: date) -> Payout | Refund:
    if isinstance(each, Refund):
        refund = ConfirmRefund(each.reference, day)
        return await house.database.run(
            lambda connection: confirm_refund(refund, house.jobs.work(connection, person()))
        )
    payout = ConfirmPayout(each.reference, day)
    return await house.database.run(lambda connection: confirm_payout(payout, house.jobs.work(connection, person())))


async def _rejected(house: House, each: Payout | Refund, reason: str, day: date) -> Payout | Refund:
    if isinstance(each, Refund):
        refund = RejectRefund(each.reference, reason, day)
        return await house.database.run(lambda connection: reject_refund(refund, house.jobs.work(connection, person())))
    payout = RejectPayout(each.reference, reason, day)
    return await house.database.run(lambda connection: reject_payout(payout, house.jobs.work(connection, person())))


def _folder(house: House, given: Path | None) -> Path:
    return given or house.settings.var / "payouts"


async def _day(house: House, each: Payout | Refund, on: datetime | None) -> date:
    """The day that was named, or today by the calendar of whose money it is."""
    if on is not None:
        return on.date()
    async with house.database.reading() as connection:
        merchant = await merchants.get(connection, each.merchant_id)
    return local_day(merchant.now(wall()), merchant.country)


def _print_orders(found: list[Made]) -> None:
    for run_, file in found:
        order = run_.order
        released = order.state == orders.RELEASED
        path = file if released else f"order {order.message_id} waits for somebody else than {order.made_by}"
        total = f"{order.transfers} to be paid on {order.execute_on}, {decimals(order.total_minor)} {order.currency}"
        console.print(f"{path}: {total}", markup=False)
        for each in run_.transfers:
            console.print(f"  {_line(each, released=released)}", markup=False)
    if not found:
        console.print("no payout waits")


def _print_ended(ended: list[Payout | Refund]) -> None:
    for each in ended:
        console.print(_line(each), markup=False)


def _line(each: Payout | Refund, *, released: bool = True) -> str:
    state = each.state if released or each.state != payouts.SENT else "to be released"
    if isinstance(each, Refund):
        back = f"{decimals(each.amount.minor)} {each.amount.currency} back to {each.payee_name}"
        return f"{each.reference} {state}: {back} ({each.reason})"
    gross, commission, vat = map(decimals, (each.gross_minor, each.commission_minor, each.vat_minor))
    net = f"{decimals(each.net_minor)} {each.currency} to {each.payee_name}"
    return f"{each.reference} {state}: {net} (gross {gross}, commission {commission}, VAT {vat})"
