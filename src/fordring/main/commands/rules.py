"""`fordring rules`: what the law says on a day, and what its operator verified, added and withdrew."""

from datetime import datetime
from typing import Annotated, Literal

import typer
from rich.table import Table

from fordring.domain.followup.figures import Standing
from fordring.domain.followup.items import MEANINGS
from fordring.domain.followup.overview import Line, laws_told, overview
from fordring.domain.followup.rulebook import rulebook
from fordring.main.clock import wall
from fordring.main.terminal import console

app = typer.Typer(help="The rules of follow-up: show them, verify, add and withdraw figures.", no_args_is_help=True)

Country = Annotated[Literal["NO", "SE", "FI"], typer.Argument(help="whose law")]
Day = typer.Argument(formats=["%Y-%m-%d"], help="the day, 2026-03-01; without it today")

TOLD = {
    Standing.VERIFIED: "verified",
    Standing.UNVERIFIED: "not verified",
    Standing.CARRIED: "ended, no row since",
}
COLOURS = {Standing.VERIFIED: "", Standing.UNVERIFIED: "yellow", Standing.CARRIED: "red"}
HEADINGS = ("item", "payer", "figure", "days", "standing", "source")


@app.command()
def show(country: Country, day: Annotated[datetime | None, Day] = None) -> None:
    """Every figure that applies on a day, with its source, and whether a live merchant may demand money by it."""
    on = (day or wall()).date()
    lines = overview(rulebook(country, live=False), on)
    if console.is_terminal:
        _draw(f"{country} on {on}", lines)
    else:
        for line in lines:
            typer.echo("\t".join([*_cells(line), MEANINGS[line.row.item]]))
    for told in laws_told(country):
        console.print(told, markup=False)


def _draw(title: str, lines: tuple[Line, ...]) -> None:
    table = Table(title=title, title_justify="left", header_style="bold", pad_edge=False, box=None)
    for heading in HEADINGS:
        table.add_column(heading, no_wrap=heading != "source", overflow="fold")
    for line in lines:
        table.add_row(*_cells(line), style=COLOURS[line.standing])
    console.print(table, soft_wrap=False)


def _cells(line: Line) -> list[str]:
    row = line.row
    source = f"{row.source} ({row.confidence})" + (f"; {row.note}" if row.note else "")
    return [row.item, row.payer, line.figure, line.days, TOLD[line.standing], source]
