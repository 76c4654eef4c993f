"""What the keeper of a payer's card says of where the payer lives holds for every claim that was there before.

The keeper is the creditor, by its own program or by an invoice that it registers, or the operator. A purchase says
where its own bill goes, and nothing of other bills.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.registration import deliverable
from fordring.domain.claim.whereabouts import PLACE, Contact, kept, news, said_after, same_place, told_by
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.facts import StopReason
from fordring.domain.merchant import Merchant
from fordring.domain.parties import COUNTRIES, Billing
from fordring.services.sent_again import send_bills_elsewhere
from fordring.services.told_claims import stopped_claims, tell_claims
from fordring.storage import claim_stops, claims, following_up, payers, payers_claims
from fordring.storage.ids import new_id
from fordring.storage.payers import Card
from fordring.storage.queue import Job
from fordring.storage.work import Work

TAKE_UP_ADDRESS = "take_up_address"
FOUND = "another address was told"


def owe_address(work: Work, claim: Claim, *, elsewhere: bool) -> None:
    """Have the claims on its payer's card go by what this one was registered with: a job `take_up_address`."""
    payload = {"claim_id": str(claim.claim_id), "elsewhere": elsewhere}
    work.unit.add_job(Job(TAKE_UP_ADDRESS, str(claim.claim_id), payload, claim.merchant_id))


async def rewrite_card(
    work: Work, merchant: Merchant, card: Card, said: Billing, told: Mapping[str, str]
) -> tuple[Card, Sequence[Claim]]:
    """The locked card as it says from now on, and the claims that go by it now; `told` are the fields that were told.

    An e-mail or telephone number that nothing could be sent to is not kept. Raises InvalidCommandError for a country
    without a process.
    """
    if said.country not in COUNTRIES:
        problem = f"has no process yet; there is one for {', '.join(COUNTRIES)}"
        raise InvalidCommandError(FieldProblem("billing_address.country", problem))
    usable = deliverable(said)
    known: dict[str, Any] = {name: value for name, value in asdict(usable).items() if value}
    contact = _contact(known, told)
    after = replace(card, name=usable.name, billing=known, contact=kept(card.contact, contact, new_id()))
    if (after.name, after.billing) != (card.name, card.billing):
        after = replace(after, updated_at=merchant.now(work.wall))
    await payers.save(work.connection, after)
    elsewhere = "place" in contact and not same_place(card.billing, contact["place"])
    moved = await follow_card(work, merchant, after, elsewhere=elsewhere)
    if known["country"] != card.billing.get("country"):
        followed = await claim_stops.followed_claims_of(work.connection, merchant.merchant_id, card.payer_key)
        today = local_day(merchant.now(work.wall), merchant.country)
        await following_up.look_again(work.connection, merchant.merchant_id, followed, today)
    return after, moved


async def follow_card(work: Work, merchant: Merchant, card: Card, *, elsewhere: bool) -> Sequence[Claim]:
    """The claims on the locked card go by what was said of it after they were made; those that this changed.

    Each is told of it, and its plan is asked anew. An invoice of theirs that came back is sent to where its payer lives
    now. Nobody's address is unknown any more where another was told: of the whole payer where it is `elsewhere` than
    the card said before.
    """
    ids = await payers_claims.unclosed(work.connection, merchant.merchant_id, card.payer_key)
    found = await claims.these(work.connection, merchant.merchant_id, ids, lock=True)
    changed = {claim.claim_id: news(claim.reached, said_after(card.contact, claim.claim_id)) for claim in found}
    moved = [claim for claim in found if changed[claim.claim_id]]
    contacts = {claim.claim_id: {**(claim.contact or {}), **changed[claim.claim_id]} for claim in moved}
    await payers_claims.save_contacts(work.connection, merchant.merchant_id, contacts)
    alike: defaultdict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in moved:
        alike[tuple(changed[claim.claim_id])].append(claim)
    for those in alike.values():
        await tell_claims(work, merchant, those, "address_changed", **changed[those[0].claim_id])
    gone = [claim.claim_id for claim in moved if _left(claim, changed[claim.claim_id])]
    await send_bills_elsewhere(work, merchant, gone)
    await _end_unknown(work, merchant, gone, card.payer_key if elsewhere or gone else None)
    return moved


def _left(claim: Claim, said: Contact) -> bool:
    return "place" in said and not same_place(claim.reached, said["place"])


async def _end_unknown(work: Work, merchant: Merchant, claim_ids: Collection[UUID], payer_key: str | None) -> None:
    """End what stops these claims, and all of the payer, because nobody knew where the payer lives."""
    reason, today = StopReason.UNKNOWN_ADDRESS, local_day(merchant.now(work.wall), merchant.country)
    for stop in await claim_stops.standing(work.connection, merchant.merchant_id, reason, claim_ids, payer_key):
        locked = await stopped_claims(work, stop)
        ended = replace(stop, ended_on=today, ended_because=FOUND, ended_by=work.asker.name)
        if await claim_stops.end(work.connection, ended):
            await tell_claims(work, merchant, locked, "stop_ended", reason=reason, message=FOUND, stop_id=stop.stop_id)


def _contact(known: Contact, told: Mapping[str, str]) -> Contact:
    """What was told of where the payer lives and is mailed: the card's whole address, an e-mail, or that there is none.

    An e-mail that nothing could be sent to says nothing of the one before.
    """
    said = told_by(known)
    wanted = {part for part, fields in (("place", PLACE), ("email", ("email",))) if told.keys() & set(fields)}
    withdrawn = {"email": ""} if told.get("email") == "" else {}
    return {part: value for part, value in said.items() if part in wanted} | withdrawn
