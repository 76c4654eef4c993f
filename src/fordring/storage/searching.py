"""Which claims a search shows: filters in the domain's words, and the statements that find a page by an index.

Several merchants are walked side by side, each along its own index in the order of stamps. Where a filter asks for what
most claims are not, each thing it asks for has an index in that order (docs/decisions/0027-stamps.md has the table).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.lifecycle import Closed, State
from fordring.storage.claims import COUNT, claim_of
from fordring.storage.transaction import Connection

COUNTED_MAX = 10_000
MERCHANTS = "unnest($1::uuid[], $2::date[]) AS m(merchant_id, today)"
WALKED = "SELECT c.merchant_id, c.claim_id, c.stamp FROM claim c WHERE c.merchant_id = m.merchant_id"
ONE_BY_ONE = """SELECT c.merchant_id, c.claim_id, c.stamp FROM ({narrow}) AS n CROSS JOIN LATERAL (
    SELECT * FROM claim o WHERE o.merchant_id = m.merchant_id AND o.claim_id = n.claim_id OFFSET 0) AS c WHERE true"""
NUMBERED = """SELECT n.claim_id FROM claim n WHERE n.merchant_id = m.merchant_id AND n.number = $5
     UNION SELECT n.claim_id FROM claim n
     WHERE n.merchant_id = m.merchant_id AND n.own_number = $5 AND n.kind IN ({kinds})"""
ALL_KINDS = ", ".join(f"'{kind}'" for kind in ClaimKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a claim stands; None narrows nothing. `overdue` and `paused` are meant on the merchant's own day."""

    state: State | None = None
    closed_because: Closed | None = None
    overdue: bool | None = None
    paused: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What a search is narrowed to: the merchants, each with its own today, and what is named of the rest.

    `after` and `before` are stamps, exclusive. Of `standings`, and of `kinds`, any will do. `number` is ours or the
    client's own.
    """

    days: Mapping[UUID, date]
    before: int
    after: int = 0
    kinds: tuple[ClaimKind, ...] = ()
    standings: tuple[Standing, ...] = ()
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The claims of a page, and how many there are altogether: counted up to COUNTED_MAX, None where there are more."""

    claims: list[Claim]
    total: int | None


async def page(connection: Connection, wanted: ClaimFilter, top: int, skip: int, *, ascending: bool) -> Page:
    """The claims in the order of their stamps: `top` of them behind the first `skip`."""
    order = f"ORDER BY stamp {'ASC' if ascending else 'DESC'}"
    found = _found(wanted, f"{order} LIMIT {top + skip}")
    rows = await connection.fetch(
        f"""WITH page AS MATERIALIZED ({found} {order} LIMIT {top} OFFSET {skip})
            SELECT c.*, {COUNT} FROM page JOIN claim c USING (merchant_id, claim_id, stamp) {order}""",
        *_values(wanted),
    )
    claims = [claim_of(row) for row in rows]
    if len(claims) < top and (claims or not skip):
        return Page(claims, skip + len(claims))
    return Page(claims, await _total(connection, wanted))


async def _total(connection: Connection, wanted: ClaimFilter) -> int | None:
    enough = f"LIMIT {COUNTED_MAX + 1}"
    found = _found(wanted, enough)
    total: int = await connection.fetchval(f"SELECT count(*) FROM ({found} {enough}) AS counted", *_values(wanted))
    return total if total <= COUNTED_MAX else None


def _values(wanted: ClaimFilter) -> list[Any]:
    given = [list(wanted.days), list(wanted.days.values()), wanted.after, wanted.before]
    return given if wanted.number is None else [*given, wanted.number]


def _found(wanted: ClaimFilter, cut: str) -> str:
    """The claims that fit, of each merchant and each way to fit so many as are wanted."""
    source = WALKED if wanted.number is None else ONE_BY_ONE.format(narrow=NUMBERED.format(kinds=ALL_KINDS))
    stamps = "c.stamp > $3 AND c.stamp < $4"
    each = " UNION ALL ".join(f"({source} AND {stamps} {way} {cut})" for way in _ways(wanted))
    return f"SELECT f.* FROM {MERCHANTS} CROSS JOIN LATERAL ({each}) AS f"


def _ways(wanted: ClaimFilter) -> Iterator[str]:
    """The conditions, each of which an index yields in order; values stand in them for the sake of partial indexes."""
    for kind in wanted.kinds or (None,):
        for standing in wanted.standings or (Standing(),):
            of_kind = f" AND c.kind = '{kind}'" if kind else ""
            yield of_kind + "".join(f" AND {condition}" for condition in _standing(standing))


def _standing(standing: Standing) -> Iterator[str]:
    if standing.state is not None:
        yield f"c.state = '{standing.state}'"
    if standing.closed_because is not None:
        yield f"c.closed_because = '{standing.closed_because}'"
    elif standing.state is State.CLOSED:
        yield "c.closed_because IS NULL"
    if standing.overdue is not None:
        overdue = "c.state = 'issued' AND c.due_on < m.today"
        yield overdue if standing.overdue else f"({overdue}) IS NOT TRUE"
    if standing.paused is not None:
        paused = "c.state <> 'closed' AND c.paused_at IS NOT NULL AND coalesce(m.today < c.paused_until, true)"
        yield paused if standing.paused else f"({paused}) IS NOT TRUE"
