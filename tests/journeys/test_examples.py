"""The page of examples: every command line is run against an instance, and answers what the page prints of it."""

import asyncio
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from typing import Any

import pytest

from faces.dintero.served import serving
from fordring.domain.merchant import Clock
from fordring.jobs.booking import BookBankFile
from fordring.main.commands.bank import import_file
from fordring.main.commands.payout import pay_out
from fordring.main.sandbox import open_sandbox
from fordring.main.wiring import House, web_application
from fordring.simulators.bank import confirmations
from fordring.storage import merchants
from fordring.storage.house.files import RECEIVED
from fordring.storage.transaction import Connection
from journeys.stage import ORIGIN
from support import make

PAGE = Path(__file__).parents[2] / "docs/faces/kravia-examples.md"
BLOCK = re.compile(r"```console\n(.*?)```|<!-- (.*?) -->", re.DOTALL)
PAID_OUT = "the operator pays out and the bank confirms"


def lines_of(page: str) -> Iterator[tuple[str, str]]:
    """Each command line with what is printed under it; what stands in a comment is done elsewhere, as ("", comment)."""
    for found in BLOCK.finditer(page):
        block, comment = found.groups()
        if comment:
            yield "", comment
        for part in re.split(r"^\$ ", block or "", flags=re.MULTILINE)[1:]:
            command, brace, answer = part.partition("\n{")
            yield command.strip(), brace.strip() + answer


def shown_in(printed: Any, answer: Any) -> bool:
    """Whether the answer has at least what is printed: members of objects may be left out, items of lists not."""
    match printed:
        case dict():
            return all(name in answer and shown_in(value, answer[name]) for name, value in printed.items())
        case list():
            return len(printed) == len(answer) and all(map(shown_in, printed, answer))
        case _:
            return bool(printed == answer)


@pytest.mark.parametrize(
    ("printed", "answer", "shown"),
    [
        ({"a": 1}, {"a": 1, "b": 2}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": None}, {}, False),
        ([{"a": 1}], [{"a": 1, "b": 2}], True),
        ([], [1], False),
        ([{"a": 1}, 2], [{"a": 1}, 3], False),
    ],
)
def test_an_answer_is_compared_with_what_is_printed_of_it(printed: Any, answer: Any, *, shown: bool) -> None:
    assert shown_in(printed, answer) == shown


async def pays_out(house: House, folder: Path) -> None:
    """The worker books what the sandbox's payer paid; the operator pays out, and its bank's file confirms."""
    async with house.database.reading() as connection:
        rows = await connection.fetch("SELECT bank_file_id FROM house.bank_file WHERE state = $1", RECEIVED)
    for row in rows:
        await BookBankFile(house.jobs).book(row["bank_file_id"])
    for _, path in await pay_out(house, folder):
        [debits] = confirmations(path.read_bytes(), make.WALL)
        path.write_bytes(debits)
        await import_file(house, path)


@pytest.mark.skipif(which("curl") is None, reason="there is no curl on this machine")
async def test_the_page_prints_what_comes_back(house: House, tmp_path: Path) -> None:
    facts = await open_sandbox(house.database, ORIGIN, {})

    async def frozen(connection: Connection) -> None:
        merchant = await merchants.by_account_id(connection, facts.account_id)
        await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=make.WALL))

    await house.database.run(frozen)
    compared = 0
    async with serving(web_application(house)) as address:
        known = {"HOST": address, "TOKEN": facts.creditor_token, "JSON": "Content-Type: application/json"}
        for command, printed in lines_of(PAGE.read_text(encoding="utf-8")):
            if not command:
                assert printed == PAID_OUT
                await pays_out(house, tmp_path)
                continue
            given = {"PATH": "/usr/local/bin:/usr/bin:/bin", **known}
            asked = ["bash", "-c", f"{command} --fail-with-body --max-time 30"]
            ran = await asyncio.to_thread(subprocess.run, asked, env=given, capture_output=True, text=True, check=False)
            assert printed or ran.returncode == 0, (command, ran.stdout, ran.stderr)
            if printed:
                assert shown_in(json.loads(printed), json.loads(ran.stdout)), (command, ran.stdout)
                compared += 1
    assert compared > 10
