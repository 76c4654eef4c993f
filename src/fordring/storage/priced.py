"""By what the fees of steps were reckoned: as they were taken, and what their letters say was open of the principal.

Where another claim is in the letter, that is what is known of it by now.
"""

from uuid import UUID

from fordring.domain.followup.facts import StepKind, StepTaken
from fordring.domain.followup.repricing import Beside, Priced
from fordring.domain.followup.settings import Regime
from fordring.storage.asked import SET_UP, WANTED, Keys, sides
from fordring.storage.transaction import Connection

SPARED = "spared_minor"
"""In a step's facts what it would cost, were it not in one letter with the one that bears the fee."""

BESIDE, BORNE_BY = "beside", "borne_by"
"""In the facts of the step that bears a fee, the claims that it spares in letters to other accounts, each with that
letter's document and what it says is open of the principal; and in the facts of these, the claim and document of it."""

# Of a letter's other claims, and of those beside it, those count that would have borne a fee of their own, by what was
# open of their principal when the letter's day began.
PRICED = f"""
    SELECT s.*, l.regime, l.told_minor, coalesce(l.others, '[]') AS others,
           coalesce((s.facts #>> '{{taken,fee_minor}}')::bigint, s.fee_minor) AS taken_minor
      FROM {WANTED} JOIN step s USING (merchant_id, claim_id)
      LEFT JOIN LATERAL (
           SELECT t.content ->> 'regime' AS regime,
                  sum(c.minor) FILTER (WHERE c.claim_id = s.claim_id)::bigint AS told_minor,
                  jsonb_agg(jsonb_build_array(o.facts -> '{SPARED}', c.minor, least(c.minor, left_of.minor))
                            ORDER BY c.claim_id) FILTER (WHERE o.facts ? '{SPARED}') AS others
             FROM letter t
             CROSS JOIN LATERAL (SELECT (e ->> 'claim_id')::uuid AS claim_id, t.document_id,
                                        (e -> 'open' ->> 'principal')::bigint AS minor
                                   FROM jsonb_array_elements(t.content -> 'claims') AS e
                                 UNION ALL
                                 SELECT (e ->> 'claim_id')::uuid, (e ->> 'document_id')::uuid,
                                        (e ->> 'principal')::bigint
                                   FROM jsonb_array_elements(s.facts -> '{BESIDE}') AS e) c
             LEFT JOIN step o ON (o.merchant_id, o.claim_id, o.document_id) = (t.merchant_id, c.claim_id, c.document_id)
                             AND c.claim_id <> s.claim_id
             LEFT JOIN LATERAL (
                  SELECT greatest(0, sum(p.amount_minor))::bigint AS minor FROM posting p
                    JOIN entry n ON (n.merchant_id, n.entry_id, n.recorded_at)
                                  = (p.merchant_id, p.entry_id, p.recorded_at)
                   WHERE (p.merchant_id, p.claim_id) = (o.merchant_id, o.claim_id) AND o.cancelled_on IS NULL
                     AND p.account = 'receivable.principal'
                     AND (n.value_on < s.sent_on OR n.kind = ANY($3))) left_of ON true
            WHERE (t.merchant_id, t.document_id) = (s.merchant_id, s.document_id)
            GROUP BY t.merchant_id, t.document_id) l ON s.ours AND s.fee_minor > 0
     WHERE s.cancelled_on IS NULL ORDER BY s.claim_id, s.sent_on, s.step_no"""


async def priced_steps(connection: Connection, keys: Keys) -> dict[UUID, tuple[Priced, ...]]:
    """The steps of each claim (merchant, claim) that stand, its creditor's too, by their days."""
    found: dict[UUID, tuple[Priced, ...]] = {}
    for row in await connection.fetch(PRICED, *sides(keys), sorted(SET_UP)):
        taken = StepTaken(
            StepKind(row["kind"]),
            row["sent_on"],
            row["taken_minor"],
            row["pay_by"],
            ours=row["ours"],
            spared_minor=row["facts"].get(SPARED, 0),
        )
        regime = Regime(row["regime"] or Regime.OWN)
        others = tuple(Beside(*other) for other in row["others"])
        stands = (row["fee_minor"], row["vat_minor"], regime, row["told_minor"], others)
        found[row["claim_id"]] = (*found.get(row["claim_id"], ()), Priced(row["step_no"], taken, *stands))
    return found


BEARERS = f"""
    SELECT DISTINCT b.merchant_id, b.claim_id
      FROM {WANTED} JOIN step s USING (merchant_id, claim_id) JOIN letter t USING (merchant_id, document_id)
     CROSS JOIN LATERAL (SELECT (e ->> 'claim_id')::uuid AS claim_id, t.document_id
                           FROM jsonb_array_elements(t.content -> 'claims') AS e
                         UNION ALL
                         SELECT (s.facts -> '{BORNE_BY}' ->> 'claim_id')::uuid,
                                (s.facts -> '{BORNE_BY}' ->> 'document_id')::uuid) c
      JOIN step b ON (b.merchant_id, b.claim_id, b.document_id) = (s.merchant_id, c.claim_id, c.document_id)
     WHERE s.facts ? '{SPARED}' AND b.fee_minor > 0 AND b.cancelled_on IS NULL
     ORDER BY b.merchant_id, b.claim_id"""


async def bearers(connection: Connection, keys: Keys) -> list[tuple[UUID, UUID]]:
    """The claims (merchant, claim) that bear the fee of a letter in which one of these was spared it."""
    if not keys:
        return []
    rows = await connection.fetch(BEARERS, *sides(keys))
    return [(row["merchant_id"], row["claim_id"]) for row in rows]
