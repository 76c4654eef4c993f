"""Starting a claim that was read without a lock: written as it was decided if nobody has changed the claim meanwhile.

Every change of a claim bears a new stamp (docs/decisions/0027-stamps.md), so the stamp that was seen says whether the
decision still holds. It is one UPDATE of the unit's own statement.
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


def starting_of(rows: str) -> str:
    """The UPDATE, to be spliced into the unit's statement; `rows` is an item of FROM with the columns of STARTED."""
    changes = ", ".join(f"{name} = started_claim.{name}" for name in STARTED if name not in KEY)
    return f"""UPDATE claim c SET {changes} FROM {rows}
                WHERE c.merchant_id = started_claim.merchant_id AND c.claim_id = started_claim.claim_id
                  AND c.stamp = started_claim.seen RETURNING c.claim_id, c.stamp"""
