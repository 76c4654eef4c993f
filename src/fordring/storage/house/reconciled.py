"""What of an account moved since it was last compared with the bank, by cause; and what is kept of a comparison."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from fordring.storage.transaction import Connection

_CAUSE = """CASE WHEN NOT credit AND remittance ->> 'end_to_end_id' ~ '^[PR][0-9a-f]{32}$'
                 THEN CASE left(remittance ->> 'end_to_end_id', 1) WHEN 'P' THEN 'payout ' ELSE 'refund ' END
                      || (remittance ->> 'end_to_end_id')
                 ELSE 'bank line ' || bank_line_id END"""
"""What stands behind a movement: of a debit that names a transfer of ours the transfer, else the line."""

_COUNTS = "NOT (state = 'noted' AND may_repeat)"
"""What the bank told twice moved once."""

_MOVED = f"""
    WITH bank AS (
        SELECT {_CAUSE} AS cause, sum(CASE WHEN credit THEN amount_minor ELSE -amount_minor END)::bigint AS minor
          FROM house.bank_line
         WHERE bank_account_id = $1 AND booked_on <= $2 AND recorded_at < $3 AND (booked_on > $4 OR recorded_at >= $5)
           AND {_COUNTS}
         GROUP BY 1),
    ledger AS (
        SELECT x.cause, sum(p.amount_minor)::bigint AS minor, min(x.value_on) AS on_day
          FROM entry x JOIN posting p USING (merchant_id, entry_id, recorded_at)
         WHERE p.account = 'client_funds' AND p.bank_account_id = $1 AND x.value_on <= $2 AND x.recorded_at < $3
           AND (x.value_on > $4 OR x.recorded_at >= $5) GROUP BY 1)
    SELECT cause, coalesce(b.minor, 0) AS bank_minor, coalesce(l.minor, 0) AS ledger_minor, l.on_day AS ledger_day
      FROM bank b FULL JOIN ledger l USING (cause)"""

_OF_BANK = f"""
    SELECT {_CAUSE} AS cause, sum(CASE WHEN credit THEN amount_minor ELSE -amount_minor END)::bigint AS minor,
           coalesce(sum(CASE WHEN credit THEN amount_minor ELSE -amount_minor END)
                    FILTER (WHERE booked_on <= $5 AND recorded_at < $6), 0)::bigint AS before_minor,
           min(booked_on) AS on_day,
           string_agg(DISTINCT state || coalesce(': ' || nullif(reason, ''), ''), '; ') AS why
      FROM house.bank_line
     WHERE bank_account_id = $1 AND booked_on <= $2 AND recorded_at < $7 AND {_COUNTS}
       AND (bank_line_id = ANY($3) OR NOT credit AND remittance ? 'end_to_end_id'
                                      AND remittance ->> 'end_to_end_id' = ANY($4))
     GROUP BY 1"""

LINE = "bank line "
EVER = datetime(9999, 1, 1, tzinfo=UTC)
UNTOLD = "the bank has not told of it by then"


@dataclass(frozen=True, slots=True)
class Compared:
    """How far an account was compared: up to `day`, of what was recorded before an instant, and what that came to.

    `unlike` are the movements that the two told otherwise, by cause: what the ledger had of each, and its first day
    there. Of every other movement bank and ledger had the same.
    """

    day: date = date.min
    recorded_before: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    ledger_minor: int = 0
    unlike: Mapping[str, tuple[int, date | None]] = field(default_factory=dict)


NOTHING = Compared()


@dataclass(frozen=True, slots=True)
class Difference:
    """A movement that the bank and the ledger tell otherwise: what each has of it, and why as far as it is known."""

    cause: str
    on_day: date
    bank_minor: int
    ledger_minor: int
    why: str
    ledger_day: date | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the ledger says was on an account, minor units, and every movement that the two tell otherwise, by day."""

    ledger_minor: int
    differences: Sequence[Difference]

    def kept(self, day: date, recorded_before: datetime) -> Compared:
        """What the next one begins with."""
        unlike = {each.cause: (each.ledger_minor, each.ledger_day) for each in self.differences}
        return Compared(day, recorded_before, self.ledger_minor, unlike)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the bank has told of a cause, and of that what was compared before."""

    minor: int
    before_minor: int
    on_day: date
    why: str


async def of_account(connection: Connection, bank_account_id: UUID) -> Compared:
    """How far it was compared; NOTHING where it never was."""
    row = await connection.fetchrow(
        "SELECT day, recorded_before, ledger_minor, unlike FROM house.bank_reconciled WHERE bank_account_id = $1",
        bank_account_id,
    )
    if row is None:
        return NOTHING
    unlike = {cause: (minor, date.fromisoformat(day) if day else None) for cause, (minor, day) in row["unlike"].items()}
    return Compared(row["day"], row["recorded_before"], row["ledger_minor"], unlike)


async def keep(connection: Connection, bank_account_id: UUID, compared: Compared, at: datetime) -> None:
    """The next comparison of the account begins here."""
    await connection.execute(
        """INSERT INTO house.bank_reconciled (bank_account_id, day, recorded_before, ledger_minor, unlike, at)
           VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (bank_account_id) DO UPDATE SET day = EXCLUDED.day, recorded_before = EXCLUDED.recorded_before,
               ledger_minor = EXCLUDED.ledger_minor, unlike = EXCLUDED.unlike, at = EXCLUDED.at""",
        bank_account_id,
        compared.day,
        compared.recorded_before,
        compared.ledger_minor,
        dict(compared.unlike),
        at,
    )


async def compare(
    connection: Connection, bank_account_id: UUID, day: date, since: Compared, before: datetime = EVER
) -> Comparison:
    """Bank and ledger at the end of a day, as far as they were recorded `before`; what was compared is not read again.

    `since` is of that day or an earlier one. A movement counts by its booking day at the bank and by its value day in
    the ledger; where the day's end is between the two it is unlike, and `crossing` says how much of that is no more.
    """
    edges = since.day, since.recorded_before
    moved = await connection.fetch(_MOVED, bank_account_id, day, before, *edges)
    ledger_minor = since.ledger_minor + sum(row["ledger_minor"] for row in moved)
    rows = {row["cause"]: row for row in moved}
    doubtful = {cause for cause, row in rows.items() if row["bank_minor"] != row["ledger_minor"]} | set(since.unlike)
    told = await _told_of(connection, bank_account_id, day, before, since, doubtful) if doubtful else {}
    found = []
    for cause in doubtful:
        at_bank, row = told.get(cause), rows.get(cause)
        had, had_on = since.unlike.get(cause, (at_bank.before_minor if at_bank else 0, None))
        minor = had + (row["ledger_minor"] if row else 0)
        days = [each for each in (had_on, row["ledger_day"] if row else None) if each]
        first = min(days, default=None)
        if minor != (at_bank.minor if at_bank else 0):
            on_day, bank_minor, why = (at_bank.on_day, at_bank.minor, at_bank.why) if at_bank else (first, 0, UNTOLD)
            assert on_day is not None
            found.append(Difference(cause, on_day, bank_minor, minor, why, first))
    return Comparison(ledger_minor, sorted(found, key=lambda each: (each.on_day, each.cause)))


def crossing_sql(account: str, day: str) -> str:
    """The query of what the ledger has, by its value day, on another side of a day's end than the bank by its booking.

    By cause, as it must be added to the ledger's sum of that day; both arguments are SQL.
    """
    return f"""
        SELECT c.cause, sum(c.sign * p.amount_minor)::bigint AS minor
          FROM (SELECT DISTINCT {_CAUSE} AS cause, value_on, CASE WHEN booked_on <= {day} THEN 1 ELSE -1 END AS sign
                  FROM house.bank_line
                 WHERE bank_account_id = {account} AND booked_on BETWEEN {day} - 60 AND {day} + 60
                   AND (booked_on <= {day}) <> (value_on <= {day})) c
          JOIN entry x ON (x.cause, x.value_on) = (c.cause, c.value_on)
          JOIN posting p USING (merchant_id, entry_id, recorded_at)
         WHERE p.account = 'client_funds' AND p.bank_account_id = {account} GROUP BY 1"""


async def crossing(connection: Connection, bank_account_id: UUID, day: date) -> dict[str, int]:
    """By cause what must be added to the ledger at the end of that day, since the bank booked it on the other side."""
    rows = await connection.fetch(crossing_sql("$1", "$2::date"), bank_account_id, day)
    return {row["cause"]: row["minor"] for row in rows}


async def _told_of(
    connection: Connection, bank_account_id: UUID, day: date, before: datetime, since: Compared, causes: Collection[str]
) -> dict[str, _Told]:
    lines = [UUID(cause.removeprefix(LINE)) for cause in causes if cause.startswith(LINE)]
    sent = [cause.rpartition(" ")[2] for cause in causes if not cause.startswith(LINE)]
    rows = await connection.fetch(_OF_BANK, bank_account_id, day, lines, sent, since.day, since.recorded_before, before)
    return {row["cause"]: _Told(row["minor"], row["before_minor"], row["on_day"], row["why"]) for row in rows}
