"""The words of claims, by which a search finds them: kept by a job, as those of purchases are (`words.py`)."""

from datetime import datetime

from fordring.storage.transaction import Connection
from fordring.storage.words import AT_ONCE, SETTLED, first_id

SEARCHED = (
    "searched_in_claim(c.claim_no, ARRAY[c.own_number, c.number, c.reference], c.payer_key, c.billing, c.content)"
)

MARK = """coalesce((SELECT w.claim_id FROM claim_words w WHERE w.merchant_id = m.merchant_id
    ORDER BY w.claim_id DESC LIMIT 1), '00000000-0000-0000-0000-000000000000')"""

FOUND = f"""SELECT w.claim_id FROM claim_words w
     WHERE w.merchant_id = m.merchant_id AND w.words @@ words_sought(m.merchant_id, $5::text[])
    UNION SELECT n.claim_id FROM claim n WHERE n.merchant_id = m.merchant_id AND n.claim_id > {MARK}
    UNION SELECT n.claim_id FROM claim n WHERE n.merchant_id = m.merchant_id AND n.number = ANY($6::text[])"""
"""The claims of the merchant `m` that may have the terms $5: by their words, by their number $6, all not kept yet."""


async def keep(connection: Connection, wall: datetime) -> int:
    """The words of the next claims; of how many. Those of all are kept when it is none."""
    done: str = await connection.execute(
        f"""INSERT INTO claim_words (merchant_id, claim_id, words)
            SELECT c.merchant_id, c.claim_id, words_of(c.merchant_id, {SEARCHED})
              FROM merchant m CROSS JOIN LATERAL (
                SELECT * FROM claim c WHERE c.merchant_id = m.merchant_id AND c.claim_id < $1 AND c.claim_id > {MARK}
                 ORDER BY c.claim_id LIMIT $2) AS c
             LIMIT $2 ON CONFLICT DO NOTHING""",
        first_id(wall - SETTLED),
        AT_ONCE,
    )
    return int(done.rpartition(" ")[2])
