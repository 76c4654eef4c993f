"""What the plans of claims are made from, gathered for many claims at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.actions import TRANSFERRED_ON, is_case
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.limitation import INTERRUPTED_BY_DEEDS
from fordring.domain.claim.whereabouts import place_of
from fordring.domain.followup.facts import ClaimFacts, Stop, StopReason
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.storage import following_up, limitation, payers, payment_plans
from fordring.storage.following_up import History
from fordring.storage.transaction import Connection

PLANS_COUNT = frozenset({"FI", "SE"})
"""Countries whose law counts what payment plans cost with the claim's other costs; it is read for them alone.

Finland caps all of them together; Sweden's compensation between businesses is offset against them.
"""


async def facts_of(
    connection: Connection, merchant: Merchant, claims: Sequence[Claim], today: date
) -> dict[UUID, ClaimFacts]:
    """The facts of each claim of the merchant's as of a day; claims without a due day have none yet.

    Whether it is a consumer's debt was settled when it arose; where its payer lives is what is known by now.
    """
    due = [claim for claim in claims if claim.due_on is not None]
    if not due:
        return {}
    own = [claim.claim_id for claim in due if claim.channel is Channel.MERCHANT and claim.kind.ours]
    known = await following_up.histories(connection, merchant.merchant_id, due, own)
    facts = {claim.claim_id: facts_from(merchant, claim, known[claim.claim_id], today) for claim in due}
    keys = {claim.payer_key for claim in due}
    abroad = await payers.living_abroad(connection, merchant.merchant_id, keys, merchant.country)
    for claim in due if abroad else ():
        if claim.payer_key in abroad and facts[claim.claim_id].payer_country == merchant.country:
            facts[claim.claim_id] = replace(facts[claim.claim_id], payer_country=abroad[claim.payer_key])
    if merchant.country in PLANS_COUNT:
        for claim_id, minor in (await payment_plans.fees_of(connection, merchant.merchant_id, list(facts))).items():
            facts[claim_id] = replace(facts[claim_id], plan_fees_minor=minor)
    if merchant.country in INTERRUPTED_BY_DEEDS:
        for claim_id, days in (await limitation.paid_on(connection, merchant.merchant_id, list(facts))).items():
            facts[claim_id] = replace(facts[claim_id], paid_on=days)
    return facts


def facts_from(merchant: Merchant, claim: Claim, history: History, today: date) -> ClaimFacts:
    """The facts of one claim, with what happened to it. What its client said of it stands in its content.

    A consent, and that an address is sure to reach the payer, were said of the e-mail that the claim was made with.
    """
    if claim.due_on is None:
        raise AssertionError("only what is due is followed up")
    said: Mapping[str, Any] = claim.content.get("follow_up") or {}
    delivered_at = history.delivered_at if claim.kind.ours else None
    reached = claim.reached
    same_email = reached.get("email") == claim.billing.get("email")
    return ClaimFacts(
        country=merchant.country,
        payer_country=_country(claim, merchant),
        currency=claim.currency,
        business=claim.business,
        principal_minor=claim.principal_minor,
        open=claim.open,
        due_on=claim.due_on,
        due_fixed=said.get("due_fixed", True),
        delivered_on=local_day(delivered_at, merchant.country) if delivered_at else None,
        handed_over=claim.kind.handed_over,
        for_collection=is_case(claim),
        steps=history.steps,
        stops=_stops(claim, history, merchant, today),
        movements=history.movements,
        interest_pauses=history.interest_pauses,
        interest_demanded_on=_day(said.get("interest_demanded_on")),
        fee_agreed=said.get("fee_agreed", False),
        consented_on=_day(said.get("consented_on")) if same_email else None,
        email=bool(reached.get("email")),
        electronic=said.get("electronic", False) and same_email,
        postal_address=place_of(reached) is not None,
        deducts_vat=merchant.vat_registered,
        enforceable=said.get("enforceable", False),
        interrupted_on=_day(claim.content.get("interrupted_on")),
        approved=history.approved | {None} if TRANSFERRED_ON in claim.content else history.approved,
    )


def _country(claim: Claim, merchant: Merchant) -> str:
    """Where the payer lives; abroad, if it was made out to there or is known to be there by now."""
    known = (claim.billing["country"], claim.reached["country"])
    return next((country for country in known if country != merchant.country), merchant.country)


def _stops(claim: Claim, history: History, merchant: Merchant, today: date) -> tuple[Stop, ...]:
    """A claim's pause is a stop like the others."""
    if claim.pause is None or not claim.paused_on(today):
        return history.stops
    paused = Stop(StopReason.PAUSED, local_day(claim.pause.at, merchant.country), claim.pause.until)
    return (paused, *history.stops)


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
