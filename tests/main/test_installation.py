"""What stands before the first start: the sandbox's merchant and keys, and a start that cannot be."""

import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from fordring.main.sandbox import another_merchant, open_sandbox
from fordring.storage import merchants
from fordring.storage.house import api_keys, tokens
from fordring.storage.transaction import Database
from support import make
from support.running import ROOT

HERE, THERE = "http://127.0.0.1:8080", "http://127.0.0.1:9000"
KEYS = ("client_id", "client_secret", "creditor_token", "api_key", "operator_token")


async def test_a_second_start_keeps_the_keys_it_finds(database: Database) -> None:
    first = await open_sandbox(database, HERE, {})
    second = await open_sandbox(database, THERE, asdict(first))
    assert asdict(second) == asdict(first) | {"base_url": THERE}


@pytest.mark.parametrize("lost", ["everything", "one", "merchant_id"])
async def test_keys_that_are_lost_or_of_another_database_are_made_anew(database: Database, lost: str) -> None:
    first = asdict(await open_sandbox(database, HERE, {}))
    known = {
        "everything": {},
        "one": {key: value for key, value in first.items() if key != "api_key"},
        "merchant_id": first | {"merchant_id": "01a1fdde-0000-7000-8000-000000000000"},
    }[lost]
    again = asdict(await open_sandbox(database, HERE, known))
    assert [again[key] for key in KEYS if again[key] == first[key]] == []
    assert (again["account_id"], again["merchant_id"]) == (first["account_id"], first["merchant_id"])
    async with database.reading() as connection:
        assert len(await merchants.all_merchants(connection)) == 1


@pytest.mark.parametrize(("country", "currency"), [("NO", "NOK"), ("SE", "SEK"), ("FI", "EUR")])
async def test_another_merchant_of_any_country_has_keys_of_its_own(
    database: Database, country: str, currency: str
) -> None:
    await open_sandbox(database, HERE, {})
    keys = await another_merchant(database, country)
    async with database.reading() as connection:
        merchant = await merchants.by_account_id(connection, keys["account_id"])
        key = await api_keys.find(connection, keys["api_key"], make.WALL)
        token = await tokens.find(connection, keys["creditor_token"], make.WALL)
    assert (merchant.country, merchant.currency, merchant.sandbox) == (country, currency, True)
    assert key is not None
    assert key.merchant_id == merchant.merchant_id
    assert token is not None
    assert (token.merchants, token.operator) == (frozenset({merchant.merchant_id}), False)
    assert "operator_token" not in keys


@pytest.mark.parametrize(
    ("setting", "value", "said"),
    [
        ("PORT", "x", "PORT is 'x', but a port is a number from 1 to 65535"),
        ("FORDRING_VAR", "{file}", "{file}/lock: Not a directory"),
        ("FORDRING_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none", "the database cannot be used: "),
        ("FORDRING_DATABASE_URL", "nonsense", "the database cannot be used: invalid DSN"),
    ],
)
def test_a_start_that_cannot_be_says_why_in_one_line(tmp_path: Path, setting: str, value: str, said: str) -> None:
    file = tmp_path / "file"
    file.touch()
    inherited = {key: text for key, text in os.environ.items() if not key.startswith("FORDRING_")}
    own = {"FORDRING_VAR": str(tmp_path / "var"), "PYTHONPATH": str(ROOT / "src"), setting: value.format(file=file)}
    start = [sys.executable, "-c", "from fordring.main.entry import main; main()", "run"]
    ran = subprocess.run(start, env=inherited | own, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    [line] = ran.stderr.splitlines()
    assert line.startswith(f"fordring: {said.format(file=file)}")
