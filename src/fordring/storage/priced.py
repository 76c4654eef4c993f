"""By what the fees of steps were reckoned: as they were taken, and what their letters say was open of the principal."""

from uuid import UUID

from fordring.domain.followup.facts import StepKind, StepTaken
from fordring.domain.followup.repricing import Priced
from fordring.domain.followup.settings import Regime
from fordring.storage.asked import WANTED, Keys, sides
from fordring.storage.transaction import Connection

# Of a letter about several claims those count that would have borne a fee of their own.
PRICED = f"""
    SELECT s.*, l.regime, l.told_minor, coalesce(l.others_minor, 0) AS others_minor,
           coalesce((s.facts #>> '{{taken,fee_minor}}')::bigint, s.fee_minor) AS taken_minor
      FROM {WANTED} JOIN step s USING (merchant_id, claim_id)
      LEFT JOIN LATERAL (
           SELECT t.content ->> 'regime' AS regime,
                  sum(c.minor) FILTER (WHERE c.claim_id = s.claim_id)::bigint AS told_minor,
                  sum(c.minor) FILTER (WHERE o.fee_minor > 0 OR o.facts ? 'spared_minor')::bigint AS others_minor
             FROM letter t
             CROSS JOIN LATERAL (SELECT (e ->> 'claim_id')::uuid AS claim_id,
                                        (e -> 'open' ->> 'principal')::bigint AS minor
                                   FROM jsonb_array_elements(t.content -> 'claims') AS e) c
             LEFT JOIN step o ON (o.merchant_id, o.claim_id, o.document_id) = (t.merchant_id, c.claim_id, t.document_id)
                             AND c.claim_id <> s.claim_id
            WHERE (t.merchant_id, t.document_id) = (s.merchant_id, s.document_id)
            GROUP BY t.merchant_id, t.document_id) l ON s.ours AND s.fee_minor > 0
     WHERE s.cancelled_on IS NULL ORDER BY s.claim_id, s.sent_on, s.step_no"""


async def priced_steps(connection: Connection, keys: Keys) -> dict[UUID, tuple[Priced, ...]]:
    """The steps of each claim (merchant, claim) that stand, its creditor's too, by their days."""
    found: dict[UUID, tuple[Priced, ...]] = {}
    for row in await connection.fetch(PRICED, *sides(keys)):
        taken = StepTaken(
            StepKind(row["kind"]),
            row["sent_on"],
            row["taken_minor"],
            row["pay_by"],
            ours=row["ours"],
            spared_minor=row["facts"].get("spared_minor", 0),
        )
        regime = Regime(row["regime"] or Regime.OWN)
        stands = (row["fee_minor"], row["vat_minor"], regime, row["told_minor"], row["others_minor"])
        found[row["claim_id"]] = (*found.get(row["claim_id"], ()), Priced(row["step_no"], taken, *stands))
    return found
