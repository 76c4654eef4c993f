"""A payment plan of an invoice that was bought at checkout, agreed on and broken, as both faces tell of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx2

from fordring.domain.merchant import Clock
from fordring.main.sandbox import another_merchant
from fordring.main.wiring import House, story_order, web_application
from fordring.storage import merchants
from fordring.storage.transaction import Connection
from journeys.stage import ORIGIN

MONDAY = datetime(2026, 11, 16, 8, 0, tzinfo=UTC)
TERMS = {"count": 3, "accepted_by": "Kari Nordmann", "accepted_how": "by telephone"}
STOPPED = {"nb": "stanset inntil videre", "en": "stopped for now"}


@dataclass
class Told:
    """A merchant's keys at every face, and an app that answers at all of them."""

    http: httpx2.AsyncClient
    keys: dict[str, Any]

    async def ask(self, method: str, path: str, **more: Any) -> Any:
        """A request of the creditor's token that is accepted."""
        headers = {"Authorization": f"Bearer {self.keys['creditor_token']}"}
        answer = await self.http.request(method, path, headers=headers, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def days(self, count: int) -> None:
        """So many days go by."""
        await self.ask("POST", "/sandbox/clock/advance", json={"days": count, "freeze": True})

    async def status(self, claim: int) -> str:
        """The status in the details, which lists, filters and counts agree with."""
        code: str = (await self.ask("GET", f"/api/v2/invoice/{claim}/details"))["value"]["invoice"]["statusCode"]
        for query in ("", f"?status={code}"):
            listed = (await self.ask("GET", f"/api/v2/invoice/search{query}"))["data"]
            assert [(row["id"], row["statusCode"]) for row in listed] == [(claim, code)], query
        counts = (await self.ask("GET", "/api/v2/statistic/cases"))["value"]
        assert {word for word, count in counts.items() if count} == {code}
        return code

    async def at_the_shop(self, transaction_id: str, language: str = "en") -> tuple[str, str, str, str]:
        """The transaction's status, and what is planned: the outcome, the step, and why."""
        who = httpx2.BasicAuth(self.keys["client_id"], self.keys["client_secret"])
        account = f"/v1/accounts/{self.keys['account_id']}"
        asked = {"grant_type": "client_credentials", "audience": f"{ORIGIN}{account}"}
        granted = await self.http.post(f"{account}/auth/token", json=asked, auth=who)
        headers = {"Authorization": f"Bearer {granted.json()['access_token']}", "Accept-Language": language}
        path = f"/v1/transactions/{transaction_id}?includes=fordring:follow_up"
        told = (await self.http.get(path, headers=headers)).json()
        names = ("fordring:follow_up", "fordring:next_step", "fordring:next_step_why")
        outcome, step, why = (told["metadata"].get(name, "") for name in names)
        return told["status"], outcome, step, why


async def buy(told: Told) -> tuple[str, int]:
    """A business buys by invoice; the transaction and the invoice's integer id."""
    key = {"x-api-key": told.keys["api_key"]}
    order = story_order("order-1", 90_000, f"{ORIGIN}/hear")
    bought = await told.http.post("/v1/sessions/pay", headers=key, json=order)
    assert bought.status_code == 200, bought.text
    transaction = bought.json()
    [claim] = {event["metadata"]["kravia:invoice_id"] for event in transaction["events"] if event.get("metadata")}
    return transaction["id"], claim


async def test_a_plan_stands_at_both_faces_until_it_is_broken_and_the_status_is_back(house: House) -> None:
    keys = await another_merchant(house.database, "NO")

    async def at_the_beginning(connection: Connection) -> None:
        merchant = await merchants.by_account_id(connection, keys["account_id"])
        await merchants.set_clock(connection, merchant.merchant_id, Clock(frozen_at=MONDAY))

    await house.database.run(at_the_beginning)
    transport = httpx2.ASGITransport(app=web_application(house))
    async with httpx2.AsyncClient(transport=transport, base_url=ORIGIN) as http:
        told = Told(http, keys)
        transaction, claim = await buy(told)
        await told.days(35)
        before = await told.status(claim)
        assert before == "Reminder"
        _, outcome, step, _ = await told.at_the_shop(transaction)
        assert (outcome, step) == ("the next step is planned", "collection notice (inkassovarsel)")

        first = (MONDAY + timedelta(days=49)).date().isoformat()
        made = await told.ask("POST", f"/claims/{claim}/plan", json={**TERMS, "first_on": first})
        assert (made["state"], await told.status(claim)) == ("active", "InstalmentPlan")
        for language, words in STOPPED.items():
            assert (await told.at_the_shop(transaction, language))[:3] == ("AUTHORIZED", words, "")
        assert (await told.at_the_shop(transaction))[3] == "a payment plan is kept"
        counted = await told.ask("GET", "/api/v2/statistic/creditor")
        assert (counted["openCases"], counted["waitingCases"]) == (1, 0), "the payer keeps it, nobody is waited for"

        await told.days(20)
        assert await told.status(claim) == "InstalmentPlan"
        [standing] = (await told.ask("GET", f"/claims/{claim}/plan"))["plans"]
        assert (standing["instalments"][0]["state"], standing["state"]) == ("late", "active")
        await told.days(20)
        [broken] = (await told.ask("GET", f"/claims/{claim}/plan"))["plans"]
        assert broken["ended_because"] == f"instalment 1 of {first} was not paid in full"
        history = (await told.ask("GET", f"/api/v2/invoice/{claim}/details"))["value"]["statusCodeHistory"]
        codes = [entry["code"] for entry in history]
        assert codes[: codes.index("InstalmentPlan") + 2] == ["Sent", "Reminder", "InstalmentPlan", "Reminder"]
        assert await told.status(claim) == codes[-1] != "InstalmentPlan"
        _, outcome, step, why = await told.at_the_shop(transaction)
        assert (outcome, "payment plan" in why) == ("the next step is planned", False)
        assert step, "it goes on with the step that comes next"
