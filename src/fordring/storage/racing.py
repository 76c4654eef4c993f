"""Writing what was decided without a lock: the unit's own statement fails as a whole where somebody was quicker.

Every change of a claim bears a new stamp (docs/decisions/0027-stamps.md), so the stamp that was seen says whether a
decision about it still holds. What a client calls its claims is queued up for, and looked at once more behind the lock.
"""

STARTED = {  # what starting changes of a claim, with its types; `seen` is the stamp that it was decided by
    "merchant_id": "uuid",
    "claim_id": "uuid",
    "seen": "bigint",
    "state": "text",
    "issued_on": "date",
    "due_on": "date",
    "collection_started": "boolean",
    "next_step_on": "date",
    "updated_at": "timestamptz",
}
KEY = ("merchant_id", "claim_id", "seen")

STARTED_OR_LOST = """
    SELECT claim_id, stamp FROM started
     UNION ALL SELECT house.lost_race(), NULL WHERE NOT EXISTS (SELECT FROM started)"""
"""The started claim with its new stamp; a serialisation failure where somebody was quicker, and nothing is written."""

NAMED = {  # what a new claim is called, with its types, and the public ids that bear those names as far as was seen
    "locks": "text[]",
    "merchant_id": "uuid",
    "kind": "text",
    "own_id": "text",
    "own_number": "text",
    "claim_no": "bigint",
    "seen": "bigint[]",
}


def starting_of(rows: str) -> str:
    """The UPDATE, to be spliced into the unit's statement; `rows` is an item of FROM with the columns of STARTED."""
    changes = ", ".join(f"{name} = started_claim.{name}" for name in STARTED if name not in KEY)
    return f"""UPDATE claim c SET {changes} FROM {rows}
                WHERE c.merchant_id = started_claim.merchant_id AND c.claim_id = started_claim.claim_id
                  AND c.stamp = started_claim.seen RETURNING c.claim_id, c.stamp"""


def queueing_of(rows: str) -> str:
    """Nobody else has registered under these names: one row, or a serialisation failure. `rows` has those of NAMED."""
    return f"SELECT house.first_under_names({', '.join(f'named.{name}' for name in NAMED)}) FROM {rows}"
