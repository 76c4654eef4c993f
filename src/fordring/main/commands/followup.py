"""`fordring followup`: what claims that are not paid are followed up with. A module a family of subcommands."""

import typer

from fordring.main.commands.followup_settings import settings

app = typer.Typer(
    help="Follow-up of claims that are not paid: what merchants want of it, what waits, what comes next.",
    no_args_is_help=True,
)
app.command("settings")(settings)
