"""Somebody asks for the interest of a claim as of a day, explained row by row."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.followup.statement import InterestStatement
from fordring.domain.merchant import Merchant
from fordring.services.callers import claim_seen
from fordring.services.claim_facts import facts_of
from fordring.services.planning import planner_of
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ShowInterest:
    """Of which claim, by its public id, among whose; `on` is the merchant's today where no day is named."""

    claim_no: int
    merchants: Collection[UUID] | None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ShownInterest:
    """The statement, and what it is about."""

    merchant: Merchant
    claim: Claim
    statement: InterestStatement


async def show_interest(command: ShowInterest, work: Work) -> ShownInterest:
    """The statement; without rows for what has no due day yet. Raises NotFoundError, UnusableRuleError."""
    merchant, claim = await claim_seen(work.connection, command.claim_no, command.merchants)
    on = command.on or local_day(merchant.now(work.wall), merchant.country)
    facts = (await facts_of(work.connection, merchant, [claim], on)).get(claim.claim_id)
    if facts is None:
        return ShownInterest(merchant, claim, InterestStatement(on, claim.currency, claim.principal_minor, None, None))
    planner = await planner_of(work.connection, merchant)
    return ShownInterest(merchant, claim, planner.statement(facts, on))
