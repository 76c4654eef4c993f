"""What `fordring followup` prints of settings: a table of steps, and what goes for all of them."""

from collections.abc import Iterator

from rich.table import Table

from fordring.domain.followup.facts import SILENT, StepKind
from fordring.domain.followup.settings import FollowUpSettings, StepSetting
from fordring.main.terminal import console, decimals, printable
from fordring.storage.follow_up_settings import StoredSettings

HEADINGS = ("step", "after", "fee", "time to pay", "way")


def draw_settings(wanted: FollowUpSettings, currency: str) -> None:
    """The steps as a table, and what goes for all of them a line each."""
    table = Table(header_style="bold", pad_edge=False, box=None)
    for heading in HEADINGS:
        table.add_column(heading)
    for step in wanted.steps:
        table.add_row(*_cells(step))
    console.print(table, soft_wrap=False)
    for line in _lines(wanted, currency):
        console.print(line, markup=False)


def history_line(said: StoredSettings) -> str:
    """When, who, and which steps were wanted from then on."""
    steps = " > ".join(step["kind"] for step in said.settings.get("steps", ())) or "back to what is usual"
    return f"{said.created_at:%Y-%m-%d %H:%M} UTC  {printable(said.created_by)}  {steps}"


def _cells(step: StepSetting) -> list[str]:
    after = "as early as lawful" if step.after_days is None else f"{step.after_days} days"
    if step.kind in SILENT:
        way = "a person approves" if step.kind is StepKind.LEGAL_ACTION else "none"
        return [step.kind, after, "", "", way]
    way = "e-mail where lawful" if step.electronic else "letter"
    return [step.kind, after, "yes" if step.fee else "no", f"{step.term_days} days", way]


def _lines(wanted: FollowUpSettings, currency: str) -> Iterator[str]:
    licence = f", licence {printable(wanted.licence)}" if wanted.licence else ""
    collector = f" {printable(wanted.collector)}" if wanted.collector else ""
    yield f"regime: {wanted.regime}{collector}{licence}; its own fees are the {wanted.fees_are}'s"
    start, demands = (_asked(wish=wish) for wish in (wanted.approve_start, wanted.approve_demands))
    yield f"start: {start}; each demand: {demands}"
    least, tolerance = decimals(wanted.least_minor), decimals(wanted.tolerance_minor)
    interest = "on" if wanted.interest else "off"
    yield f"interest: {interest}; claims from {least} {currency} on; up to {tolerance} is let go"
    yield f"bank days: {wanted.grace_bank_days} for money on its way, {wanted.receipt_bank_days} for a letter"
    yield f"limitation: warned of {wanted.watch_days} days before"
    transfer = "by itself" if wanted.automatic_transfer else "by a person's word"
    yield f"cases: invoices become one {transfer}, and begin with {wanted.start_level}"


def _asked(*, wish: bool) -> str:
    return "a person approves" if wish else "by itself"
