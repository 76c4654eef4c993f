"""A unit of work: the rows that one verb adds, written by one statement however many tables they go to.

A table takes a few rows value by value, more as one JSON array, so there are few texts and each is prepared once.
Invoice numbers are taken inside it: the merchant's series is locked for that one statement and until the commit.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from operator import itemgetter
from typing import Any
from uuid import UUID

from fordring.storage.queue import JOB_COLUMNS, Job, insertion_of
from fordring.storage.racing import NAMED, STARTED, STARTED_OR_LOST, queueing_of, starting_of
from fordring.storage.telling import TOLD, listening, owing_of
from fordring.storage.transaction import Connection

Row = Mapping[str, Any]

COLUMNS: dict[str, tuple[str, ...]] = {
    "checkout": (
        *("merchant_id", "checkout_id", "profile_id", "purchase_id", "currency", "amount_minor", "merchant_reference"),
        *("merchant_reference_2", "customer_id", "payer_name", "store_id", "terms", "given", "content", "callback"),
        *("system_headers", "events", "lock_id", "locked_until", "cancelled_by", "cancelled_at", "created_at"),
        *("updated_at", "expires_at"),
    ),
    "claim": (
        *("merchant_id", "claim_id", "claim_no", "kind", "state", "closed_because", "own_number", "number"),
        *("credits_claim_id", "bank_account_id", "reference", "payer_key", "billing", "business", "currency"),
        *("principal_minor", "open_principal", "open_fees", "open_interest", "open_fees_operator"),
        *("issued_on", "due_on", "days_until_due", "channel", "collection_started", "next_step_on", "content"),
        *("fingerprint", "created_at", "updated_at", "own_reference", "last_step", "contact"),
    ),
    "invitation": (
        *("merchant_id", "invitation_id", "email", "name", "accountant", "country", "organization_number"),
        *("created_at", "created_by", "expires_at", "accepted_at"),
    ),
    "account_confirmation": (
        *("merchant_id", "confirmation_id", "claim_id", "account", "email", "code_sha256", "tries", "sends"),
        *("created_at", "expires_at", "ended_at"),
    ),
    "payer_request": (
        *("merchant_id", "request_id", "claim_id", "kind", "day", "words", "paused_at", "paused_before", "created_at"),
        *("monthly_minor", "instalments", "answer", "answer_words", "granted_until", "answered_at", "answered_by"),
        "recorded_at",
    ),
    "house.claim_directory": ("claim_no", "merchant_id", "claim_id"),
    "house.reference": ("bank_account_id", "reference", "merchant_id", "claim_id"),
    "claim_event": (
        *("merchant_id", "claim_id", "event_no", "kind", "state", "at", "facts", "created_by", "recorded_at"),
    ),
    "purchase": (
        *("merchant_id", "purchase_id", "checkout_id", "claim_id", "product", "status", "settlement_status"),
        *("currency", "amount_minor", "captured_minor", "voided_minor", "pending_minor", "settled_minor"),
        *("merchant_reference", "merchant_reference_2", "customer_id", "email", "phone_number", "payer_name"),
        *("store_id", "callback", "content", "system_headers", "created_at", "updated_at"),
    ),
    "purchase_event": (
        *("merchant_id", "purchase_id", "event_no", "kind", "status", "success", "amount_minor", "at", "request_id"),
        *("correlation_request_id", "event_reference", "created_by", "facts", "request_headers", "recorded_at"),
    ),
    "billing_item": (
        *("merchant_id", "purchase_id", "bill_on", "group_key", "payer_key", "billing", "days_until_due"),
        *("delivered_on", "lines", "warnings"),
    ),
    "document": ("merchant_id", "document_id", "claim_id", "kind", "media_type", "created_at"),
    "delivery": (
        *("merchant_id", "delivery_id", "claim_id", "document_id", "channel", "address", "state", "attempts"),
        *("next_try_at", "created_at", "report_id", "configuration_id", "filetypes"),
        *("invitation_id", "confirmation_id"),
    ),
    "outgoing_call": (
        *("merchant_id", "call_id", "hook_id", "topic", "subject", "event_no", "claim_id", "state", "attempts"),
        *("created_at", "due_at", "next_try_at"),
    ),
    "payment": (
        *("merchant_id", "payment_id", "claim_id", "bank_line_id", "currency", "amount_minor", "principal_minor"),
        *("fees_minor", "interest_minor", "surplus_minor", "paid_on", "reason", "recorded_at"),
        *("reverses", "fees_operator_minor"),
    ),
    "reported_booking": (
        *("merchant_id", "booking_id", "report_id", "part_no", "kind", "claim_id", "claim_no", "accounting_id"),
        *("fingerprint", "currency", "asked_minor", "booked_minor", "open_principal", "ignored", "note_no"),
        *("value_on", "description", "created_by", "recorded_at", "payout_id"),
    ),
    "payable": (
        *("merchant_id", "entry_id", "line_no", "claim_id", "purchase_id", "event_no", "bank_account_id", "currency"),
        "amount_minor",
    ),
    "refund": (
        *("merchant_id", "refund_id", "claim_id", "payment_id", "bank_account_id", "currency", "amount_minor"),
        *("payee_name", "to_account", "state", "reason", "message", "order_id", "created_at", "sent_at", "ended_at"),
        "ended_because",
    ),
    "sandbox_payment": ("merchant_id", "claim_id", "part_no", "paid_on", "amount_minor", "bank_file_id"),
    "step": (
        *("merchant_id", "claim_id", "step_no", "kind", "sent_on", "pay_by", "fee_minor", "vat_minor", "whose"),
        *("interest_minor", "ours", "document_id", "facts", "created_by", "recorded_at"),
    ),
    "letter": ("merchant_id", "document_id", "kind", "sent_on", "content"),
    "follow_up_settings": (
        *("merchant_id", "settings_id", "business", "settings", "created_at", "created_by", "recorded_at"),
    ),
    "step_approval": ("merchant_id", "claim_id", "step", "approved_at", "approved_by", "recorded_at"),
    "claim_stop": (
        *("merchant_id", "stop_id", "claim_id", "payer_key", "reason", "since", "until", "note", "created_at"),
        *("created_by", "recorded_at", "interest_paused"),
    ),
    "payment_plan": (
        *("merchant_id", "plan_id", "claim_id", "plan_no", "state", "agreed_on", "accepted_by", "accepted_how"),
        *("agreed", "fee_minor", "whose", "notice_fee_minor", "terms", "stop_id", "document_id", "note", "look_on"),
        *("ended_on", "ended_because", "created_at", "created_by", "marks", "recorded_at"),
    ),
    "instalment": (
        *("merchant_id", "plan_id", "instalment_no", "due_on", "amount_minor", "reference", "fee_minor"),
        *("noticed_on", "reminded_on"),
    ),
    "house.bank_line": (
        *("bank_account_id", "identity", "entry_identity", "bank_line_id", "bank_file_id", "position", "split"),
        *("credit", "reversal", "amount_minor", "currency", "booked_on", "value_on", "debtor_name", "debtor_account"),
        *("remittance", "state", "reason", "merchant_id", "claim_id", "recorded_at"),
        *("said", "said_no", "opens_entry", "seeks", "told_by", "may_repeat", "day_unknown"),
    ),
    "house.bank_suggestion": ("bank_line_id", "place", "score", "reason", "shares", "made_at"),
    "house.payment_order": (
        *("order_id", "bank_account_id", "message_id", "file_name", "blob_key", "sha256", "size_bytes", "currency"),
        *("total_minor", "transfers", "execute_on", "debtor_name", "created_at", "pain_version", "service_level"),
        *("state", "made_by"),
    ),
    "house.payment_order_event": ("order_id", "event_no", "kind", "by", "at", "facts"),
    "house.transfer_status": (
        *("bank_file_id", "reference", "order_id", "answer", "code", "reason", "outcome", "recorded_at", "closed_by"),
    ),
    "payout": (
        *("merchant_id", "payout_id", "bank_account_id", "reference", "order_id", "state", "currency", "gross_minor"),
        *("commission_minor", "vat_minor", "net_minor", "payee_name", "payee_country", "payout_account", "reason"),
        *("created_at", "settled_at", "claim_id", "payee_reference", "payee_text"),
    ),
    "shortfall": (
        *("merchant_id", "shortfall_id", "bank_account_id", "entry_id", "currency", "amount_minor", "as_of"),
        *("invoicer_id", "claim_id", "created_by", "created_at"),
    ),
    "settlement_report": (
        *("merchant_id", "report_id", "kind", "payout_id", "purchase_ids", "currency", "capture_minor"),
        *("refund_minor", "data_from", "data_to", "created_by", "created_at"),
    ),
    "report_file": ("merchant_id", "file_id", "report_id", "filetype"),
    "entry": ("merchant_id", "entry_id", "kind", "value_on", "cause", "facts", "recorded_at"),
    "posting": (
        *("merchant_id", "entry_id", "line_no", "account", "claim_id", "bank_account_id", "currency"),
        *("amount_minor", "recorded_at"),
    ),
}

PAYER = ("merchant_id", "payer_key", "name", "billing", "updated_at")
GROUP = ("merchant_id", "bill_on", "group_key", "purchases")
VALUES_ROWS_MAX = 4
"""Up to so many rows of a table are written value by value, which costs the database a third less than JSON."""
BULK_ROWS = 200
"""From so many rows of one table on, a unit without numbers to take is written by COPY."""

PAYERS = """
payers AS (
    INSERT INTO payer (merchant_id, payer_key, name, billing, updated_at) {rows}
    ON CONFLICT (merchant_id, payer_key) DO UPDATE
       SET name = excluded.name, billing = excluded.billing, updated_at = excluded.updated_at
     WHERE (payer.name, payer.billing) IS DISTINCT FROM (excluded.name, excluded.billing))"""

GROUPS = """
groups AS (
    INSERT INTO billing_group AS g (merchant_id, bill_on, group_key, purchases) {rows}
    ON CONFLICT (merchant_id, bill_on, group_key) DO UPDATE SET purchases = g.purchases + excluded.purchases)"""

TAKEN = """
wanted AS (
    SELECT merchant_id, claim_id, row_number() OVER (PARTITION BY merchant_id ORDER BY place) AS nth
      FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS w(merchant_id, claim_id, place)),
taken AS (
    UPDATE number_series s SET next_number = s.next_number + w.many
      FROM (SELECT merchant_id, count(*) AS many FROM wanted GROUP BY merchant_id) w
     WHERE s.merchant_id = w.merchant_id AND s.series = 'invoice'
    RETURNING s.merchant_id, s.next_number - w.many AS first_number),
numbers AS (
    SELECT w.claim_id, m.number_prefix || '-' || lpad(n::text, greatest(6, length(n::text)), '0') AS number
      FROM wanted w JOIN taken t USING (merchant_id) JOIN merchant m USING (merchant_id),
           LATERAL (SELECT t.first_number + w.nth - 1) AS x(n))"""


Shape = tuple[tuple[str, int], ...]
"""Tables with how many rows each takes value by value; 0 where it takes a JSON array."""

UPSERTS = {"payer": PAYERS, "billing_group": GROUPS}
FEEDS = {
    "job": (JOB_COLUMNS, "jobs", insertion_of),
    "told": (TOLD, "owed", owing_of),
    "started_claim": (STARTED, "started", starting_of),
    "named": (NAMED, "queued", queueing_of),
}
"""What is no table: its columns with their types, the CTE, and the statement that reads it as an item of FROM."""
NAMES = {
    "payer": PAYER,
    "billing_group": GROUP,
    **{feed: tuple(kinds) for feed, (kinds, *_) in FEEDS.items()},
    **COLUMNS,
}


def _part(table: str, rows: int, parameters: Iterator[int], *, numbered: bool) -> str:
    """The CTE that writes one table's rows; it takes its parameters from the next ones."""
    given = [[f"${next(parameters)}" for _ in NAMES[table]] for _ in range(rows)]
    if table in FEEDS:
        return _fed(table, given, parameters)
    if given:
        source = _values(table, given, numbered=numbered)
    else:
        source = _array(table, f"${next(parameters)}", numbered=numbered)
    if table in UPSERTS:
        return UPSERTS[table].format(rows=source)
    stamped = " RETURNING claim_id, stamp" if table == "claim" and not numbered else ""
    name = f"added_{table.replace('.', '_')}"
    return f"{name} AS (INSERT INTO {table} ({', '.join(COLUMNS[table])}) {source}{stamped})"


def _fed(feed: str, given: Sequence[Sequence[str]], parameters: Iterator[int]) -> str:
    """Rows that another INSERT reads: nothing there gives the values their types, so they are said."""
    kinds, name, insertion_from = FEEDS[feed]
    if given:
        rows = (", ".join(f"{value}::{kind}" for value, kind in zip(row, kinds.values(), strict=True)) for row in given)
        item = f"(VALUES {', '.join(f'({row})' for row in rows)}) AS {feed} ({', '.join(kinds)})"
    else:
        columns = ", ".join(f"{column} {kind}" for column, kind in kinds.items())
        item = f"jsonb_to_recordset(${next(parameters)}) AS {feed} ({columns})"
    return f"{name} AS ({insertion_from(item)})"


def _array(table: str, source: str, *, numbered: bool) -> str:
    """The rows of one JSON array."""
    takes = numbered and table == "claim"
    values = [
        "coalesce(r.number, numbers.number)" if takes and name == "number" else f"r.{name}" for name in NAMES[table]
    ]
    join = " LEFT JOIN numbers ON numbers.claim_id = r.claim_id" if takes else ""
    return f"SELECT {', '.join(values)} FROM jsonb_populate_recordset(NULL::{table}, {source}) AS r{join}"


def _values(table: str, given: Sequence[Sequence[str]], *, numbered: bool) -> str:
    """The rows whose values are these parameters; the table's columns give them their types."""
    rows = [list(row) for row in given]
    if numbered and table == "claim":
        claim_id, number = (COLUMNS[table].index(name) for name in ("claim_id", "number"))
        for row in rows:
            row[number] = f"coalesce({row[number]}, (SELECT number FROM numbers WHERE claim_id = {row[claim_id]}))"
    return "VALUES " + ", ".join(f"({', '.join(row)})" for row in rows)


@cache
def statement(shape: Shape, *, numbered: bool) -> str:
    """The statement for rows of these tables (`payer`, `billing_group`, and what FEEDS has, too).

    With `numbered` its first two parameters are merchants and the claims to number. A verb writes the same tables
    each time, so there are few texts, each is prepared once, and none costs what it does not write.
    """
    parameters = count(3 if numbered else 1)
    parts = [TAKEN] if numbered else []
    parts += [_part(table, rows, parameters, numbered=numbered) for table, rows in shape]
    return f"WITH {','.join(parts)} {_answered({table for table, _ in shape}, numbered=numbered)}"


def _answered(tables: set[str], *, numbered: bool) -> str:
    """What the statement answers: the numbers that were taken, else the stamps of claims."""
    if numbered:
        return "SELECT claim_id, number FROM numbers"
    if "started_claim" in tables:
        return STARTED_OR_LOST
    if "claim" in tables:
        return f"SELECT claim_id, stamp FROM added_claim{', queued' if 'named' in tables else ''}"
    return "SELECT 1 WHERE false"


def _records(rows: Sequence[Row], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Rows as COPY takes them; where every row has every column, which is the rule, at half the price."""
    try:
        return list(map(itemgetter(*columns), rows))
    except KeyError:
        return [tuple(map(row.get, columns)) for row in rows]


class Unit:
    """Rows waiting to be written together."""

    def __init__(self, connection: Connection, told_of: set[str] | None = None) -> None:
        self._connection = connection
        self._told_of = set() if told_of is None else told_of
        self.stamps: dict[UUID, int] = {}
        self._clear()

    def beside(self) -> "Unit":
        """Another unit in the same transaction; what the one has told once, the other does not tell again."""
        return Unit(self._connection, self._told_of)

    def _clear(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._packed: dict[str, list[tuple[Any, ...]]] = {}
        self._numbered: list[tuple[UUID, UUID]] = []

    def add(self, table: str, *rows: Row) -> None:
        """Rows for `table`; a column that is left out is null."""
        if rows:
            self._rows.setdefault(table, []).extend(rows)

    def add_payer(self, row: Row) -> None:
        """A payer's card, new or with what it says now."""
        self.add("payer", row)

    def add_job(self, job: Job) -> None:
        """A job to be done after the commit; the same key twice is one job."""
        self.add("job", job.row())

    def tell_once(self, told: Row) -> None:
        """Owe the calls of a row of `told`, unless its subject was told of in this transaction before."""
        if told["subject"] not in self._told_of:
            self._told_of.add(told["subject"])
            self.add("told", told)

    def take_number(self, merchant_id: UUID, claim_id: UUID) -> None:
        """Give this added claim the next number of its merchant's series."""
        self._numbered.append((merchant_id, claim_id))

    def start(self, row: Row) -> None:
        """What starting changes of a claim (`racing.py`). A unit starts one claim, and numbers none."""
        self._rows["started_claim"] = [row]

    def queue_up(self, row: Row) -> None:
        """What the claim that is added is called (`racing.py`). Such a unit adds one claim, and numbers none."""
        self._rows["named"] = [row]

    def pack(self) -> None:
        """Make the rows of a large unit ready for COPY, before the database waits for them; `flush` does it else."""
        if not self._numbered and max(map(len, self._rows.values()), default=0) >= BULK_ROWS:
            self._packed = {
                table: _records(self._rows.pop(table), columns)
                for table, columns in COLUMNS.items()
                if table in self._rows
            }

    async def flush(self) -> dict[UUID, str]:
        """Write everything in one statement; the numbers taken, by claim.

        Where none were, `stamps` has the stamps of claims that it wrote, but of those by the hundred.
        """
        if not self._packed:
            self.pack()
        if self._packed:
            await self._copy()
        if not self._rows and not self._numbered:
            return {}
        shape: list[tuple[str, int]] = []
        values: list[Any] = [list(side) for side in zip(*self._numbered, strict=True)]
        for table, rows in sorted(self._rows.items()):
            few = len(rows) <= VALUES_ROWS_MAX
            shape.append((table, len(rows) if few else 0))
            if few:
                for row in rows:
                    values += map(row.get, NAMES[table])
            else:
                values.append(rows)
        numbered = bool(self._numbered)
        answered = await self._connection.fetch(statement(tuple(shape), numbered=numbered), *values)
        self._clear()
        if numbered:
            return {row["claim_id"]: row["number"] for row in answered}
        self.stamps = {row["claim_id"]: row["stamp"] for row in answered}
        return {}

    async def _copy(self) -> None:
        """A thousand rows are cheaper by COPY, a table at a time in the order of COLUMNS; the others stay.

        What nobody listens to is told to nobody: of a large file that is mostly all.
        """
        for table, records in self._packed.items():
            schema, _, name = table.rpartition(".")
            await self._connection.copy_records_to_table(
                name, schema_name=schema or None, columns=COLUMNS[table], records=records
            )
        self._packed = {}
        if told := self._rows.pop("told", []):
            heard = await listening(self._connection, {row["merchant_id"] for row in told})
            self.add(
                "told", *(row for row in told if row["callback_seconds"] is not None or row["merchant_id"] in heard)
            )
