"""What undoing a payment needs to know: the credits that a debit may take back, and what is left of each payment."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from fordring.domain.claim.parts import Parts
from fordring.domain.errors import NotFoundError
from fordring.domain.payment.receipt import LineState
from fordring.storage.house.lines import Claimed
from fordring.storage.transaction import Connection


@dataclass(frozen=True, slots=True)
class EarlierCredit:
    """A credit as a reversal may name it, with the claims that it paid."""

    bank_line_id: UUID
    state: LineState
    identity: str
    entry_identity: str
    end_to_end_id: str
    left_minor: int
    claims: tuple[Claimed, ...]


@dataclass(frozen=True, slots=True)
class LeftPayment:
    """What is left of a payment, minor units, after what was taken back of it."""

    merchant_id: UUID
    payment_id: UUID
    claim_id: UUID
    covered: Parts
    surplus: int


@dataclass(frozen=True, slots=True)
class TakenPayment:
    """What a debit took back of a payment, minor units, all of it and what of it was surplus."""

    merchant_id: UUID
    payment_id: UUID
    claim_id: UUID
    amount_minor: int
    surplus: int


@dataclass(frozen=True, slots=True)
class PaidBefore:
    """What is left of a payment that covers something of its claim, and the bank line it came with."""

    payment_id: UUID
    bank_line_id: UUID
    bank_account_id: UUID
    paid_on: date
    from_account: str
    from_name: str
    covered: Parts


@dataclass(frozen=True, slots=True)
class LeftShare:
    """What is left of a credit on one purchase of a claim, and the event that it came with."""

    purchase_id: UUID
    event_no: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Names:
    """What a debit names: keys of credits on its account, an end-to-end id or none, and claims by their references."""

    identities: Collection[str]
    end_to_end_id: str
    claims: Collection[Claimed]


EARLIER = """
    WITH named AS (
        SELECT bank_line_id FROM house.bank_line
         WHERE bank_account_id = $1 AND identity = ANY($2)
        UNION SELECT bank_line_id FROM house.bank_line
         WHERE bank_account_id = $1 AND split AND entry_identity = ANY($2)
        UNION SELECT bank_line_id FROM house.bank_line
         WHERE bank_account_id = $1 AND credit AND remittance ? 'end_to_end_id' AND remittance ->> 'end_to_end_id' = $3
        UNION SELECT p.bank_line_id FROM unnest($4::uuid[], $5::uuid[]) AS w(merchant_id, claim_id)
          JOIN payment p USING (merchant_id, claim_id))
    SELECT l.bank_line_id, l.state, l.identity, l.entry_identity,
           coalesce(l.remittance ->> 'end_to_end_id', '') AS end_to_end_id,
           l.amount_minor - l.reversed_minor AS left_minor,
           (SELECT array_agg(DISTINCT (p.merchant_id, p.claim_id)) FROM payment p
             WHERE p.bank_line_id = l.bank_line_id AND p.reverses IS NULL) AS claims
      FROM named JOIN house.bank_line l USING (bank_line_id)
     WHERE l.bank_account_id = $1 AND l.credit AND NOT l.reversal
       AND l.state IN ('matched', 'unidentified', 'reversed', 'returned')
     ORDER BY l.recorded_at, l.bank_line_id"""


async def credits_under(connection: Connection, keys: Collection[tuple[UUID, str]]) -> set[tuple[UUID, str]]:
    """Which of these keys of account and identity are a credit's, or its whole entry's."""
    rows = await connection.fetch(
        """SELECT bank_account_id, key FROM unnest($1::uuid[], $2::text[]) AS k(bank_account_id, key)
            WHERE EXISTS (SELECT FROM house.bank_line l
                           WHERE (l.bank_account_id, l.identity) = (k.bank_account_id, k.key))
               OR EXISTS (SELECT FROM house.bank_line l
                           WHERE (l.bank_account_id, l.entry_identity) = (k.bank_account_id, k.key) AND l.split)""",
        [account for account, _ in keys],
        [key for _, key in keys],
    )
    return {(row["bank_account_id"], row["key"]) for row in rows}


async def earlier_credits(connection: Connection, bank_account_id: UUID, names: Names) -> list[EarlierCredit]:
    """The credits on this account that the names may mean, oldest first; those that nothing is left of too."""
    rows = await connection.fetch(
        EARLIER,
        bank_account_id,
        list(names.identities),
        names.end_to_end_id or None,
        [merchant for merchant, _ in names.claims],
        [claim for _, claim in names.claims],
    )
    return [_credit_of(row) for row in rows]


def _credit_of(row: asyncpg.Record) -> EarlierCredit:
    facts = {name: row[name] for name in ("bank_line_id", "identity", "entry_identity", "end_to_end_id", "left_minor")}
    claims = tuple((merchant, claim) for merchant, claim in row["claims"] or ())
    return EarlierCredit(**facts, state=LineState(row["state"]), claims=claims)


LEFT = """
    SELECT p.bank_line_id, p.merchant_id, p.payment_id, p.claim_id, p.paid_on,
           p.principal_minor + coalesce(r.principal, 0) AS principal, p.fees_minor + coalesce(r.fees, 0) AS fees,
           p.interest_minor + coalesce(r.interest, 0) AS interest,
           p.fees_operator_minor + coalesce(r.fees_operator, 0) AS fees_operator,
           p.surplus_minor + coalesce(r.surplus, 0) AS surplus
      FROM payment p, LATERAL (
           SELECT sum(principal_minor)::bigint AS principal, sum(fees_minor)::bigint AS fees,
                  sum(interest_minor)::bigint AS interest, sum(surplus_minor)::bigint AS surplus,
                  sum(fees_operator_minor)::bigint AS fees_operator
             FROM payment r WHERE (r.merchant_id, r.reverses) = (p.merchant_id, p.payment_id)) r
     WHERE p.reverses IS NULL AND {} ORDER BY p.payment_id"""


async def payments_left(connection: Connection, bank_line_id: UUID) -> list[LeftPayment]:
    """What is left of the payments that a credit made, oldest first; its claims are locked."""
    rows = await connection.fetch(LEFT.format("p.bank_line_id = $1"), bank_line_id)
    return [_left_of(row) for row in rows]


async def taken_by(connection: Connection, bank_line_id: UUID) -> list[TakenPayment]:
    """What a debit took back and has not given back again, by payment, oldest first."""
    rows = await connection.fetch(
        """SELECT merchant_id, reverses AS payment_id, claim_id, -sum(amount_minor)::bigint AS amount_minor,
                  -sum(surplus_minor)::bigint AS surplus
             FROM payment WHERE bank_line_id = $1 AND reverses IS NOT NULL
            GROUP BY merchant_id, reverses, claim_id HAVING sum(amount_minor) < 0 ORDER BY reverses""",
        bank_line_id,
    )
    return [TakenPayment(**row) for row in rows]


async def payment_left(connection: Connection, merchant_id: UUID, payment_id: UUID) -> tuple[UUID, LeftPayment]:
    """What is left of one payment, and the bank line it came with. Raises NotFoundError."""
    condition = "p.merchant_id = $1 AND p.payment_id = $2"
    row = await connection.fetchrow(LEFT.format(condition), merchant_id, payment_id)
    if row is None:
        raise NotFoundError("payment", payment_id)
    return row["bank_line_id"], _left_of(row)


async def paid_before(connection: Connection, keys: Sequence[Claimed]) -> dict[UUID, tuple[PaidBefore, ...]]:
    """What is left of the payments of each claim (merchant, claim) that has any, oldest first."""
    wanted = "(p.merchant_id, p.claim_id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[]))"
    rows = await connection.fetch(
        f"""SELECT x.*, b.bank_account_id, b.debtor_account, b.debtor_name FROM ({LEFT.format(wanted)}) x
              JOIN house.bank_line b USING (bank_line_id)
             WHERE x.principal + x.fees + x.interest > 0 ORDER BY x.payment_id""",
        [merchant for merchant, _ in keys],
        [claim for _, claim in keys],
    )
    found: dict[UUID, tuple[PaidBefore, ...]] = {}
    for row in rows:
        where = row["payment_id"], row["bank_line_id"], row["bank_account_id"], row["paid_on"]
        payment = PaidBefore(*where, row["debtor_account"], row["debtor_name"], _left_of(row).covered)
        found[row["claim_id"]] = (*found.get(row["claim_id"], ()), payment)
    return found


def _left_of(row: asyncpg.Record) -> LeftPayment:
    return LeftPayment(
        *(row["merchant_id"], row["payment_id"], row["claim_id"]),
        *(Parts(row["principal"], row["fees"], row["interest"], row["fees_operator"]), row["surplus"]),
    )


async def shares_left(
    connection: Connection, merchant_id: UUID, claim_id: UUID, causes: Sequence[str]
) -> list[LeftShare]:
    """What entries with these causes have brought the claim's purchases and not taken back, in the order they came."""
    rows = await connection.fetch(
        """SELECT y.purchase_id, max(y.event_no) FILTER (WHERE y.amount_minor > 0) AS event_no,
                  sum(y.amount_minor)::bigint AS minor
             FROM (SELECT DISTINCT entry_id FROM posting WHERE merchant_id = $1 AND claim_id = $2) x
             JOIN entry e ON e.merchant_id = $1 AND e.entry_id = x.entry_id AND e.cause = ANY($3)
             JOIN payable y ON y.merchant_id = $1 AND y.entry_id = x.entry_id AND y.claim_id = $2
            WHERE y.purchase_id IS NOT NULL GROUP BY y.purchase_id HAVING sum(y.amount_minor) > 0
            ORDER BY min(y.entry_id::text), min(y.line_no)""",
        merchant_id,
        claim_id,
        list(causes),
    )
    return [LeftShare(row["purchase_id"], row["event_no"], row["minor"]) for row in rows]


async def lines_of_payments(connection: Connection, merchant_id: UUID, payments: Collection[UUID]) -> list[UUID]:
    """The bank lines that made these payments, or took back of them."""
    rows = await connection.fetch(
        """SELECT bank_line_id FROM payment WHERE merchant_id = $1 AND payment_id = ANY($2)
            UNION SELECT bank_line_id FROM payment WHERE merchant_id = $1 AND reverses = ANY($2)""",
        merchant_id,
        list(payments),
    )
    return [row["bank_line_id"] for row in rows]
