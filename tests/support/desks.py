"""What a case handler does, on a database; and claims put where only the daily run would put them."""

from datetime import date, datetime
from typing import Any

from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.followup.facts import StopReason
from fordring.domain.followup.failure import failed
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.why import Why
from fordring.domain.merchant import Merchant
from fordring.services.following_up.end_stop import EndStop, end_stop
from fordring.services.following_up.stop_claim import StopClaim, stop_claim
from fordring.storage import claims
from fordring.storage.claim_stops import ListedStop
from fordring.storage.transaction import Database
from support import make
from support.registrations import issued, registered, registration, started

KARI = "kari"


async def open_invoice(database: Database, owner: Merchant, **given: Any) -> Claim:
    """An invoice that was issued, of a customer with a number."""
    claim = (await registered(database, owner, registration(**given))).claim
    await started(database, owner, claim)
    return await issued(database, claim)


async def stopped(
    database: Database, claim: Claim, reason: StopReason = StopReason.DISPUTED, wall: datetime = make.WALL, **more: Any
) -> ListedStop:
    """A stop by Kari, of the operator's."""
    command = StopClaim(claim.claim_no, None, reason, **more)
    return await database.run(lambda connection: stop_claim(command, make.work(connection, wall, name=KARI)))


async def ended(database: Database, stop: ListedStop, because: str = "", wall: datetime = make.WALL) -> ListedStop:
    """Its end by Kari."""
    command = EndStop(stop.stop.stop_id, None, because)
    return await database.run(lambda connection: end_stop(command, make.work(connection, wall, name=KARI)))


async def story(database: Database, claim: Claim) -> list[ClaimEvent]:
    """Everything that happened to the claim."""
    async with database.reading() as connection:
        return await claims.events_of(connection, claim)


async def next_look(database: Database, claim: Claim) -> date | None:
    """When the daily run looks at it."""
    async with database.reading() as connection:
        return (await claims.get(connection, claim.merchant_id, claim.claim_id)).next_step_on


async def waits(
    database: Database, claim: Claim, kind: str = "approval", step: str | None = None, since: str = "2026-11-10"
) -> None:
    """The claim waits for a person, as the run leaves it."""
    reasons = [Reason(Why.UNDELIVERED, legal=False).kept(), failed(KeyError("x"))]
    async with database.transaction() as connection:
        await connection.execute(
            "UPDATE claim SET next_step_on = NULL WHERE merchant_id = $1 AND claim_id = $2",
            claim.merchant_id,
            claim.claim_id,
        )
        await connection.execute(
            """INSERT INTO follow_up_waiting (merchant_id, claim_id, kind, step, reasons, since, recorded_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)""",
            claim.merchant_id,
            claim.claim_id,
            kind,
            step,
            reasons,
            date.fromisoformat(since),
            make.WALL,
        )
