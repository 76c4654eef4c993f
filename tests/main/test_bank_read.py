"""`fordring bank read`: one JSON object a line, the problems, the totals, and an exit code; no database is started."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from fordring.domain.money import Money
from fordring.main.cli import app
from fordring.simulators.bank import Deposit, credits_file
from support import make

LINE = {
    "kind": "line",
    "booked_on": "2026-11-20",
    "value_on": "2026-11-20",
    "direction": "credit",
    "amount_minor": 12_500,
    "currency": "NOK",
    "status": "booked",
    "reversal": False,
    "references": [{"kind": "scor", "value": "000010000016", "code": "SCOR"}],
    "text": "Takk",
    "debtor": {"name": "Kåre", "account": "97101234561"},
    "account": "NO9386011117947",
    "bank_reference": "M1-000001",
    "question": "",
}
TOTALS = {
    "kind": "totals",
    "account": "NO9386011117947",
    "currency": "NOK",
    "statements": 1,
    "entries": 1,
    "pending": 0,
    "credits_minor": 12_500,
    "debits_minor": 0,
    "opening_minor": None,
    "closing_minor": None,
}
DAY = date(2026, 11, 20)
DEPOSIT = Deposit(Money(12_500, "NOK"), DAY, "000010000016", text="Takk", payer="Kåre")
FILE = credits_file("NO9386011117947", [DEPOSIT], "M1", make.WALL)


def read(path: Path, data: bytes) -> tuple[int, list[dict[str, Any]], str]:
    """Exit code, what was printed, and what was said on standard error."""
    path.write_bytes(data)
    result = CliRunner().invoke(app, ["bank", "read", str(path)])
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def test_a_sound_file_is_its_lines_and_its_totals(tmp_path: Path) -> None:
    code, (line, totals), _ = read(tmp_path / "file", FILE)
    assert line.pop("source").startswith("statement 1, entry 1, payment 1")
    assert (code, line, totals) == (0, LINE, TOTALS)


def test_the_codes_of_a_debit_are_shown(tmp_path: Path) -> None:
    debit = FILE.replace(b">CRDT<", b">DBIT<").replace(b">OTHR<", b">CHRG<")
    (line, *_) = read(tmp_path / "file", debit)[1]
    assert (line["direction"], line["codes"]) == ("debit", ["CHRG"])


@pytest.mark.parametrize(
    ("spoil", "code", "message"),
    [
        (lambda data: data.replace(b"<BookgDt><Dt>2026-11-20", b"<BookgDt><Dt>2026-11-31"), 3, "is not a date"),
        (lambda data: data.replace(b"<Sum>125.00", b"<Sum>125.01"), 1, "announces the sum"),
    ],
)
def test_problems_follow_the_lines_and_decide_the_exit_code(
    tmp_path: Path, spoil: Callable[[bytes], bytes], code: int, message: str
) -> None:
    found, told, _ = read(tmp_path / "file", spoil(FILE))
    assert [each["kind"] for each in told] == ["line", "problem", "totals"]
    assert (found, told[1]["fatal"]) == (code, code == 1)
    assert message in told[1]["message"]


def test_what_is_no_bank_file_or_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    code, told, said = read(tmp_path / "file", b"%PDF-1.7")
    assert (code, told) == (1, [])
    assert said.startswith("fordring: this is not a bank file that is read here")
    missing = CliRunner().invoke(app, ["bank", "read", str(tmp_path / "none")])
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)


def test_a_balance_in_another_currency_is_none_of_the_accounts(tmp_path: Path) -> None:
    balance = '<Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="SEK">27.00</Amt>'
    balance += "<CdtDbtInd>DBIT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>"
    data = FILE.decode().replace("</Acct>", f"</Acct>{balance}", 1)
    assert balance in data
    code, (_, problem, totals), _ = read(tmp_path / "file", data.encode())
    said = "the closing balance is in SEK, on an account in NOK: it is compared with nothing"
    assert (code, problem["message"], totals) == (3, said, TOTALS)
