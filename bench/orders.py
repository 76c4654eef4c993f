"""Invented merchants, and the order that every payment of the bench pays: five lines, a payer and a reference each."""

from dataclasses import replace
from itertools import count

from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.parties import Billing
from fordring.domain.purchase.purchase import Product
from fordring.domain.purchase.totals import GivenLine, GivenOrder
from fordring.domain.references import ReferenceAgreement, Scheme
from fordring.main.clock import wall
from fordring.services.checkout.pay_by_invoice import PayByInvoice
from fordring.services.onboarding.open_merchant import OpenMerchant, open_merchant
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

IBAN = "NO9386011117947"
KID = ReferenceAgreement(Scheme.KID, 12, 10)
NORWAY = BankAccount(new_id(), "Client account", "NO", "NOK", IBAN, "86011117947", "DNBANOKK", KID)
SWEDEN = BankAccount(
    *(new_id(), "Client account", "SE", "SEK", "SE4550000000058398257466", "9912346", "ESSESESS"),
    ReferenceAgreement(Scheme.OCR),
)
ORGANISATIONS = {"NO": "923609016", "SE": "5560360793"}
LINES = (("Sykkelbjelle", 12_500), ("Slange 28 tommer", 14_900), ("Lykt", 39_900), ("Lås", 59_900), ("Frakt", 9_900))
TOTAL = sum(amount for _, amount in LINES)
VAT_BP = 2_500
_running = count(1)


def work(connection: Connection, unit: Unit | None = None) -> Work:
    """Work for one verb, asked for by the bench now."""
    return Work(connection, unit or Unit(connection), wall(), Asker("bench", new_id()))


async def open_merchants(database: Database, many: int, account: BankAccount = NORWAY) -> list[Merchant]:
    """So many sandbox merchants of the account's country that share it as their client account."""

    async def one(connection: Connection) -> Merchant:
        return await open_merchant(_opening(next(numbers), account), work(connection))

    numbers = count(10_000_000)
    return [await database.run(one) for _ in range(many)]


def next_reference() -> str:
    """A merchant reference that no order had before."""
    return f"order-{next(_running)}"


def payment(merchant: Merchant) -> PayByInvoice:
    """The order, paid by a payer who has not been seen before."""
    reference = next_reference()
    lines = tuple(GivenLine(text, amount, vat_bp=VAT_BP) for text, amount in LINES)
    return PayByInvoice(
        merchant_id=merchant.merchant_id,
        product=Product.CONSUMER,
        order=GivenOrder(TOTAL, reference, lines=lines),
        currency=merchant.currency,
        billing=Billing(
            first_name="Ola",
            last_name="Nordmann",
            address_line="Storgata 1",
            postal_code="0151" if merchant.country == "NO" else "11151",
            postal_place="Oslo" if merchant.country == "NO" else "Stockholm",
            country=merchant.country,
            email=f"{reference}@example.com",
            phone_number="+4799999999",
        ),
        days_until_due=14,
        merchant_reference_2=reference,
    )


def _opening(number: int, account: BankAccount) -> OpenMerchant:
    place = {"postal_code": "11151", "postal_place": "Stockholm"}
    if account.country == "NO":
        place = {"postal_code": "0150", "postal_place": "Oslo"}
    return OpenMerchant(
        account_id=f"T{number}",
        name=f"Fjord Sykkel {number} AS",
        organization_number=ORGANISATIONS[account.country],
        country=account.country,
        currency=account.currency,
        address={"address_line": "Havnegata 4", **place, "country": account.country},
        bank_account=replace(account, bank_account_id=new_id()),
        payout_account="97101234561",
        number_prefix="A1B2C",
        in_business_register=True,
    )
