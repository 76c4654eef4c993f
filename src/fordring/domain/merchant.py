"""A merchant: who is owed, on which account the money comes in, and what time it is there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from fordring.domain.errors import DeactivatedMerchantError
from fordring.domain.payment.charges import USUAL_CHARGE_CODES
from fordring.domain.payment.disbursement import Disbursement
from fordring.domain.payment.price import Rates
from fordring.domain.payment.schedule import PayoutSchedule, schedule_of
from fordring.domain.references import ReferenceAgreement

HOUSE = UUID(int=0)
"""The book of receipts whose owner is not known yet."""


@dataclass(frozen=True, slots=True)
class BankAccount:
    """A client account of the operator, and the agreement about references that the bank has with it.

    `pain_version` is that of the payment orders the bank takes; with `four_eyes` a second client releases each of them.
    `charge_codes` are those by which the bank calls a debit its charge; None where the usual ones are taken, which
    nobody has verified. `shortfall_invoicer` is the merchant that invoices what others owe on this account.
    """

    bank_account_id: UUID
    name: str
    country: str
    currency: str
    iban: str
    domestic: str | None
    bic: str
    agreement: ReferenceAgreement
    pain_version: str = "09"
    four_eyes: bool = False
    charge_codes: frozenset[str] | None = None
    shortfall_invoicer: UUID | None = None

    def calls_a_charge(self, codes: Iterable[str]) -> str:
        """The first of these codes of a debit that is a charge's on this account; empty where none is."""
        charges = USUAL_CHARGE_CODES if self.charge_codes is None else self.charge_codes
        return next((code for code in codes if code in charges), "")


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
class Policies:
    """What a merchant may want otherwise, with what holds where it said nothing.

    `days_until_due`: the term of an invoice without a due day. `line_amounts_exclude_vat`: how its books give lines.
    `direct_payment_closes`: fees and interest fall away when the principal was paid directly.
    `full_credit_writes_off`: they do when all of it is credited.
    """

    days_until_due: int = 14
    line_amounts_exclude_vat: bool = False
    direct_payment_closes: bool = False
    full_credit_writes_off: bool = True


@dataclass(frozen=True, slots=True)
class Merchant:
    """Who is owed. `account_id` is the public id: `T…` sandbox, `P…` live; rates are basis points.

    Since `deactivated_at` it takes no new claims.
    """

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
    deactivated_at: datetime | None = None

    @property
    def sandbox(self) -> bool:
        """Whether money, mail and time are played."""
        return self.account_id.startswith("T")

    @property
    def disbursement(self) -> Disbursement:
        """How it is paid out, by its setting `disbursement`: in one amount, unless it chose otherwise."""
        chosen = self.settings.get("disbursement")
        return Disbursement.PER_INVOICE if chosen == Disbursement.PER_INVOICE else Disbursement.BATCH

    @property
    def payout_schedule(self) -> PayoutSchedule:
        """When it is paid, by its settings."""
        return schedule_of(self.settings)

    @property
    def rates(self) -> Rates:
        """What of its money is kept when it is paid out, until its contract's first dated price."""
        return Rates(self.commission_bp, self.commission_vat_bp)

    @property
    def policies(self) -> Policies:
        """Its settings of that kind."""
        return Policies(**{name: self.settings[name] for name in Policies.__slots__ if name in self.settings})

    def require_active(self) -> None:
        """Raise DeactivatedMerchantError where it takes no new claims."""
        if self.deactivated_at is not None:
            raise DeactivatedMerchantError(self.creditor_no)

    def now(self, wall: datetime) -> datetime:
        """The time of its business, when the wall clock shows `wall`."""
        return self.clock.at(wall)
