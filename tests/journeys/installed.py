"""A really started `fordring run` as its user has it: the terminal, the file of keys, curl, the command line."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import httpx2
import psutil

from fordring.faces.common.greeting import EXAMPLE
from fordring.main.postgres import EmbeddedPostgres
from support.running import ROOT, Running, free_port

FORDRING = Path(sys.executable).with_name("fordring")
RUN = ("sh", "-c", 'exec "$@" run', "sh")
PATIENCE_SECONDS = 50
T = TypeVar("T")


def eventually(look: Callable[[], T | None]) -> T:
    """What `look` finds, asked again until it finds something; fails when it takes too long."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)
    return found


class Installed:
    """One installation under `folder`. Started with the first `start`; the same port and `var` at every later one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"PORT": str(free_port()), "DISPLAY": "", "WAYLAND_DISPLAY": ""}
        self.running: Running
        self.http = httpx2.Client(timeout=30)

    def start(self) -> "Installed":
        """Start it and wait for its greeting."""
        self.running = Running(FORDRING, self.folder, self.environment, RUN).wait_for("-o invoice.pdf")
        self.http.base_url = httpx2.URL(self.facts["base_url"])
        return self

    def ctrl_c(self) -> list[psutil.Process]:
        """Interrupt it as a terminal does; the processes that it had. Fails unless it ends well."""
        family = self.running.family()
        os.killpg(self.running.pid, signal.SIGINT)
        assert self.running.ends() == 0
        return family

    @property
    def file(self) -> Path:
        """The file of ids and keys."""
        return self.running.var / "sandbox.json"

    @property
    def facts(self) -> dict[str, Any]:
        """What stands in `var/sandbox.json`."""
        read: dict[str, Any] = json.loads(self.file.read_text(encoding="utf-8"))
        return read

    @property
    def owner_dsn(self) -> str:
        """The owner's login to its database."""
        return EmbeddedPostgres(self.running.var).owner_dsn

    def curl_lines(self) -> list[str]:
        """The lines of the greeting that are to be copied."""
        return [line for line in self.running.said().splitlines() if line.startswith("curl ")]

    def pay(self, keys: dict[str, Any] | None = None, **order: Any) -> Any:
        """A purchase by invoice at a merchant, the sandbox's own unless another's keys are given; the transaction."""
        body = json.loads(EXAMPLE)
        body["session"]["order"] |= order
        answer = self.http.post("/v1/sessions/pay", json=body, headers=api_key(keys or self.facts))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def transaction(self, transaction_id: str, keys: dict[str, Any] | None = None) -> Any:
        """The transaction as it is told now."""
        answer = self.http.get(f"/v1/transactions/{transaction_id}", headers=api_key(keys or self.facts))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def bearer(self, keys: dict[str, Any]) -> dict[str, str]:
        """The header with a token of this merchant's client."""
        account = f"/v1/accounts/{keys['account_id']}"
        asked = {"grant_type": "client_credentials", "audience": f"https://api.dintero.com{account}"}
        known = (keys["client_id"], keys["client_secret"])
        answer = self.http.post(f"{account}/auth/token", auth=known, json=asked)
        assert answer.status_code == 200, answer.text
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def mails_about(self, number: str) -> int:
        """How many messages in the mailbox name this invoice in their subject."""
        return self.http.get("/mailbox").text.count(f"Faktura {number} ")

    def command(self, *words: str, refused: bool = False) -> str:
        """What `fordring …` prints, on standard error when it is to be refused. Fails on the other exit code."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("FORDRING_")}
        own = {"FORDRING_VAR": str(self.running.var), "PYTHONPATH": str(ROOT / "src")}
        ran = subprocess.run(
            [str(FORDRING), *words],
            env=inherited | own | self.environment,
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (ran.returncode == 1) == refused, ran.stderr
        assert refused or ran.returncode == 0, ran.stderr
        return ran.stderr if refused else ran.stdout


def api_key(keys: dict[str, Any]) -> dict[str, str]:
    """The header that stands for a token at the merchant face."""
    return {"x-api-key": keys["api_key"]}


def number_of(bought: Any) -> str:
    """The invoice number of a transaction."""
    return str(bought["metadata"]["kravia:invoice_number"])


def claim_of(bought: Any) -> int:
    """The integer id of a transaction's claim."""
    return int(bought["events"][-1]["metadata"]["kravia:invoice_id"])
