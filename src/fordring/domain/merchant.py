"""A merchant: who is owed, on which account the money comes in, and what time it is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from fordring.domain.references import ReferenceAgreement

HOUSE = UUID(int=0)
"""The book of receipts whose owner is not known yet."""


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A client account of the operator, and the agreement about references that the bank has with it."""

    bank_account_id: UUID
    name: str
    country: str
    currency: str
    iban: str
    domestic: str | None
    bic: str
    agreement: ReferenceAgreement


@dataclass(frozen=True, slots=True)
class Clock:
    """A merchant's clock: the wall clock plus an offset, or frozen. Live merchants have neither."""

    offset: timedelta = timedelta()
    frozen_at: datetime | None = None
    played_on: date | None = None

    def at(self, wall: datetime) -> datetime:
        """What this clock shows when the wall clock shows `wall`."""
        return self.frozen_at or wall + self.offset


@dataclass(frozen=True, slots=True)
class Merchant:
    """Who is owed. `account_id` is the public id: `T…` sandbox, `P…` live; rates are basis points."""

    merchant_id: UUID
    account_id: str
    creditor_no: int
    name: str
    organization_number: str
    country: str
    currency: str
    address: Mapping[str, Any]
    vat_registered: bool
    in_business_register: bool
    f_skatt: bool
    default_vat_bp: int | None
    number_prefix: str
    bank_account: BankAccount
    payout_account: str
    commission_bp: int
    commission_vat_bp: int
    settings: Mapping[str, Any]
    signature_secret: str
    clock: Clock

    @property
    def sandbox(self) -> bool:
        """Whether money, mail and time are played."""
        return self.account_id.startswith("T")

    def now(self, wall: datetime) -> datetime:
        """The time of its business, when the wall clock shows `wall`."""
        return self.clock.at(wall)
