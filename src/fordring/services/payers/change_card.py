"""A client corrects the card of one of its creditor's customers; claims keep the data they were registered with.

Where the customer lives and is mailed is a matter of the claims there are as well: their letters go there from now on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.registration import deliverable
from fordring.domain.errors import FieldProblem
from fordring.domain.parties import Billing, billing_warnings
from fordring.services.callers import creditor_of
from fordring.services.whereabouts import rewrite_card
from fordring.storage import payers
from fordring.storage.payers import Card
from fordring.storage.work import Work

NAMES = frozenset({"first_name", "last_name", "business_name"})
SENT_TO = ("email", "phone_number")


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """Which card, for whom, and what is new of it; what is absent stays. `address` are fields of `Billing`."""

    creditor_no: int
    merchants: frozenset[UUID]
    number: str
    address: Mapping[str, str]
    name: str | None = None
    business: bool | None = None


@dataclass(frozen=True, slots=True)
class ChangedCard:
    """The card as it is now, and what is doubtful about what was said."""

    card: Card
    warnings: tuple[FieldProblem, ...]


async def change_card(command: ChangeCard, work: Work) -> ChangedCard:
    """Store what the card says from now on. Raises ForeignCreditorError, NotFoundError, InvalidCommandError."""
    merchant = await creditor_of(work.connection, command.creditor_no, command.merchants)
    card = await payers.get(work.connection, merchant.merchant_id, command.number, lock=True)
    said = _said(card, command)
    after, _ = await rewrite_card(work, merchant, card, said, command.address)
    kept = deliverable(said)
    doubts = billing_warnings(kept, business=bool(kept.business_name))
    return ChangedCard(after, (*doubts, *_unused(said, kept)))


def _said(card: Card, command: ChangeCard) -> Billing:
    """The card with what is new; a new name, or another kind of customer, takes the place of all names before it."""
    billing = dict(card.billing)
    was_business = bool(billing.get("business_name"))
    business = was_business if command.business is None else command.business
    if command.name is not None or business is not was_business:
        billing = {name: value for name, value in billing.items() if name not in NAMES}
        billing["business_name" if business else "last_name"] = command.name or card.name
    return Billing(**{**billing, **command.address})


def _unused(said: Billing, kept: Billing) -> Iterator[FieldProblem]:
    for field in SENT_TO:
        if getattr(said, field) != getattr(kept, field):
            yield FieldProblem(f"billing_address.{field}", "is nothing that could be sent to, and is not kept")
