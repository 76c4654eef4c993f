"""The yardstick of booking: the rows that a file's booking wrote, by bare COPY into tables like theirs, and one UPDATE.

Keys and indexes are the same; nothing is looked up, decided or referred to.
"""

import time
from tempfile import TemporaryFile

import asyncpg

from bench.house import House

# What booking writes, and which of these rows are its own.
WRITTEN = {
    "house.bank_line": "true",
    "claim_event": "kind = 'paid'",
    "purchase_event": "kind = 'paid'",
    "payment": "true",
    "payable": "true",
    "entry": "kind = 'paid'",
    "posting": "entry_id IN (SELECT entry_id FROM entry WHERE kind = 'paid')",
}
PAID = """
    UPDATE bare_claim b SET state = c.state, closed_because = c.closed_because, open_principal = c.open_principal,
           next_step_on = c.next_step_on, updated_at = c.updated_at, stamp = c.stamp
      FROM claim c
     WHERE (c.merchant_id, c.claim_id) = (b.merchant_id, b.claim_id) AND c.state = 'closed'"""


async def keep_open_claims(house: House) -> None:
    """The claims as they are before they are paid, for the UPDATE."""
    owner = await asyncpg.connect(house.owner_dsn)
    try:
        await owner.execute("CREATE TABLE bare_claim (LIKE claim INCLUDING ALL)")
        await owner.execute("INSERT INTO bare_claim SELECT * FROM claim")
    finally:
        await owner.close()


async def book_bare(house: House) -> float:
    """Seconds that the same rows take; `keep_open_claims` comes before they are booked."""
    owner = await asyncpg.connect(house.owner_dsn)
    seconds = 0.0
    try:
        for table, own in WRITTEN.items():
            bare = f"bare_{table.rpartition('.')[2]}"
            await owner.execute(f"CREATE TABLE {bare} (LIKE {table} INCLUDING ALL)")
            with TemporaryFile() as rows:
                query = f"SELECT * FROM {table} WHERE {own}"  # noqa: S608 - of the constant above
                await owner.copy_from_query(query, output=rows, format="binary")
                rows.seek(0)
                began = time.perf_counter()
                await owner.copy_to_table(bare, source=rows, format="binary")
                seconds += time.perf_counter() - began
        began = time.perf_counter()
        await owner.execute(PAID)
        return seconds + time.perf_counter() - began
    finally:
        await owner.close()
