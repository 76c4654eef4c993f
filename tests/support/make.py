"""Factories: merchants of three countries with their client accounts, payers, orders. Invented people and numbers."""

from datetime import UTC, datetime
from typing import Any

from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.parties import Billing
from fordring.domain.purchase.offer import ProductTerms, Terms
from fordring.domain.purchase.purchase import Channel, Product
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.domain.references import ReferenceAgreement, Scheme, issue_reference
from fordring.services.checkout.pay_by_invoice import PayByInvoice
from fordring.services.onboarding.open_merchant import OpenMerchant, open_merchant
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

WALL = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)

ACCOUNTS = {
    "NO": ("NOK", "NO9386011117947", "86011117947", "DNBANOKK", ReferenceAgreement(Scheme.KID, 12, 10)),
    "SE": ("SEK", "SE4550000000058398257466", "9912346", "ESSESESS", ReferenceAgreement(Scheme.OCR, 0)),
    "FI": ("EUR", "FI2112345600000785", None, "NDEAFIHH", ReferenceAgreement(Scheme.VIITENUMERO)),
}
NAMES = {"NO": "Fjord Sykkel AS", "SE": "Sjö Cykel AB", "FI": "Järvi Pyörä Oy"}
NUMBERS = {"NO": "923609016", "SE": "5560360793", "FI": "20774740"}
PLACES = {"NO": ("0151", "Oslo"), "SE": ("11122", "Stockholm"), "FI": ("00100", "Helsinki")}


def bank_account(country: str = "NO") -> BankAccount:
    """The operator's client account of a country."""
    currency, iban, domestic, bic, agreement = ACCOUNTS[country]
    return BankAccount(new_id(), f"Client account {currency}", country, currency, iban, domestic, bic, agreement)


def address(country: str = "NO") -> dict[str, str]:
    """Somewhere in the capital."""
    postal_code, place = PLACES[country]
    return {"address_line": "Storgata 1", "postal_code": postal_code, "postal_place": place, "country": country}


def opening(country: str = "NO", account_id: str = "T11112222", **more: Any) -> OpenMerchant:
    """A sandbox merchant of a country."""
    account = bank_account(country)
    facts: dict[str, Any] = {
        "account_id": account_id,
        "name": NAMES[country],
        "organization_number": NUMBERS[country],
        "country": country,
        "currency": account.currency,
        "address": address(country),
        "bank_account": account,
        "payout_account": {"NO": "97101234561", "SE": "50501055", "FI": "FI2112345600000785"}[country],
        "number_prefix": "A1B2C",
        "f_skatt": country == "SE",
        "in_business_register": country == "NO",
    }
    return OpenMerchant(**facts | more)


def reference_of(account: BankAccount, number: int) -> str:
    """The payment reference of a running number on an account."""
    return issue_reference(account.agreement, number)


def work(connection: Connection, wall: datetime = WALL, **asker: Any) -> Work:
    """Work for one verb inside `connection`'s transaction."""
    facts: dict[str, Any] = {"name": "client", "request_id": new_id()}
    return Work(connection, Unit(connection), wall, Asker(**facts | asker))


async def merchant(database: Database, country: str = "NO", account_id: str = "T11112222", **more: Any) -> Merchant:
    """A merchant, opened and committed."""
    return await database.run(lambda c: open_merchant(opening(country, account_id, **more), work(c)))


def billing(country: str = "NO", **more: str) -> Billing:
    """A person's bill-to address; name a business to make it one."""
    facts = {
        "first_name": "Ola",
        "last_name": "Nordmann",
        "email": "ola@example.com",
        "phone_number": "+4799999999",
        **address(country),
    }
    return Billing(**facts | more)


def order(amount_minor: int = 12_500, reference: str = "order-1", vat_bp: int = 2500) -> GivenOrder:
    """An order of one line at the standard rate."""
    return GivenOrder(amount_minor, reference, lines=(GivenLine("Bicycle bell", amount_minor, vat_bp=vat_bp),))


def payment_by_invoice(owner: Merchant, amount_minor: int = 12_500, **more: Any) -> PayByInvoice:
    """A consumer pays by invoice, delivered by us, due in 14 days; `channel` and `interval` are its own terms."""
    facts: dict[str, Any] = {
        "merchant_id": owner.merchant_id,
        "product": Product.CONSUMER,
        "order": order(amount_minor, vat_bp=owner.default_vat_bp or 0),
        "currency": owner.currency,
        "billing": billing(owner.country),
        "days_until_due": 14,
    }
    own = ProductTerms(channel=more.pop("channel", Channel.OPERATOR), interval=more.pop("interval", None))
    terms = Terms(dict.fromkeys(Product, own))
    return PayByInvoice(**{**facts, "terms": terms} | more)
