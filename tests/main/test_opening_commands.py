"""A live operator starts: a client account, a merchant with keys for both faces, tokens for partners."""

import json
from collections.abc import Callable
from typing import Any

from typer.testing import Result

Command = Callable[..., Result]
ACCOUNT = ("bank", "open", "NO93 8601 1117 947", "DNBANOKK", "NOK", "--length", "12")
SHOP = {
    "--email": "post@example.com",
    "--street": "Torget 1",
    "--postal-code": "5014",
    "--city": "Bergen",
    "--payout-account": "9710 12 34561",
}


def opened(number: str = "974760673", **changes: str) -> list[str]:
    options = SHOP | {f"--{name.replace('_', '-')}": value for name, value in changes.items()}
    return ["merchant", "open", "Bergen Ski AS", number, *(word for pair in options.items() for word in pair)]


def said(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(result: Result) -> str:
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    [line] = result.stderr.splitlines()
    return line


def test_a_live_operator_starts(command: Command) -> None:
    said(command("bank", "open", "NO7186011117955", "DNBANOKK", "NOK", "--sandbox"))
    no_account = "fordring: --currency: the operator has no client account for NOK in NO"
    assert refused(command(*opened())) == no_account
    assert said(command(*ACCOUNT)) == "NO9386011117947  NOK  kid 12  Client account\n"
    assert said(command("bank", "accounts")).splitlines()[1] == said(command(*ACCOUNT)).rstrip()
    keys: dict[str, Any] = json.loads(said(command(*opened(prefix="BERGE"))))
    assert keys["account_id"].startswith("P")
    assert all(keys[name] for name in ("client_id", "client_secret", "api_key", "kravia_token", "creditor_id"))
    assert f"{keys['account_id']}  10001  NO" in said(command("merchant", "list"))

    partner = said(command("token", "issue", "Regnskap AS", "--partner", "live", "--organization-number", "974760673"))
    assert len(partner.strip()) == 43
    said(command("token", "issue", "ledger", keys["account_id"], "--days", "30"))
    holders = [line.split("  ")[1:3] for line in said(command("token", "list")).splitlines()]
    assert holders[-2:] == [["Regnskap AS", "0 merchants, takes in live ones"], ["ledger", "1 merchants"]]
    assert "ended" in said(command("token", "end", said(command("token", "list")).splitlines()[-1].split("  ")[0]))


def test_what_cannot_be_used_is_one_line_that_names_the_option(command: Command) -> None:
    said(command(*ACCOUNT))
    wrong = refused(command(*opened("974760674", email="post", payout_account="1")))
    assert all(f"--{name}: " in wrong for name in ("organization-number", "email", "payout-account"))
    ours = "fordring: --payout-account: is a client account of the operator's: nothing is sent there"
    assert [refused(command(*opened(payout_account=each))) for each in ("86011117947", ACCOUNT[2])] == [ours] * 2
    assert "--prefix: must be five" in refused(command(*opened(prefix="x")))
    assert "--iban: " in refused(command("bank", "open", "NO9386011117948", "DNB", "NOK"))
    assert "--modulus: " in refused(command(*ACCOUNT, "--modulus", "12"))
    assert "allows nothing" in refused(command("token", "issue", "nobody"))
    assert "--partner: " in refused(command("token", "issue", "nobody", "--partner", "both"))
    assert "was not found" in refused(command("token", "issue", "nobody", "P00000000"))
    assert "was not found" in refused(command("token", "end", "99"))
