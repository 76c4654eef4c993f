"""The database gone, a fault of ours, a client that hangs up: answered in this face's shape, with nothing half-done."""

from uuid import UUID

import asyncpg
import httpx2

from faces.dintero.stage import BASE, Shop, app_of, consumer
from fordring.faces.common.context import open_context
from fordring.storage.transaction import Database


async def test_a_database_gone_in_mid_request_is_503_and_nothing_half_done(
    shop: Shop, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await owner.execute(
        """CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
           'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(1); RETURN NEW; END';
           CREATE TRIGGER cut AFTER INSERT ON purchase FOR EACH ROW EXECUTE FUNCTION cut()"""
    )
    answer = await shop.post("/v1/sessions/pay", json=consumer())
    assert answer.status_code == 503, answer.text
    assert answer.json()["error"]["code"] == "SERVICE_UNAVAILABLE"
    assert answer.json()["success"] is False
    await owner.execute("DROP TRIGGER cut ON purchase")
    assert (await shop.get("/v1/transactions")).json() == []
    assert (await shop.pay())["metadata"]["kravia:invoice_number"] == "A1B2C-000001"


async def test_a_fault_of_ours_is_500_without_its_insides(
    shop: Shop, owner: "asyncpg.Connection[asyncpg.Record]"
) -> None:
    await owner.execute("ALTER TABLE claim_event RENAME TO gone")
    answer = await shop.post("/v1/sessions/pay", json=consumer())
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "INTERNAL_ERROR")
    assert "claim_event" not in answer.text
    await owner.execute("ALTER TABLE gone RENAME TO claim_event")
    assert (await shop.get("/v1/transactions")).json() == []


async def test_a_rendering_that_fails_is_500_in_the_shape(shop: Shop, database: Database) -> None:
    async def broken(_merchant_id: UUID, _document_id: UUID) -> bytes:
        raise RuntimeError("no fonts")

    path = (await shop.pay())["metadata"]["kravia:invoice_url"]
    app = app_of(await open_context(database, shop.wall, BASE, broken, broken))
    async with httpx2.AsyncClient(transport=httpx2.ASGITransport(app=app), base_url=BASE) as http:
        answer = await http.get(path, headers={"Authorization": f"Bearer {shop.token}"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (500, "INTERNAL_ERROR")
    assert "fonts" not in answer.text
