"""The ledger's rows: entries are added, never changed. The database itself refuses what does not sum to zero."""

from datetime import datetime
from uuid import UUID

from fordring.domain.ledger.accounts import Account
from fordring.domain.ledger.entry import Entry
from fordring.domain.merchant import HOUSE
from fordring.domain.money import Money
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit


def post(unit: Unit, book: UUID, entry: Entry, recorded_at: datetime) -> None:
    """Add one entry to a merchant's book, or to the house book."""
    head = {"merchant_id": book, "entry_id": entry.entry_id, "recorded_at": recorded_at}
    said = {"kind": entry.kind, "value_on": entry.value_on, "cause": entry.cause, "facts": entry.facts}
    unit.add("entry", {**head, **said})
    unit.add(
        "posting",
        *(
            {
                **head,
                "line_no": line_no,
                "account": line.account,
                "claim_id": line.claim_id,
                "bank_account_id": line.bank_account_id,
                "currency": line.amount.currency,
                "amount_minor": line.amount.minor,
            }
            for line_no, line in enumerate(entry.postings, start=1)
        ),
    )


async def balances(connection: Connection, book: UUID = HOUSE) -> dict[str, int]:
    """Each account's balance in one book, in minor units, as `account currency`; accounts at zero are left out."""
    rows = await connection.fetch(
        """SELECT account || ' ' || currency AS name, sum(amount_minor)::bigint AS minor FROM posting
            WHERE merchant_id = $1 GROUP BY 1 HAVING sum(amount_minor) <> 0 ORDER BY 1""",
        book,
    )
    return {row["name"]: row["minor"] for row in rows}


async def operators_account_of(connection: Connection, cause: str, since: datetime | None) -> Account:
    """The account to which the operator's own debit with this cause, recorded since then, stands in the house book."""
    found = await connection.fetchval(
        """SELECT p.account FROM entry e JOIN posting p USING (merchant_id, entry_id, recorded_at)
            WHERE e.merchant_id = $1 AND e.cause = $2 AND ($3::timestamptz IS NULL OR e.recorded_at >= $3)
              AND p.account LIKE 'owed.operator.%' GROUP BY p.account HAVING sum(p.amount_minor) <> 0""",
        HOUSE,
        cause,
        since,
    )
    return Account(found)


async def add_months(connection: Connection, today: datetime) -> None:
    """See to it that this month and the two after it have partitions of their own."""
    await connection.execute(
        "SELECT add_ledger_month(($1::date + make_interval(months => m))::date) FROM generate_series(0, 2) AS m",
        today.date(),
    )


async def operators_own(connection: Connection) -> list[tuple[UUID, str, Money]]:
    """What stands in the books for the operator, by client account and ledger account; below zero what it owes."""
    rows = await connection.fetch(
        """SELECT bank_account_id, account, currency, -sum(amount_minor)::bigint AS minor FROM posting
            WHERE account LIKE 'owed.operator.%' GROUP BY 1, 2, 3 HAVING sum(amount_minor) <> 0 ORDER BY 1, 2"""
    )
    return [(row["bank_account_id"], row["account"], Money(row["minor"], row["currency"])) for row in rows]
