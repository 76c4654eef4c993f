"""`fordring payout`: what was collected goes to the merchants."""

import asyncio
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fordring.channels.durable import write_durably
from fordring.domain.calendar import local_day
from fordring.jobs.payment_orders import order_file
from fordring.main.clock import wall
from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.services.payments.reject_payout import RejectPayout, reject_payout
from fordring.services.payments.run_payouts import PayoutRun, RunPayouts, run_payouts
from fordring.storage.house import accounts
from fordring.storage.payouts import Payout

app = typer.Typer(help="Payouts: pain.001 files to the bank, and how they ended.", no_args_is_help=True)

Reference = Annotated[str, typer.Argument(help="the payout's reference, its end-to-end id in the file")]


async def pay_out(house: House, folder: Path) -> list[tuple[PayoutRun, Path]]:
    """A payout run of every client account; each order's file is left in `folder`."""
    async with house.database.reading() as connection:
        all_accounts = await accounts.all_accounts(connection)
    made: list[tuple[PayoutRun, Path]] = []
    for account in all_accounts:
        run = await _run(house, RunPayouts(account.bank_account_id, local_day(wall(), account.country)))
        if run is not None:
            path = folder / run.order.file_name
            await asyncio.to_thread(write_durably, path, await order_file(house.jobs, run.order.order_id))
            made.append((run, path))
    return made


async def _run(house: House, command: RunPayouts) -> PayoutRun | None:
    return await house.database.run(lambda connection: run_payouts(command, house.jobs.work(connection)))


@app.command()
def run(
    folder: Annotated[Path, typer.Option(help="where the files for the bank are left")] = Path("var/payouts"),
) -> None:
    """Pay every merchant what it is owed: one pain.001 per client account."""
    made = in_house(lambda house: pay_out(house, folder))
    for run_, path in made:
        console.print(f"{path}: {len(run_.payouts)} payouts, {run_.order.total_minor} {run_.order.currency}")
        for payout in run_.payouts:
            console.print(f"  {_line(payout)}", markup=False)
    if not made:
        console.print("nothing is owed to anybody")


@app.command()
def confirm(reference: Reference, on: Annotated[str, typer.Option(help="the day, YYYY-MM-DD")] = "") -> None:
    """The bank has sent it: the payout is settled."""
    command = ConfirmPayout(reference, date.fromisoformat(on) if on else wall().date())
    console.print(
        _line(in_house(lambda house: house.database.run(lambda c: confirm_payout(command, house.jobs.work(c)))))
    )


@app.command()
def reject(
    reference: Reference, reason: str, on: Annotated[str, typer.Option(help="the day, YYYY-MM-DD")] = ""
) -> None:
    """The bank refused it: the money waits for the next run."""
    command = RejectPayout(reference, reason, date.fromisoformat(on) if on else wall().date())
    console.print(
        _line(in_house(lambda house: house.database.run(lambda c: reject_payout(command, house.jobs.work(c)))))
    )


def _line(payout: Payout) -> str:
    sums = f"gross {payout.gross_minor}, commission {payout.commission_minor}, VAT {payout.vat_minor}"
    return f"{payout.reference} {payout.state}: {payout.net_minor} {payout.currency} to {payout.payee_name} ({sums})"
