"""What the payers of a sandbox merchant have paid as their aliases asked, and what of it comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.money import Money
from fordring.storage.house import files
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """An invoice whose payer's alias asks for payments; `paid_parts` of them were made."""

    claim_id: UUID
    claim_no: int
    bank_account_id: UUID
    reference: str
    billing: Mapping[str, Any]
    principal: Money
    open_minor: int
    due_on: date
    paid_parts: int


@dataclass(frozen=True, slots=True)
class OpenBill:
    """A claim of which something is open, as its payer sees it."""

    claim_no: int
    bank_account_id: UUID
    reference: str
    billing: Mapping[str, Any]
    open: Money


@dataclass(frozen=True, slots=True)
class PaidPart:
    """One payment that was made. It stands in no file where it came to nothing."""

    merchant_id: UUID
    claim_id: UUID
    part_no: int
    paid_on: date
    amount_minor: int
    bank_file_id: UUID | None


# The alias is read here only to pass over what asks for nothing more; `domain/purchase/outcome.py` has the rule.
_ASKING = r"""
    SELECT c.*, done.many, c.due_on + 10 * done.many AS next_on
      FROM claim c,
           LATERAL (SELECT lower(split_part(split_part(c.billing ->> 'email', '@', 1), '+', 2)) AS said) a,
           LATERAL (SELECT string_to_array(CASE a.said WHEN 'paid' THEN '100' ELSE a.said END, '-') AS shares) s,
           LATERAL (SELECT count(*)::integer AS many FROM sandbox_payment p
                     WHERE (p.merchant_id, p.claim_id) = (c.merchant_id, c.claim_id)) done
     WHERE c.merchant_id = $1 AND c.kind <> 'credit_note' AND c.issued_on IS NOT NULL AND c.state <> 'closed'
       AND c.billing ->> 'email' ~* '^[^+@]*\+(paid|[1-9][0-9]{0,2}(-[1-9][0-9]{0,2})*)@'
       AND done.many < cardinality(s.shares) AND (SELECT sum(n::integer) FROM unnest(s.shares) n) <= 100"""


async def next_day(connection: Connection, merchant_id: UUID) -> date | None:
    """The earliest day on which a payer pays; None when none is asked to."""
    found: date | None = await connection.fetchval(f"SELECT min(next_on) FROM ({_ASKING}) c", merchant_id)
    return found


async def asking_on(connection: Connection, merchant_id: UUID, day: date) -> list[AskedClaim]:
    """The invoices of which something is to be paid by that day, in the order of their numbers."""
    rows = await connection.fetch(
        f"SELECT * FROM ({_ASKING}) c WHERE next_on <= $2 ORDER BY claim_no", merchant_id, day
    )
    return [
        AskedClaim(
            claim_id=row["claim_id"],
            claim_no=row["claim_no"],
            bank_account_id=row["bank_account_id"],
            reference=row["reference"] or "",
            billing=row["billing"],
            principal=Money(row["principal_minor"], row["currency"]),
            open_minor=row["open_principal"] + row["open_fees"] + row["open_interest"],
            due_on=row["due_on"],
            paid_parts=row["many"],
        )
        for row in rows
    ]


async def open_claims(connection: Connection, merchant_id: UUID, claim_nos: Sequence[int], most: int) -> list[OpenBill]:
    """What payers of the merchant may pay, in the order of its numbers: of these claims, or of all without any."""
    rows = await connection.fetch(
        """SELECT claim_no, bank_account_id, reference, billing, currency, due_on,
                  open_principal + open_fees + open_interest AS open_minor
             FROM claim
            WHERE merchant_id = $1 AND state = 'issued' AND reference IS NOT NULL
              AND (claim_no = ANY($2) OR cardinality($2::bigint[]) = 0)
              AND open_principal + open_fees + open_interest > 0
            ORDER BY claim_no LIMIT $3""",
        merchant_id,
        list(claim_nos),
        most,
    )
    return [
        OpenBill(
            claim_no=row["claim_no"],
            bank_account_id=row["bank_account_id"],
            reference=row["reference"],
            billing=row["billing"],
            open=Money(row["open_minor"], row["currency"]),
        )
        for row in rows
    ]


async def unbooked_files(connection: Connection, merchant_id: UUID) -> list[UUID]:
    """The files of its payers whose booking was begun by nobody, or not ended."""
    rows = await connection.fetch(
        """SELECT f.bank_file_id FROM house.bank_file f
            WHERE f.state = ANY($2) AND EXISTS (
                  SELECT FROM sandbox_payment p WHERE p.merchant_id = $1 AND p.bank_file_id = f.bank_file_id)
            ORDER BY f.bank_file_id""",
        merchant_id,
        [files.RECEIVED, files.BOOKING],
    )
    return [row["bank_file_id"] for row in rows]


def add(unit: Unit, parts: Sequence[PaidPart]) -> None:
    """Parts that were paid."""
    names = PaidPart.__slots__
    unit.add("sandbox_payment", *({name: getattr(part, name) for name in names} for part in parts))
