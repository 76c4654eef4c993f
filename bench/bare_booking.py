"""The yardstick of booking: the rows that a file's booking wrote, by bare COPY into tables like theirs, and by UPDATE.

Keys and indexes are the same; nothing is looked up, decided, stamped or referred to. Booking changes two kinds of rows,
claims and purchases, so there is one UPDATE of each.
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
CHANGED = ("claim", "purchase")
PAID = (
    """UPDATE bare_claim b SET state = c.state, closed_because = c.closed_because, open_principal = c.open_principal,
              next_step_on = c.next_step_on, updated_at = c.updated_at, stamp = c.stamp
         FROM claim c
        WHERE (c.merchant_id, c.claim_id) = (b.merchant_id, b.claim_id) AND c.state = 'closed'""",
    """UPDATE bare_purchase b SET status = p.status, captured_minor = p.captured_minor, updated_at = p.updated_at
         FROM purchase p
        WHERE (p.merchant_id, p.purchase_id) = (b.merchant_id, b.purchase_id) AND p.captured_minor > 0""",
)


async def keep_open_claims(house: House) -> None:
    """The claims and their purchases as they are before they are paid, for the UPDATE."""
    owner = await asyncpg.connect(house.owner_dsn)
    try:
        for table in CHANGED:
            await owner.execute(f"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL)")
            await owner.execute(f"INSERT INTO bare_{table} SELECT * FROM {table}")  # noqa: S608 - of the constant above
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
        for update in PAID:
            await owner.execute(update)
        return seconds + time.perf_counter() - began
    finally:
        await owner.close()
