"""Collection cases and reminders: an overdue invoice is handed over, started, paid, and has no paper of ours."""

from datetime import timedelta
from typing import Any

import pytest

from faces.kravia.stage import Office, Wall, handed_over, problem_of
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.storage import ledger
from fordring.storage.transaction import Database
from support import make
from support.lives import received
from support.registrations import queued


@pytest.mark.parametrize("kind", ["CollectionCase", "reminder"])
async def test_a_started_case_is_owed_and_overdue_without_a_paper_of_ours(
    database: Database, office: Office, kind: str
) -> None:
    worded = (await office.register(handed_over(kind))).json()
    claim_no = worded["id"]
    assert (worded["statusCode"], worded["dueDate"], worded["warnings"]) == ("Registered", "2025-02-01", [])
    started = (await office.act(claim_no, json={"Message": "Please"})).json()
    assert (started["statusCode"], started["invoiceDate"], started["documents"]) == ("Overdue", "2025-01-01", [])
    assert await queued(database) == []
    details = await office.details(claim_no)
    assert [entry["code"] for entry in details["statusCodeHistory"]] == ["Registered", "Overdue"]
    assert [entry["type"] for entry in details["activities"]] == ["registered", "collection_started"]
    assert details["orderLines"] == []
    problem_of(await office.ask("GET", f"/api/v2/invoice/{claim_no}/pdf"), 409)
    command = ShowClaim(claim_no, {office.merchant.merchant_id})
    claim = (await database.run(lambda connection: show_claim(command, make.work(connection)))).claim
    await received(database, claim, 225_001)
    assert (await office.details(claim_no))["invoice"]["statusCode"] == "Paid"
    async with database.reading() as connection:
        days = await connection.fetch("SELECT value_on FROM entry WHERE kind = 'registered'")
        assert [row["value_on"] for row in days] == [make.WALL.date()]
        assert (await ledger.balances(connection, office.merchant.merchant_id))["owed.payer NOK"] == -1


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"dueDate": "2022-02-01"}, {"dueDate"}),
        ({"invoiceNo": None, "dueDate": None}, {"invoiceNo", "dueDate"}),
        ({"limitationInterruptedDate": "2027-01-01"}, {"limitationInterruptedDate"}),
        (
            {"isPrivateIndividual": "false", "postalAddress": {"addressCity": "Oslo"}},
            {"postalAddress.addressAddressLine1", "postalAddress.addressPostalCode", "organizationNumber"},
        ),
    ],
)
async def test_what_a_case_lacks_is_named_as_printed(office: Office, changes: dict[str, Any], fields: set[str]) -> None:
    assert set(problem_of(await office.register(handed_over(**changes)), 400)["errors"]) == fields


async def test_a_case_that_became_time_barred_as_a_draft_cannot_be_started(office: Office, wall: Wall) -> None:
    claim_no = (await office.register(handed_over(dueDate="2023-11-16"))).json()["id"]
    wall.now += timedelta(days=1)
    assert (await office.details(claim_no))["availableActions"]["Start"] is False
    assert "Withdraw" in problem_of(await office.act(claim_no), 409)["detail"]
