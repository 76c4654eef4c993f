"""Which claims a search shows: filters in the domain's words, and the statements that find a page by an index.

Several merchants are walked side by side, each along its own index in the order of stamps. Where a filter asks for what
most claims are not, each thing it asks for has an index in that order (docs/decisions/0027-stamps.md has the table).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal
from uuid import UUID

from fordring.domain.claim.actions import FOLLOWED
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.hold import Hold
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.followup.facts import StepKind
from fordring.storage import claim_words
from fordring.storage.claims import COUNT, claim_of
from fordring.storage.holding import FOLLOWED_STATES, free, held_claims, hold_of, paused
from fordring.storage.listing import begun
from fordring.storage.transaction import Connection

COUNTED_MAX = 1_000
FIRST_MAX = 500
"""How many are looked through in the order of the page before words are."""
ALL_KINDS = ", ".join(f"'{kind}'" for kind in ClaimKind)
STAMPS = "c.stamp > $3 AND c.stamp < $4"
MERCHANTS = "unnest($1::uuid[], $2::date[]) AS m(merchant_id, today)"
WALKED = "SELECT c.merchant_id, c.claim_id, c.stamp FROM claim c WHERE c.merchant_id = m.merchant_id"
ONE_BY_ONE = """SELECT c.merchant_id, c.claim_id, c.stamp FROM ({narrow}) AS n CROSS JOIN LATERAL (
    SELECT * FROM claim o WHERE o.merchant_id = m.merchant_id AND o.claim_id = n.claim_id OFFSET 0) AS c WHERE true"""
HELD = ONE_BY_ONE.format(narrow=held_claims("m.merchant_id", "m.today"))
BESIDE = frozenset(Hold) - {Hold.PAUSED}
"""What holds up a claim without standing in its row: what is held is found first, and then its claims."""
AMONG_FIRST = f"""SELECT c.merchant_id, c.claim_id, c.stamp FROM (
    SELECT * FROM claim c WHERE c.merchant_id = m.merchant_id AND {STAMPS}
    {{order}} LIMIT {FIRST_MAX}) AS c WHERE true"""
MATCHING = f"AND lower({claim_words.SEARCHED}) ~ ALL ($"
HELD_NAMED = f"{HELD} {MATCHING}5::text[])"
NUMBERED = f"""SELECT n.claim_id FROM claim n WHERE n.merchant_id = m.merchant_id AND n.number = $5
     UNION SELECT n.claim_id FROM claim n
     WHERE n.merchant_id = m.merchant_id AND n.own_number = $5 AND n.kind IN ({ALL_KINDS})"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a claim stands; None narrows nothing. `overdue` and what holds it up are meant on the merchant's own day.

    `stepped` False: no step of follow-up stands. `held` False: nothing holds it up; else what does.
    """

    kind: ClaimKind | None = None
    state: State | None = None
    closed_because: Closed | None = None
    overdue: bool | None = None
    stepped: bool | None = None
    last_step: StepKind | None = None
    held: Hold | Literal[False] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """What a search is narrowed to. The merchants need their own today only where `standings` are asked for.

    `after` and `before` are stamps, exclusive. Of `standings`, and of `kinds`, any will do. `number` is ours or the
    client's own. Each of `terms` must begin a word of what is known of the claim and its payer, whatever the case.
    """

    days: Mapping[UUID, date | None] = field(default_factory=dict)
    before: int = 0
    after: int = 0
    kinds: tuple[ClaimKind, ...] = ()
    standings: tuple[Standing, ...] = ()
    number: str | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The claims of a page, and how many there are of all; None above COUNTED_MAX, or where a text fills a page."""

    claims: list[Claim]
    total: int | None


async def page(connection: Connection, wanted: ClaimFilter, top: int, skip: int, *, ascending: bool) -> Page:
    """The claims in the order of their stamps: `top` of them behind the first `skip`."""
    order = f"ORDER BY stamp {'ASC' if ascending else 'DESC'}"
    cut = f"{order} LIMIT {top + skip}"
    claims: list[Claim] = []
    for source, values in _sources(wanted, order):
        rows = await connection.fetch(
            f"""WITH page AS MATERIALIZED ({_found(wanted, source, cut)} {order} LIMIT {top} OFFSET {skip})
                SELECT c.*, {COUNT} FROM page JOIN claim c USING (merchant_id, claim_id, stamp) {order}""",
            *_values(wanted, values),
        )
        claims = [claim_of(row) for row in rows]
        if len(claims) == top:
            break
    if len(claims) < top and (claims or not skip):
        return Page(claims, skip + len(claims))
    return Page(claims, None if wanted.terms else await _total(connection, wanted))


async def _total(connection: Connection, wanted: ClaimFilter) -> int | None:
    enough = f"LIMIT {COUNTED_MAX + 1}"
    ((source, values),) = _sources(wanted, "")
    found = f"{_found(wanted, source, enough)} {enough}"
    total: int = await connection.fetchval(f"SELECT count(*) FROM ({found}) AS counted", *_values(wanted, values))
    return total if total <= COUNTED_MAX else None


def _values(wanted: ClaimFilter, more: Sequence[Any]) -> list[Any]:
    return [list(wanted.days), list(wanted.days.values()), wanted.after, wanted.before, *more]


def _sources(wanted: ClaimFilter, order: str) -> Iterator[tuple[str, list[Any]]]:
    """What the claims are looked for in, with its values; each finds more than the one before, the last finds all."""
    if wanted.number is not None:
        yield ONE_BY_ONE.format(narrow=NUMBERED), [wanted.number]
    elif wanted.terms:
        patterns = [begun(term) for term in wanted.terms]
        if wanted.standings and all(standing.held in BESIDE for standing in wanted.standings):
            yield HELD_NAMED, [patterns]
            return
        yield f"{AMONG_FIRST.format(order=order)} {MATCHING}5::text[])", [patterns]
        numbers = [term.upper() for term in wanted.terms]
        yield (
            f"{ONE_BY_ONE.format(narrow=claim_words.FOUND)} {MATCHING}7::text[])",
            [list(wanted.terms), numbers, patterns],
        )
    else:
        yield WALKED, []


def _found(wanted: ClaimFilter, source: str, cut: str) -> str:
    """The claims that fit, of each merchant and each way to fit so many as are wanted."""
    each = " UNION ALL ".join(f"({where} AND {STAMPS} {way} {cut})" for where, way in _ways(wanted, source))
    return f"SELECT f.* FROM {MERCHANTS} CROSS JOIN LATERAL ({each}) AS f"


def _ways(wanted: ClaimFilter, source: str) -> Iterator[tuple[str, str]]:
    """Where each is looked for, and its conditions, found by an index in order; values stand in them for its sake."""
    for kind in wanted.kinds or (None,):
        for standing in wanted.standings or (Standing(),):
            of_kind = f" AND c.kind = '{kind}'" if kind else ""
            narrowed = standing.held in BESIDE and source in {WALKED, HELD_NAMED}
            where = "".join(f" AND {condition}" for condition in _standing(standing, held_first=narrowed))
            yield HELD if narrowed and source == WALKED else source, of_kind + where


def _standing(standing: Standing, *, held_first: bool) -> Iterator[str]:
    """Its conditions; `held_first`: what is held is `n`, which says by what."""
    if standing.kind is not None:
        yield f"c.kind = '{standing.kind}'"
    if standing.state is not None:
        yield f"c.state = '{standing.state}'"
    if standing.closed_because is not None:
        yield f"c.closed_because = '{standing.closed_because}'"
    elif standing.state is State.CLOSED:
        yield "c.closed_because IS NULL"
    if standing.overdue is not None:
        overdue = "c.state = 'issued' AND c.due_on < m.today"
        yield overdue if standing.overdue else f"({overdue}) IS NOT TRUE"
    if held_first:
        yield f"n.hold = '{standing.held}' AND c.state IN {FOLLOWED_STATES}"
        yield f"{paused('c', 'm.today')} IS NOT TRUE"
    yield from _followed_so_far(standing, held_first=held_first)


def _followed_so_far(standing: Standing, *, held_first: bool) -> Iterator[str]:
    if standing.stepped is False:
        yield "c.last_step IS NULL"
    if standing.last_step is not None:
        yield f"c.last_step = '{standing.last_step}'"
    if standing.held is Hold.PAUSED:
        yield paused("c", "m.today")
    elif standing.held is False:
        yield free("c", "m.today") if standing.state in FOLLOWED else f"{paused('c', 'm.today')} IS NOT TRUE"
    elif standing.held is not None and not held_first:
        yield f"{hold_of('c', 'm.today')} = '{standing.held}'"
