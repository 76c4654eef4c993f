"""`fordring bank play`: the payers of a sandbox merchant have a day, drawn by a seed."""

from typing import Annotated

import typer

from fordring.domain.money import Money
from fordring.formats.banking.figures import write_amount
from fordring.jobs.bank_day import play_bank_day
from fordring.main.clock import wall
from fordring.main.commands.bank_booked import told_of
from fordring.main.sandbox import ACCOUNT_ID
from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.simulators.bank_day import DayPlayed, Dealt, Deed, PlayDay
from fordring.simulators.bank_formats import FileFormat
from fordring.storage import merchants


def play(
    seed: Annotated[int, typer.Option(help="the same seed, day and claims are the same files")] = 1,
    only: Annotated[list[Deed] | None, typer.Option(help="draw among these only; may be given several times")] = None,
    claim: Annotated[list[int] | None, typer.Option(help="of these claims only; all that are open without any")] = None,
    file_format: Annotated[
        FileFormat | None, typer.Option("--format", help="of payments by reference; the country's own unless given")
    ] = None,
    merchant: Annotated[str, typer.Option(help="the merchant's account id")] = ACCOUNT_ID,
) -> None:
    """Let the payers of a sandbox merchant have a day at its bank, drawn by a seed, and book the bank's files of it."""
    asked = PlayDay(seed, tuple(only or ()), tuple(claim or ()), file_format)

    async def played(house: House) -> DayPlayed:
        async with house.database.reading() as connection:
            found = await merchants.by_account_id(connection, merchant)
        return await play_bank_day(house.jobs, found.merchant_id, asked)

    began = wall()
    told = in_house(played)
    for dealt in told.dealt:
        moved = ", ".join(_amount(dealt, minor) for minor in dealt.amounts_minor) or "nothing"
        console.print(f"claim {dealt.bill.claim_no}  {dealt.deed:<15}  {moved}", markup=False)
    for file in told.files:
        console.print(told_of(file, began), markup=False)
    if not told.dealt:
        console.print(f"nobody owes {merchant} anything on {told.day}")


def _amount(dealt: Dealt, minor: int) -> str:
    money = Money(abs(minor), dealt.bill.open.currency)
    return f"{'-' if minor < 0 else ''}{write_amount(money)} {money.currency}"
