"""What a client says of a merchant it takes in: the values, and how a merchant's row and settings hold them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any

from fordring.domain.identifiers import organisation_number
from fordring.domain.ledger.charts import CHARTS, chart_of
from fordring.domain.merchant import Merchant, Policies
from fordring.domain.payment.disbursement import Disbursement
from fordring.domain.references import Level, ReferenceAgreement, Scheme

USUAL = Policies()


class StartLevel(StrEnum):
    """The step that a case enters at."""

    NOTICE = "notice"
    DEMAND = "demand"


class Bookkeeping(StrEnum):
    """How suggestions reach the merchant's books: as vouchers for somebody to post, or posted by themselves."""

    UNPOSTED = "unposted"
    AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class OwnAccount:
    """A bank account of the merchant's: an IBAN or a number of its country; `agreement`: the references it takes."""

    number: str
    bic: str = ""
    agreement: ReferenceAgreement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """The merchant as it was told; empty texts are absent. It is paid to the first of `accounts`.

    `ledger_accounts`: numbers in the merchant's own chart by our names. `other`: what nobody here knows, as JSON text.
    """

    accounting_system: str = ""
    name: str = ""
    organization_number: str = ""
    country: str = ""
    currency: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    address_line: str = ""
    address_line_2: str = ""
    postal_code: str = ""
    postal_place: str = ""
    vat_registered: bool = True
    in_business_register: bool = False
    f_skatt: bool = False
    accounts: tuple[OwnAccount, ...] = ()
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    accountant_name: str = ""
    accountant_number: str = ""
    accountant_country: str = ""
    accountant_email: str = ""
    bookkeeping: Bookkeeping = Bookkeeping.UNPOSTED
    ledger_accounts: Mapping[str, str] = field(default_factory=dict)
    disbursement: Disbursement = Disbursement.BATCH
    approve_cases: bool = False
    approve_demands: bool = False
    start_level: StartLevel = StartLevel.NOTICE
    automatic_transfer: bool = True
    days_until_due: int = USUAL.days_until_due
    line_amounts_exclude_vat: bool = USUAL.line_amounts_exclude_vat
    direct_payment_closes: bool = USUAL.direct_payment_closes
    full_credit_writes_off: bool = USUAL.full_credit_writes_off
    other: str = ""

    @property
    def business_id(self) -> str:
        """The organisation number without what stands around it."""
        return organisation_number(self.organization_number, self.country).compact

    @property
    def chart(self) -> dict[str, str]:
        """The ledger's accounts that hold: the merchant's own, else its country's usual ones, if it is one of ours."""
        return asdict(chart_of(self.country, self.ledger_accounts)) if self.country in CHARTS else {}

    @property
    def fingerprint(self) -> str:
        """The same for two applications of equal content, however they were spelled."""
        canonical = replace(self, organization_number=self.business_id, ledger_accounts=self.chart)
        text = json.dumps(asdict(canonical), sort_keys=True, default=str, ensure_ascii=True)
        return hashlib.sha256(text.encode()).hexdigest()


_KEPT = ("bookkeeping", "ledger_accounts", "disbursement", "accounting_system", "other", *Policies.__slots__)
_FOLLOW_UP = ("approve_cases", "approve_demands", "start_level", "automatic_transfer")
_GROUPS = {
    "contact": {"email": "email", "phone": "phone", "website": "website"},
    "contact_person": {"name": "contact_name", "email": "contact_email", "phone": "contact_phone"},
    "accountant": {
        "name": "accountant_name",
        "organization_number": "accountant_number",
        "country": "accountant_country",
        "email": "accountant_email",
    },
    "follow_up": {name: name for name in _FOLLOW_UP},
}
_ADDRESS = ("address_line", "address_line_2", "postal_code", "postal_place")
_ROW = ("name", "organization_number", "country", "currency", "vat_registered", "in_business_register", "f_skatt")
_WORDS = {"bookkeeping": Bookkeeping, "disbursement": Disbursement, "start_level": StartLevel}


def settings_of(application: Application) -> dict[str, Any]:
    """The part of a merchant's settings that an application says."""
    groups = {
        group: {name: getattr(application, ours) for name, ours in names.items() if getattr(application, ours) != ""}
        for group, names in _GROUPS.items()
    }
    accounts = [_account_row(account) for account in application.accounts]
    return {**{name: getattr(application, name) for name in _KEPT}, **groups, "bank_accounts": accounts}


def address_of(application: Application) -> dict[str, str]:
    """A merchant's address: address_line, postal_code, postal_place, country, and a second line if there is one."""
    given = {name: getattr(application, name) for name in _ADDRESS if getattr(application, name)}
    return {**given, "country": application.country}


def application_of(merchant: Merchant) -> Application:
    """The application that would make this merchant as it is set up now; what is not set has its default."""
    settings = merchant.settings
    facts: dict[str, Any] = {name: getattr(merchant, name) for name in _ROW}
    facts |= {name: merchant.address[name] for name in _ADDRESS if name in merchant.address}
    facts |= {name: settings[name] for name in _KEPT if name in settings}
    for group, names in _GROUPS.items():
        kept = settings.get(group) or {}
        facts |= {ours: kept[name] for name, ours in names.items() if kept.get(name) is not None}
    facts |= {name: word(facts[name]) for name, word in _WORDS.items() if name in facts}
    rows = settings.get("bank_accounts") or [{"number": merchant.payout_account}]
    return Application(**facts, accounts=tuple(_account_of(row) for row in rows))


def _account_row(account: OwnAccount) -> dict[str, Any]:
    agreement = asdict(account.agreement) if account.agreement else None
    return {"number": account.number, "bic": account.bic, "agreement": agreement}


def _account_of(row: Mapping[str, Any]) -> OwnAccount:
    kept = row.get("agreement")
    return OwnAccount(row["number"], row.get("bic", ""), agreement_of(kept) if kept else None)


def agreement_of(kept: Mapping[str, Any]) -> ReferenceAgreement:
    """An agreement as settings hold it."""
    return ReferenceAgreement(
        Scheme(kept["scheme"]), kept["length"], kept["modulus"], Level(kept["level"]), tuple(kept["other_lengths"])
    )
