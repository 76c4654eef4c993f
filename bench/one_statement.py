"""The yardstick: one hand-written statement per unit, putting the rows that paying by invoice puts, and nothing else.

The rows come from the verb itself (`rehearse`), so they are the same rows; each column is a parameter of its own type,
the number is taken by the statement, and nothing is read, decided or answered. A program of its own:
`python -m bench.one_statement DSN MERCHANTS CONNECTIONS SECONDS`.
"""

import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import uvloop
from pydantic_core import to_json

from bench.orders import payment, work
from bench.timing import Timed, run_timed
from fordring.domain.merchant import Merchant
from fordring.services.checkout.pay_by_invoice import pay_by_invoice
from fordring.storage import merchants
from fordring.storage.queue import Job
from fordring.storage.transaction import APPLICATION, Connection, Database
from fordring.storage.unit import COLUMNS, Row, Unit

PAYER = ("merchant_id", "payer_key", "name", "billing", "updated_at")
JOB = {"name": "text", "payload": "jsonb", "key": "text", "priority": "integer"}
SEED = 7
PER_SECOND_MAX = 3_000

NUMBERED = """
taken AS (
    UPDATE number_series SET next_number = next_number + 1
     WHERE merchant_id = {merchant} AND series = 'invoice' RETURNING merchant_id, next_number - 1 AS n),
numbered AS (
    SELECT m.number_prefix || '-' || lpad(n::text, greatest(6, length(n::text)), '0') AS number
      FROM taken JOIN merchant m USING (merchant_id))"""
PAYERS = """
payers AS (
    INSERT INTO payer ({columns}) VALUES ({payer})
    ON CONFLICT (merchant_id, payer_key) DO UPDATE
       SET name = excluded.name, billing = excluded.billing, updated_at = excluded.updated_at
     WHERE (payer.name, payer.billing) IS DISTINCT FROM (excluded.name, excluded.billing))"""
JOBS = """
jobs AS (
    INSERT INTO house.pgqueuer (entrypoint, payload, headers, dedupe_key, priority, execute_after, status)
    SELECT name, convert_to(payload::text, 'UTF8'), jsonb_build_object('key', key), key, priority, now(), 'queued'
      FROM (VALUES ({job})) AS job (name, payload, key, priority)
    ON CONFLICT (dedupe_key) WHERE status IN ('queued', 'picked') AND dedupe_key IS NOT NULL DO NOTHING)"""


@dataclass(frozen=True, slots=True)
class Prepared:
    """One unit, ready to be sent: the statement's text (equal for equal orders) and its parameters."""

    text: str
    values: Sequence[Any]


class Rehearsal(Unit):
    """A unit that keeps its rows instead of writing them."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.rows: list[tuple[str, Row]] = []
        self.payer: Row = {}
        self.job: Row = {}
        self.claim_id: UUID | None = None

    def add(self, table: str, *rows: Row) -> None:
        """Keep the rows."""
        self.rows.extend((table, row) for row in rows)

    def add_payer(self, row: Row) -> None:
        """Keep the payer's card."""
        self.payer = row

    def add_job(self, job: Job) -> None:
        """Keep the job."""
        self.job = job.row()

    def take_number(self, merchant_id: UUID, claim_id: UUID) -> None:
        """Remember which claim is to be numbered."""
        del merchant_id
        self.claim_id = claim_id

    async def flush(self) -> dict[UUID, str]:
        """Write nothing; the number is the statement's."""
        return {self.claim_id: ""} if self.claim_id else {}


async def rehearse(connection: Connection, merchant: Merchant) -> Prepared:
    """Decide one payment with the verb itself, and write down the one statement that stores it."""
    unit = Rehearsal(connection)
    await pay_by_invoice(payment(merchant), work(connection, unit))
    values: list[Any] = [merchant.merchant_id]
    parts = [NUMBERED.format(merchant="$1"), put_payer(unit.payer, values), put_job(unit.job, values)]
    parts += put_rows(unit.rows, values, numbered=True)
    return Prepared(f"WITH {','.join(parts)}\nSELECT number FROM numbered", values)


def put_rows(rows: Sequence[tuple[str, Row]], values: list[Any], *, numbered: bool = False) -> list[str]:
    """The CTEs that insert these rows, their parameters put behind `values`; `numbered` says a claim takes a number."""
    found = ((table, [row for name, row in rows if name == table]) for table in COLUMNS)
    return [_insertion(table, given, values, numbered=numbered) for table, given in found if given]


def put_payer(payer: Row, values: list[Any]) -> str:
    """The CTE that keeps the payer's card."""
    return PAYERS.format(columns=", ".join(PAYER), payer=", ".join(_parameter(name, payer, values) for name in PAYER))


def put_job(job: Row, values: list[Any]) -> str:
    """The CTE that owes a job."""
    return JOBS.format(job=", ".join(f"{_parameter(name, job, values)}::{kind}" for name, kind in JOB.items()))


def _insertion(table: str, given: Sequence[Row], values: list[Any], *, numbered: bool) -> str:
    """All rows of one table together: the ledger takes whole entries only."""
    columns = [name for name in COLUMNS[table] if any(row.get(name) is not None for row in given)]
    columns += ["number"] if numbered and table == "claim" else []
    rows = ", ".join(f"({', '.join(_parameter(name, row, values) for name in columns)})" for row in given)
    added = f"added_{table.replace('.', '_')}"
    return f"\n{added} AS (INSERT INTO {table} ({', '.join(columns)}) VALUES {rows})"  # noqa: S608 - our own column lists


def _parameter(name: str, row: Row, values: list[Any]) -> str:
    value = row.get(name)
    if name == "number":
        return "(SELECT number FROM numbered)"
    if value is None:
        return "NULL"
    values.append(to_json(value).decode() if isinstance(value, Mapping | list) else value)
    return f"${len(values)}"


async def measure(dsn: str, many: int, connections: int, seconds: float) -> Timed:
    """Prepare more units than can be done in `seconds`, then do them, spread over the first `many` merchants."""
    database = await Database.connect(dsn, connections_max=1)
    dice = random.Random(SEED)  # noqa: S311 - which merchant is next is no secret
    async with database.reading() as connection:
        owners = (await merchants.all_merchants(connection))[:many]
        units = [await rehearse(connection, dice.choice(owners)) for _ in range(int(seconds * PER_SECOND_MAX))]
    await database.close()
    pool = [await asyncpg.connect(dsn, server_settings={"role": APPLICATION}) for _ in range(connections)]
    todo = iter(units)

    async def unit(worker: int) -> bool:
        if (prepared := next(todo, None)) is None:
            return False
        await pool[worker].fetch(prepared.text, *prepared.values)
        return True

    timed = await run_timed(unit, connections, seconds)
    for each in pool:
        await each.close()
    return timed


if __name__ == "__main__":
    dsn, many, connections, seconds = sys.argv[1:]
    timed = uvloop.run(measure(dsn, int(many), int(connections), float(seconds)))
    sys.stdout.write(timed.as_json())
