"""An invitation of somebody to a merchant: a contact of the merchant's own, or its accountant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fordring.domain.errors import FieldProblem
from fordring.domain.identifiers import email_is_usable, organisation_number

LASTS = timedelta(days=14)
"""By the wall clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Whom to invite. An accountant's `country` and `organization_number` are those of the accounting office."""

    email: str
    name: str
    accountant: bool = False
    country: str = ""
    organization_number: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who was invited to which merchant, and until when; it is accepted once."""

    merchant_id: UUID
    invitation_id: UUID
    guest: Guest
    created_at: datetime
    created_by: str
    expires_at: datetime
    accepted_at: datetime | None = None

    def is_open(self, wall: datetime) -> bool:
        """Whether it can still be accepted."""
        return self.accepted_at is None and wall < self.expires_at


def guest_problems(guest: Guest) -> Iterator[FieldProblem]:
    """Every field that makes an invitation impossible."""
    if not email_is_usable(guest.email):
        yield FieldProblem("guest.email", "is not an e-mail address")
    if guest.accountant and not guest.organization_number:
        yield FieldProblem("guest.organization_number", "is missing; an accounting office has one")
    if guest.country and not re.fullmatch("[A-Z]{2}", guest.country):
        yield FieldProblem("guest.country", "must be two letters, as NO")


def guest_warnings(guest: Guest) -> tuple[FieldProblem, ...]:
    """What is kept as given but should be seen by a person."""
    if not guest.organization_number:
        return ()
    checked = organisation_number(guest.organization_number, guest.country)
    return tuple(FieldProblem("guest.organization_number", warning) for warning in checked.warnings)
