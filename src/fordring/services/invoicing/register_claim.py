"""A client hands over an invoice: it is kept as a draft, without number and without entry, until its start is asked."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.claim.claim import Claim, ClaimEvent, ClaimKind
from fordring.domain.claim.handover import handover_problems
from fordring.domain.claim.registration import (
    Registration,
    card_key,
    lines_with_vat,
    registration_problems,
    stored_reference,
)
from fordring.domain.claim.whereabouts import news, same_place, told_by
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.domain.parties import COUNTRIES
from fordring.domain.references import Scheme
from fordring.services.brought import level_doubts, refuse_dear_steps
from fordring.services.callers import require_creditor_no
from fordring.services.credited import credited_by
from fordring.services.dossiers import Dossier, dossier_of, new_dossier
from fordring.services.drafting import card_warnings, crediting, draft_of, shown_warnings
from fordring.services.whereabouts import owe_address
from fordring.storage import claims
from fordring.storage.registration import Earlier, Names, earlier, free_no, named, queue_up
from fordring.storage.work import Work

NAMED_MAX = 100
"""So many earlier claims are named in a warning, which is kept with the claim; a client may use one number for all."""


@dataclass(frozen=True, slots=True)
class RegisterClaim:
    """What is registered, for which creditor, and the merchants that the caller may act for."""

    creditor_no: int
    merchants: frozenset[UUID]
    registration: Registration


async def register_claim(command: RegisterClaim, work: Work) -> Dossier:
    """Keep the claim as a draft. The same thing with the same content is the claim that is there, with a warning.

    The merchant's setting `line_amounts_exclude_vat` says that lines come without VAT. In a transaction it queues up
    before it looks; outside it writes by one statement, which queues up and fails where something new has come.
    Raises ForeignCreditorError, DeactivatedMerchantError, InvalidCommandError, and NotFoundError for a credited id that
    is none of the merchant's.
    """
    require_creditor_no(command.creditor_no)
    given, connection = command.registration, work.connection
    names = Names(command.creditor_no, given.kind, given.own_id, given.own_number)
    queued = connection.is_in_transaction()
    if queued:
        await queue_up(connection, names)
    before = await earlier(connection, names, command.merchants, _possible_cards(given), _possible_references(given))
    merchant = before.merchant
    merchant.require_active()
    fingerprint = given.fingerprint
    twin = next((claim for claim in before.same if claim.fingerprint == fingerprint), None)
    if twin is not None:
        claim = await claims.get(connection, merchant.merchant_id, twin.claim_id)
        return await dossier_of(work, merchant, claim, [_registered_before(claim)])
    registration = _as_meant(given, merchant)
    credited, uncredited = await credited_by(work, merchant, given)
    _refuse(registration, merchant, before, work)
    await refuse_dear_steps(work, merchant, registration)
    claim_no = before.claim_no
    if queued and not registration.reference:
        claim_no = await free_no(connection, merchant.bank_account, claim_no)
    key = card_key(registration, merchant.country) or f"claim:{claim_no}"
    draft, warnings = draft_of(registration, merchant, claim_no, key, merchant.now(work.wall))
    if given.kind is ClaimKind.CREDIT_NOTE:
        draft = crediting(draft, given, credited)
    doubts = await level_doubts(work, merchant, registration)
    card = before.cards.get(key)
    told = (*warnings, *doubts, *uncredited, *_names_used(given, before), *card_warnings(card, draft))
    draft = replace(draft, content={**draft.content, "warnings": shown_warnings(told)}, fingerprint=fingerprint)
    claim, event = draft.happened("registered", draft.created_at, work.asker.name)
    _keep(claim, event, registration.billing.name, work)
    if card is not None and (said := news(card, told_by(claim.billing))):
        owe_address(work, claim, elsewhere="place" in said and not same_place(card, said["place"]))
    if not queued:
        work.unit.queue_up(named(names, before, claim_no))
    await work.unit.flush()
    return await new_dossier(work, merchant, claims.as_stored(claim, work.unit), event)


def _possible_cards(given: Registration) -> set[str]:
    """The keys that the payer's card may have: without a country it is the merchant's, which is not known yet."""
    return {key for home in COUNTRIES if (key := card_key(given, home)) is not None}


def _possible_references(given: Registration) -> set[str]:
    """The forms in which the client's own reference may be kept: the merchant's agreement is not known yet."""
    return {stored_reference(given.reference, scheme) for scheme in Scheme} if given.reference else set()


def _keep(claim: Claim, event: ClaimEvent, payer_name: str, work: Work) -> None:
    """Add every row of the draft to the unit."""
    work.unit.add_payer(
        {
            "merchant_id": claim.merchant_id,
            "payer_key": claim.payer_key,
            "name": payer_name,
            "billing": claim.billing,
            "updated_at": claim.updated_at,
        }
    )
    claims.add(work.unit, claim)
    claims.add_event(work.unit, claim, event, work.wall)


def _as_meant(given: Registration, merchant: Merchant) -> Registration:
    """The registration as this merchant means it: its currency and country where none was given, lines with VAT."""
    scheme = merchant.bank_account.agreement.scheme
    paid = given.kind is not ClaimKind.CREDIT_NOTE
    lines, billing = given.lines, given.billing
    if not billing.country:
        billing = replace(billing, country=merchant.country)
    if merchant.policies.line_amounts_exclude_vat:
        lines = lines_with_vat(lines, merchant.default_vat_bp if merchant.vat_registered else 0)
    return replace(
        given,
        currency=given.currency or merchant.currency,
        billing=billing,
        reference=stored_reference(given.reference, scheme) if given.reference and paid else None,
        lines=lines,
    )


def _refuse(registration: Registration, merchant: Merchant, before: Earlier, work: Work) -> None:
    """Raise for what cannot be issued, every field at once."""
    today = local_day(merchant.now(work.wall), merchant.country)
    problems = [*registration_problems(registration, merchant), *handover_problems(registration, today)]
    if registration.reference in before.references:
        message = "is the reference of another claim on the same receiving account"
        problems.append(FieldProblem("reference", message))
    if problems:
        raise InvalidCommandError(*problems)


def _registered_before(twin: Claim) -> FieldProblem:
    message = f"was registered before with the same content, as {twin.claim_no}; that claim is answered"
    return FieldProblem("own_id" if twin.content.get("own_id") else "own_number", message)


def _names_used(given: Registration, before: Earlier) -> Iterator[FieldProblem]:
    """Warnings that name the claims which bear the same id or number and say something else."""
    called = "own_id" if given.own_id else "own_number"
    for field, found in ((called, before.same), ("own_number", before.namesakes)):
        if found:
            numbers = ", ".join(str(claim.claim_no) for claim in found[:NAMED_MAX])
            more = f" and {len(found) - NAMED_MAX} more" if len(found) > NAMED_MAX else ""
            yield FieldProblem(field, f"was used before, with other content, by {numbers}{more}")
