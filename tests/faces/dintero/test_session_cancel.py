"""Cancelling a session that has been paid: its transaction is voided, as long as nobody has paid the invoice."""

import asyncio

import pytest

from faces.dintero.stage import COMPANY, Shop, consumer, payment, session
from fordring.storage.transaction import Database


async def _paid(shop: Shop, product: str = "kravia.invoice_b2c") -> tuple[str, str]:
    """A session that is paid, and its transaction."""
    body = session()
    body["configuration"]["kravia"]["invoice_b2b_grouped"] = {"enabled": True, "require_identity_verification": False}
    sid = await shop.open(body)
    who = {} if product.endswith("b2c") else COMPANY
    answer = await shop.http.post(f"/v1/sessions/{sid}/pay", json=payment(product, **who))
    assert answer.json()["success"], answer.text
    return sid, (await shop.session(sid))["transaction_id"]


@pytest.mark.parametrize(
    ("product", "notes"), [("kravia.invoice_b2c", 1), ("kravia.invoice_b2b", 1), ("kravia.invoice_b2b_grouped", 0)]
)
async def test_the_transaction_is_voided_with_a_credit_note_where_it_was_billed(
    shop: Shop, database: Database, product: str, notes: int
) -> None:
    sid, transaction_id = await _paid(shop, product)
    answer = await shop.post(f"/v1/sessions/{sid}/cancel")
    assert answer.status_code == 200
    assert answer.json() == await shop.session(sid)
    assert answer.json()["cancelled_by"] == shop.credentials.client_id
    assert answer.json()["events"][-1]["name"] == "CANCELLED"
    voided = (await shop.get(f"/v1/transactions/{transaction_id}")).json()
    assert (voided["status"], voided["events"][-1]["event"]) == ("AUTHORIZATION_VOIDED", "VOID")
    async with database.reading() as connection:
        assert await connection.fetchval("SELECT count(*) FROM claim WHERE kind = 'credit_note'") == notes


async def test_a_payment_in_one_step_is_cancelled_by_its_session_too(shop: Shop) -> None:
    paid = await shop.pay(consumer())
    assert (await shop.post(f"/v1/sessions/{paid['session_id']}/cancel")).status_code == 200
    voided = (await shop.get(f"/v1/transactions/{paid['id']}")).json()
    assert voided["status"] == "AUTHORIZATION_VOIDED"


async def test_what_was_voided_before_is_not_cancelled(shop: Shop) -> None:
    sid, transaction_id = await _paid(shop)
    await shop.post(f"/v1/transactions/{transaction_id}/void")
    answer = await shop.post(f"/v1/sessions/{sid}/cancel")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_TRANSACTION_STATUS")
    assert "cancelled_at" not in await shop.session(sid)


async def test_what_a_payer_has_paid_a_part_of_is_not_cancelled(shop: Shop, database: Database) -> None:
    sid, transaction_id = await _paid(shop)
    async with database.transaction() as connection:
        await connection.execute("UPDATE purchase SET status = 'partially_captured', captured_minor = 100")
    answer = await shop.post(f"/v1/sessions/{sid}/cancel")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "INVALID_TRANSACTION_STATUS")
    kept = (await shop.get(f"/v1/transactions/{transaction_id}")).json()
    assert kept["status"] == "PARTIALLY_CAPTURED"
    async with database.transaction() as connection:
        await connection.execute("UPDATE purchase SET status = 'authorized', captured_minor = 0")


async def test_paying_and_cancelling_at_once_end_in_one_of_two_stories(shop: Shop) -> None:
    sid = await shop.open()
    paid, cancelled = await asyncio.gather(
        shop.http.post(f"/v1/sessions/{sid}/pay", json=payment()), shop.post(f"/v1/sessions/{sid}/cancel")
    )
    assert cancelled.status_code == 200
    shown = await shop.session(sid)
    if paid.status_code == 200:
        voided = (await shop.get(f"/v1/transactions/{shown['transaction_id']}")).json()
        assert voided["status"] == "AUTHORIZATION_VOIDED"
    else:
        assert paid.json()["error"]["code"] == "SESSION_CANCELLED"
        assert "transaction_id" not in shown
