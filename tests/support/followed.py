"""Claims that are followed up on a database: delivered, then looked at day by day, without a worker or a clock."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fordring.channels.callback import HTTPCall, RecordingCallbacks
from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.gateways.blobs import open_blobs
from fordring.jobs.context import JobsContext, Outlets
from fordring.jobs.following_up import FollowUp
from fordring.storage import claims, following_up
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from support import make
from support.lives import paid_by_invoice

TODAY = make.WALL.date()
ONE_DAY = timedelta(days=1)


def jobs_at(database: Database, day: date | str) -> JobsContext:
    """Jobs at noon of a day; whatever they would send is kept."""
    chosen = date.fromisoformat(day) if isinstance(day, str) else day
    outlets = Outlets(RecordingCallbacks(), RecordingCallbacks())
    noon = datetime.combine(chosen, time(12), UTC)
    return JobsContext(database, open_blobs("memory:///"), lambda: noon, outlets, _wordless)


def _wordless(message: object, _now: datetime) -> HTTPCall:
    raise AssertionError(f"nobody is told anything here, least of all {message}")


async def looked_at(database: Database, owner: Merchant, day: date | str, **more: Any) -> int:
    """The daily run of that day; how many claims were looked at."""
    return await FollowUp(jobs_at(database, day), **more).follow_up(owner.merchant_id)


async def looked_until(database: Database, owner: Merchant, last: date | str) -> list[date]:
    """The daily run on each day, until the last, that has claims to look at; those days."""
    ends = date.fromisoformat(last) if isinstance(last, str) else last
    days: list[date] = []
    while True:
        async with database.reading() as connection:
            day = await following_up.first_day(connection, owner.merchant_id)
        if day is None or day > ends:
            return days
        assert not days or day > days[-1], "a run leaves nothing due"
        await looked_at(database, owner, day)
        days.append(day)


async def delivered_claim(database: Database, owner: Merchant, amount_minor: int = 100_000, **more: Any) -> Claim:
    """An invoice issued and delivered on 16 November 2026, due on the 30th."""
    paid = await paid_by_invoice(database, make.payment_by_invoice(owner, amount_minor, **more))
    return await delivered(database, paid.claim)


async def delivered(database: Database, issued: Claim) -> Claim:
    """The invoice, whose paper came on 16 November 2026."""
    claim = await stored(database, issued)

    async def deliver(connection: Connection) -> Claim:
        unit = Unit(connection)
        told, event = claim.happened("delivered", make.WALL, "fordring", document_id="its paper")
        claims.add_event(unit, told, event, make.WALL)
        await unit.flush()
        return await claims.save(connection, told)

    return await database.run(deliver)


async def stored(database: Database, claim: Claim) -> Claim:
    """The claim as it is now."""
    async with database.reading() as connection:
        return await claims.get(connection, claim.merchant_id, claim.claim_id)


async def story(database: Database, claim: Claim) -> list[str]:
    """What happened to it, in our words."""
    async with database.reading() as connection:
        return [event.kind for event in await claims.events_of(connection, claim)]


async def steps_of(database: Database, claim: Claim) -> list[str]:
    """Its steps as text: day, kind, fee and VAT, interest, the day they gave."""
    async with database.reading() as connection:
        rows = await connection.fetch("SELECT * FROM step WHERE claim_id = $1 ORDER BY step_no", claim.claim_id)
    text = "{sent_on} {kind} {fee_minor}+{vat_minor} {interest_minor} by {pay_by}"
    return [text.format_map(dict(row)) for row in rows]


async def waiting(database: Database, claims_asked: Iterable[Claim]) -> dict[int, tuple[str, str | None, list[str]]]:
    """What each of these claims waits for, by its number: kind, step, and the codes of the reasons."""
    async with database.reading() as connection:
        rows = await connection.fetch(
            """SELECT c.claim_no, w.* FROM follow_up_waiting w JOIN claim c USING (merchant_id, claim_id)
                WHERE c.claim_id = ANY($1)""",
            [claim.claim_id for claim in claims_asked],
        )
    return {row["claim_no"]: (row["kind"], row["step"], [each["why"] for each in row["reasons"]]) for row in rows}
