"""What registering a claim must know before it decides, in one round trip; and queueing up for a claim's names."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count, islice
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import ClaimKind
from fordring.domain.errors import ForeignCreditorError
from fordring.domain.merchant import BankAccount, Merchant
from fordring.domain.references import issue_reference
from fordring.storage import claims
from fordring.storage.merchants import COLUMNS, FROM, merchant_of
from fordring.storage.transaction import Connection
from fordring.storage.unit import Row


@dataclass(frozen=True, slots=True)
class Names:
    """What a client calls a claim of the merchant: its own id, else its own number; none when it says neither."""

    creditor_no: int
    kind: ClaimKind
    own_id: str | None
    own_number: str | None

    def locks(self) -> list[str]:
        """What is locked for each name, in the order of locking."""
        told = (("id", self.own_id), ("no", self.own_number))
        return sorted(f"{self.creditor_no} {self.kind} {field} {text}" for field, text in told if text)


@dataclass(frozen=True, slots=True)
class Namesake:
    """A claim that bears a name which is looked for, with the client's own id of it."""

    claim_id: UUID
    claim_no: int
    own_id: str | None
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The merchant and the next public claim id; and what is there already.

    `same` are claims that bear the client's own id (without one, its own number), oldest first; `namesakes` bear the
    own number under another own id. `cards` are payers' cards by their keys, `references` those that are taken.
    """

    merchant: Merchant
    claim_no: int
    same: tuple[Namesake, ...]
    namesakes: tuple[Namesake, ...]
    cards: Mapping[str, Mapping[str, Any]]
    references: frozenset[str]


async def queue_up(connection: Connection, names: Names) -> None:
    """Until the commit nobody else registers under these names."""
    await connection.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended(name, 7266004)) FROM unnest($1::text[]) AS name", names.locks()
    )


OWN_ID, OWN_NUMBER = "content ->> 'own_id'", "own_number"
"""Where a claim keeps what its client calls it."""
ALIKE = """
    ARRAY({each})"""
ALIKE_EACH = """
     SELECT (claim_id, claim_no, content ->> 'own_id', fingerprint) FROM claim c
      WHERE c.merchant_id = m.merchant_id AND c.kind = {kind} AND {column} = {name}"""
CARDS = """
    (SELECT jsonb_object_agg(payer_key, p.billing) FROM payer p
      WHERE p.merchant_id = m.merchant_id AND payer_key IN ({keys}))"""
TAKEN = """
    ARRAY(SELECT reference FROM house.reference r
           WHERE r.bank_account_id = m.bank_account_id AND reference IN ({references}))"""


async def earlier(
    connection: Connection,
    names: Names,
    covered: Collection[UUID],
    card_keys: Collection[str],
    references: Collection[str],
) -> Earlier:
    """What is there of the merchant, one of those covered. Gaps between claim ids are fine.

    Raises ForeignCreditorError, one for unknown and for not covered.
    """
    called = {column: name for column, name in ((OWN_ID, names.own_id), (OWN_NUMBER, names.own_number)) if name}
    text = _question(tuple(called), len(card_keys), len(references))
    given = (value for name in called.values() for value in (names.kind, name))
    row = await connection.fetchrow(text, names.creditor_no, list(covered), *given, *card_keys, *references)
    if row is None:
        raise ForeignCreditorError
    bearers = {claim_no: Namesake(claim_id, claim_no, *more) for claim_id, claim_no, *more in row["found"] or ()}
    found = [bearers[claim_no] for claim_no in sorted(bearers)]
    same = tuple(claim for claim in found if not names.own_id or claim.own_id == names.own_id)
    namesakes = tuple(claim for claim in found if names.own_id and claim.own_id != names.own_id)
    merchant = merchant_of(row)
    return Earlier(merchant, row["claim_no"], same, namesakes, row["cards"] or {}, frozenset(row["taken"] or ()))


@cache
def _question(columns: tuple[str, ...], cards: int, references: int) -> str:
    """The question, without what need not be asked: for names in these columns, so many cards and references.

    There are few such texts, each prepared once; one text with empty lists in it would be planned anew each time,
    because a plan that knows of the empty ones costs less.
    """
    places = (f"${place}" for place in count(1))
    creditor, merchants = islice(places, 2)
    alike = [ALIKE_EACH.format(kind=next(places), column=column, name=next(places)) for column in columns]
    found = ALIKE.format(each=" UNION ALL ".join(alike)) if alike else "NULL"
    cards_found = CARDS.format(keys=", ".join(islice(places, cards))) if cards else "NULL"
    taken = TAKEN.format(references=", ".join(islice(places, references))) if references else "NULL"
    return f"""
    SELECT {COLUMNS}, nextval('house.claim_no') AS claim_no, {found} AS found, {cards_found} AS cards, {taken} AS taken
      {FROM} WHERE m.creditor_no = {creditor} AND m.merchant_id = ANY({merchants}::uuid[])"""


def named(names: Names, before: Earlier, claim_no: int) -> Row:
    """What a new claim is called and was seen to be called alike, for its unit to queue up with."""
    return {
        "locks": names.locks(),
        "merchant_id": before.merchant.merchant_id,
        "kind": names.kind,
        "own_id": names.own_id,
        "own_number": names.own_number,
        "claim_no": claim_no,
        "seen": [claim.claim_no for claim in (*before.same, *before.namesakes)],
    }


async def free_no(connection: Connection, account: BankAccount, claim_no: int) -> int:
    """This public claim id, or the next whose payment reference no client has given to another claim on this account.

    Whoever takes it at the same time loses the race for the row, and is done again from the start.
    """
    while True:
        taken = await connection.fetchval(
            "SELECT EXISTS (SELECT FROM house.reference WHERE bank_account_id = $1 AND reference = $2)",
            account.bank_account_id,
            issue_reference(account.agreement, claim_no),
        )
        if not taken:
            return claim_no
        claim_no = await claims.next_no(connection)
