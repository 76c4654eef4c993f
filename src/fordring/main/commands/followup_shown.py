"""`fordring followup interest` and `summary`: a claim's interest row by row, and all open claims of its payer."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from fordring.domain.followup.letter import InterestLine
from fordring.domain.followup.words.telling import step_name
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.pdf import render_pdf
from fordring.main.commands.followup_waiting import asterisk, say_marks
from fordring.main.person import person
from fordring.main.terminal import console, decimals, in_house, printable
from fordring.main.wiring import House
from fordring.services.following_up.show_interest import ShowInterest, ShownInterest, show_interest
from fordring.services.following_up.show_summary import ShownSummary, ShowSummary, show_summary
from fordring.services.printed_statements import interest_paper, summary_paper

ClaimNo = Annotated[int, typer.Argument(help="the claim's integer id")]
PDF = Annotated[Path | None, typer.Option(help="print it into this file, in the payer's language")]


def interest(
    claim: ClaimNo,
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="as of which day; without it today")] = None,
    pdf: PDF = None,
) -> None:
    """Late-payment interest of a claim as of a day, in rows that add up to it."""
    command = ShowInterest(claim, None, on.date() if on else None)

    async def ask(house: House) -> ShownInterest:
        async with house.database.reading() as connection:
            return await show_interest(command, house.jobs.work(connection, person()))

    shown = in_house(ask)
    said = shown.statement
    rows = [_row(line) for line in said.lines]
    _draw(("from", "to", "on", "rate", "days", "interest"), rows, 2)
    console.print(f"interest up to and including {said.on}: {decimals(said.total_minor)} {said.currency}", markup=False)
    say_marks(said.marks)
    _print(pdf, interest_paper(said, shown.merchant, shown.claim))


def summary(claim: ClaimNo, pdf: PDF = None) -> None:
    """All open claims of a claim's payer: what is owed of each, what was done last, and what comes next."""

    async def ask(house: House) -> ShownSummary:
        async with house.database.reading() as connection:
            return await show_summary(ShowSummary(claim, None), house.jobs.work(connection, person()))

    shown = in_house(ask)
    said, country = shown.summary, shown.merchant.country
    rows, steps = [], []
    for line in said.lines:
        known = (("last", line.last_step), ("next", line.next_step))
        told = [f"{word} {step_name(step[0], country, 'en')} {step[1]}" for word, step in known if step]
        parts = (decimals(minor) + asterisk(line.marks.on(part)) for part, minor in line.open)
        name = printable(line.number or str(line.claim_no))
        rows.append((name, str(line.due_on or ""), *parts, decimals(line.open.total)))
        steps.extend([f"{name}: {', '.join(told)}"] if told else [])
    _draw(("claim", "due", "principal", "fees", "interest", "total"), rows, 2)
    for line_told in steps:
        console.print(line_told, markup=False)
    console.print(f"in all, as of {said.on}: {decimals(said.open.total)} {said.currency}", markup=False)
    say_marks(said.marks.all)
    _print(pdf, summary_paper(said, shown.merchant, shown.claim))


def _row(line: InterestLine) -> tuple[str, ...]:
    base, rate, minor = (decimals(figure) for figure in (line.base_minor, line.rate_bp, line.interest_minor))
    return (str(line.first), str(line.last), base, f"{rate} %", str(line.days), minor + asterisk(line.marks))


def _draw(headings: Sequence[str], rows: Sequence[Sequence[str]], texts: int) -> None:
    table = Table(header_style="bold", pad_edge=False, box=None)
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="right" if texts <= place else "left", no_wrap=True)
    for row in rows:
        table.add_row(*row)
    if rows:
        console.print(table, soft_wrap=False)


def _print(pdf: Path | None, letter: TableLetter) -> None:
    if pdf is not None:
        pdf.write_bytes(render_pdf(letter))
        console.print(f"printed into {printable(str(pdf))}", markup=False)
