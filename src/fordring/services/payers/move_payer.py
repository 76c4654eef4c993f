"""Somebody knows where the payer of a claim lives, or is mailed, by now: every claim on the payer's card goes by it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.whereabouts import NEEDED
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.identifiers import email_is_usable
from fordring.domain.parties import Address, Billing, billing_warnings
from fordring.services.callers import claim_of
from fordring.services.whereabouts import rewrite_card
from fordring.storage import claims, payers
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class MovePayer:
    """Of which claim, by its public id; the merchants the caller acts for, None for all; and what is known.

    `place` is the whole postal address, without a country in the one of before; `email` is empty where there is none.
    None: nothing is known of it.
    """

    claim_no: int
    merchants: Collection[UUID] | None
    place: Address | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class MovedPayer:
    """The claim as it is now, which others go by the same, and what is doubtful about the address."""

    claim: Claim
    moved: Sequence[Claim]
    warnings: tuple[FieldProblem, ...]


async def move_payer(command: MovePayer, work: Work) -> MovedPayer:
    """The payer's card says it from now on. Raises NotFoundError, also for a claim of others, InvalidCommandError."""
    problems = tuple(_problems(command))
    if problems:
        raise InvalidCommandError(*problems)
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants)
    card = await payers.keyed(work.connection, merchant.merchant_id, claim.payer_key, lock=True)
    told = {} if command.place is None else asdict(command.place)
    if told and not told["country"]:
        told["country"] = str(claim.reached["country"])
    if command.email is not None:
        told["email"] = command.email.strip()
    said = Billing(**{**card.billing, **told})
    _, moved = await rewrite_card(work, merchant, card, said, told)
    after = await claims.get(work.connection, merchant.merchant_id, claim.claim_id)
    return MovedPayer(after, moved, billing_warnings(said, business=bool(said.business_name)))


def _problems(command: MovePayer) -> Iterator[FieldProblem]:
    """A part of an address is none: what is missing of it would be that of another place."""
    if command.place is None and command.email is None:
        yield FieldProblem("address_line", "is missing, and no e-mail is told")
    for part in NEEDED if command.place is not None else ():
        if not str(getattr(command.place, part)).strip():
            yield FieldProblem(part, "is missing")
    if command.email is not None and command.email.strip() and not email_is_usable(command.email.strip()):
        yield FieldProblem("email", "is not an e-mail address")
