"""A caller invites somebody to one of its merchants, by e-mail."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.claim.distribution import Way
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.invitation import LASTS, Guest, Invitation, guest_problems, guest_warnings
from fordring.domain.merchant import Merchant
from fordring.services.callers import creditor_of
from fordring.storage import invitations
from fordring.storage.ids import new_id
from fordring.storage.queue import Job
from fordring.storage.work import Work

DELIVER_INVITATION = "deliver_invitation"


@dataclass(frozen=True, slots=True)
class Invite:
    """Whom, to which merchant by its public number, and whom the caller acts for."""

    creditor_no: int
    merchants: Collection[UUID]
    guest: Guest


@dataclass(frozen=True, slots=True)
class Invited:
    """The invitation, and what was accepted although it is doubtful."""

    merchant: Merchant
    invitation: Invitation
    warnings: tuple[FieldProblem, ...]


async def invite(command: Invite, work: Work) -> Invited:
    """Owe the mail with the link. Earlier open invitations of the same guest end: the newest link counts.

    Raises ForeignCreditorError, InvalidCommandError naming every field.
    """
    merchant = await creditor_of(work.connection, command.creditor_no, command.merchants)
    guest = replace(command.guest, country=command.guest.country or merchant.country)
    problems = tuple(guest_problems(guest))
    if problems:
        raise InvalidCommandError(*problems)
    await invitations.end_earlier(work.connection, merchant.merchant_id, guest, work.wall)
    invitation = Invitation(
        merchant.merchant_id, new_id(), guest, work.wall, work.asker.name, expires_at=work.wall + LASTS
    )
    invitations.add(work.unit, invitation)
    _owe_mail(work, invitation)
    await work.unit.flush()
    return Invited(merchant, invitation, guest_warnings(guest))


def _owe_mail(work: Work, invitation: Invitation) -> None:
    delivery_id = new_id()
    work.unit.add(
        "delivery",
        {
            "merchant_id": invitation.merchant_id,
            "delivery_id": delivery_id,
            "channel": Way.EMAIL,
            "address": {"email": invitation.guest.email, "name": invitation.guest.name},
            "state": "waiting",
            "attempts": 0,
            "next_try_at": work.wall,
            "created_at": work.wall,
            "invitation_id": invitation.invitation_id,
        },
    )
    payload = {"delivery_id": str(delivery_id)}
    work.unit.add_job(Job(DELIVER_INVITATION, str(delivery_id), payload, invitation.merchant_id))
