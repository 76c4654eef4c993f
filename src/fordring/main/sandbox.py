"""The sandbox that `fordring run` comes with: a Norwegian merchant and its keys."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.references import ReferenceAgreement, Scheme
from fordring.main.clock import wall
from fordring.services.access.create_api_key import CreateAPIKey, create_api_key
from fordring.services.access.create_client import CreateClient, create_client
from fordring.services.onboarding.issue_token import IssueToken, issue_token
from fordring.services.onboarding.open_merchant import OpenMerchant, open_merchant
from fordring.storage import merchants
from fordring.storage.house import accounts
from fordring.storage.house.tokens import Onboarding
from fordring.storage.ids import fresh_account_id, fresh_prefix, new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

ACCOUNT_ID = "T11112222"
SCOPES = frozenset({"admin:checkout", "admin:settlements", "admin:hooks", "admin:accounts", "admin:reports"})
AGREEMENTS = {
    "NO": ("NOK", "NO9386011117947", "86011117947", "DNBANOKK", ReferenceAgreement(Scheme.KID, 12, 10)),
    "SE": ("SEK", "SE4550000000058398257466", "9912346", "ESSESESS", ReferenceAgreement(Scheme.OCR, 0)),
    "FI": ("EUR", "FI2112345600000785", None, "NDEAFIHH", ReferenceAgreement(Scheme.VIITENUMERO)),
}
SHOPS = {
    "NO": ("Fjord Sykkel AS", "923609016", "Havnegata 4", "0150", "Oslo", "97101234561"),
    "SE": ("Sjö Cykel AB", "5560360793", "Hamngatan 4", "11147", "Stockholm", "50501055"),
    "FI": ("Järvi Pyörä Oy", "20774740", "Satamakatu 4", "00160", "Helsinki", "FI5542345670000081"),
}


@dataclass(frozen=True, slots=True)
class SandboxFacts:
    """What a script needs to know; `var/sandbox.json` says the same."""

    base_url: str
    merchant_id: str
    account_id: str
    client_id: str
    client_secret: str
    creditor_id: int
    creditor_token: str
    profile_id: str
    api_key: str
    operator_token: str


async def open_sandbox(database: Database, base_url: str, known: Mapping[str, Any]) -> SandboxFacts:
    """The sandbox of this database, made when it is not there.

    `known` is what the file says; keys are made anew when it has been lost or is of another database.
    """
    merchant = await database.run(lambda connection: _merchant(connection, ACCOUNT_ID, "NO"))
    await database.run(_accounts)
    complete = set(known) == set(SandboxFacts.__slots__) and known["merchant_id"] == str(merchant.merchant_id)
    facts = dict(known) if complete else await database.run(lambda connection: _all_keys(connection, merchant))
    return SandboxFacts(**facts | {"base_url": base_url})


async def another_merchant(database: Database, country: str, account_id: str | None = None) -> dict[str, Any]:
    """One more sandbox merchant, in any of the three countries, with keys of its own, none of them the operator's."""
    chosen = account_id or fresh_account_id(sandbox=True)
    merchant = await database.run(lambda connection: _merchant(connection, chosen, country))
    return await database.run(lambda connection: keys_of(connection, merchant, "sandbox"))


async def _merchant(connection: Connection, account_id: str, country: str) -> Merchant:
    await connection.execute("SELECT pg_advisory_xact_lock(7266003)")
    try:
        return await merchants.by_account_id(connection, account_id)
    except NotFoundError:
        return await open_merchant(_opening(account_id, country), _work(connection))


async def _accounts(connection: Connection) -> None:
    """A client account in each country, for the creditors that are taken in."""
    for country in AGREEMENTS:
        await accounts.add(connection, _account(country), sandbox=True)


def _account(country: str) -> BankAccount:
    currency, iban, domestic, bic, agreement = AGREEMENTS[country]
    return BankAccount(
        new_id(), f"Sandbox client account {currency}", country, currency, iban, domestic, bic, agreement
    )


def _opening(account_id: str, country: str) -> OpenMerchant:
    name, number, street, postal_code, place, payout_account = SHOPS[country]
    account = _account(country)
    return OpenMerchant(
        account_id=account_id,
        name=name,
        organization_number=number,
        country=country,
        currency=account.currency,
        address={"address_line": street, "postal_code": postal_code, "postal_place": place, "country": country},
        bank_account=account,
        payout_account=payout_account,
        number_prefix="FJORD" if account_id == ACCOUNT_ID else fresh_prefix(),
        in_business_register=country == "NO",
        f_skatt=country == "SE",
        commission_bp=250,
        commission_vat_bp=2500,
    )


async def keys_of(connection: Connection, merchant: Merchant, name: str) -> dict[str, Any]:
    """Fresh keys for both faces, known by that name. Only a sandbox merchant's token takes in others."""
    work = _work(connection)
    client = await create_client(CreateClient(merchant.account_id, SCOPES, name), work)
    _, api_key = await create_api_key(CreateAPIKey(merchant.account_id, name), work)
    owned = frozenset({merchant.merchant_id})
    onboards = Onboarding(sandbox=True) if merchant.sandbox else None
    return {
        "merchant_id": str(merchant.merchant_id),
        "account_id": merchant.account_id,
        "client_id": client.client_id,
        "client_secret": client.client_secret,
        "creditor_id": merchant.creditor_no,
        "creditor_token": await issue_token(IssueToken(name, owned, onboards=onboards), work),
        "profile_id": "default",
        "api_key": api_key,
    }


async def _all_keys(connection: Connection, merchant: Merchant) -> dict[str, Any]:
    """The merchant's keys, and the operator's token beside them."""
    token = await issue_token(IssueToken("operator", frozenset(), operator=True), _work(connection))
    return await keys_of(connection, merchant, "sandbox") | {"operator_token": token}


def _work(connection: Connection) -> Work:
    return Work(connection, Unit(connection), wall(), Asker("fordring", new_id()))
