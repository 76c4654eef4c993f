"""Each command of the command line on a database of its own: what it says when all is well, one line when it is not."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest
import typer
from typer.testing import Result

from fordring.main.lock import FolderLock
from fordring.main.terminal import in_house
from fordring.main.wiring import House
from support.database import RunDatabases

Command = Callable[..., Result]
NEVER = "01a1fdde-0000-7000-8000-000000000000"


def refusal(result: Result) -> str:
    """The one line on standard error of a command that ended with exit code 1 and printed nothing else."""
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    [line] = result.stderr.splitlines()
    return line.removeprefix("fordring: ")


def test_a_file_that_is_not_there_is_one_line(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "november.xml"
    assert refusal(command("bank", "import", str(path))) == f"{path}: No such file or directory"
    assert refusal(command("bank", "import", str(tmp_path))) == f"{tmp_path}: Is a directory"


@pytest.mark.parametrize("content", ["", "invoice;amount\n", "<html/>"])
def test_what_is_not_a_bank_file_is_one_line(command: Command, tmp_path: Path, content: str) -> None:
    (tmp_path / "november.xml").write_text(content, encoding="utf-8")
    said = refusal(command("bank", "import", str(tmp_path / "november.xml")))
    assert said.startswith("november.xml is refused: this is not a bank file"), said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("payout", "confirm", "P4711"), "payout P4711 was not found"),
        (("payout", "confirm", "P4711", "--on", "2026-11-20"), "payout P4711 was not found"),
        (("payout", "reject", "P4711", "account closed"), "payout P4711 was not found"),
        (("payout", "confirm", "R4711"), "refund R4711 was not found"),
        (("payout", "reject", "R4711", "account closed"), "refund R4711 was not found"),
        (("refund", "account", "R4711", "NO9386011117947"), "refund R4711 was not found"),
        (("bank", "identify", NEVER, "1000001"), "claim 1000001 was not found"),
        (("clock", "advance", "1", "--merchant", "T0"), "merchant T0 was not found"),
        (("clock", "advance", "--to", "tomorrow"), "--to: Invalid isoformat string: 'tomorrow'"),
        (("jobs", "retry", "4711"), "held job 4711 was not found"),
        (("calls", "retry", NEVER), f"call {NEVER} was not found"),
        (("deliveries", "retry", NEVER), f"failed delivery {NEVER} was not found"),
    ],
)
def test_what_is_not_there_is_one_line(command: Command, words: tuple[str, ...], said: str) -> None:
    assert refusal(command(*words)) == said


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PORT", "x", "PORT is 'x', but a port is a number from 1 to 65535"),
        ("FORDRING_END_WITH_PARENT", "maybe", "FORDRING_END_WITH_PARENT is 'maybe', but it is yes or no"),
        ("FORDRING_SMTP_URL", "http://mail", "FORDRING_SMTP_URL is not an address such as smtp://"),
        ("FORDRING_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "Connect call failed"),
        ("FORDRING_DATABASE_URL", "nonsense", "invalid DSN"),
    ],
)
def test_a_wrong_setting_is_one_line_in_every_command(command: Command, setting: str, value: str, said: str) -> None:
    owner = {"FORDRING_OWNER_DATABASE_URL": value} if setting == "FORDRING_DATABASE_URL" else {}
    for words in (("audit",), ("merchant", "list")):
        assert said in refusal(command(*words, **{setting: value} | owner))


@pytest.mark.parametrize(
    "words", [("payout", "confirm", "P1", "--on", "never"), ("merchant", "sandbox", "DK"), ("nonsense",), ("bank", "x")]
)
def test_words_that_make_no_command_are_explained_without_a_traceback(command: Command, words: tuple[str, ...]) -> None:
    result = command(*words)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr
    assert "Traceback" not in result.output


def test_migrating_twice_is_as_good_as_once(command: Command) -> None:
    for _ in range(2):
        assert command("migrate").stdout == "the database is up to date\n"


def test_an_empty_house_has_nothing_that_waits(command: Command) -> None:
    assert command("merchant", "list").stdout == ""
    assert command("bank", "waiting").stdout == ""
    assert command("jobs", "held").stdout == "no job has given up\n"
    assert command("calls", "failed").stdout == "no call was given up\n"
    assert command("deliveries", "failed").stdout == "every document arrived or is on its way\n"
    assert command("payout", "run").stdout == "no payout waits\n"
    assert command("payout", "list").stdout == "no payout waits\n"
    assert command("refund", "list").stdout == "no refund waits\n"


def test_orders_are_limited_and_let_go_again(command: Command) -> None:
    account = json.loads(command("merchant", "sandbox").stdout)["account_id"]
    assert command("merchant", "limit", account, "business", "NO", "--most", "500").stdout == "NO  business  - to 500\n"
    both = command("merchant", "limit", account, "consumer", "SE", "--least", "2", "--most", "9").stdout
    assert both == "NO  business  - to 500\nSE  consumer  2 to 9\n"
    assert command("merchant", "limit", account, "business", "NO").stdout == "SE  consumer  2 to 9\n"
    assert "the least is more" in refusal(
        command("merchant", "limit", account, "business", "NO", "--least", "2", "--most", "1")
    )
    assert "above zero" in refusal(command("merchant", "limit", account, "business", "NO", "--least", "0"))


def test_an_audit_says_each_truth_and_fails_naming_the_row_that_breaks_it(
    command: Command, databases: RunDatabases, database_name: str
) -> None:
    before = command("audit")
    assert before.exit_code == 0
    assert {line.split(maxsplit=1)[0] for line in before.stdout.splitlines()} == {"holds"}
    assert command("merchant", "sandbox", "FI").exit_code == 0
    asyncio.run(execute(databases.owner_dsn(database_name), "UPDATE number_series SET next_number = 8"))
    result = command("audit")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    place = lines.index("BROKEN  every number series has no gap and no double")
    assert "next_number 8, given 0" in lines[place + 1]
    assert sum(line.startswith("BROKEN") for line in lines) == 1


async def execute(dsn: str, statement: str) -> None:
    """One statement as the owner."""
    connection = await asyncpg.connect(dsn)
    await connection.execute(statement)
    await connection.close()


def test_a_command_makes_links_to_the_instance_that_runs(command: Command, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "sandbox.json").write_text(json.dumps({"base_url": "http://127.0.0.1:18080"}), encoding="utf-8")
    running = FolderLock(tmp_path / "var" / "lock").take()
    probe = typer.Typer()
    probe.command()(lambda: typer.echo(in_house(_links_begin_with)))
    assert command(program=probe).stdout == "http://127.0.0.1:18080\n"
    running.release()
    assert command(program=probe).stdout == "http://127.0.0.1:8080\n"


async def _links_begin_with(house: House) -> str:
    return house.jobs.public_url
