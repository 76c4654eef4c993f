"""Grouped purchases on their way to an invoice: what waits, what a group adds up to, and the sets a billing run writes.

A row of `billing_group` is an invoice to come. Its lock comes before those of claims and purchases: whoever changes a
purchase that is not billed yet holds it, and so does the run.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.grouping import Group
from fordring.domain.merchant import BankAccount
from fordring.domain.purchase.totals import OrderLine
from fordring.domain.references import issue_reference
from fordring.storage import claim_stops
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


@dataclass(frozen=True, slots=True)
class BillingItem:
    """What one purchase brings to a grouped invoice; `delivered_on` is its day of supply."""

    merchant_id: UUID
    purchase_id: UUID
    merchant_reference: str
    group: Group
    payer_key: str
    billing: dict[str, Any]
    days_until_due: int
    delivered_on: date
    lines: tuple[OrderLine, ...]
    warnings: Sequence[dict[str, str]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """A group added up: its open purchases, oldest first, their sum, terms, and who the newest of them is billed to."""

    group: Group
    purchase_ids: Sequence[UUID]
    principal_minor: int
    days_until_due: Sequence[int]
    payer_key: str
    billing: dict[str, Any]


ITEM = """
    SELECT i.*, p.merchant_reference FROM billing_item i JOIN purchase p USING (merchant_id, purchase_id)"""

HOLD = """
    SELECT bill_on, group_key, purchases FROM billing_group
     WHERE merchant_id = $1 AND bill_on <= $2 AND group_key <> ALL($4::uuid[])
     ORDER BY bill_on, group_key LIMIT $3 FOR UPDATE"""

OF_PAYERS = """
    SELECT DISTINCT group_key FROM billing_group g JOIN billing_item i USING (merchant_id, bill_on, group_key)
     WHERE g.merchant_id = $1 AND g.bill_on <= $2 AND i.payer_key = ANY($3::text[])"""

GATHERED = """
    WITH added AS (
        SELECT i.bill_on, i.group_key, sum(p.amount_minor)::bigint AS principal_minor,
               array_agg(DISTINCT i.days_until_due) AS days_until_due,
               array_agg(i.purchase_id ORDER BY p.created_at, p.purchase_id) AS purchase_ids
          FROM unnest($2::date[], $3::uuid[]) AS held(bill_on, group_key)
          JOIN billing_item i ON (i.merchant_id, i.bill_on, i.group_key) = ($1, held.bill_on, held.group_key)
          JOIN purchase p ON (p.merchant_id, p.purchase_id) = (i.merchant_id, i.purchase_id)
         WHERE p.claim_id IS NULL AND p.status = 'authorized'
         GROUP BY i.bill_on, i.group_key)
    SELECT added.*, newest.payer_key, newest.billing
      FROM added JOIN billing_item newest
        ON (newest.merchant_id, newest.purchase_id) = ($1, added.purchase_ids[cardinality(added.purchase_ids)])
     ORDER BY added.bill_on, added.group_key"""

# Collection begins with the invoice: the status stays, the event says so, and its request is what payments answer to.
BILLED = """
    WITH told AS MATERIALIZED (
        SELECT purchase_id, max(event_no) AS last FROM purchase_event
         WHERE merchant_id = $1 AND purchase_id = ANY($2) GROUP BY purchase_id),
    billed AS (
        UPDATE purchase p SET claim_id = n.claim_id, updated_at = $4
          FROM unnest($2::uuid[], $3::uuid[]) AS n(purchase_id, claim_id)
         WHERE (p.merchant_id, p.purchase_id) = ($1, n.purchase_id)
        RETURNING p.purchase_id, p.status, p.amount_minor, p.callback),
    begun AS (
        INSERT INTO purchase_event (merchant_id, purchase_id, event_no, kind, status, success, amount_minor, at,
                                    request_id, created_by, facts, request_headers, recorded_at)
        SELECT $1, b.purchase_id, told.last + 1, 'collection_started', b.status, true, b.amount_minor, $4,
               gen_random_uuid(), $5, '{}', '{}', $6
          FROM billed b JOIN told USING (purchase_id))
    SELECT purchase_id FROM billed WHERE callback -> 'kinds' ? 'collection_started'"""

FRESH_NUMBERS = """
    WITH drawn AS MATERIALIZED (SELECT nextval('house.claim_no') AS claim_no FROM generate_series(1, $1))
    SELECT claim_no FROM drawn ORDER BY claim_no"""

NUMBERED = """
    WITH wanted AS (SELECT claim_id, place FROM unnest($2::uuid[]) WITH ORDINALITY AS w(claim_id, place)),
    taken AS (
        UPDATE number_series SET next_number = next_number + cardinality($2)
         WHERE merchant_id = $1 AND series = 'invoice' RETURNING next_number - cardinality($2) - 1 AS last)
    UPDATE claim c SET number = m.number_prefix || '-' || lpad(x.n::text, greatest(6, length(x.n::text)), '0')
      FROM wanted w, taken t, merchant m, LATERAL (SELECT t.last + w.place AS n) x
     WHERE (c.merchant_id, c.claim_id) = ($1, w.claim_id) AND m.merchant_id = $1"""


def add(unit: Unit, item: BillingItem) -> None:
    """A purchase that waits for its invoice; its group is there already, or begins with it."""
    group = {"merchant_id": item.merchant_id, "bill_on": item.group.bill_on, "group_key": item.group.key}
    unit.add("billing_group", {**group, "purchases": 1})
    names = ("purchase_id", "payer_key", "billing", "days_until_due", "delivered_on", "warnings")
    lines = [asdict(line) for line in item.lines]
    unit.add("billing_item", group | {name: getattr(item, name) for name in names} | {"lines": lines})


def _item_of(row: asyncpg.Record) -> BillingItem:
    names = ("merchant_id", "purchase_id", "merchant_reference", "payer_key", "billing", "days_until_due")
    return BillingItem(
        **{name: row[name] for name in (*names, "delivered_on", "warnings")},
        group=Group(row["bill_on"], row["group_key"]),
        lines=tuple(OrderLine(**line) for line in row["lines"]),
    )


async def items_of(connection: Connection, merchant_id: UUID, purchase_ids: Sequence[UUID]) -> dict[UUID, BillingItem]:
    """What these purchases bring to their invoices; those that are no grouped purchases are left out."""
    rows = await connection.fetch(
        f"{ITEM} WHERE i.merchant_id = $1 AND i.purchase_id = ANY($2)", merchant_id, list(purchase_ids)
    )
    return {row["purchase_id"]: _item_of(row) for row in rows}


async def items_on(connection: Connection, merchant_id: UUID, claim_id: UUID) -> list[BillingItem]:
    """What stands on a grouped invoice, oldest purchase first; nothing on any other claim."""
    rows = await connection.fetch(
        f"{ITEM} WHERE p.merchant_id = $1 AND p.claim_id = $2 ORDER BY p.created_at, p.purchase_id",
        merchant_id,
        claim_id,
    )
    return [_item_of(row) for row in rows]


async def hold_group_of(connection: Connection, merchant_id: UUID, purchase_id: UUID) -> None:
    """Until the commit no billing run takes this purchase; whoever bills it now is waited for."""
    await connection.execute(
        """SELECT FROM billing_group g JOIN billing_item i USING (merchant_id, bill_on, group_key)
            WHERE i.merchant_id = $1 AND i.purchase_id = $2 FOR SHARE OF g""",
        merchant_id,
        purchase_id,
    )


async def first_day(connection: Connection, merchant_id: UUID) -> date | None:
    """The earliest day on which a grouped invoice of the merchant is to be issued; None when none waits."""
    found: date | None = await connection.fetchval(
        "SELECT min(bill_on) FROM billing_group WHERE merchant_id = $1", merchant_id
    )
    return found


async def purchases_due(connection: Connection, merchant_id: UUID, day: date) -> int:
    """How many purchases wait for invoices that are due by `day`."""
    return int(
        await connection.fetchval(
            "SELECT coalesce(sum(purchases), 0) FROM billing_group WHERE merchant_id = $1 AND bill_on <= $2",
            merchant_id,
            day,
        )
    )


async def hold_due(
    connection: Connection, merchant_id: UUID, day: date, *, groups_max: int, purchases_max: int, wait: bool
) -> list[Group]:
    """Lock the first groups due by `day`, of so many purchases together, one group at least.

    Groups in other hands are passed over, or, with `wait`, waited for; what was billed meanwhile is gone then. Those of
    payers whose claims are stopped wait.
    """
    text = HOLD if wait else f"{HOLD} SKIP LOCKED"
    stopped = await claim_stops.stopped_payers(connection, merchant_id, day)
    waiting = await connection.fetch(OF_PAYERS, merchant_id, day, stopped) if stopped else []
    held: list[Group] = []
    total = 0
    for row in await connection.fetch(text, merchant_id, day, groups_max, [row["group_key"] for row in waiting]):
        total += row["purchases"]
        if held and total > purchases_max:
            break
        held.append(Group(row["bill_on"], row["group_key"]))
    return held


async def gathered(connection: Connection, merchant_id: UUID, held: Sequence[Group]) -> list[Gathered]:
    """These groups added up, in their order; one whose purchases were all voided is left out."""
    rows = await connection.fetch(GATHERED, merchant_id, *_columns(held))
    names = ("purchase_ids", "principal_minor", "days_until_due", "payer_key", "billing")
    return [Gathered(Group(row["bill_on"], row["group_key"]), **{name: row[name] for name in names}) for row in rows]


async def fresh_references(connection: Connection, account: BankAccount, many: int) -> list[tuple[int, str]]:
    """So many public claim ids with their payment references, none of which a client has given to another claim.

    Should one be given at this very moment, the unique key refuses it and the batch is done again with others.
    """
    found: list[tuple[int, str]] = []
    while len(found) < many:
        rows = await connection.fetch(FRESH_NUMBERS, many - len(found))
        drawn = [(row["claim_no"], issue_reference(account.agreement, row["claim_no"])) for row in rows]
        taken = await connection.fetch(
            "SELECT reference FROM house.reference WHERE bank_account_id = $1 AND reference = ANY($2)",
            account.bank_account_id,
            [reference for _, reference in drawn],
        )
        used = {row["reference"] for row in taken}
        found += [pair for pair in drawn if pair[1] not in used]
    return found


async def bill(
    connection: Connection,
    merchant_id: UUID,
    bills: Sequence[tuple[UUID, Sequence[UUID]]],
    *,
    now: datetime,
    asked_by: str,
    wall: datetime,
) -> list[UUID]:
    """Each purchase of these (claim, purchases) has its claim from now on, and collection begins.

    The purchases whose merchant wants to be called about that.
    """
    purchase_ids = [purchase_id for _, bought in bills for purchase_id in bought]
    claim_ids = [claim_id for claim_id, bought in bills for _ in bought]
    rows = await connection.fetch(BILLED, merchant_id, purchase_ids, claim_ids, now, asked_by, wall)
    return [row["purchase_id"] for row in rows]


async def close(connection: Connection, merchant_id: UUID, held: Sequence[Group]) -> None:
    """These groups wait for nothing any more."""
    await connection.execute(
        """DELETE FROM billing_group g USING unnest($2::date[], $3::uuid[]) AS held(bill_on, group_key)
            WHERE (g.merchant_id, g.bill_on, g.group_key) = ($1, held.bill_on, held.group_key)""",
        merchant_id,
        *_columns(held),
    )


async def number(connection: Connection, merchant_id: UUID, claims: Sequence[Claim]) -> None:
    """Give these claims the next numbers of the series, in their order; it stays locked until the commit."""
    await connection.execute(NUMBERED, merchant_id, [claim.claim_id for claim in claims])


def _columns(held: Sequence[Group]) -> tuple[list[date], list[UUID]]:
    return [group.bill_on for group in held], [group.key for group in held]
