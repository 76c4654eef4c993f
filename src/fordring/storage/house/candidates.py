"""Claims that a payment without a certain reference may be for: by what it names, and by who paid; sets of payments."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from fordring.domain.payment.matching_suggestions import Candidate
from fordring.storage.transaction import Connection

PER_PAYER_MAX = 20
LINES_OF_ACCOUNT_MAX = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """A payment that claims are sought for: on which account and in which currency, the words it has, who paid it.

    With `exactly` claims alone are sought of which that much is open, in minor units.
    """

    bank_line_id: UUID
    bank_account_id: UUID
    currency: str
    words: Collection[str]
    payer_name: str
    payer_account: str
    exactly: int | None = None


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """A claim as a person reads it, with what the domain compares."""

    claim_no: int
    candidate: Candidate


OPEN = "c.open_principal + c.open_fees + c.open_interest"
FACTS = f"""
    c.merchant_id, c.claim_id, c.claim_no, c.payer_key, {OPEN} AS open,
    coalesce(c.reference, '') AS reference, array_remove(ARRAY[c.own_number, c.number], NULL) AS numbers,
    coalesce(c.billing ->> 'business_name', concat_ws(' ', c.billing ->> 'first_name', c.billing ->> 'last_name'))
      AS payer_name, f.known_account, c.bank_account_id <> f.bank_account_id AS elsewhere"""
PAYABLE = f"""c.state = 'issued' AND c.currency = f.currency AND c.kind <> 'credit_note'
              AND (f.exactly IS NULL OR {OPEN} = f.exactly)"""

BY_WORDS = f"""
    WITH said AS (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::text[])
                    AS s(bank_line_id, bank_account_id, currency, exactly, word)),
    found AS (
        SELECT s.bank_line_id, s.bank_account_id, s.currency, s.exactly, r.merchant_id, r.claim_id,
               false AS known_account
          FROM said s JOIN house.bank_account b ON b.currency = s.currency
          JOIN house.reference r ON (r.bank_account_id, r.reference) = (b.bank_account_id, s.word)
        UNION SELECT s.bank_line_id, s.bank_account_id, s.currency, s.exactly, c.merchant_id, c.claim_id, false
          FROM said s JOIN merchant m ON m.number_prefix = left(s.word, 5)
          JOIN claim c ON (c.merchant_id, c.number) = (m.merchant_id, s.word)
        UNION SELECT s.bank_line_id, s.bank_account_id, s.currency, s.exactly, c.merchant_id, c.claim_id, false
          FROM said s JOIN claim c ON c.own_number = s.word AND c.state = 'issued' AND c.own_number IS NOT NULL)
    SELECT f.bank_line_id, {FACTS} FROM found f JOIN claim c USING (merchant_id, claim_id) WHERE {PAYABLE}"""

BY_PAYER = f"""
    WITH came AS (SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::text[], $6::text[])
                    AS s(bank_line_id, bank_account_id, currency, exactly, name, account)),
    payers AS (
        SELECT s.bank_line_id, s.bank_account_id, s.currency, s.exactly, p.merchant_id, p.payer_key,
               false AS known_account
          FROM came s JOIN payer p ON s.name <> '' AND matching_name(p.name) = matching_name(s.name)
        UNION ALL SELECT s.bank_line_id, s.bank_account_id, s.currency, s.exactly, c.merchant_id, c.payer_key, true
          FROM came s, LATERAL (
               SELECT l.merchant_id, l.claim_id FROM house.bank_line l
                WHERE s.account <> '' AND l.bank_account_id = s.bank_account_id AND l.debtor_account = s.account
                  AND l.debtor_account <> '' AND l.state = 'matched' LIMIT {LINES_OF_ACCOUNT_MAX}) l
          JOIN claim c USING (merchant_id, claim_id)),
    found AS (
        SELECT bank_line_id, bank_account_id, currency, exactly, merchant_id, payer_key,
               bool_or(known_account) AS known_account
          FROM payers GROUP BY 1, 2, 3, 4, 5, 6)
    SELECT f.bank_line_id, {FACTS}
      FROM found f, LATERAL (
           SELECT * FROM claim c
            WHERE (c.merchant_id, c.payer_key) = (f.merchant_id, f.payer_key) AND c.bank_account_id = f.bank_account_id
              AND {PAYABLE} ORDER BY c.due_on, c.claim_id LIMIT {PER_PAYER_MAX}) c"""


async def found(connection: Connection, asked: Sequence[Asked]) -> dict[UUID, list[NamedClaim]]:
    """The open claims that something leads to, by the payment's line: two statements, however many payments.

    Where no payment says a word, or none tells of its payer, there is nothing to ask.
    """
    said = [(each, word) for each in asked for word in each.words]
    payers = [each for each in asked if each.payer_name or each.payer_account]
    rows: list[asyncpg.Record] = []
    if said:
        rows += await connection.fetch(BY_WORDS, *_sides([each for each, _ in said]), [word for _, word in said])
    if payers:
        named = [each.payer_name for each in payers], [each.payer_account for each in payers]
        rows += await connection.fetch(BY_PAYER, *_sides(payers), *named)
    return _by_line(asked, rows)


def _sides(asked: Sequence[Asked]) -> Iterable[Sequence[object]]:
    """Line, account, currency and the amount that must be open, each by itself."""
    return zip(*((each.bank_line_id, each.bank_account_id, each.currency, each.exactly) for each in asked), strict=True)


def _by_line(asked: Iterable[Asked], rows: Iterable[asyncpg.Record]) -> dict[UUID, list[NamedClaim]]:
    """Each claim once; that its payer has paid from the account before is known by one of its rows."""
    claims: dict[UUID, dict[UUID, NamedClaim]] = {each.bank_line_id: {} for each in asked}
    for row in rows:
        mine = claims[row["bank_line_id"]]
        before = mine.get(row["claim_id"])
        if before is None or (row["known_account"] and not before.candidate.known_account):
            mine[row["claim_id"]] = _claim_of(row)
    return {line: list(found.values()) for line, found in claims.items()}


def _claim_of(row: asyncpg.Record) -> NamedClaim:
    candidate = Candidate(
        claimed=(row["merchant_id"], row["claim_id"]),
        payer=(row["merchant_id"], row["payer_key"]),
        open_minor=row["open"],
        reference=row["reference"],
        numbers=frozenset(row["numbers"]),
        payer_name=row["payer_name"],
        known_account=row["known_account"],
        elsewhere=row["elsewhere"],
    )
    return NamedClaim(row["claim_no"], candidate)
