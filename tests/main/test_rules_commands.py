"""`fordring rules`: what it prints, and what an operator can do to the rules, on a database of its own."""

import re
from collections.abc import Callable
from functools import partial

import asyncpg
import pytest
from typer.testing import Result

from support.database import RunDatabases

Command = Callable[..., Result]
READ = ("--source", "FOR-2025-12-01-1", "--by", "kari")


@pytest.fixture
def command(command: Command) -> Command:
    """Run `fordring rules …` on this test's database."""
    return partial(command, "rules")


def said(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    return result.stderr.strip()


def shown(command: Command, item: str, *words: str) -> list[list[str]]:
    """The cells of the lines about an item that `show` prints into a pipe."""
    lines = [line.split("\t") for line in said(command("show", *words))]
    return [cells for cells in lines if cells[0] == item]


def test_what_applies_on_a_day_is_a_line_each_with_its_standing_and_source(command: Command) -> None:
    [fee] = shown(command, "reminder_fee", "NO", "2026-03-01")
    assert fee[1:5] == ["any", "38.00", "2026-01-01 –", "not verified"]
    assert "inkassoforskriften § 1-2" in fee[5]
    assert fee[6] == "fee of a reminder"
    [rate] = shown(command, "late_interest", "SE", "2026-07-01")
    assert rate[2:5] == ["10.00 %", "2026-01-01 – 2026-06-30", "ended, no row since"]
    assert said(command("show", "NO"))[-1].startswith("LOV-2026-05-22-19: adopted")


def test_a_narrow_terminal_cuts_no_figure_and_no_source(command: Command) -> None:
    result = command("show", "NO", "2026-03-01", FORCE_COLOR="1", COLUMNS="60")
    told = " ".join(re.sub(r"\x1b\[[\d;]*m", "", result.stdout).split())
    assert "collector_share 360.00 % up to 250000 verified any payer, 2020-10-01 –; inkassoforskriften § 2-2;" in told
    assert "collector_business_share 150.00 % verified business payer" in told


def test_where_nothing_was_said_of_the_rules_that_is_told(command: Command) -> None:
    assert said(command("entries")) == ["nothing was added, verified or withdrawn here"]


def test_a_figure_is_verified_and_the_entry_withdrawn(command: Command) -> None:
    [told] = said(command("verify", "NO", "reminder_fee", "2026-01-01", *READ, "--figure", "38"))
    what = r"1  NO  verify  reminder_fee \(any\) 38.00, 2026-01-01 –"
    assert re.fullmatch(what + r"  kari  \d{4}-\d\d-\d\d \d\d:\d\d UTC  FOR-2025-12-01-1", told)
    [fee] = shown(command, "reminder_fee", "NO", "2026-03-01")
    assert fee[4:6] == ["verified", "FOR-2025-12-01-1 (C x3)"]
    assert refused(command("withdraw", "1", "--because", " ")) == "fordring: because: is missing: why is it withdrawn?"
    [told] = said(command("withdraw", "1", "--because", "the wrong year", "--by", "ola"))
    assert told.startswith("2  NO  withdraw  entry 1  ola  ")
    assert shown(command, "reminder_fee", "NO", "2026-03-01")[0][4] == "not verified"
    assert refused(command("withdraw", "1", "--because", "again")) == "fordring: an entry that stands: 1 was not found"
    assert [line.split("  ")[2] for line in said(command("entries"))] == ["verify", "withdraw"]


def test_a_figure_is_added_without_a_release(command: Command) -> None:
    half_year = ("--from", "2026-07-01", "--to", "2026-12-31")
    [told] = said(command("add", "SE", "late_interest", "10.00 %", *half_year, *READ))
    assert "late_interest (any) 10.00 %, 2026-07-01 – 2026-12-31  kari" in told
    [rate] = shown(command, "late_interest", "SE", "2026-08-01")
    assert rate[2:5] == ["10.00 %", "2026-07-01 – 2026-12-31", "verified"]
    again = refused(command("add", "SE", "late_interest", "11 %", "--from", "2026-07-01", *READ))
    assert again == "fordring: from: entry 1 says so already; withdraw it first"
    tier = ("--payer", "business", "--up-to", "1000", "--from", "2026-07-01")
    [told] = said(command("add", "FI", "total_cap", "200", *tier, "--source", "299/2022"))
    assert "total_cap (business up to 1000.00) 200.00, 2026-07-01 –" in told


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        (("add", "NO", "late_interest", "12,5", "--from", "2027-01-01", *READ), "figure: '12,5' is not a figure of bp"),
        (("add", "NO", "fine", "12", "--from", "2027-01-01", *READ), "item: fine is none of law, "),
        (
            ("verify", "NO", "reminder_fee", "2025-01-01", *READ),
            "a row that is not verified: NO reminder_fee from 2025",
        ),
        (
            ("verify", "NO", "reminder_fee", "2026-01-01", *READ, "--figure", "37"),
            "figure: 37.00 was read, the row says",
        ),
        (("withdraw", "7", "--because", "a slip"), "an entry that stands: 7 was not found"),
    ],
)
def test_what_cannot_be_done_is_one_line(command: Command, words: tuple[str, ...], wrong: str) -> None:
    assert refused(command(*words)).startswith(f"fordring: {wrong}")


async def test_entries_are_written_once(
    owner: "asyncpg.Connection[asyncpg.Record]", database_name: str, databases: RunDatabases
) -> None:
    await owner.execute(
        """INSERT INTO house.rule_entry (deed, country, item, payer, valid_from, value, source, made_by, made_at)
           VALUES ('add', 'NO', 'reminder_fee', 'any', '2026-01-01', 3800, 'read', 'kari', '2026-01-01Z')"""
    )
    application = await asyncpg.connect(databases.app_dsn(database_name), server_settings={"role": "fordring_app"})
    for statement in (
        "UPDATE house.rule_entry SET value = 0",
        "DELETE FROM house.rule_entry",
        "TRUNCATE house.rule_entry",
    ):
        for connection in (owner, application):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    await application.close()
