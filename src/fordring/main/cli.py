"""The command line. It finds the running instance through `var/`, and starts a database for itself where none runs."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from fordring.main.commands import (
    bank,
    calls,
    clock,
    deliveries,
    followup,
    identity,
    jobs,
    merchant,
    payer,
    payout,
    refund,
    rules,
    token,
)
from fordring.main.installation import run_installation
from fordring.main.settings import Settings
from fordring.main.story import play_in_a_house_of_its_own
from fordring.main.terminal import console, databases, in_house, plain_errors
from fordring.main.wiring import House
from fordring.storage import audit as truths

app = typer.Typer(
    help="Invoice payments and collection, self-hosted.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(bank.app, name="bank")
app.add_typer(token.app, name="token")
app.add_typer(payer.app, name="payer")
app.add_typer(payout.app, name="payout")
app.add_typer(refund.app, name="refund")
app.add_typer(clock.app, name="clock")
app.add_typer(jobs.app, name="jobs")
app.add_typer(calls.app, name="calls")
app.add_typer(deliveries.app, name="deliveries")
app.add_typer(merchant.app, name="merchant")
app.add_typer(rules.app, name="rules")
app.add_typer(followup.app, name="followup")
app.add_typer(identity.app, name="identity")


@app.command()
def run() -> None:
    """Run everything: PostgreSQL, web application, worker, sandbox. Ctrl-C stops all of it."""
    sys.exit(run_installation())


@app.command()
def migrate() -> None:
    """Bring the database up to date by hand; `run` does it by itself."""
    with databases():
        console.print("the database is up to date")


@app.command()
def audit() -> None:
    """Ask the ledger's standing truths; exit code 1 when one is broken, its rows named."""

    async def ask(house: House) -> list[truths.Finding]:
        async with house.database.reading() as connection:
            return await truths.findings(connection)

    found = in_house(ask)
    for finding in found:
        mark = "holds " if not finding.rows else "listed" if finding.truth.warning else "BROKEN"
        console.print(f"{mark}  {finding.truth.sentence}", markup=False)
        for row in finding.rows:
            console.print(f"        {row}", markup=False)
    if any(finding.rows and not finding.truth.warning for finding in found):
        raise typer.Exit(1)


@app.command()
def story(
    folder: Annotated[Path | None, typer.Option(help="where its PDFs and bank files are left; else var/story")] = None,
) -> None:
    """Play a purchase from API call to payout, in a database of its own that is gone afterwards."""
    with plain_errors():
        left = folder or Settings.read().var / "story"
        play_in_a_house_of_its_own(left, lambda line: console.print(line, markup=False))
