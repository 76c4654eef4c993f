"""A payer's identification on its way: what is to be paid by it, how far it has come, and how long it holds.

Its times are the wall clock's. It is good for one checkout, one kind of invoice and one name, and for one purchase.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.identity.names import name_matches, same_name
from fordring.domain.identity.person import Person
from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Product

HOLDS = timedelta(minutes=30)
"""So long an identification can be begun, and so long the identified payer can pay."""
ROUND_TRIP = timedelta(minutes=15)
"""So long a payer may be away at the provider."""


class Standing(StrEnum):
    """How far it has come."""

    OPEN = "open"
    STARTED = "started"
    ANSWERED = "answered"
    FAILED = "failed"
    MISMATCHED = "mismatched"
    VERIFIED = "verified"
    USED = "used"
    LEFT = "left"


class Step(StrEnum):
    """What can happen to it."""

    START = "start"
    ANSWER = "answer"
    FAIL = "fail"
    MISMATCH = "mismatch"
    VERIFY = "verify"
    USE = "use"
    LEAVE = "leave"


S, E = Standing, Step
AFTER: Mapping[tuple[Standing, Step], Standing] = {
    **{(at, E.START): S.STARTED for at in (S.OPEN, S.STARTED, S.ANSWERED, S.FAILED, S.MISMATCHED)},
    (S.STARTED, E.ANSWER): S.ANSWERED,
    (S.ANSWERED, E.FAIL): S.FAILED,
    (S.ANSWERED, E.MISMATCH): S.MISMATCHED,
    (S.ANSWERED, E.VERIFY): S.VERIFIED,
    (S.MISMATCHED, E.MISMATCH): S.MISMATCHED,
    (S.MISMATCHED, E.VERIFY): S.VERIFIED,
    (S.VERIFIED, E.USE): S.USED,
    **{(at, E.LEAVE): S.LEFT for at in (S.OPEN, S.STARTED, S.ANSWERED, S.FAILED, S.MISMATCHED, S.VERIFIED)},
}


class Failure(StrEnum):
    """Why an identification came to nothing."""

    CANCELLED = "cancelled"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"


class Doubt(StrEnum):
    """Why a payer who comes back from a provider is not listened to."""

    REPEATED = "repeated"
    OTHER_BROWSER = "other_browser"
    OTHER_PROVIDER = "other_provider"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Callback:
    """A payer comes back: by which provider's address, with which `state`, in which browser, the two as SHA-256."""

    provider: str
    state_sha256: str
    browser_sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What is paid once the payer is identified; `address` is the billing address as the face was given it.

    `said` is what else the payer said, as the face keeps it.
    """

    product: Product
    billing: Billing
    address: Mapping[str, Any]
    seen: datetime
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One way to a provider and back: its secrets, those of `state` and of the browser as SHA-256."""

    provider: str
    state_sha256: str
    browser_sha256: str
    nonce: str
    verifier: str
    started_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """One identification. `person` is known once a provider has vouched for one, `sealed_id` is their encrypted id."""

    merchant_id: UUID
    verification_id: UUID
    checkout_id: UUID
    pending: Pending
    created_at: datetime
    expires_at: datetime
    standing: Standing = Standing.OPEN
    journey: Journey | None = None
    failure: Failure | None = None
    person: Person | None = None
    sealed_id: str = field(default="", repr=False)
    purchase_id: UUID | None = None

    def moved(self, step: Step, **more: Any) -> "Verification":
        """What it has become. Raises IllegalTransitionError."""
        after = AFTER.get((self.standing, step))
        if after is None:
            raise IllegalTransitionError("an identification", self.standing, step)
        return replace(self, standing=after, **more)

    def is_over(self, wall: datetime) -> bool:
        """Whether its time has run out, or it was used or left."""
        return wall >= self.expires_at or self.standing in {Standing.USED, Standing.LEFT}

    def started(self, journey: Journey) -> "Verification":
        """The payer goes to a provider, maybe again; what was known is forgotten. Raises IllegalTransitionError."""
        fresh = {"journey": journey, "failure": None, "person": None, "sealed_id": ""}
        return self.moved(Step.START, expires_at=journey.started_at + HOLDS, **fresh)

    def doubt(self, callback: Callback, wall: datetime) -> Doubt | None:
        """Why this callback does not belong to the way that the payer is on; None if it does.

        A `state` is good once, in the browser that was sent away with it, and at the address of its provider.
        """
        journey = self.journey
        if journey is None or callback.state_sha256 != journey.state_sha256 or self.standing is not Standing.STARTED:
            return Doubt.REPEATED
        if callback.browser_sha256 != journey.browser_sha256:
            return Doubt.OTHER_BROWSER
        if callback.provider != journey.provider:
            return Doubt.OTHER_PROVIDER
        return Doubt.LATE if wall >= journey.started_at + ROUND_TRIP else None

    def answered(self) -> "Verification":
        """The payer is back: the secrets of the way are used up. Raises IllegalTransitionError."""
        spent = replace(self.journey, nonce="", verifier="") if self.journey else None
        return self.moved(Step.ANSWER, journey=spent)

    def is_of(self, browser_sha256: str) -> bool:
        """Whether this is the browser in which the payer was identified: no other is told who that was."""
        return self.journey is not None and self.journey.browser_sha256 == browser_sha256

    def failed(self, failure: Failure) -> "Verification":
        """The provider has not identified the payer. Raises IllegalTransitionError."""
        return self.moved(Step.FAIL, failure=failure)

    def vouched(self, person: Person, sealed_id: str, wall: datetime) -> "Verification":
        """A provider has vouched for a person: verified, unless another one is billed. Raises IllegalTransitionError.

        A bill to a business is to its name; who stands behind it is only recorded.
        """
        judged = judgement_of(self.pending, person)
        return self.moved(judged, person=person, sealed_id=sealed_id, expires_at=wall + HOLDS)

    def renamed(self, first_name: str, last_name: str, wall: datetime) -> "Verification":
        """The payer corrects the name on the bill, and is verified if it is theirs. Raises IllegalTransitionError."""
        if self.standing is not Standing.MISMATCHED:
            raise IllegalTransitionError("an identification", self.standing, "a corrected name")
        names = {"first_name": first_name, "last_name": last_name}
        pending = replace(
            self.pending, billing=replace(self.pending.billing, **names), address={**self.pending.address, **names}
        )
        judged = judgement_of(pending, self.person) if self.person else Step.MISMATCH
        return self.moved(judged, pending=pending, expires_at=wall + HOLDS)

    def proves(self, product: Product, billing: Billing, wall: datetime) -> bool:
        """Whether its payer may pay so now: identified lately, by this kind of invoice and under this name."""
        return (
            self.standing is Standing.VERIFIED
            and wall < self.expires_at
            and product is self.pending.product
            and same_name(billing.person, self.pending.billing.person)
        )


def judgement_of(pending: Pending, person: Person) -> Step:
    """Whether the bill is to this person, or to a business, for which anybody may act who says who they are."""
    names = (person.given_name, person.family_name, person.name)
    fits = pending.product.of_business or name_matches(pending.billing.person, *names)
    return Step.VERIFY if fits else Step.MISMATCH
