"""Whoever follows what changes misses nothing: whatever makes an invoice's details differ tells of the invoice."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import pytest

from faces.kravia.papers import TERMS, good, papers_app
from faces.kravia.stage import Office, Wall, token_for
from faces.kravia.test_details import issue
from fordring.domain.merchant import Merchant
from fordring.services.invoicing.deliver_again import DeliverAgain, deliver_again
from fordring.storage import undelivered
from fordring.storage.transaction import Database
from jobs.outgoing import NEVER, Installation
from support import make
from support.lives import fees_demanded, received, voided

Step = Callable[[], Awaitable[object]]
PATH = "/api/v2/invoice"


@pytest.fixture
async def http(database: Database, wall: Wall, tmp_path: Path) -> AsyncIterator[httpx2.AsyncClient]:
    """The app with a blob store and a real renderer."""
    async for client in papers_app(database, wall, tmp_path):
        yield client


class Follower:
    """Follows invoices as the public page says, and looks at their details beside."""

    def __init__(self, office: Office) -> None:
        self.office, self.last, self.known = office, "2001-01-01T00:00:00.0000000", dict[int, Any]()

    async def told(self) -> set[int]:
        """The invoices that changed since the last time; every one whose details differ must be among them."""
        query = f"orderBy=11&byAscending=True&lastUpdatedTime={self.last}"
        rows = (await self.office.ask("GET", f"{PATH}/search?{query}")).json()["data"]
        self.last = rows[-1]["lastUpdatedTime"] if rows else self.last
        for row in rows:
            self.known.setdefault(row["id"], None)
        told = {row["id"] for row in rows}
        for number, before in self.known.items():
            now = await self.office.details(number)
            assert number in told or now == before
            self.known[number] = now
        return told

    async def follow(self, steps: dict[str, Step]) -> None:
        """Each of these steps changes something that is shown."""
        for name, step in steps.items():
            before = dict(self.known)
            answer = await step()
            assert not isinstance(answer, httpx2.Response) or answer.status_code == 200, answer.text
            assert await self.told(), name
            assert self.known != before, name


async def test_an_invoice_is_told_of_whatever_its_creditor_does(database: Database, office: Office) -> None:
    number = (await office.registered(invoiceDate=None, dueDate=None))["id"]

    async def upload(content: bytes, kind: str = "InvoiceAttachment") -> httpx2.Response:
        files = {"file": ("terms.txt" if content == TERMS else "own.pdf", content)}
        return await office.ask("POST", f"{PATH}/{number}/document?type={kind}", files=files)

    async def take_back() -> httpx2.Response:
        (document,) = (await office.details(number))["documents"]
        return await office.ask("DELETE", f"{PATH}/{number}/document/{document['id']}")

    async def report(path: str, amount: int) -> httpx2.Response:
        body = {"amount": amount, "invoices": [{"invoiceId": number, "amount": amount}]}
        return await office.ask("POST", f"{PATH}/{path}", json=body)

    follower = Follower(office)
    assert await follower.told() == {number}
    await follower.follow(
        {
            "attached": lambda: upload(TERMS),
            "taken back": take_back,
            "its paper": lambda: office.ask("GET", f"{PATH}/{number}/pdf"),
            "its own paper": lambda: upload(good(), "Invoice"),
            "started": lambda: office.act(number),
            "paused": lambda: office.act(number, "Pause"),
            "resumed": lambda: office.act(number, "Resume"),
            "issued": lambda: issue(database, office, number),
            "paid directly": lambda: report("payment", 100),
            "taken back directly": lambda: report("payment", -50),
            "credited": lambda: report("creditnote", -200),
            "withdrawn": lambda: office.act(number, "Withdraw"),
        }
    )
    assert len(follower.known) == 3  # and the two credit notes


async def test_an_invoice_is_told_of_whatever_becomes_of_it(database: Database, office: Office, tmp_path: Path) -> None:
    live: Merchant = await make.merchant(database, "NO", "P11112222", number_prefix="LIVE1")
    house = Installation(database, tmp_path, emails=[NEVER])
    follower = Follower(Office(live, await token_for(database, live), office.http, office.wall))
    view = await house.pay(live)
    assert await follower.told() == {view.claim.claim_no}

    async def read() -> httpx2.Response:
        (document,) = follower.known[view.claim.claim_no]["documents"]
        return await follower.office.ask("GET", document["url"])

    async def again() -> None:
        async with database.reading() as connection:
            [given_up] = await undelivered.listed(connection)
        command = DeliverAgain(given_up.delivery.delivery_id)
        await database.run(lambda connection: deliver_again(command, make.work(connection)))

    await follower.follow(
        {
            "rendered": read,
            "not delivered": lambda: house.run(live),
            "tried again": again,
            "delivered": lambda: house.run(live),
            "costs": lambda: fees_demanded(database, live, view.claim.claim_id, 3_500),
            "paid in part": lambda: received(database, view.claim, 5_000),
            "voided": lambda: voided(database, view),
            "paid too much": lambda: received(database, view.claim, 700),
        }
    )
