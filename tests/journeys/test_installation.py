"""`fordring run` as its user meets it: greeting, keys, curl, mailbox, command line, Ctrl-C, and a killed worker."""

import asyncio
import json
import re
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import which

import asyncpg
import httpx2
import pytest

from fordring.domain.money import Money
from fordring.main.processes import still_there
from fordring.simulators.bank import Deposit, credits_file
from journeys.installed import Installed, claim_of, eventually, number_of

pytestmark = pytest.mark.slow

KEYS = ("base_url", "account_id", "client_id", "client_secret", "creditor_id", "kravia_token", "profile_id")
SWEDISH_IBAN = "SE4550000000058398257466"
BLOCKED = """
    SELECT pid FROM pg_locks WHERE relation = 'mailbox_message'::regclass AND NOT granted"""
RENDERED = "SELECT rendered_at IS NOT NULL FROM document ORDER BY document_id DESC LIMIT 1"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """One installation for all tests here."""
    it = Installed(tmp_path_factory.mktemp("installed")).start()
    yield it
    it.running.clean_up()
    it.http.close()


def test_the_greeting_says_where_things_are_then_the_keys_then_three_lines_to_copy(installed: Installed) -> None:
    facts, said = installed.facts, installed.running.said()
    url = facts["base_url"]
    parts = [
        *(f"{url}/mailbox", f"{url}/v1/", f"{url}/api/v2/", f"{url}/docs"),
        *(facts["account_id"], facts["client_id"], facts["client_secret"], str(facts["creditor_id"])),
        *(facts["kravia_token"], "\ncurl ", "/v1/sessions/pay", "/v1/transactions", "-o invoice.pdf"),
    ]
    places = [said.index(part) for part in parts]
    assert places == sorted(places), said
    assert len(installed.curl_lines()) == 3


def test_the_three_lines_work_when_pasted(installed: Installed, tmp_path: Path) -> None:
    if which("curl") is None:
        pytest.skip("there is no curl on this machine")
    lines = [line.partition(" && ")[0] for line in installed.curl_lines()]
    said = [
        subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
        for line in lines
    ]
    created, [shown] = map(json.loads, said[:2])
    assert shown["id"] == created["id"]
    assert (tmp_path / "invoice.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_the_file_of_keys_opens_both_faces(installed: Installed) -> None:
    facts = installed.facts
    assert set(KEYS) <= set(facts)
    assert installed.file.stat().st_mode & 0o777 == 0o600
    account, secret = facts["account_id"], (facts["client_id"], facts["client_secret"])
    body = {"grant_type": "client_credentials", "audience": f"{facts['base_url']}/v1/accounts/{account}"}
    issued = installed.http.post(f"/v1/accounts/{account}/auth/token", auth=secret, json=body)
    token = {"Authorization": f"Bearer {issued.json()['access_token']}"}
    assert installed.http.get("/v1/transactions", headers=token).status_code == 200
    claim_no = claim_of(installed.pay())
    details = installed.http.get(
        f"/api/v2/invoice/{claim_no}/details", headers={"Authorization": facts["kravia_token"]}
    )
    assert details.json()["value"]["creditor"]["id"] == facts["creditor_id"]


@pytest.mark.parametrize("path", ["/", "/mailbox", "/docs", "/openapi.json"])
def test_every_place_it_names_answers(installed: Installed, path: str) -> None:
    assert installed.http.get(path).status_code == 200


def test_the_worker_delivers_what_was_bought_and_books_what_is_paid(installed: Installed) -> None:
    bought = installed.pay()
    assert eventually(lambda: installed.mails_about(number_of(bought))) == 1
    token = {"Authorization": f"Bearer {installed.facts['kravia_token']}"}
    paid = installed.http.post("/sandbox/pay", json={"claim_id": claim_of(bought)}, headers=token)
    assert paid.status_code == 200, paid.text
    eventually(lambda: installed.transaction(bought["id"])["status"] == "CAPTURED")


def test_the_command_line_takes_a_swedish_shop_from_the_bank_file_to_the_payout(installed: Installed) -> None:
    keys = json.loads(installed.command("merchant", "sandbox", "SE"))
    assert "operator_token" not in keys
    bought = installed.pay(keys, currency="SEK")
    token = {"Authorization": keys["kravia_token"]}
    details = installed.http.get(f"/api/v2/invoice/{claim_of(bought)}/details", headers=token).json()["value"]
    deposit = Deposit(Money(12_500, "SEK"), date(2026, 11, 20), details["invoice"]["kid"])
    file = installed.folder / "camt.xml"
    file.write_bytes(credits_file(SWEDISH_IBAN, [deposit], "M1", datetime(2026, 11, 20, 12, tzinfo=UTC)))

    assert installed.command("bank", "import", str(file)) == "camt.xml: booked, 1 matched\n"
    assert installed.command("bank", "import", str(file)).startswith("camt.xml: booked before, nothing is booked twice")
    assert "it is " in installed.command("clock", "advance", "0", "--merchant", keys["account_id"])
    assert installed.transaction(bought["id"], keys)["status"] == "CAPTURED"

    installed.pay(keys, currency="SEK")
    played = installed.command("bank", "play", "--seed", "7", "--only", "pays", "--merchant", keys["account_id"])
    assert re.fullmatch(r"claim \d+  pays +125\.00 SEK\nsandbox-bank-\S+-7\.bgmax: booked, 1 matched\n", played)
    nobody = installed.command("bank", "play", "--merchant", keys["account_id"])
    assert nobody.startswith(f"nobody owes {keys['account_id']} anything on ")

    line = next(line for line in installed.command("payout", "run").splitlines() if "Sjö Cykel AB" in line)
    reference, state, amount, *_ = line.split()
    assert (state, amount) == ("sent:", "242.19")
    assert len(list((installed.running.var / "payouts").glob("pain001-*.xml"))) >= 1
    assert reference in installed.command("payout", "list")
    assert installed.transaction(bought["id"], keys)["settlement_status"] == "PENDING_SETTLEMENT"
    settlements, bearer = f"/v1/accounts/{keys['account_id']}/settlements", installed.bearer(keys)
    mailed = {"destination_type": "email", "destination_value": "ekonomi@sjo.example"}
    wanted = {"filetypes": ["pdf", "csv"], "destinations": [mailed], "providers": []}
    configured = installed.http.post(f"{settlements}/reports/configuration", json=wanted, headers=bearer)
    assert configured.status_code == 200, configured.text
    assert installed.command("payout", "confirm", reference).startswith(f"{reference} confirmed: 242.19 SEK")
    assert installed.transaction(bought["id"], keys)["settlement_status"] == "SETTLED"
    (settled,) = installed.http.get(settlements, headers=bearer).json()["items"]
    sums = {"amount": 24_219, "capture": 25_000, "refund": 0, "fee": 781, "currency": "SEK"}
    assert (settled["provider_reference"], settled["amounts"]) == (reference, [sums])
    files = {
        each["extension"]: installed.http.get(f"{settlements}/{settled['id']}/attachments/{each['id']}", headers=bearer)
        for each in settled["attachments"]
    }
    assert files["pdf"].content.startswith(b"%PDF-")
    assert "121,09" in files["csv"].text
    assert files["json"].json()["lines"][0]["transaction_id"] == bought["id"]
    eventually(lambda: "för Sjö Cykel AB" in installed.http.get("/mailbox").text)


def test_the_command_line_moves_time_and_looks_after_the_house(installed: Installed) -> None:
    moved = installed.command("clock", "advance", "2")
    assert re.search(r"^it is \d{4}-\d\d-\d\d \d\d:\d\d UTC at T11112222$", moved, re.MULTILINE)
    assert installed.command("jobs", "held") == "no job has given up\n"
    audit = installed.command("audit").splitlines()
    assert len(audit) >= 10
    assert all(line.startswith("holds ") for line in audit), audit
    listed = installed.command("merchant", "list").splitlines()
    assert listed[0].startswith("T11112222")
    assert listed[0].endswith("Fjord Sykkel AS")


def test_a_worker_killed_between_rendering_and_delivery_delivers_once(installed: Installed) -> None:
    async def killed_in_the_midst() -> str:
        async with mailbox_closed(installed.owner_dsn) as connection:
            bought = await asyncio.to_thread(installed.pay)
            await until_blocked(connection)
            assert await connection.fetchval(RENDERED)
            installed.running.find("fordring.main.worker").kill()
            await connection.execute(f"SELECT pg_terminate_backend(pid, 5000) FROM ({BLOCKED}) AS standing")  # noqa: S608 - of the constant
        return number_of(bought)

    number = asyncio.run(killed_in_the_midst())
    installed.running.wait_for("the worker ended (signal 9)")
    assert installed.mails_about(number) == 0
    assert eventually(lambda: installed.mails_about(number)) == 1
    later = number_of(installed.pay())
    eventually(lambda: installed.mails_about(later))
    assert installed.mails_about(number) == 1


def test_a_client_that_is_deleted_works_in_no_web_process(installed: Installed) -> None:
    facts = installed.facts
    auth = f"/v1/accounts/{facts['account_id']}/auth"
    audience = f"{facts['base_url']}/v1/accounts/{facts['account_id']}"

    def bearer(client_id: str, secret: str) -> dict[str, str]:
        body = {"grant_type": "client_credentials", "audience": audience}
        answer = installed.http.post(f"{auth}/token", json=body, auth=(client_id, secret))
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    owner = bearer(facts["client_id"], facts["client_secret"])
    made = installed.http.post(f"{auth}/clients", json={"name": "shop"}, headers=owner).json()
    grant = {"client_id": made["id"], "audience": audience, "scope": ["read:checkout"]}
    installed.http.post(f"{auth}/client-grants", json=grant, headers=owner)
    shop = bearer(made["client_id"], made["client_secret"])
    with ExitStack() as stack:
        # Each connection is dealt to one of the web processes, which remembers the token at the second request.
        connections = [stack.enter_context(httpx2.Client(base_url=facts["base_url"], timeout=30)) for _ in range(12)]

        def answered() -> set[int]:
            return {http.get("/v1/transactions?limit=1", headers=shop).status_code for http in connections}

        assert [answered(), answered()] == [{200}, {200}]
        assert installed.http.delete(f"{auth}/clients/{made['id']}", headers=owner).status_code == 200
        eventually(lambda: answered() == {401})
        assert answered() == {401}


def test_ctrl_c_ends_everything_and_a_second_start_has_everything(installed: Installed) -> None:
    bought, facts = installed.pay(), installed.facts
    family = installed.ctrl_c()
    assert still_there(family, 10) == []
    with pytest.raises(httpx2.ConnectError):
        installed.http.get("/")
    installed.start()
    assert installed.facts == facts
    assert installed.transaction(bought["id"])["id"] == bought["id"]
    next_number = int(number_of(bought)[-6:]) + 1
    assert number_of(installed.pay()) == f"FJORD-{next_number:06}"


def test_keys_that_were_lost_are_made_anew(installed: Installed) -> None:
    bought, facts = installed.pay(), installed.facts
    installed.ctrl_c()
    installed.file.unlink()
    installed.start()
    assert installed.facts["account_id"] == facts["account_id"]
    assert installed.facts["client_secret"] != facts["client_secret"]
    assert installed.transaction(bought["id"])["id"] == bought["id"]


@asynccontextmanager
async def mailbox_closed(owner_dsn: str) -> AsyncIterator[asyncpg.Connection]:
    """Nobody can put anything into the mailbox as long as the block lasts; the connection that holds it shut."""
    connection = await asyncpg.connect(owner_dsn)
    try:
        async with connection.transaction():
            await connection.execute("LOCK TABLE mailbox_message IN SHARE MODE")
            yield connection
    finally:
        await connection.close()


async def until_blocked(connection: asyncpg.Connection) -> None:
    """Wait until a delivery stands before the closed mailbox."""
    for _ in range(300):
        if await connection.fetchval(BLOCKED):
            return
        await asyncio.sleep(0.1)
    raise AssertionError("nothing was to be delivered")
