"""`fordring rules`: what the law says on a day, and what its operator verified, added and withdrew."""

import getpass
from datetime import datetime
from typing import Annotated, Literal

import typer
from rich.padding import Padding
from rich.text import Text

from fordring.domain.followup.amending import Said
from fordring.domain.followup.entries import Entry
from fordring.domain.followup.figures import Item, Payer, Standing
from fordring.domain.followup.items import MEANINGS, UNITS
from fordring.domain.followup.overview import Line, laws_told, overview
from fordring.domain.followup.reading import words_of
from fordring.domain.followup.rulebook import rulebook
from fordring.main.clock import wall
from fordring.main.terminal import console, in_house
from fordring.main.wiring import House
from fordring.services.configuring.add_rule import AddRule, add_rule
from fordring.services.configuring.verify_rule import VerifyRule, verify_rule
from fordring.services.configuring.withdraw_rule import WithdrawRule, withdraw_rule
from fordring.storage.house import rules

app = typer.Typer(help="The rules of follow-up: show them, verify, add and withdraw figures.", no_args_is_help=True)

DAY = ["%Y-%m-%d"]
Country = Annotated[Literal["NO", "SE", "FI"], typer.Argument(help="whose law")]
ItemName = Annotated[str, typer.Argument(help="what it is a figure of, as `show` calls it")]
Source = Annotated[str, typer.Option(help="where it was read: paragraph, page, number of the regulation")]
By = Annotated[str | None, typer.Option(help="who says so; without it who is logged in here")]
PayerKind = Annotated[Payer | None, typer.Option(help="of which payers")]
UpTo = Annotated[int | None, typer.Option(min=1, help="the principal its tier reaches to, in whole kroner or euro")]

TOLD = {
    Standing.VERIFIED: "verified",
    Standing.UNVERIFIED: "not verified",
    Standing.CARRIED: "ended, no row since",
}
COLOURS = {Standing.VERIFIED: "", Standing.UNVERIFIED: "yellow", Standing.CARRIED: "red"}


@app.command()
def show(
    country: Country,
    day: Annotated[datetime | None, typer.Argument(formats=DAY, help="2026-03-01; without it today")] = None,
) -> None:
    """Every figure that applies on a day, with its source, and whether a live merchant may demand money by it."""

    async def ask(house: House) -> list[Entry]:
        async with house.database.reading() as connection:
            return await rules.of_country(connection, country)

    on = (day or wall()).date()
    lines = overview(rulebook(country, live=False, entries=in_house(ask)), on)
    if console.is_terminal:
        _draw(f"{country} on {on}", lines)
    else:
        for line in lines:
            typer.echo("\t".join([*_cells(line), MEANINGS[line.row.item]]))
    for told in laws_told(country):
        console.print(told, markup=False)


@app.command()
def verify(
    country: Country,
    item: ItemName,
    begins: Annotated[datetime, typer.Argument(formats=DAY, help="the first day of the row")],
    *,
    source: Source,
    figure: Annotated[str | None, typer.Option(help="what was read; refused where the row says otherwise")] = None,
    payer: PayerKind = None,
    up_to: UpTo = None,
    by: By = None,
) -> None:
    """A figure was read at its source: from now on live merchants may demand money by it."""
    tier = None if up_to is None else up_to * 100
    said = Said(country, item, begins.date(), source, figure, payer=payer, up_to_minor=tier)
    command = VerifyRule(said, by or getpass.getuser())

    async def done(house: House) -> list[Entry]:
        return await house.database.run(lambda connection: verify_rule(command, house.jobs.work(connection)))

    for entry in in_house(done):
        console.print(_told(entry), markup=False)


@app.command()
def add(  # noqa: PLR0913 - one parameter an option
    country: Country,
    item: ItemName,
    figure: Annotated[str, typer.Argument(help='"12.25 %", 38.00 or 14, as the item counts')],
    *,
    begins: Annotated[datetime, typer.Option("--from", formats=DAY, help="the first day it holds")],
    ends: Annotated[datetime | None, typer.Option("--to", formats=DAY, help="the last; else until a later row")] = None,
    source: Source,
    payer: PayerKind = None,
    up_to: UpTo = None,
    by: By = None,
) -> None:
    """A figure that is not among the rows, or a right one for a wrong one; it counts as verified."""
    last, tier = None if ends is None else ends.date(), None if up_to is None else up_to * 100
    command = AddRule(Said(country, item, begins.date(), source, figure, last, payer, tier), by or getpass.getuser())

    async def done(house: House) -> Entry:
        return await house.database.run(lambda connection: add_rule(command, house.jobs.work(connection)))

    console.print(_told(in_house(done)), markup=False)


@app.command()
def withdraw(
    number: Annotated[int, typer.Argument(help="the entry's number, as `entries` lists it")],
    *,
    because: Annotated[str, typer.Option(help="why")],
    by: By = None,
) -> None:
    """Take an entry back: what it added is gone, what it verified is as it was."""
    command = WithdrawRule(number, because, by or getpass.getuser())

    async def done(house: House) -> Entry:
        return await house.database.run(lambda connection: withdraw_rule(command, house.jobs.work(connection)))

    console.print(_told(in_house(done)), markup=False)


@app.command()
def entries() -> None:
    """What was added, verified and withdrawn here, by whom and when, oldest first."""

    async def ask(house: House) -> list[Entry]:
        async with house.database.reading() as connection:
            return await rules.all_entries(connection)

    made = in_house(ask)
    for entry in made:
        console.print(_told(entry), markup=False)
    if not made:
        console.print("nothing was added, verified or withdrawn here")


def _told(entry: Entry) -> str:
    """One line: number, deed, what of, who, when, on what ground."""
    row = entry.row
    if row is None:
        what = f"entry {entry.withdraws}"
    else:
        tier = f" up to {words_of(UNITS[Item.TOTAL_CAP], row.up_to_minor)}" if row.up_to_minor else ""
        days = f"{row.valid_from} – {row.valid_to or ''}".rstrip()
        what = f"{row.item} ({row.payer}{tier}) {words_of(UNITS[row.item], row.value)}, {days}"
    when = f"{entry.at:%Y-%m-%d %H:%M} UTC"
    return f"{entry.entry_no}  {entry.country}  {entry.deed}  {what}  {entry.by}  {when}  {entry.source}"


def _draw(title: str, lines: tuple[Line, ...]) -> None:
    """A figure with its standing, and below it for whom, on which days and by which source: no terminal cuts it off."""
    console.print(title, style="bold", markup=False)
    for line in lines:
        item, payer, figure, days, standing, source = _cells(line)
        console.print(f"{item:<25} {figure:<23} {standing}", style=COLOURS[line.standing], markup=False)
        below = Text(f"{payer} payer, {days}; {source}", style="dim")
        console.print(Padding(below, (0, 0, 0, 4)), soft_wrap=False)


def _cells(line: Line) -> list[str]:
    row = line.row
    source = f"{row.source} ({row.confidence})" + (f"; {row.note}" if row.note else "")
    return [row.item, row.payer, line.figure, line.days, TOLD[line.standing], source]
