"""Follow-up in the database: what a plan rests on, for many claims at once; when each is looked at next; what waits.

`claim.next_step_on` of an issued claim is the day of its next look; a row of `follow_up_waiting` says why it goes no
further by itself.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fordring.domain.claim.actions import TRANSFERRED_ON
from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.followup.approving import START
from fordring.domain.followup.facts import StepKind, StepTaken, Stop, StopReason
from fordring.domain.followup.interest import Movement, Pause
from fordring.domain.followup.stops import interest_pause
from fordring.domain.plentiful import plentiful
from fordring.storage.claims import AS_IT_IS, COUNT, claim_of, event_of
from fordring.storage.transaction import Connection


@plentiful(frozen=True, slots=True)
class History:
    """What happened to a claim that its plan rests on. `delivered_at`: the first time that its own paper reached it."""

    steps: tuple[StepTaken, ...] = ()
    stops: tuple[Stop, ...] = ()
    movements: tuple[Movement, ...] = ()
    interest_pauses: tuple[Pause, ...] = ()
    approved: frozenset[StepKind | None] = frozenset()
    delivered_at: datetime | None = None


NOTHING = History()

STEPS = """
    SELECT claim_id, kind, sent_on, fee_minor, pay_by, ours, cancelled_on IS NOT NULL AS cancelled,
           coalesce((facts ->> 'spared_minor')::bigint, 0) AS spared_minor
      FROM step WHERE merchant_id = $1 AND claim_id = ANY($2) ORDER BY claim_id, step_no"""

# A claim's own stops, and those of its payer's card, which are all its claims'. Of an ended one its interest is left.
STOPS = """
    SELECT claim_id, reason, since, until, ended_on, interest_paused FROM claim_stop
     WHERE merchant_id = $1 AND claim_id = ANY($2) AND (ended_on IS NULL OR interest_paused)
    UNION ALL
    SELECT w.claim_id, s.reason, s.since, s.until, s.ended_on, s.interest_paused
      FROM unnest($2::uuid[], $3::text[]) AS w(claim_id, payer_key)
      JOIN claim_stop s ON s.merchant_id = $1 AND s.payer_key = w.payer_key
                       AND (s.ended_on IS NULL OR s.interest_paused)"""

# The start is approved for good; a step until it is taken, so that the next of its kind is asked about anew.
APPROVED = """
    SELECT claim_id, step FROM step_approval a
     WHERE merchant_id = $1 AND claim_id = ANY($2)
       AND NOT EXISTS (SELECT FROM step s
                        WHERE (s.merchant_id, s.claim_id, s.kind) = (a.merchant_id, a.claim_id, a.step)
                          AND s.recorded_at >= a.recorded_at)"""

# What changed a principal after it was demanded: most claims have no such thing, and are not looked for in the ledger.
MOVEMENTS = """
    WITH moved AS MATERIALIZED (
        SELECT w.claim_id FROM unnest($2::uuid[], $3::boolean[]) AS w(claim_id, whole)
         WHERE NOT w.whole
            OR EXISTS (SELECT FROM payment p WHERE (p.merchant_id, p.claim_id) = ($1, w.claim_id))
            OR EXISTS (SELECT FROM reported_booking b WHERE (b.merchant_id, b.claim_id) = ($1, w.claim_id)))
    SELECT l.claim_id, e.value_on, sum(l.amount_minor)::bigint AS minor
      FROM moved m
      JOIN posting l ON l.merchant_id = $1 AND l.claim_id = m.claim_id AND l.account = 'receivable.principal'
      JOIN entry e ON (e.merchant_id, e.entry_id, e.recorded_at) = ($1, l.entry_id, l.recorded_at)
     WHERE e.kind NOT IN ('issued', 'registered')
     GROUP BY l.claim_id, e.value_on ORDER BY l.claim_id, e.value_on"""

# Its own paper goes before any other; one that came back did not arrive.
DELIVERED = """
    SELECT v.claim_id, min(v.at) AS at FROM claim_event v
     WHERE v.merchant_id = $1 AND v.claim_id = ANY($2)
       AND v.kind IN ('delivered', 'handed_over')
       AND NOT EXISTS (SELECT FROM claim_event r
                        WHERE (r.merchant_id, r.claim_id) = (v.merchant_id, v.claim_id) AND r.event_no > v.event_no
                          AND r.kind = 'delivery_returned' AND r.facts ->> 'document_id' = v.facts ->> 'document_id')
     GROUP BY v.claim_id
    UNION ALL
    SELECT claim_id, min(at) FROM claim_event
     WHERE merchant_id = $1 AND claim_id = ANY($3) AND kind = 'collection_started' GROUP BY claim_id"""


async def histories(
    connection: Connection, merchant_id: UUID, claims: Sequence[Claim], delivered_by_merchant: Collection[UUID]
) -> dict[UUID, History]:
    """What happened to each of these claims, a statement for each kind of thing.

    Those `delivered_by_merchant` count as delivered when their collection began.
    """
    ids = [claim.claim_id for claim in claims]
    parts: dict[UUID, dict[str, Any]] = {claim_id: {} for claim_id in ids}
    for row in await connection.fetch(STEPS, merchant_id, ids):
        kind = StepKind(row["kind"])
        taken = (row["sent_on"], row["fee_minor"], row["pay_by"], row["ours"], row["cancelled"], row["spared_minor"])
        _append(parts[row["claim_id"]], "steps", StepTaken(kind, *taken))
    for row in await connection.fetch(STOPS, merchant_id, ids, [claim.payer_key for claim in claims]):
        stop = Stop(StopReason(row["reason"]), row["since"], row["until"])
        if row["ended_on"] is None:
            _append(parts[row["claim_id"]], "stops", stop)
        pause = interest_pause(stop, row["ended_on"]) if row["interest_paused"] else None
        if pause is not None:
            _append(parts[row["claim_id"]], "interest_pauses", pause)
    whole = [claim.open.principal == claim.principal_minor for claim in claims]
    for row in await connection.fetch(MOVEMENTS, merchant_id, ids, whole):
        _append(parts[row["claim_id"]], "movements", Movement(row["value_on"], row["minor"]))
    for row in await connection.fetch(APPROVED, merchant_id, ids):
        step = None if row["step"] == START else StepKind(row["step"])
        parts[row["claim_id"]]["approved"] = parts[row["claim_id"]].get("approved", frozenset()) | {step}
    ours = [claim_id for claim_id in ids if claim_id not in delivered_by_merchant]
    for row in await connection.fetch(DELIVERED, merchant_id, ours, list(delivered_by_merchant)):
        parts[row["claim_id"]]["delivered_at"] = row["at"]
    return {claim_id: History(**known) if known else NOTHING for claim_id, known in parts.items()}


async def interest_pauses(
    connection: Connection, merchant_id: UUID, claims: Sequence[Claim]
) -> dict[UUID, tuple[Pause, ...]]:
    """Those of the claims that bore no interest on some days, and which."""
    found: dict[UUID, tuple[Pause, ...]] = {}
    ids = [claim.claim_id for claim in claims]
    for row in await connection.fetch(STOPS, merchant_id, ids, [claim.payer_key for claim in claims]):
        stop = Stop(StopReason(row["reason"]), row["since"], row["until"])
        pause = interest_pause(stop, row["ended_on"]) if row["interest_paused"] else None
        if pause is not None:
            found[row["claim_id"]] = (*found.get(row["claim_id"], ()), pause)
    return found


def _append(known: dict[str, Any], name: str, value: object) -> None:
    known[name] = (*known.get(name, ()), value)


async def look_again(connection: Connection, merchant_id: UUID, claim_ids: Collection[UUID], day: date) -> None:
    """Something changed that the plans of these claims rest on: the daily run looks at them on `day`.

    They wait for nobody any more; if there is still something to wait for, that look says so. Only claims that are
    issued and being followed up have a next look. Save the claims before.
    """
    if not claim_ids:
        return
    wanted = list(claim_ids)
    await connection.execute(
        """UPDATE claim SET next_step_on = $3
            WHERE merchant_id = $1 AND claim_id = ANY($2) AND state = 'issued' AND collection_started
              AND next_step_on IS DISTINCT FROM $3""",
        merchant_id,
        wanted,
        day,
    )
    await let_go_on(connection, merchant_id, wanted)


async def let_go_on(connection: Connection, merchant_id: UUID, claim_ids: Collection[UUID]) -> None:
    """These claims wait for nobody any more."""
    await connection.execute(
        "DELETE FROM follow_up_waiting WHERE merchant_id = $1 AND claim_id = ANY($2)", merchant_id, list(claim_ids)
    )


async def transfer(connection: Connection, claim: Claim, name: str, day: date) -> None:
    """Store in the claim's content, under that name, since when it is a case. Lock the claim before."""
    await connection.execute(
        """UPDATE claim SET content = content || jsonb_build_object($3::text, $4::date)
            WHERE merchant_id = $1 AND claim_id = $2""",
        *(claim.merchant_id, claim.claim_id, name, day),
    )


async def newest_events(
    connection: Connection, merchant_id: UUID, claim_ids: Collection[UUID], *, besides: Collection[str]
) -> dict[UUID, ClaimEvent]:
    """The last thing that happened to each of these claims, of all kinds but those."""
    rows = await connection.fetch(
        """SELECT v.* FROM unnest($2::uuid[]) AS n(claim_id)
             CROSS JOIN LATERAL (SELECT * FROM claim_event e
                                  WHERE e.merchant_id = $1 AND e.claim_id = n.claim_id AND e.kind <> ALL($3)
                                  ORDER BY e.event_no DESC LIMIT 1) v""",
        merchant_id,
        list(claim_ids),
        list(besides),
    )
    return {row["claim_id"]: event_of(row) for row in rows}


async def first_day(connection: Connection, merchant_id: UUID) -> date | None:
    """The earliest day on which a claim of the merchant's is to be looked at; None when none is."""
    found: date | None = await connection.fetchval(
        "SELECT min(next_step_on) FROM claim WHERE merchant_id = $1 AND state = 'issued'", merchant_id
    )
    return found


async def count_due(connection: Connection, merchant_id: UUID, day: date) -> int:
    """How many claims of the merchant's are to be looked at by the day."""
    return int(
        await connection.fetchval(
            "SELECT count(*) FROM claim WHERE merchant_id = $1 AND state = 'issued' AND next_step_on <= $2",
            merchant_id,
            day,
        )
    )


# Of a payer with several due claims only the first is picked; whoever holds that one takes the others with it. Of a
# bare comparison the planner expects few rows, and sorts all that is due; behind coalesce it walks the index to LIMIT.
DUE = """
    SELECT d.claim_id, cardinality(p.claim_ids) > 1 AS with_others
      FROM claim d, LATERAL (
           SELECT array_agg(o.claim_id ORDER BY o.claim_id) AS claim_ids FROM claim o
            WHERE o.merchant_id = $1 AND o.payer_key = d.payer_key AND o.state = 'issued' AND o.next_step_on <= $2) p
     WHERE d.merchant_id = $1 AND d.state = 'issued' AND d.next_step_on <= $2
       AND coalesce(p.claim_ids[1] = d.claim_id, false)
     ORDER BY d.next_step_on, d.claim_id LIMIT $3"""

SIBLINGS = """
    SELECT s.claim_id FROM claim s
     WHERE s.merchant_id = $1 AND s.state = 'issued' AND s.next_step_on <= $2 AND s.claim_id <> ALL($3)
       AND s.payer_key = ANY(ARRAY(SELECT payer_key FROM claim WHERE merchant_id = $1 AND claim_id = ANY($3)))
     ORDER BY s.claim_id FOR UPDATE"""

# Who waits locks in the order of ids, as everybody does. What was looked at meanwhile is not due any more then.
DUE_WAITED_FOR = f"""
    SELECT c.claim_id, true AS with_others FROM claim c
     WHERE c.merchant_id = $1 AND c.state = 'issued' AND c.next_step_on <= $2
       AND c.claim_id = ANY(ARRAY(SELECT claim_id FROM ({DUE}) AS due))
     ORDER BY c.claim_id FOR UPDATE OF c"""


async def hold_due(connection: Connection, merchant_id: UUID, day: date, *, claims_max: int, wait: bool) -> list[UUID]:
    """Lock the next claims that are to be looked at by the day, the longest due first, all of a payer's together.

    Those in other hands are passed over, or, with `wait`, waited for. A payer's others may make it more than so many.
    """
    text = DUE_WAITED_FOR if wait else f"{DUE} FOR UPDATE OF d SKIP LOCKED"
    rows = await connection.fetch(text, merchant_id, day, claims_max)
    held = [row["claim_id"] for row in rows]
    with_others = [row["claim_id"] for row in rows if row["with_others"]]
    if not with_others:
        return held
    return held + [row["claim_id"] for row in await connection.fetch(SIBLINGS, merchant_id, day, with_others)]


# Of what its client said of a claim only what its follow-up asks for is read, which of most claims is nothing.
_ASKED = ", ".join(f"'{name}'" for name in ("follow_up", "interrupted_on", TRANSFERRED_ON))
SAID = f"CASE WHEN c.content ?| ARRAY[{_ASKED}] THEN c.content ELSE '{{}}' END AS content"
READ = (
    *(name for name in AS_IT_IS if name not in {"content", "event_count"}),
    *("kind", "state", "closed_because", "open_principal", "open_fees", "open_interest", "open_fees_operator"),
    *("channel", "last_step", "paused_at", "paused_because", "paused_until"),
)
HELD = f"""
    SELECT {", ".join(f"c.{name}" for name in READ)}, {SAID}, {COUNT}
      FROM claim c WHERE c.merchant_id = $1 AND c.claim_id = ANY($2) ORDER BY c.claim_id"""


async def held_claims(connection: Connection, merchant_id: UUID, claim_ids: Sequence[UUID]) -> list[Claim]:
    """These claims, which are locked, in the order of their ids; their content is what their follow-up asks for."""
    return [claim_of(row) for row in await connection.fetch(HELD, merchant_id, list(claim_ids))]


async def hold(connection: Connection, merchant_id: UUID, claim_id: UUID, day: date) -> list[UUID]:
    """Lock this claim, if it is to be looked at by the day."""
    rows = await connection.fetch(
        """SELECT claim_id FROM claim
            WHERE merchant_id = $1 AND claim_id = $2 AND state = 'issued' AND next_step_on <= $3 FOR UPDATE""",
        merchant_id,
        claim_id,
        day,
    )
    return [row["claim_id"] for row in rows]


async def look_again_at_country(connection: Connection, country: str) -> None:
    """The rules of a country changed: its claims that wait, for whatever, are looked at again by the next run."""
    await connection.execute(
        """WITH gone AS (
               DELETE FROM follow_up_waiting w USING merchant m
                WHERE m.merchant_id = w.merchant_id AND m.country = $1
               RETURNING w.merchant_id, w.claim_id, w.since)
           UPDATE claim c SET next_step_on = gone.since FROM gone
            WHERE (c.merchant_id, c.claim_id) = (gone.merchant_id, gone.claim_id)
              AND c.state = 'issued' AND c.collection_started""",
        country,
    )


@dataclass(frozen=True, slots=True)
class Wait:
    """A claim that goes no further by itself. `step` is the one that waits, where it is one; `reasons` say why."""

    claim_id: UUID
    kind: str
    step: str | None
    reasons: Sequence[Mapping[str, Any]]
    since: date


async def let_wait(connection: Connection, merchant_id: UUID, waits: Sequence[Wait], recorded_at: datetime) -> None:
    """These claims wait from now on, for what is said now; one that waited goes on waiting since then."""
    if not waits:
        return
    await connection.execute(
        """INSERT INTO follow_up_waiting AS w (merchant_id, claim_id, kind, step, reasons, since, recorded_at)
           SELECT $1, n.claim_id, n.kind, n.step, n.reasons, n.since, $3
             FROM jsonb_to_recordset($2) AS n(claim_id uuid, kind text, step text, reasons jsonb, since date)
           ON CONFLICT (merchant_id, claim_id) DO UPDATE
              SET kind = excluded.kind, step = excluded.step, reasons = excluded.reasons""",
        merchant_id,
        [{name: getattr(wait, name) for name in Wait.__slots__} for wait in waits],
        recorded_at,
    )


async def save_looks(connection: Connection, merchant_id: UUID, looks: Mapping[UUID, date | None]) -> None:
    """The days on which these claims are looked at next, None where there is nothing more to see."""
    if not looks:
        return
    await connection.execute(
        """UPDATE claim c SET next_step_on = n.day FROM unnest($2::uuid[], $3::date[]) AS n(claim_id, day)
            WHERE (c.merchant_id, c.claim_id) = ($1, n.claim_id)""",
        merchant_id,
        list(looks),
        list(looks.values()),
    )
