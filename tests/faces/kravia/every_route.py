"""Every route of this face with an address and a body that work: a route without them here fails the tests of all."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from faces.kravia.stage import Office
from fordring.domain.merchant import Merchant
from fordring.faces.kravia.routes import ROUTES
from fordring.faces.kravia.routes.route import BASES, Route
from fordring.faces.kravia.wire.examples import EXAMPLES
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.services.payments.confirm_payout import ConfirmPayout, confirm_payout
from fordring.storage.house.tokens import Onboarding
from fordring.storage.transaction import Database
from services.counter import DAY, Counter
from support import make
from support.lives import received
from support.registrations import issued, registered, registration, started

QUERIES = {
    "act": {"action": "Start"},
    "hand_in": {"type": "InvoiceAttachment"},
    "bookkeep": {"internalAccountingId": "X"},
}
SENT = {"show_pdf", "bookkeeping"}
"""What is asked of an invoice that was sent; the rest is asked of a draft."""


@dataclass(frozen=True, slots=True)
class Address:
    """A route at one of the spellings of the version, asked with `more` in its query."""

    route: Route
    base: str
    more: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The handler's."""
        return self.route.handler.__name__

    @property
    def label(self) -> str:
        """For people."""
        return f"{self.route.method} {self.base}{self.route.path}"

    @property
    def names(self) -> set[str]:
        """The parameters of the path."""
        return set(re.findall(r"{(\w+)}", self.route.path))

    def path(self, known: "Things") -> str:
        """With its parameters filled in."""
        return (self.base + self.route.path).format(
            id=known.id_for(self), documentId=known.document, debtorNumber="10001"
        )

    @property
    def query(self) -> dict[str, str]:
        """What must stand in the query."""
        return {**QUERIES.get(self.name, {}), **self.more}

    def body(self, known: "Things") -> dict[str, Any] | None:
        """The body that the documentation shows, its invoices being those that are there."""
        if self.route.body is None:
            return None
        return {name: known.named(value) for name, value in EXAMPLES[self.route.body].items()}


@dataclass(frozen=True, slots=True)
class Things:
    """What is there to be asked about. A draft has the document."""

    draft: int
    sent: tuple[int, ...]
    creditor: int
    settlement: int
    document: str

    def id_for(self, address: Address) -> int:
        """What stands for `id` in the path."""
        if address.route.path.startswith("/invoice/"):
            return self.sent[0] if address.name in SENT else self.draft
        return self.settlement if address.route.path.startswith("/settlements/") else self.creditor

    def named(self, value: Any) -> Any:
        """A member's value, with ids of invoices that were sent."""
        if not isinstance(value, list):
            return value
        places = [{name for name in each if name.lower() == "invoiceid"} for each in value]
        return [
            each | dict.fromkeys(place, number)
            for each, place, number in zip(value, places, self.sent[: len(value)] or (), strict=False)
        ] or value


def addresses(*bases: str) -> Iterator[Address]:
    """Every route, at every spelling unless some are named."""
    for base in bases or BASES:
        for route in ROUTES:
            yield Address(route, base)


async def token_of_a_partner(database: Database, *merchants: Merchant) -> str:
    """A token that acts for these merchants and may take in creditors."""
    acting = frozenset(each.merchant_id for each in merchants)
    command = IssueToken("partner", acting, onboards=Onboarding(True, 250, 2500))
    return await database.run(lambda connection: issue_token(command, make.work(connection)))


async def draft_with_a_document(office: Office, number: str) -> tuple[int, str]:
    """A draft and the id of the document that was handed in for it."""
    draft = (await office.registered(invoiceNo=number))["id"]
    given = {"file": "VGVybXM=", "fileName": "terms.txt"}
    path = f"/api/v2/invoice/{draft}/document?type=InvoiceAttachment"
    return draft, (await office.ask("POST", path, json=given)).json()["id"]


async def things_of(office: Office, database: Database, folder: Path) -> Things:
    """Things of the office: a draft, two invoices that were sent, a settlement that the bank confirmed."""
    counter = Counter(database, office.merchant, folder)
    sent = []
    for number in ("1", "2"):
        draft = (await registered(database, office.merchant, registration(own_number=number))).claim
        await started(database, office.merchant, draft)
        sent.append(await issued(database, draft))
    await received(database, sent[0], 100)
    run, _ = await counter.pay_out()
    command = ConfirmPayout(run.payouts[0].reference, DAY)
    await database.run(lambda connection: confirm_payout(command, counter.jobs.work(connection)))
    draft_no, document = await draft_with_a_document(office, "20001")
    return Things(draft_no, tuple(each.claim_no for each in sent), 10001, 1001, document)


async def ask(office: Office, address: Address, known: Things, **headers: str) -> httpx2.Response:
    """The route, with its example."""
    body = address.body(known)
    given: dict[str, Any] = {} if body is None else {"json": body}
    return await office.ask(address.route.method, address.path(known), headers=headers, params=address.query, **given)
