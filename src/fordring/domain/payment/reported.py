"""What a merchant's books report of claims: how much principal a direct payment, its reversal or a credit moves."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from fordring.domain.calendar import FIRST_TOLD, LAST_TOLD
from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import Closed, State, payable
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Kind as EventKind
from fordring.domain.purchase.purchase import Purchase


class Kind(StrEnum):
    """What is reported."""

    DIRECT_PAYMENT = "direct_payment"
    CREDIT = "credit"


@dataclass(frozen=True, slots=True)
class ReportedPart:
    """What a report says of one claim, by its public id; minor units. A credit is above zero."""

    claim_no: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Reported:
    """A report on one claim or several; `accounting_id` is the client's own id of it, `amount_minor` the whole."""

    kind: Kind
    parts: tuple[ReportedPart, ...]
    amount_minor: int
    value_on: date | None = None
    accounting_id: str | None = None
    description: str | None = None

    @property
    def fingerprint(self) -> str:
        """Equal for reports with equal content."""
        return hashlib.sha256(repr(self).encode()).hexdigest()

    def counts_from(self, today: date) -> date:
        """The day from which it counts: as told, but today at the latest, which is also meant where none was told."""
        return min(self.value_on or today, today)

    def require_day(self) -> None:
        """Raises InvalidCommandError for a day whose year is a slip of the pen."""
        if self.value_on is not None and not FIRST_TOLD <= self.value_on <= LAST_TOLD:
            raise InvalidCommandError(FieldProblem("value_on", f"must lie between {FIRST_TOLD} and {LAST_TOLD}"))


@dataclass(frozen=True, slots=True)
class Taken:
    """How much of what was asked is booked, with its sign, and why not the rest; `payout_id` is the payout it was."""

    minor: int
    ignored: str = ""
    payout_id: UUID | None = None


def taken_of(claim: Claim, asked_minor: int) -> Taken:
    """What a direct payment or a credit takes of the principal: what is open of it at the most."""
    if not payable(claim.state):
        return Taken(0, _closed(claim))
    taken = min(asked_minor, claim.open.principal)
    if taken == asked_minor:
        return Taken(taken)
    return Taken(taken, "it is more than the capital that remains" if taken else "no capital remains")


def taken_back(claim: Claim, asked_minor: int, reported_minor: int) -> Taken:
    """What a reversal takes back of the direct payments that were reported; a claim closed since opens again.

    One that was withdrawn stays closed: nothing more is wanted of its payer.
    """
    if claim.state is State.CLOSED and claim.closed_because is Closed.WITHDRAWN:
        return Taken(0, _closed(claim))
    taken = min(-asked_minor, reported_minor)
    if taken == -asked_minor:
        return Taken(-taken)
    return Taken(-taken, "it is more than the direct payments reported" if taken else "no direct payment was reported")


def _closed(claim: Claim) -> str:
    return f"the invoice is closed{f': {claim.closed_because}' if claim.closed_because else ''}"


def paid_directly(purchase: Purchase) -> int:
    """How much of a purchase direct payments cover that can be taken back; nothing of one that was voided."""
    if purchase.status is Status.VOIDED:
        return 0
    signs = {EventKind.PAID: 1, EventKind.REVERSED: -1}
    return sum(
        signs[event.kind] * event.amount_minor
        for event in purchase.events
        if event.kind in signs and event.facts.get("direct")
    )


def spread_back(purchases: Sequence[Purchase], minor: int) -> list[tuple[Purchase, int]]:
    """How much each purchase gives back of direct payments: the newest first, the other way round than they came."""
    shares = []
    rest = minor
    for purchase in reversed(purchases):
        share = min(rest, paid_directly(purchase))
        rest -= share
        if share:
            shares.append((purchase, share))
    return shares


def unallocated(report: Reported) -> int:
    """What of the whole no part accounts for."""
    return report.amount_minor - sum(_amounts(report.parts))


def _amounts(parts: Iterable[ReportedPart]) -> Iterable[int]:
    return (part.amount_minor for part in parts)
