"""`fordring followup`: what claims that are not paid are followed up with. A module a family of subcommands."""

import typer

from fordring.main.commands import followup_cases, followup_court, followup_preview, followup_stops, followup_taken_back
from fordring.main.commands.followup_plans import plans
from fordring.main.commands.followup_settings import settings
from fordring.main.commands.followup_shown import interest, summary
from fordring.main.commands.followup_waiting import approve, waiting

app = typer.Typer(
    help="Follow-up of claims that are not paid: what merchants want of it, what waits, what comes next.",
    no_args_is_help=True,
)
app.command("settings")(settings)
app.command("interest")(interest)
app.command("summary")(summary)
app.command("waiting")(waiting)
app.command("approve")(approve)
app.command("stops")(followup_stops.stops)
app.command("stop")(followup_stops.stop)
app.command("end-stop")(followup_stops.end)
app.add_typer(plans, name="plan")
app.command("preview")(followup_preview.preview)
app.command("next")(followup_preview.next_)
app.command("steps")(followup_preview.steps)
app.command("cancel-step")(followup_taken_back.cancel)
app.command("write-off")(followup_taken_back.give_up)
app.command("transfer")(followup_cases.transfer)
app.command("monitor")(followup_cases.monitor)
app.command("bundle")(followup_court.bundle)
app.command("interrupted")(followup_court.interrupted)
