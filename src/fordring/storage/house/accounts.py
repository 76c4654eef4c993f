"""The operator's client accounts: where payers pay to, and which merchants each collects for."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import BankAccount
from fordring.storage.merchants import ACCOUNT_COLUMNS, bank_account_of
from fordring.storage.transaction import Connection

SELECT = f"SELECT b.bank_account_id, {ACCOUNT_COLUMNS} FROM house.bank_account b"


@dataclass(frozen=True, slots=True)
class AccountEvent:
    """Somebody changed a setting of an account, by the wall clock."""

    what: str
    was: str
    became: str
    by: str
    at: datetime


async def add(connection: Connection, account: BankAccount, *, sandbox: bool) -> BankAccount:
    """Open an account, or find the one with the same IBAN."""
    agreement = account.agreement
    await connection.execute(
        """INSERT INTO house.bank_account (bank_account_id, name, country, currency, iban, domestic, bic, scheme,
               reference_length, modulus, reference_level, sandbox)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (iban) DO NOTHING""",
        account.bank_account_id,
        account.name,
        account.country,
        account.currency,
        account.iban,
        account.domestic,
        account.bic,
        agreement.scheme,
        agreement.length,
        agreement.modulus,
        agreement.level,
        sandbox,
    )
    return await _one(connection, "b.iban = $1", account.iban)


async def by_iban(connection: Connection, iban: str) -> BankAccount:
    """The account with this IBAN, spelt with or without blanks. Raises NotFoundError."""
    return await _one(connection, "b.iban = $1", "".join(iban.split()).upper())


async def set_orders(
    connection: Connection, bank_account_id: UUID, *, pain_version: str, four_eyes: bool
) -> BankAccount:
    """What payment orders from this account are like from now on."""
    await connection.execute(
        "UPDATE house.bank_account SET pain_version = $2, four_eyes = $3 WHERE bank_account_id = $1",
        bank_account_id,
        pain_version,
        four_eyes,
    )
    return await get(connection, bank_account_id)


async def set_charge_codes(connection: Connection, bank_account_id: UUID, codes: Collection[str] | None) -> BankAccount:
    """By which codes the bank of this account calls a debit its charge from now on; None for the usual ones."""
    await connection.execute(
        "UPDATE house.bank_account SET charge_codes = $2 WHERE bank_account_id = $1",
        bank_account_id,
        None if codes is None else sorted(codes),
    )
    return await get(connection, bank_account_id)


async def set_shortfall_invoicer(
    connection: Connection, bank_account_id: UUID, merchant_id: UUID | None
) -> BankAccount:
    """Who invoices what merchants owe on this account from now on; None for nobody."""
    await connection.execute(
        "UPDATE house.bank_account SET shortfall_invoicer = $2 WHERE bank_account_id = $1", bank_account_id, merchant_id
    )
    return await get(connection, bank_account_id)


async def is_sandbox(connection: Connection, bank_account_id: UUID) -> bool:
    """Whether the money on it is played, as its merchants are."""
    found = await connection.fetchval(
        "SELECT sandbox FROM house.bank_account WHERE bank_account_id = $1", bank_account_id
    )
    return bool(found)


async def happened(connection: Connection, bank_account_id: UUID, told: Sequence[AccountEvent]) -> None:
    """Keep these behind what is told of the locked account already."""
    await connection.executemany(
        """INSERT INTO house.bank_account_event (bank_account_id, event_no, what, was, became, by, at)
           SELECT $1, coalesce(max(event_no), 0) + 1, $2, $3, $4, $5, $6
             FROM house.bank_account_event WHERE bank_account_id = $1""",
        [(bank_account_id, each.what, each.was, each.became, each.by, each.at) for each in told],
    )


async def events(connection: Connection, bank_account_id: UUID) -> list[AccountEvent]:
    """What was changed of the account, the oldest first."""
    rows = await connection.fetch(
        "SELECT what, was, became, by, at FROM house.bank_account_event WHERE bank_account_id = $1 ORDER BY event_no",
        bank_account_id,
    )
    return [AccountEvent(**dict(row)) for row in rows]


async def get(connection: Connection, bank_account_id: UUID) -> BankAccount:
    """The account with this id. Raises NotFoundError."""
    return await _one(connection, "b.bank_account_id = $1", bank_account_id)


async def receiving(connection: Connection, country: str, currency: str, *, sandbox: bool) -> BankAccount | None:
    """Where payers of a new merchant pay to: the operator's first account of that country and currency, if any."""
    row = await connection.fetchrow(
        f"""{SELECT} WHERE b.country = $1 AND b.currency = $2 AND b.sandbox = $3
             ORDER BY b.bank_account_id LIMIT 1""",
        country,
        currency,
        sandbox,
    )
    return None if row is None else bank_account_of(row)


async def all_accounts(connection: Connection) -> list[BankAccount]:
    """Every client account."""
    return [bank_account_of(row) for row in await connection.fetch(f"{SELECT} ORDER BY b.iban")]


async def _one(connection: Connection, condition: str, value: object) -> BankAccount:
    row = await connection.fetchrow(f"{SELECT} WHERE {condition}", value)
    if row is None:
        raise NotFoundError("bank account", value)
    return bank_account_of(row)
