"""The plans of a merchant's claims: its settings and its country's rules are read once, then each claim is planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.followup.case import Case, Rules, rules_of
from fordring.domain.followup.entries import Entry
from fordring.domain.followup.facts import ClaimFacts
from fordring.domain.followup.outcome import Plan
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings
from fordring.domain.followup.settings_kept import held_by
from fordring.domain.followup.statement import InterestStatement, statement_of
from fordring.domain.merchant import Merchant
from fordring.services.claim_facts import facts_of
from fordring.storage import follow_up_settings
from fordring.storage.house import rules
from fordring.storage.transaction import Connection

Wishes = Mapping[bool, FollowUpSettings]
"""What a merchant wants for people (False) and for businesses (True)."""


@dataclass(frozen=True, slots=True)
class Planner:
    """What all plans of one merchant have in common."""

    wishes: Wishes
    rules: Rules

    def plan(self, facts: ClaimFacts, today: date) -> Plan:
        """The plan of one claim. Raises UnsupportedCountryError."""
        return plan(facts, self.wishes[facts.business], self.rules, today)

    def statement(self, facts: ClaimFacts, on: date) -> InterestStatement:
        """The interest of one claim as of a day. Raises UnusableRuleError."""
        return statement_of(Case(facts, self.wishes[facts.business], self.rules, on), on)


@lru_cache(maxsize=32)
def _rules(country: str, *, live: bool, entries: tuple[Entry, ...]) -> Rules:
    """The same entries make the same rules, and what was looked up in them before."""
    return rules_of(country, live=live, entries=entries)


async def wishes_of(connection: Connection, merchant: Merchant) -> Wishes:
    """What the merchant wants: the newest it said for each kind of payer, else what is usual in its country."""
    said = await follow_up_settings.newest(connection, [merchant.merchant_id])
    return {
        business: held_by(merchant, said.get((merchant.merchant_id, business)), business=business)
        for business in (False, True)
    }


async def planner_of(connection: Connection, merchant: Merchant, wishes: Wishes | None = None) -> Planner:
    """The merchant's planner, by what it wants, or would want. Raises UnsupportedCountryError."""
    entries = tuple(await rules.of_country(connection, merchant.country))
    wanted = await wishes_of(connection, merchant) if wishes is None else wishes
    return Planner(wanted, _rules(merchant.country, live=not merchant.sandbox, entries=entries))


async def plans_of(
    connection: Connection, merchant: Merchant, claims: Sequence[Claim], today: date, settings: Wishes | None = None
) -> dict[UUID, Plan]:
    """The plan of each of the merchant's claims as of a day, by its settings, or by those that are handed in.

    Claims without a due day have none yet. Raises UnsupportedCountryError.
    """
    planner = await planner_of(connection, merchant, settings)
    facts = await facts_of(connection, merchant, claims, today)
    return {claim_id: planner.plan(known, today) for claim_id, known in facts.items()}
