"""Whoever was invited says yes. Opening the link says nothing yet: mail scanners do that too."""

from dataclasses import dataclass, replace

from fordring.domain.invitation import Invitation
from fordring.storage import invitations
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """The secret of the link."""

    secret: str


async def accept_invitation(command: AcceptInvitation, work: Work) -> Invitation:
    """The invitation as it is now: accepted by this or before, or over. Raises NotFoundError."""
    invitation = await invitations.by_link(work.connection, command.secret, lock=True)
    if not invitation.is_open(work.wall):
        return invitation
    await invitations.accept(work.connection, invitation, work.wall)
    return replace(invitation, accepted_at=work.wall)
