"""A bank file of many credits against as many open claims: made here, so that booking it can be measured."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.domain.money import Money
from fordring.domain.references import issue_reference
from fordring.formats.banking.camt054_writer import Notification, write_camt054
from fordring.formats.banking.model import BankAccountRef, BankLine, Direction, Reference, ReferenceKind
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database

DAY = date(2026, 11, 20)
CLAIMS_AT_ONCE = 10_000
COPIERS = 2

# A new key for each copy of the template's row; what is unique is given by the arrays.
COPIES = {
    "claim": "claim_id, claim_no, number, reference, payer_key",
    "house.claim_directory": "claim_id, claim_no",
    "house.reference": "claim_id, reference",
    "claim_event": "claim_id",
    "checkout": "checkout_id, purchase_id, merchant_reference",
    "purchase": "claim_id, purchase_id, checkout_id, merchant_reference",
    "purchase_event": "purchase_id",
    "document": "claim_id, document_id",
    "delivery": "claim_id, document_id, delivery_id",
    "entry": "entry_id",
    "posting": "claim_id, entry_id",
}
GIVEN = "unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::uuid[], $7::uuid[], $8::uuid[], $9::uuid[])"
NEW = f"""(SELECT *, 'copy-' || claim_no AS merchant_reference, 'payer ' || claim_no AS payer_key,
           document_id AS delivery_id FROM {GIVEN}
    AS given(claim_id, claim_no, number, reference, purchase_id, entry_id, checkout_id, document_id)) AS n"""  # noqa: S608 - no values in it


@dataclass(frozen=True, slots=True)
class OpenClaim:
    """What a payer reads on the invoice."""

    reference: str
    amount: Money


async def copy_claims(database: Database, merchant: Merchant, template: UUID, count: int) -> list[OpenClaim]:
    """`count` open claims like the claim `template`, with everything the ledger's truths ask for.

    Each has a purchase, a paper and a payer of its own. Several connections copy at once.
    """
    async with database.transaction() as connection:
        row = await connection.fetchrow("SELECT currency, principal_minor FROM claim WHERE claim_id = $1", template)
        numbers = await _numbers(connection, merchant, count)
    assert row is not None
    pieces = [numbers[first : first + CLAIMS_AT_ONCE] for first in range(0, count, CLAIMS_AT_ONCE)]
    references = [
        [issue_reference(merchant.bank_account.agreement, claim_no) for claim_no, _ in piece] for piece in pieces
    ]
    waiting = iter(zip(pieces, references, strict=True))

    async def copy() -> None:
        for piece, its in waiting:
            async with database.transaction() as connection:
                await _copy(connection, template, piece, its)

    await asyncio.gather(*(copy() for _ in range(COPIERS)))
    amount = Money(row["principal_minor"], row["currency"])
    return [OpenClaim(reference, amount) for its in references for reference in its]


async def _numbers(connection: Connection, merchant: Merchant, many: int) -> list[tuple[int, str]]:
    """So many public numbers of claims, with the numbers of their invoices."""
    rows = await connection.fetch("SELECT nextval('house.claim_no') AS n FROM generate_series(1, $1)", many)
    first = await connection.fetchval(
        """UPDATE number_series SET next_number = next_number + $2 WHERE merchant_id = $1
           RETURNING next_number - $2""",
        merchant.merchant_id,
        many,
    )
    return [(row["n"], f"{merchant.number_prefix}-{number:06}") for number, row in enumerate(rows, start=first)]


async def _copy(
    connection: Connection, template: UUID, numbers: Sequence[tuple[int, str]], references: Sequence[str]
) -> None:
    claim_nos, invoice_numbers = zip(*numbers, strict=True)
    claim_ids, *others = ([new_id() for _ in numbers] for _ in range(5))
    given = (claim_ids, claim_nos, invoice_numbers, references, *others)
    for table, unique in COPIES.items():
        await connection.execute(await _copying(connection, table, unique), template, *given)


async def _copying(connection: Connection, table: str, unique: str) -> str:
    """The statement that copies the template's rows of one table, with new values in the `unique` columns."""
    schema, name = table.split(".") if "." in table else ("public", table)
    columns = [
        row["column_name"]
        for row in await connection.fetch(
            """SELECT column_name FROM information_schema.columns
                WHERE table_schema = $1 AND table_name = $2 AND is_generated = 'NEVER'""",
            schema,
            name,
        )
    ]
    replaced = unique.split(", ")
    values = ", ".join(f"n.{column}" if column in replaced else f"t.{column}" for column in columns)
    which = {
        "checkout": "t.checkout_id = (SELECT checkout_id FROM purchase WHERE claim_id = $1)",
        "purchase_event": "t.purchase_id = (SELECT purchase_id FROM purchase WHERE claim_id = $1)",
        "entry": "t.entry_id = (SELECT entry_id FROM posting WHERE claim_id = $1 LIMIT 1)",
    }.get(table, "t.claim_id = $1")
    # Table and columns are those of the constant above and of the database itself.
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} t, {NEW} WHERE {which}"  # noqa: S608 - see above


def bank_file(account_iban: str, claims: list[OpenClaim], message_id: str = "BENCH") -> bytes:
    """A camt.054 in which each claim is paid in full, by a credit of its own."""
    account = BankAccountRef(account_iban)
    lines = tuple(
        BankLine(
            account,
            claim.amount,
            Direction.CREDIT,
            booked_on=DAY,
            value_on=DAY,
            entry_reference=f"{message_id}{place:09}",
            references=(Reference(ReferenceKind.SCOR, claim.reference, "SCOR"),),
            party_name="Kari Nordmann",
            party_account=BankAccountRef("97101234561", "BBAN"),
            entry_no=place,
        )
        for place, claim in enumerate(claims, start=1)
    )
    created = datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC)
    return write_camt054(Notification(message_id, created, account, claims[0].amount.currency, lines))
