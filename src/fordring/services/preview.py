"""What the daily run will do with a merchant's claims in the days to come; asking writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.followup.ahead import Ahead, Course, Failed, ahead
from fordring.domain.followup.facts import ClaimFacts
from fordring.domain.followup.failure import failed
from fordring.domain.merchant import Merchant
from fordring.services.claim_facts import facts_of
from fordring.services.joint_letters import number_of
from fordring.services.planning import Planner, planner_of
from fordring.storage import asked, claims, upcoming
from fordring.storage.transaction import Connection

DAYS_MAX = 366
CLAIMS_AT_ONCE = 500
After = tuple[date, UUID]


@dataclass(frozen=True, slots=True)
class Coming:
    """What comes of one claim on one day; `failure` is the reason, as it is kept, where its plan cannot be made."""

    claim: Claim
    day: date
    ahead: Ahead | None
    failure: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What comes between two days, both included, of the claims of this page, day by day.

    `after` is where the next page begins; None behind the last. Pages go by the days on which claims are looked at, so
    that what comes of a claim of this page may be later than what comes of one of the next. Claims of one payer share a
    letter as in the run where they are on one page.
    """

    merchant: Merchant
    first: date
    last: date
    coming: Sequence[Coming]
    after: After | None


async def preview(
    connection: Connection,
    merchant: Merchant,
    wall: datetime,
    *,
    days: int,
    after: After | None = None,
    limit: int = CLAIMS_AT_ONCE,
) -> Preview:
    """What the run does from today on, by the merchant's clock, to so many days from now, if nothing else happens.

    Only claims that are looked at by then are read. Raises UnsupportedCountryError.
    """
    today = local_day(merchant.now(wall), merchant.country)
    last = today + timedelta(days=days)
    looked_at = await upcoming.looked_at(connection, merchant.merchant_id, last, after=after, limit=limit + 1)
    more = looked_at[limit - 1] if len(looked_at) > limit else None
    ids = [claim_id for _, claim_id in looked_at[:limit]]
    found = await claims.these(connection, merchant.merchant_id, ids)
    coming = await _coming(connection, merchant, found, today, last)
    ordered = sorted(coming, key=lambda each: (each.day, each.claim.claim_no))
    return Preview(merchant, today, last, ordered, more)


async def _coming(
    connection: Connection, merchant: Merchant, found: Sequence[Claim], today: date, last: date
) -> list[Coming]:
    planner = await planner_of(connection, merchant)
    known, unknown = await _known(connection, merchant, found, today)
    posted = await asked.interest_asked(connection, merchant.merchant_id, list(known))
    looks = {claim.claim_id: max(claim.next_step_on, today) for claim in found if claim.next_step_on is not None}
    courses = [
        (looks[claim.claim_id], _course(claim, known[claim.claim_id], posted, planner))
        for claim in found
        if claim.claim_id in known and claim.claim_id in looks
    ]
    by_id = {claim.claim_id: claim for claim in found}
    failing = ((claim_id, Failed(looks[claim_id], error)) for claim_id, error in unknown.items() if claim_id in looks)
    return [_told(by_id[claim_id], each) for claim_id, each in [*ahead(courses, last), *failing]]


async def _known(
    connection: Connection, merchant: Merchant, found: Sequence[Claim], today: date
) -> tuple[dict[UUID, ClaimFacts], dict[UUID, Exception]]:
    """The facts of all; where one claim's cannot be made they are made one by one, as the run does it."""
    try:
        return await facts_of(connection, merchant, found, today), {}
    except Exception:  # noqa: BLE001 - whatever it is, it is told of the claim at fault, and of no other
        known: dict[UUID, ClaimFacts] = {}
        unknown: dict[UUID, Exception] = {}
        for claim in found:
            try:
                known |= await facts_of(connection, merchant, [claim], today)
            except Exception as error:  # noqa: BLE001 - this is the one
                unknown[claim.claim_id] = error
        return known, unknown


def _course(claim: Claim, facts: ClaimFacts, posted: Mapping[UUID, int], planner: Planner) -> Course:
    wishes = planner.wishes[facts.business]
    key = claim.claim_id, claim.claim_no, number_of(claim), claim.payer_key
    return Course(*key, facts, posted.get(claim.claim_id, 0), wishes, planner.rules, planner.plan)


def _told(claim: Claim, each: Ahead | Failed) -> Coming:
    if isinstance(each, Failed):
        return Coming(claim, each.day, None, failed(each.error))
    return Coming(claim, each.day, each)
