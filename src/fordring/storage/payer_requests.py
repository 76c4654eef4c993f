"""What payers said on the pages of their claims, and what was answered."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg

from fordring.domain.claim.claim import Claim, Pause
from fordring.domain.claim.payer_request import Answer, Kind, PayerRequest
from fordring.domain.errors import NotFoundError
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit

_PLAIN = (
    *("merchant_id", "request_id", "claim_id", "created_at", "day", "words", "paused_at", "answer_words"),
    *("granted_until", "answered_at", "answered_by", "monthly_minor", "instalments"),
)
LIST_MAX = 500
_LISTED = """
    SELECT r.*, m.account_id, c.claim_no, coalesce(c.own_number, c.number) AS number, c.billing
      FROM payer_request r JOIN merchant m USING (merchant_id) JOIN claim c USING (merchant_id, claim_id)"""


@dataclass(frozen=True, slots=True)
class ListedRequest:
    """A request with what is seen beside it: whose claim it is about, the claim's public id and number, the payer."""

    request: PayerRequest
    account_id: str
    claim_no: int
    number: str | None
    billing: Mapping[str, Any]


def add(unit: Unit, request: PayerRequest, recorded_at: datetime) -> None:
    """A new one."""
    before = request.paused_before
    facts = {name: getattr(request, name) for name in _PLAIN}
    kept = {"at": before.at.isoformat(), "because": before.because, "until": before.until} if before else None
    more = {"kind": request.kind, "answer": request.answer, "paused_before": kept, "recorded_at": recorded_at}
    unit.add("payer_request", facts | more)


async def of_claim(connection: Connection, claim: Claim) -> Sequence[PayerRequest]:
    """Everything that was said about the claim, oldest first."""
    rows = await connection.fetch(
        "SELECT * FROM payer_request WHERE merchant_id = $1 AND claim_id = $2 ORDER BY request_id",
        claim.merchant_id,
        claim.claim_id,
    )
    return [_request_of(row) for row in rows]


async def find(connection: Connection, request_id: UUID, merchants: Collection[UUID] | None) -> PayerRequest:
    """One request, of these merchants where they are named. Raises NotFoundError, also for one of others."""
    row = await connection.fetchrow(
        """SELECT * FROM payer_request
            WHERE request_id = $1 AND ($2::uuid[] IS NULL OR merchant_id = ANY($2::uuid[]))""",
        request_id,
        None if merchants is None else list(merchants),
    )
    if row is None:
        raise NotFoundError("payer's request", request_id)
    return _request_of(row)


async def listed(
    connection: Connection, merchants: Collection[UUID] | None, *, answered: bool = False, limit: int = LIST_MAX
) -> Sequence[ListedRequest]:
    """What waits for an answer, oldest first, or what has one, newest first; of these merchants if they are named."""
    rows = await connection.fetch(
        f"""{_LISTED}
             WHERE (r.answer IS NOT NULL) = $2 AND ($1::uuid[] IS NULL OR r.merchant_id = ANY($1::uuid[]))
             ORDER BY r.request_id {"DESC" if answered else ""} LIMIT $3""",
        None if merchants is None else list(merchants),
        answered,
        limit,
    )
    return [_listed(row) for row in rows]


async def shown(connection: Connection, request_id: UUID) -> ListedRequest:
    """One request, as it is listed. Raises NotFoundError."""
    row = await connection.fetchrow(f"{_LISTED} WHERE r.request_id = $1", request_id)
    if row is None:
        raise NotFoundError("payer's request", request_id)
    return _listed(row)


def _listed(row: asyncpg.Record) -> ListedRequest:
    return ListedRequest(_request_of(row), row["account_id"], row["claim_no"], row["number"], row["billing"])


async def save_answer(connection: Connection, request: PayerRequest) -> None:
    """Store the answer to a request whose claim is locked."""
    await connection.execute(
        """UPDATE payer_request
              SET answer = $3, answer_words = $4, granted_until = $5, answered_at = $6, answered_by = $7
            WHERE merchant_id = $1 AND request_id = $2""",
        request.merchant_id,
        request.request_id,
        request.answer,
        request.answer_words,
        request.granted_until,
        request.answered_at,
        request.answered_by,
    )


def _request_of(row: asyncpg.Record) -> PayerRequest:
    return PayerRequest(
        **{name: row[name] for name in _PLAIN},
        kind=Kind(row["kind"]),
        answer=Answer(row["answer"]) if row["answer"] else None,
        paused_before=_pause_of(row["paused_before"]),
    )


def _pause_of(kept: Mapping[str, Any] | None) -> Pause | None:
    if kept is None:
        return None
    until = kept["until"]
    return Pause(datetime.fromisoformat(kept["at"]), kept["because"], date.fromisoformat(until) if until else None)
