"""The words of purchases, by which a search finds them: kept by a job, so that a payment does not pay for them.

Purchases are taken in the order of their ids, which are those of the wall clock; each merchant's last one is the mark.
"""

from datetime import datetime, timedelta
from uuid import UUID

from fordring.storage.listing import SEARCHED
from fordring.storage.transaction import Connection

SETTLED = timedelta(minutes=5)
"""Older purchases are committed or gone, so that none appears behind the mark."""
AT_ONCE = 2_000

MARK = """coalesce((SELECT w.purchase_id FROM purchase_words w WHERE w.merchant_id = {merchant}
    ORDER BY w.purchase_id DESC LIMIT 1), '00000000-0000-0000-0000-000000000000')"""
FOUND = f"""SELECT w.purchase_id FROM purchase_words w
     WHERE w.merchant_id = $1 AND w.words @@ words_sought($1, {{v0}}::text[])
    UNION ALL SELECT p.purchase_id FROM purchase p WHERE p.merchant_id = $1 AND p.purchase_id > {MARK}""".replace(
    "{merchant}", "$1"
)
"""The purchases that may have what is sought: by their words, and all that are not kept yet."""

WORDS = f"words_of(p.merchant_id, {SEARCHED})"


async def keep(connection: Connection, wall: datetime) -> int:
    """The words of the next purchases; of how many. Those of all are kept when it is none."""
    done: str = await connection.execute(
        f"""INSERT INTO purchase_words (merchant_id, purchase_id, words)
            SELECT p.merchant_id, p.purchase_id, {WORDS} FROM merchant m CROSS JOIN LATERAL (
                SELECT * FROM purchase p WHERE p.merchant_id = m.merchant_id AND p.purchase_id < $1
                   AND p.purchase_id > {MARK.format(merchant="m.merchant_id")} ORDER BY p.purchase_id LIMIT $2) AS p
             LIMIT $2 ON CONFLICT DO NOTHING""",
        first_id(wall - SETTLED),
        AT_ONCE,
    )
    return int(done.rpartition(" ")[2])


async def renew(connection: Connection, merchant_id: UUID, purchase_id: UUID) -> None:
    """The words of a purchase anew, if they are kept."""
    await connection.execute(
        f"""UPDATE purchase_words w SET words = {WORDS} FROM purchase p
             WHERE (w.merchant_id, w.purchase_id) = ($1, $2) AND (p.merchant_id, p.purchase_id) = ($1, $2)""",
        merchant_id,
        purchase_id,
    )


def first_id(moment: datetime) -> UUID:
    """The first id of a millisecond (UUID version 7)."""
    milliseconds = int(moment.timestamp()) * 1_000
    return UUID(int=milliseconds << 80 | 7 << 76 | 2 << 62)
