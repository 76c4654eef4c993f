"""Credit notes that are registered: which invoice they credit, by how much, and what they are when they credit none."""

from typing import Any

import pytest

from faces.kravia.stage import Office, printed, problem_of
from fordring.services.invoicing.issue_claim import IssueClaim, issue_claim
from fordring.storage import claims
from fordring.storage.transaction import Database
from support import make
from support.registrations import queued


async def issued(database: Database, office: Office, body: dict[str, Any]) -> dict[str, Any]:
    """Registered, started, and its job run; the answer to its registration."""
    answer = await office.register(body)
    assert answer.status_code == 200, answer.text
    worded: dict[str, Any] = answer.json()
    await office.act(worded["id"])
    await run_issue(database, worded["id"])
    return worded


async def run_issue(database: Database, claim_no: int) -> None:
    async def run(connection: Any) -> None:
        await issue_claim(IssueClaim(*await claims.find(connection, claim_no)), make.work(connection))

    await database.run(run)


def note(**changes: Any) -> dict[str, Any]:
    """The printed example as a credit note with a number of our series."""
    return printed(claimType="CreditNote", invoiceNo=None, **changes)


@pytest.mark.parametrize(
    ("said", "amount", "status", "capital", "credited", "doubted"),
    [
        ({"creditedInvoiceId": 1_000_001, "distribution": "print"}, -2500, "Credited", 0, 2500, set()),
        ({"creditedInvoiceNo": "20001"}, 1000, "Overdue", 1500, 1000, {"originalAmount"}),
        ({"CREDITEDINVOICENO": 20001}, 9000, "Credited", 0, 2500, {"originalAmount"}),
        ({"creditedInvoiceNo": "4711"}, 2500, "Overdue", 2500, 0, {"creditedInvoiceNo"}),
        ({}, 2500, "Overdue", 2500, 0, {"creditedInvoiceId"}),
    ],
)
async def test_a_credit_note_takes_its_amount_off_what_it_credits(
    *,
    database: Database,
    office: Office,
    said: dict[str, Any],
    amount: int,
    status: str,
    capital: int,
    credited: int,
    doubted: set[str],
) -> None:
    invoice = await issued(database, office, printed())
    body = note(originalAmount=amount, **said)
    worded = await issued(database, office, body)
    assert {warning["field"] for warning in worded["warnings"]} == doubted
    assert (worded["kid"], worded["outstanding"]["total"], worded["originalAmount"]) == (None, 0, abs(amount))
    after = (await office.details(worded["id"]))["invoice"]
    assert (after["statusCode"], after["invoiceNo"], after["creditedAmount"]) == ("Sent", "A1B2C-000001", credited)
    (sending,) = (await office.details(worded["id"]))["notifications"]
    to_letterbox = ("Print", "Karl Johan Gate, 1000, Oslo, NO")
    told = to_letterbox if "distribution" in said else ("Email", "debtor@example.com")
    assert (sending["type"], sending["primaryTarget"]) == told
    details = await office.details(invoice["id"])
    assert (details["invoice"]["statusCode"], details["outstanding"]["capital"]) == (status, capital)
    assert [job for job in await queued(database) if job == "deliver"] == ["deliver", "deliver"]


async def test_a_credit_note_that_comes_first_waits_for_its_invoice(database: Database, office: Office) -> None:
    invoice = await office.registered()
    worded = await issued(database, office, note(creditedInvoiceId=invoice["id"]))
    waiting = (await office.details(worded["id"]))["invoice"]
    assert (waiting["statusCode"], waiting["creditedAmount"]) == ("Scheduled", 0)
    assert (waiting["creditedInvoiceId"], waiting["creditedInvoiceNo"]) == (invoice["id"], "20001")
    async with database.transaction() as connection:
        await connection.execute("DELETE FROM house.pgqueuer")
    await office.act(invoice["id"])
    await run_issue(database, invoice["id"])
    assert (await queued(database)).count("issue_claim") == 2
    await run_issue(database, worded["id"])
    assert (await office.details(invoice["id"]))["invoice"]["statusCode"] == "Credited"


async def test_what_cannot_be_credited_is_refused(database: Database, office: Office, neighbour: Office) -> None:
    own, mine = note(creditorId=10002, currencyCode="SEK"), note()
    theirs = (await neighbour.register(own)).json()["id"]
    problem_of(await office.register(note(creditedInvoiceId=theirs)), 404)
    problem_of(await office.register(note(creditedInvoiceId=4)), 404)
    first = (await office.register(mine)).json()["id"]
    problem = problem_of(await office.register(note(creditedInvoiceId=first)), 400)
    assert problem["errors"] == {"creditedInvoiceId": ["is a credit note itself"]}
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM claim") == 2


async def test_a_credit_note_has_its_own_paper_from_the_draft_on(office: Office) -> None:
    worded = (await office.register(note())).json()
    assert (await office.ask("GET", f"/api/v2/invoice/{worded['id']}/pdf")).status_code == 200
    details = await office.details(worded["id"])
    assert (details["invoice"]["invoiceNo"], details["documents"][0]["type"]) == ("A1B2C-000001", "CreditNote")
