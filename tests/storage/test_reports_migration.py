"""What an earlier release paid out gets its report, events and costs of its lines, and what its payee was told."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias
from uuid import UUID

import asyncpg
import pytest

from fordring.storage.migrate import all_migrations, migrate
from fordring.storage.transaction import speak_json

if TYPE_CHECKING:
    from support.database import RunDatabases

Owner: TypeAlias = "asyncpg.Connection[asyncpg.Record]"
AT = datetime(2026, 11, 16, 9, tzinfo=UTC)
ONE = UUID(int=1)
FIRST_RELEASE = 6


@pytest.fixture
def empty_database(databases: "RunDatabases") -> Iterator[str]:
    """The owner's login to a database with nothing in it."""
    name = databases.create_database_from_template(databases.template("empty", lambda _dsn: None), "first_release")
    yield databases.owner_dsn(name)
    databases.drop(name)


async def insert(owner: Owner, table: str, **row: Any) -> None:
    """A row; columns that are left out are null, or have the table's default."""
    names = ", ".join(row)
    places = ", ".join(f"${place}" for place in range(1, len(row) + 1))
    await owner.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", *row.values())  # noqa: S608 - words of this test


async def merchant(owner: Owner) -> None:
    account = {"bank_account_id": ONE, "name": "Client account", "country": "NO", "currency": "NOK", "iban": "NO93"}
    rest = {"bic": "DNBANOKK", "scheme": "kid", "reference_length": 12, "modulus": 10, "reference_level": "strict"}
    await insert(owner, "house.bank_account", **account, **rest, sandbox=True)
    facts: dict[str, Any] = {"merchant_id": ONE, "account_id": "T11112222", "name": "Fjord", "country": "NO"}
    facts |= {"organization_number": "923609016", "currency": "NOK", "address": {}, "number_prefix": "A1B2C"}
    facts |= {"vat_registered": True, "in_business_register": True, "f_skatt": False, "bank_account_id": ONE}
    facts |= {"payout_account": "97101234561", "commission_bp": 250, "commission_vat_bp": 2500, "settings": {}}
    await insert(owner, "merchant", **facts, signature_secret="s", created_at=AT)


async def claim(owner: Owner, claim_no: int, **more: Any) -> None:
    key = {"merchant_id": ONE, "claim_id": UUID(int=claim_no)}
    facts: dict[str, Any] = {"claim_no": claim_no, "kind": "invoice", "state": "closed", "bank_account_id": ONE}
    facts |= {"payer_key": "mail:x", "billing": {}, "business": False, "currency": "NOK", "principal_minor": 1000}
    facts |= {"open_principal": 0, "open_fees": 0, "open_interest": 0, "days_until_due": 14, "channel": "operator"}
    facts |= {"collection_started": True, "content": {}, "created_at": AT, "updated_at": AT}
    await insert(owner, "claim", **key, **facts, **more)


async def purchase(owner: Owner) -> None:
    key = {"merchant_id": ONE, "claim_id": ONE}
    await claim(owner, 1)
    bought: dict[str, Any] = {"purchase_id": ONE, "checkout_id": ONE, "product": "consumer", "status": "captured"}
    bought |= {"settlement_status": "settled", "currency": "NOK", "amount_minor": 1000, "captured_minor": 1000}
    bought |= {"voided_minor": 0, "pending_minor": 0, "settled_minor": 1000, "merchant_reference": "order-1"}
    bought |= {"payer_name": "Ola", "content": {}, "system_headers": {}, "created_at": AT, "updated_at": AT}
    await insert(owner, "purchase", **key, **bought)


async def event(owner: Owner, event_no: int, kind: str, amount: int, facts: dict[str, Any] | None = None) -> None:
    row: dict[str, Any] = {"event_no": event_no, "kind": kind, "status": "captured", "success": True}
    row |= {"amount_minor": amount, "at": AT.replace(hour=event_no), "request_id": ONE, "created_by": "fordring"}
    row |= {"facts": facts or {}, "request_headers": {}, "recorded_at": AT}
    await insert(owner, "purchase_event", merchant_id=ONE, purchase_id=ONE, **row)


async def paid(owner: Owner, entry: int, amount: int, purchase_id: UUID | None = ONE) -> None:
    entry_id = UUID(int=entry)
    kept = {"merchant_id": ONE, "entry_id": entry_id, "kind": "paid", "value_on": AT.date(), "cause": "", "facts": {}}
    await insert(owner, "entry", **kept, recorded_at=AT)
    facts = {"merchant_id": ONE, "entry_id": entry_id, "line_no": 1, "claim_id": ONE, "purchase_id": purchase_id}
    payout = {"bank_account_id": ONE, "currency": "NOK", "amount_minor": amount, "payout_id": ONE}
    await insert(owner, "payable", **facts, **payout)


async def payout(owner: Owner) -> None:
    facts: dict[str, Any] = {"merchant_id": ONE, "payout_id": ONE, "bank_account_id": ONE, "reference": "P1"}
    facts |= {"order_id": ONE, "state": "confirmed", "currency": "NOK", "gross_minor": 1035, "commission_minor": 26}
    facts |= {"vat_minor": 7, "net_minor": 1002, "payee_name": "Fjord", "payee_country": "NO"}
    await insert(owner, "payout", **facts, payout_account="97101234561", created_at=AT, settled_at=AT)


async def test_a_payout_of_the_first_release_gets_its_report(empty_database: str) -> None:
    migrations = all_migrations()
    await migrate(empty_database, migrations[:FIRST_RELEASE])
    owner = await asyncpg.connect(empty_database)
    try:
        await speak_json(owner)
        await merchant(owner)
        await purchase(owner)
        for number, reference in ((10_001, "000100010008"), (10_002, "101024"), (10_003, "900000001")):
            await claim(owner, number, reference=reference, fingerprint="f")
        await paid(owner, 1, 400)
        await paid(owner, 2, 600)
        await paid(owner, 3, 35, purchase_id=None)
        await payout(owner)
        for event_no, amount in ((4, 400), (5, 600)):
            await event(owner, event_no, "paid", amount)
        await event(owner, 6, "settled", 1000, {"payout_id": str(ONE), "reference": "P1"})
        await migrate(empty_database, migrations)
        rows = await owner.fetch("SELECT event_no FROM payable ORDER BY entry_id")
        assert [row["event_no"] for row in rows] == [4, 5, None]
        facts = await owner.fetchval("SELECT facts FROM purchase_event WHERE kind = 'settled'")
        assert facts["lines"] == [
            {"event_no": 4, "amount_minor": 400, "fee_minor": 13},
            {"event_no": 5, "amount_minor": 600, "fee_minor": 19},
        ]
        report = await owner.fetchrow("SELECT * FROM settlement_report")
        assert report is not None
        sums = (report["kind"], report["payout_id"], report["capture_minor"], report["refund_minor"])
        assert sums == ("settlement", ONE, 1035, 0)
        assert (report["data_from"], report["data_to"]) == (AT.replace(hour=0), AT.replace(hour=5))
        files = await owner.fetch("SELECT filetype FROM report_file ORDER BY filetype")
        assert [row["filetype"] for row in files] == ["csv", "json", "pdf", "xml"]
        told = await owner.fetchrow("SELECT payee_reference, payee_text, settlement_no FROM payout")
        assert told is not None
        assert tuple(told) == ("", "Settlement P1", 1001)
        assert await owner.fetchval("SELECT nextval('house.settlement_no')") == 1002
        given = await owner.fetch("SELECT claim_no FROM claim WHERE own_reference")
        assert [row["claim_no"] for row in given] == [10_003]
    finally:
        await owner.close()
