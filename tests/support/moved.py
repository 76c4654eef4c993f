"""Payers who move, on a database: where the operator is told they live, and where each document was sent."""

from typing import Any

from fordring.domain.claim.claim import Claim
from fordring.domain.parties import Address
from fordring.jobs.printing import printed_document
from fordring.services.invoicing.find_document import find_document
from fordring.services.payers.move_payer import MovedPayer, MovePayer, move_payer
from fordring.storage.transaction import Database
from support.followed import jobs_at

AWAY = {
    "NO": {"address_line": "Torget 2", "postal_code": "5014", "postal_place": "Bergen"},
    "SE": {"address_line": "Torget 2", "postal_code": "41103", "postal_place": "Göteborg"},
    "FI": {"address_line": "Kauppatori 2", "postal_code": "20100", "postal_place": "Turku"},
}
EMAIL = "ola@away.example"


async def told(database: Database, claim: Claim, day: str, email: str | None = None, **place: str) -> MovedPayer:
    """The operator is told of another address, or e-mail."""
    command = MovePayer(claim.claim_no, None, Address(**place) if place else None, email)
    return await database.run(lambda connection: move_payer(command, jobs_at(database, day).work(connection)))


async def papers(database: Database, claim: Claim) -> list[str]:
    """Each document of the claim's: its kind, how it is sent, where to, and the place that is printed on it."""
    lines: list[str] = []
    async with database.reading() as connection:
        rows = await connection.fetch(
            """SELECT p.document_id, p.kind, d.channel, d.address FROM delivery d JOIN document p USING (document_id)
                WHERE d.claim_id = $1 ORDER BY d.delivery_id""",
            claim.claim_id,
        )
        for row in rows:
            source = await find_document(connection, claim.merchant_id, row["document_id"])
            to: Any = row["address"].get("email" if row["channel"] == "email" else "postal_place")
            lines.append(f"{row['kind']} {row['channel']} {to} | {printed_document(source).buyer.address[-1]}")
    return lines


async def letters(database: Database, claim: Claim) -> list[str]:
    """The same of what follows the invoice."""
    return [line for line in await papers(database, claim) if not line.startswith("invoice ")]
