"""The yardstick of registering: two hand-written statements a unit, one a call, putting the rows that the verbs put.

The verbs themselves say once for each merchant what those rows are, in a transaction that is undone; each unit has
ids, a reference and a payer of its own in their place. A program: `python -m bench.by_hand DSN MERCHANTS CONNECTIONS
SECONDS`.
"""

import random
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import asyncpg
import uvloop

from bench.invoices import invoice
from bench.load import MARK
from bench.one_statement import put_job, put_payer, put_rows
from bench.orders import work
from bench.timing import Timed, run_timed
from fordring.domain.merchant import Merchant
from fordring.domain.references import issue_reference
from fordring.services.dossiers import Dossier
from fordring.services.invoicing.register_claim import RegisterClaim, register_claim
from fordring.services.invoicing.start_claim import StartClaim, start_claim
from fordring.storage import merchants
from fordring.storage.ids import new_id
from fordring.storage.transaction import APPLICATION, Connection, Database
from fordring.storage.unit import Row, Unit

Statement = tuple[str, Sequence[Any]]
"""A text and its parameters."""
Putting = Callable[[int], Awaitable[bool]]

SEED = 7
PER_SECOND_MAX = 3_000
STARTED = ("state", "next_step_on", "updated_at")
STARTING = """
started AS (UPDATE claim SET state = $3, next_step_on = $4, updated_at = $5 WHERE merchant_id = $1 AND claim_id = $2)"""


@dataclass(frozen=True, slots=True)
class Template:
    """What one merchant's calls put, and what of it is another in each unit."""

    merchant: Merchant
    statements: Sequence[Statement]
    claim: Row

    def unit(self, claim_no: int) -> list[Statement]:
        """The same for another claim."""
        reference = issue_reference(self.merchant.bank_account.agreement, claim_no)
        fresh = {self.claim["claim_id"]: new_id(), self.claim["claim_no"]: claim_no, self.claim["reference"]: reference}
        texts = {str(old): str(new) for old, new in fresh.items()} | {MARK.decode(): f"{claim_no:0{len(MARK)}}"}
        return [(text, [_replaced(value, fresh, texts) for value in values]) for text, values in self.statements]


class Told(Unit):
    """A unit that keeps a copy of what it writes."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection)
        self.rows: list[tuple[str, Row]] = []

    def add(self, table: str, *rows: Row) -> None:
        """Write the rows, and keep them."""
        super().add(table, *rows)
        self.rows.extend((table, row) for row in rows)

    def only(self, feed: str) -> Row:
        """The one payer's card, or job, among them."""
        return next(row for table, row in self.rows if table == feed)


def _replaced(value: Any, fresh: dict[Any, Any], texts: dict[str, str]) -> Any:
    if not isinstance(value, str):
        return fresh.get(value, value)
    for old, new in texts.items():
        value = value.replace(old, new)
    return value


async def template(connection: Connection, merchant: Merchant) -> Template:
    """What registering and starting the bench's invoice puts for this merchant; nothing of it stays."""
    undone = connection.transaction()
    await undone.start()
    registering, starting = Told(connection), Told(connection)
    register = RegisterClaim(merchant.creditor_no, frozenset({merchant.merchant_id}), invoice())
    dossier = await register_claim(register, work(connection, registering))
    start = StartClaim(dossier.claim.claim_no, frozenset({merchant.merchant_id}))
    started = await start_claim(start, work(connection, starting))
    await undone.rollback()
    claim = {name: getattr(started.claim, name) for name in ("claim_id", "claim_no", "reference")}
    return Template(merchant, [_registered(registering), _started(starting, started)], claim)


def _registered(unit: Told) -> Statement:
    values: list[Any] = []
    parts = [put_payer(unit.only("payer"), values), *put_rows(unit.rows, values)]
    return f"WITH {','.join(parts)}\nSELECT 1", values


def _started(unit: Told, dossier: Dossier) -> Statement:
    claim = dossier.claim
    values: list[Any] = [claim.merchant_id, claim.claim_id, *(getattr(claim, name) for name in STARTED)]
    parts = [
        STARTING,
        put_job(unit.only("job"), values),
        *put_rows(unit.rows, values),
    ]
    return f"WITH {','.join(parts)}\nSELECT 1", values


async def measure(dsn: str, many: int, connections: int, seconds: float) -> Timed:
    """Put units for `seconds`, spread over the first `many` merchants."""
    database = await Database.connect(dsn, connections_max=1)
    async with database.reading() as connection:
        templates = [await template(connection, owner) for owner in (await merchants.all_merchants(connection))[:many]]
        drawn = await connection.fetch(
            "SELECT nextval('house.claim_no') AS n FROM generate_series(1, $1)", int(seconds * PER_SECOND_MAX)
        )
    await database.close()
    pool = [await asyncpg.connect(dsn, server_settings={"role": APPLICATION}) for _ in range(connections)]
    timed = await run_timed(_putting(pool, templates, (row["n"] for row in drawn)), connections, seconds)
    for each in pool:
        await each.close()
    return timed


def _putting(
    pool: Sequence[Connection], templates: Sequence[Template], numbers: Iterator[int]
) -> Callable[[int], Awaitable[bool]]:
    dice = random.Random(SEED)  # noqa: S311 - which merchant is next is no secret

    async def unit(worker: int) -> bool:
        for text, values in dice.choice(templates).unit(next(numbers)):
            await pool[worker].fetch(text, *values)
        return True

    return unit


if __name__ == "__main__":
    dsn, many, connections, seconds = sys.argv[1:]
    timed = uvloop.run(measure(dsn, int(many), int(connections), float(seconds)))
    sys.stdout.write(timed.as_json())
