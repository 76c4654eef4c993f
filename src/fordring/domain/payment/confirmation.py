"""Confirming an account for a refund: a code is sent to the address on the claim, and must come back in time."""

import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

LASTS = timedelta(minutes=30)
TRIES_MAX = 5
SENDS_MAX = 3
A_DAY_MAX = 5
CODE_DIGITS = 6


class AccountFault(StrEnum):
    """What is wrong with an account, or with having it confirmed; pages word it in their own languages."""

    NO_ACCOUNT = "is no account of a bank: an IBAN is expected, in Norway an account number too"
    OURS = "is a client account of the operator's: nothing is sent there"
    NO_ADDRESS = "cannot be confirmed: there is no e-mail address on the claim"
    TOO_MANY = f"was asked for too often: at most {A_DAY_MAX} times a day"
    TOO_MANY_CODES = f"was sent {SENDS_MAX} times; give the account again"


class CodeFault(StrEnum):
    """Why a code confirms nothing."""

    WRONG = "is wrong"
    OVER = "counts no longer: it is too old, or was tried too often"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An account that waits for its code; times are the wall clock's. Of the code only a hash is known."""

    merchant_id: UUID
    confirmation_id: UUID
    claim_id: UUID
    account: str
    email: str
    created_at: datetime
    expires_at: datetime
    code_sha256: str | None = None
    tries: int = 0
    sends: int = 1
    ended_at: datetime | None = None

    def is_open(self, wall: datetime) -> bool:
        """Whether a code can still be tried."""
        return self.ended_at is None and wall < self.expires_at and self.tries < TRIES_MAX

    def with_code(self, code: str, wall: datetime) -> "Confirmation":
        """A code is on its way: it counts from now on, and no earlier one does."""
        return replace(self, code_sha256=self.hash_of(code), expires_at=wall + LASTS)

    def hash_of(self, code: str) -> str:
        """What is kept of a code; the same code of another confirmation is kept as something else."""
        return hashlib.sha256(f"{self.confirmation_id}:{code}".encode()).hexdigest()

    def tried(self, code: str, wall: datetime) -> "tuple[Confirmation, CodeFault | None]":
        """The confirmation after one more try, ended if the code was right; and what was wrong with it."""
        if not self.is_open(wall) or self.code_sha256 is None:
            return self, CodeFault.OVER
        digits = re.sub(r"\D", "", code)
        if hmac.compare_digest(self.hash_of(digits), self.code_sha256):
            return replace(self, tries=self.tries + 1, ended_at=wall), None
        once_more = replace(self, tries=self.tries + 1)
        return once_more, CodeFault.WRONG if once_more.is_open(wall) else CodeFault.OVER
