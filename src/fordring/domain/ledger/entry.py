"""A ledger entry: frozen, and it sums to zero per currency or cannot be made."""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.errors import UnbalancedEntryError
from fordring.domain.ledger.accounts import Account, belongs_to_claim
from fordring.domain.money import Money
from fordring.domain.plentiful import plentiful


@plentiful(frozen=True, slots=True)
class Posting:
    """One line: an account, its claim or its bank account, and an amount (+ debit, - credit)."""

    account: Account
    amount: Money
    claim_id: UUID | None = None
    bank_account_id: UUID | None = None

    def __post_init__(self) -> None:
        owner = self.claim_id if belongs_to_claim(self.account) else self.bank_account_id
        if owner is None:
            raise UnbalancedEntryError(f"a posting to {self.account} needs its claim or bank account")


@plentiful(frozen=True, slots=True)
class Entry:
    """One balanced record. `kind` says why, `cause` names what made it, `value_on` is the day it counts from.

    `facts` explain its amounts: a step's fee, the rows of its interest.
    """

    entry_id: UUID
    kind: str
    value_on: date
    cause: str
    postings: tuple[Posting, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sums: dict[str, int] = {}
        for posting in self.postings:
            currency = posting.amount.currency
            sums[currency] = sums.get(currency, 0) + posting.amount.minor
        if not self.postings or any(sums.values()):
            raise UnbalancedEntryError(f"a {self.kind} entry does not sum to zero: {sums}")


def without_zeros(postings: Iterable[Posting]) -> tuple[Posting, ...]:
    """The postings that say something."""
    return tuple(posting for posting in postings if posting.amount)
