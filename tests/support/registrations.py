"""Factories of the creditor face: invoices to register, and the verbs run on a database. Invented people."""

from datetime import datetime
from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.registration import Registration
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.totals import GivenLine
from fordring.services.dossiers import Dossier
from fordring.services.invoicing.issue_claim import IssueClaim, issue_claim
from fordring.services.invoicing.register_claim import RegisterClaim, register_claim
from fordring.services.invoicing.start_claim import StartClaim, start_claim
from fordring.storage.transaction import Database
from support import make


def registration(**more: Any) -> Registration:
    """An invoice of 2500,00 to a private person, two lines at 25 %."""
    facts: dict[str, Any] = {
        "currency": "NOK",
        "amount_minor": 250_000,
        "billing": make.billing(),
        "business": False,
        "lines": (
            GivenLine("Service A", 125_000, "10", vat_bp=2500),
            GivenLine("Service B", 125_000, "10", vat_bp=2500),
        ),
        "customer_number": "10001",
        "own_number": "20001",
        "description": "Work delivered in October",
    }
    return Registration(**facts | more)


async def registered(
    database: Database, owner: Merchant, given: Registration | None = None, wall: datetime = make.WALL, **asker: Any
) -> Dossier:
    """The claim, registered and committed."""
    command = RegisterClaim(owner.creditor_no, frozenset({owner.merchant_id}), given or registration())
    return await database.run_one_statement(
        lambda connection: register_claim(command, make.work(connection, wall, **asker))
    )


async def started(database: Database, owner: Merchant, claim: Claim, wall: datetime = make.WALL) -> Dossier:
    """The claim after its start was asked for."""
    command = StartClaim(claim.claim_no, {owner.merchant_id}, "Confirming")
    return await database.run_one_statement(lambda connection: start_claim(command, make.work(connection, wall)))


async def issued(database: Database, claim: Claim, wall: datetime = make.WALL) -> Claim:
    """The claim after its job has run."""
    command = IssueClaim(claim.merchant_id, claim.claim_id)
    return await database.run(lambda connection: issue_claim(command, make.work(connection, wall)))


async def queued(database: Database) -> list[str]:
    """The names of the jobs waiting, in order."""
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT entrypoint FROM house.pgqueuer WHERE status = 'queued' ORDER BY id")
    return [row["entrypoint"] for row in rows]
