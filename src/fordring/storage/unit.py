"""A unit of work: the rows that one verb adds, written by one statement however many tables they go to.

Each table takes its rows as one JSON array, so the text is the same for the same tables and is prepared once. Invoice
numbers are taken inside it: the merchant's series is locked for that one statement and until the commit behind it.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any
from uuid import UUID

from fordring.storage.queue import Job, insertion
from fordring.storage.telling import owing
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
        *("principal_minor", "open_principal", "open_fees", "open_interest", "issued_on", "due_on", "days_until_due"),
        *("channel", "collection_started", "next_step_on", "content", "fingerprint", "created_at", "updated_at"),
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
    ),
    "outgoing_call": (
        *("merchant_id", "call_id", "hook_id", "topic", "subject", "event_no", "state", "attempts", "created_at"),
        *("due_at", "next_try_at"),
    ),
    "payment": (
        *("merchant_id", "payment_id", "claim_id", "bank_line_id", "currency", "amount_minor", "principal_minor"),
        *("fees_minor", "interest_minor", "surplus_minor", "paid_on", "reason", "recorded_at"),
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
    "house.bank_line": (
        *("bank_account_id", "identity", "entry_identity", "bank_line_id", "bank_file_id", "position", "split"),
        *("credit", "reversal", "amount_minor", "currency", "booked_on", "value_on", "debtor_name", "debtor_account"),
        *("remittance", "state", "reason", "merchant_id", "claim_id", "recorded_at"),
    ),
    "house.payment_order": (
        *("order_id", "bank_account_id", "message_id", "file_name", "blob_key", "sha256", "size_bytes", "currency"),
        *("total_minor", "transfers", "execute_on", "debtor_name", "created_at"),
    ),
    "payout": (
        *("merchant_id", "payout_id", "bank_account_id", "reference", "order_id", "state", "currency", "gross_minor"),
        *("commission_minor", "vat_minor", "net_minor", "payee_name", "payee_country", "payout_account", "reason"),
        *("created_at", "settled_at"),
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

BULK_ROWS = 200
"""From so many rows of one table on, a unit without numbers to take is written by COPY."""

PAYERS = """
payers AS (
    INSERT INTO payer (merchant_id, payer_key, name, billing, updated_at)
    SELECT merchant_id, payer_key, name, billing, updated_at FROM jsonb_populate_recordset(NULL::payer, {source})
    ON CONFLICT (merchant_id, payer_key) DO UPDATE
       SET name = excluded.name, billing = excluded.billing, updated_at = excluded.updated_at
     WHERE (payer.name, payer.billing) IS DISTINCT FROM (excluded.name, excluded.billing))"""

GROUPS = """
groups AS (
    INSERT INTO billing_group AS g (merchant_id, bill_on, group_key, purchases)
    SELECT merchant_id, bill_on, group_key, purchases FROM jsonb_populate_recordset(NULL::billing_group, {source})
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


def _insertion(table: str, source: str, *, numbered: bool) -> str:
    columns = COLUMNS[table]
    takes = numbered and table == "claim"
    values = ["coalesce(r.number, numbers.number)" if takes and name == "number" else f"r.{name}" for name in columns]
    join = " LEFT JOIN numbers ON numbers.claim_id = r.claim_id" if takes else ""
    shape = f"jsonb_populate_recordset(NULL::{table}, {source})"
    return (
        f"added_{table.replace('.', '_')} AS (INSERT INTO {table} ({', '.join(columns)})"
        f" SELECT {', '.join(values)} FROM {shape} AS r{join})"
    )


@cache
def statement(tables: tuple[str, ...], *, numbered: bool) -> str:
    """The statement for rows of these tables (`payer`, `billing_group`, `job`, `told` too), each an array of rows.

    With `numbered` its first two parameters are merchants and the claims to number. A verb writes the same tables
    each time, so there are few texts, each is prepared once, and none costs what it does not write.
    """
    first = 3 if numbered else 1
    parts = [TAKEN] if numbered else []
    for place, table in enumerate(tables, start=first):
        source = f"${place}"
        if table == "payer":
            parts.append(PAYERS.format(source=source))
        elif table == "billing_group":
            parts.append(GROUPS.format(source=source))
        elif table == "job":
            parts.append(f"jobs AS ({insertion(source)})")
        elif table == "told":
            parts.append(f"owed AS ({owing(source)})")
        else:
            parts.append(_insertion(table, source, numbered=numbered))
    return f"WITH {','.join(parts)} SELECT {'claim_id, number FROM numbers' if numbered else '1 WHERE false'}"


def _records(rows: Sequence[Row], columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Rows as COPY takes them; where every row has every column, which is the rule, at half the price."""
    try:
        return list(map(itemgetter(*columns), rows))
    except KeyError:
        return [tuple(map(row.get, columns)) for row in rows]


class Unit:
    """Rows waiting to be written together."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._clear()

    def _clear(self) -> None:
        self._rows: dict[str, list[Row]] = {}
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

    def take_number(self, merchant_id: UUID, claim_id: UUID) -> None:
        """Give this added claim the next number of its merchant's series."""
        self._numbered.append((merchant_id, claim_id))

    async def flush(self) -> dict[UUID, str]:
        """Write everything in one statement; the numbers taken, by claim."""
        if not self._numbered and max(map(len, self._rows.values()), default=0) >= BULK_ROWS:
            await self._copy()
        if not self._rows and not self._numbered:
            return {}
        tables = tuple(sorted(self._rows))
        text = statement(tables, numbered=bool(self._numbered))
        series = [list(side) for side in zip(*self._numbered, strict=True)]
        numbers = await self._connection.fetch(text, *series, *(self._rows[table] for table in tables))
        self._clear()
        return {row["claim_id"]: row["number"] for row in numbers}

    async def _copy(self) -> None:
        """A thousand rows are cheaper by COPY, a table at a time in the order of COLUMNS; the others stay."""
        for table, columns in COLUMNS.items():
            schema, _, name = table.rpartition(".")
            if records := _records(self._rows.pop(table, ()), columns):
                await self._connection.copy_records_to_table(
                    name, schema_name=schema or None, columns=columns, records=records
                )
