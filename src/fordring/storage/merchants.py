"""Merchants: their settings, their account for incoming money, their clock."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.errors import BusyError, NotFoundError
from fordring.domain.merchant import BankAccount, Clock, Merchant
from fordring.domain.purchase.offer import DEFAULT_PROFILE
from fordring.domain.references import Level, ReferenceAgreement, Scheme
from fordring.storage.profiles import DEFAULT
from fordring.storage.terms import terms_row
from fordring.storage.transaction import Connection

ACCOUNT_COLUMNS = """
    b.name AS bank_name, b.country AS bank_country, b.currency AS bank_currency, b.iban, b.domestic, b.bic,
    b.scheme, b.reference_length, b.modulus, b.reference_level, b.pain_version, b.four_eyes,
    b.charge_codes, b.shortfall_invoicer"""
COLUMNS = f"m.*, {ACCOUNT_COLUMNS}"
FROM = "FROM merchant m JOIN house.bank_account b USING (bank_account_id)"
AS_IT_IS = (
    *("merchant_id", "account_id", "creditor_no", "name", "organization_number", "country", "currency", "address"),
    *("vat_registered", "in_business_register", "f_skatt", "default_vat_bp", "number_prefix", "payout_account"),
    *("commission_bp", "commission_vat_bp", "settings", "signature_secret", "deactivated_at"),
)
AS_THEY_ARE = itemgetter(*AS_IT_IS)
"""What of a merchant's row is what the merchant has by that name."""


def bank_account_of(row: asyncpg.Record) -> BankAccount:
    """The bank account in a row that has ACCOUNT_COLUMNS."""
    return BankAccount(
        bank_account_id=row["bank_account_id"],
        name=row["bank_name"],
        country=row["bank_country"],
        currency=row["bank_currency"],
        iban=row["iban"],
        domestic=row["domestic"],
        bic=row["bic"],
        agreement=ReferenceAgreement(
            Scheme(row["scheme"]), row["reference_length"], row["modulus"], Level(row["reference_level"])
        ),
        pain_version=row["pain_version"],
        four_eyes=row["four_eyes"],
        charge_codes=None if row["charge_codes"] is None else frozenset(row["charge_codes"]),
        shortfall_invoicer=row["shortfall_invoicer"],
    )


def merchant_of(row: asyncpg.Record) -> Merchant:
    """The merchant in a row that has COLUMNS."""
    offset = timedelta(milliseconds=row["clock_offset_ms"])
    return Merchant(
        **dict(zip(AS_IT_IS, AS_THEY_ARE(row), strict=True)),
        bank_account=bank_account_of(row),
        clock=Clock(offset, row["clock_frozen_at"], row["clock_played_on"]),
    )


async def _one(connection: Connection, condition: str, value: Any) -> Merchant:
    row = await connection.fetchrow(f"SELECT {COLUMNS} {FROM} WHERE {condition} = $1", value)
    if row is None:
        raise NotFoundError("merchant", value)
    return merchant_of(row)


async def get(connection: Connection, merchant_id: UUID) -> Merchant:
    """The merchant with this id. Raises NotFoundError."""
    return await _one(connection, "m.merchant_id", merchant_id)


async def by_account_id(connection: Connection, account_id: str) -> Merchant:
    """The merchant with this public id (`T…`, `P…`). Raises NotFoundError."""
    return await _one(connection, "m.account_id", account_id)


async def by_creditor_no(connection: Connection, creditor_no: int) -> Merchant:
    """The merchant with this integer id. Raises NotFoundError."""
    return await _one(connection, "m.creditor_no", creditor_no)


async def behind_claim(
    connection: Connection, claim_no: int, covered: Collection[UUID] | None, *, lock: bool = False
) -> tuple[Merchant, UUID]:
    """The merchant of the claim with this public integer id, one of those covered if told, and the claim's own id.

    With `lock` the claim is locked; it is for another statement to read it, which then sees what the lock waited for.
    Raises NotFoundError.
    """
    locked = "JOIN claim c ON (c.merchant_id, c.claim_id) = (d.merchant_id, d.claim_id)" if lock else ""
    row = await connection.fetchrow(
        f"""SELECT {COLUMNS}, d.claim_id {FROM} JOIN house.claim_directory d USING (merchant_id) {locked}
             WHERE d.claim_no = $1 AND ($2::uuid[] IS NULL OR d.merchant_id = ANY($2::uuid[]))
             {"FOR UPDATE OF c" if lock else ""}""",
        claim_no,
        None if covered is None else list(covered),
    )
    if row is None:
        raise NotFoundError("claim", claim_no)
    return merchant_of(row), row["claim_id"]


async def these(connection: Connection, merchant_ids: Collection[UUID]) -> dict[UUID, Merchant]:
    """Those of the merchants that are there."""
    rows = await connection.fetch(f"SELECT {COLUMNS} {FROM} WHERE m.merchant_id = ANY($1)", list(merchant_ids))
    return {row["merchant_id"]: merchant_of(row) for row in rows}


async def all_merchants(connection: Connection) -> list[Merchant]:
    """Every merchant, oldest first."""
    rows = await connection.fetch(f"SELECT {COLUMNS} {FROM} ORDER BY m.creditor_no")
    return [merchant_of(row) for row in rows]


async def lock_clock(connection: Connection, merchant_id: UUID) -> None:
    """Hold the right to move this merchant's clock, on this connection. Raises BusyError when another holds it."""
    key = merchant_id.int & 0x7FFF_FFFF_FFFF_FFFF
    if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", key):
        raise BusyError("this merchant's clock is being moved right now")


async def unlock_clock(connection: Connection, merchant_id: UUID) -> None:
    """Give back the right to move the clock."""
    await connection.execute("SELECT pg_advisory_unlock($1)", merchant_id.int & 0x7FFF_FFFF_FFFF_FFFF)


async def set_clock(connection: Connection, merchant_id: UUID, clock: Clock) -> None:
    """Store what the clock shows from now on, and the last day that was played."""
    await connection.execute(
        "UPDATE merchant SET clock_offset_ms = $2, clock_frozen_at = $3, clock_played_on = $4 WHERE merchant_id = $1",
        merchant_id,
        clock.offset // timedelta(milliseconds=1),
        clock.frozen_at,
        clock.played_on,
    )


async def set_settings(connection: Connection, merchant_id: UUID, part: str, content: Mapping[str, Any]) -> None:
    """Put `content` in the place of one part of the merchant's settings."""
    await connection.execute(
        "UPDATE merchant SET settings = settings || jsonb_build_object($2::text, $3::jsonb) WHERE merchant_id = $1",
        merchant_id,
        part,
        dict(content),
    )


async def set_up(connection: Connection, merchant: Merchant) -> None:
    """Store who the merchant is, where it is paid, and those of its settings that `merchant` has; the others stay."""
    await connection.execute(
        """UPDATE merchant SET name = $2, organization_number = $3, address = $4, vat_registered = $5,
               in_business_register = $6, f_skatt = $7, default_vat_bp = $8, payout_account = $9,
               settings = settings || $10 WHERE merchant_id = $1""",
        merchant.merchant_id,
        merchant.name,
        merchant.organization_number,
        dict(merchant.address),
        merchant.vat_registered,
        merchant.in_business_register,
        merchant.f_skatt,
        merchant.default_vat_bp,
        merchant.payout_account,
        dict(merchant.settings),
    )


async def set_deactivated(connection: Connection, merchant_id: UUID, at: datetime | None) -> None:
    """Since when it takes no new claims; None: it takes them."""
    await connection.execute("UPDATE merchant SET deactivated_at = $2 WHERE merchant_id = $1", merchant_id, at)


async def lock(connection: Connection, merchant_id: UUID) -> None:
    """Nobody else sets the merchant up until the commit."""
    await connection.execute("SELECT FROM merchant WHERE merchant_id = $1 FOR NO KEY UPDATE", merchant_id)


async def add(
    connection: Connection, merchant: Merchant, created_at: datetime, created_by: str, fingerprint: str | None = None
) -> int:
    """A new merchant with its number series and its profile `default`; its integer id.

    The id in `merchant` is ignored when it is 0. What its calls are signed with is told to `signatures`. `fingerprint`
    is of the application that it was taken in with.
    """
    number = await connection.fetchval(
        """WITH made AS (
               INSERT INTO merchant (merchant_id, account_id, creditor_no, name, organization_number, country, currency,
                   address, vat_registered, in_business_register, f_skatt, default_vat_bp, number_prefix,
                   bank_account_id, payout_account, commission_bp, commission_vat_bp, settings, signature_secret,
                   clock_offset_ms, clock_frozen_at, created_at, fingerprint)
               VALUES ($1, $2, coalesce($3, nextval(pg_get_serial_sequence('merchant', 'creditor_no'))::integer), $4,
                   $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, '', $19, $20, $21, $25)
               RETURNING merchant_id, creditor_no),
           series AS (
               INSERT INTO number_series (merchant_id, series, next_number)
               SELECT merchant_id, 'invoice', 1 FROM made),
           offering AS (
               INSERT INTO profile (merchant_id, profile_id, configuration, terms, content, created_at, created_by,
                   updated_at)
               SELECT merchant_id, $22, '{}', $23, '{}', $21, $24, $21 FROM made)
           SELECT creditor_no FROM made""",
        merchant.merchant_id,
        merchant.account_id,
        merchant.creditor_no or None,
        merchant.name,
        merchant.organization_number,
        merchant.country,
        merchant.currency,
        dict(merchant.address),
        merchant.vat_registered,
        merchant.in_business_register,
        merchant.f_skatt,
        merchant.default_vat_bp,
        merchant.number_prefix,
        merchant.bank_account.bank_account_id,
        merchant.payout_account,
        merchant.commission_bp,
        merchant.commission_vat_bp,
        dict(merchant.settings),
        merchant.clock.offset // timedelta(milliseconds=1),
        merchant.clock.frozen_at,
        created_at,
        DEFAULT,
        terms_row(DEFAULT_PROFILE),
        created_by,
        fingerprint,
    )
    return int(number)


async def taken_in_with(connection: Connection, merchant_ids: Collection[UUID], business_id: str) -> dict[int, str]:
    """Of these, the active merchants with that organisation number: their integer ids, and what they came with."""
    rows = await connection.fetch(
        """SELECT creditor_no, coalesce(fingerprint, '') AS fingerprint FROM merchant
            WHERE merchant_id = ANY($1) AND organization_number = $2 AND deactivated_at IS NULL ORDER BY creditor_no""",
        list(merchant_ids),
        business_id,
    )
    return {row["creditor_no"]: row["fingerprint"] for row in rows}


async def sandbox_days(connection: Connection) -> list[tuple[UUID, date | None]]:
    """Sandbox merchants and the day each was last played to."""
    rows = await connection.fetch("SELECT merchant_id, clock_played_on FROM merchant WHERE account_id LIKE 'T%'")
    return [(row["merchant_id"], row["clock_played_on"]) for row in rows]
