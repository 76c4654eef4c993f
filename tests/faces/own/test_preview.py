"""The preview: it writes nothing, and what it says is what the run then does, to the day and the øre."""

from typing import Any

from faces.own.stage import Desk
from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.storage import claims
from fordring.storage.transaction import Database
from support import make
from support.desks import open_invoice, stopped

SHOWN = ("kind", "fee", "vat", "interest", "pay_by")


async def advance(desk: Desk, headers: dict[str, str], days: int) -> None:
    body = {"days": days, "freeze": True}
    moved = await desk.http.post("/sandbox/clock/advance", headers=headers, json=body)
    assert moved.status_code == 200, moved.text


async def contents(database: Database) -> dict[str, str]:
    """A checksum of each table."""
    async with database.reading() as connection:
        tables = await connection.fetch(
            """SELECT name FROM (SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
                                  WHERE schemaname IN ('public', 'house')) AS named
                WHERE has_table_privilege(name, 'SELECT') ORDER BY name"""
        )
        return {
            row["name"]: await connection.fetchval(
                f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {row['name']} t"  # noqa: S608 - names of the catalogue
            )
            for row in tables
        }


async def coming(desk: Desk, headers: dict[str, str], days: int, limit: int) -> list[dict[str, Any]]:
    """All pages of the preview."""
    found: list[dict[str, Any]] = []
    after: str | None = ""
    while after is not None:
        more = f"&after={after}" if after else ""
        page = await desk.http.get(f"/follow-up/preview?days={days}&limit={limit}{more}", headers=headers)
        assert page.status_code == 200, page.text
        found += page.json()["coming"]
        after = page.json()["next"]
    return found


def told(coming: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return sorted(
        (each["day"], each["claim_id"], *(each["step"][name] for name in SHOWN))
        for each in coming
        if each["does"] == "step"
    )


async def done(desk: Desk, headers: dict[str, str], invoices: list[Claim]) -> list[tuple[Any, ...]]:
    found = []
    for claim in invoices:
        steps = (await desk.http.get(f"/claims/{claim.claim_no}/steps", headers=headers)).json()["steps"]
        assert all(each["reasons"] and each["created_by"] for each in steps)
        found += [(each["sent_on"], claim.claim_no, *(each[name] for name in SHOWN)) for each in steps]
    return sorted(found)


async def test_the_run_does_what_was_said_beforehand_and_asking_writes_nothing(desk: Desk, merchant: Merchant) -> None:
    headers = await desk.bearer(merchant)
    database = desk.house.database
    company = make.billing(first_name="", last_name="", business_name="Fjell AS", organization_number="974760673")
    invoices = [
        await open_invoice(database, merchant, own_number="1"),
        await open_invoice(database, merchant, own_number="1 too", own_id="too"),
        await open_invoice(database, merchant, own_number="2", amount_minor=250_000, customer_number="2"),
        await open_invoice(database, merchant, own_number="3", business=True, billing=company, customer_number="3"),
    ]
    held = await open_invoice(database, merchant, own_number="4", customer_number="4")
    await stopped(database, held, until=make.WALL.date().replace(month=12, day=20))
    await advance(desk, headers, 3)
    before = await contents(database)
    week, said = await coming(desk, headers, 7, 500), await coming(desk, headers, 90, 2)
    assert await contents(database) == before
    assert (week, len(before) > 40) == ([], True)
    assert told(await coming(desk, headers, 90, 500)) == told(said)
    assert len(told(said)) >= 6
    one, other = (next(step for step in told(said) if step[1] == claim.claim_no) for claim in invoices[:2])
    assert (one[0], one[2], one[3], other[3]) == (other[0], other[2], 3_800, 0), "one payer's letter has one fee"
    waits = {each["claim_id"]: each for each in said if each["does"] == "waits"}
    assert (waits[held.claim_no]["day"], waits[held.claim_no]["waits_for"]) == ("2026-12-20", "person")
    await advance(desk, headers, 90)
    assert await done(desk, headers, [*invoices, held]) == told(said)
    for claim in invoices:
        async with database.reading() as connection:
            stands = await claims.get(connection, merchant.merchant_id, claim.claim_id)
        last = [each for each in said if each["claim_id"] == claim.claim_no][-1]
        assert stands.open.total == last["total"]
    waiting = (await desk.http.get("/follow-up/waiting", headers=headers)).json()["waiting"]
    assert (
        {each["claim_id"] for each in waiting} == set(waits) == {*(each.claim_no for each in invoices), held.claim_no}
    )
    assert (await desk.http.post(f"/claims/{invoices[0].claim_no}/approve", headers=headers)).status_code == 200
    await advance(desk, headers, 1)
    assert [step[2] for step in await done(desk, headers, invoices[:1])][-1] == "legal_action"


async def test_a_question_that_makes_no_sense_is_refused(desk: Desk, merchant: Merchant) -> None:
    headers = await desk.bearer(merchant)
    for query in ("days=-1", "days=367", "days=x", "after=1", "after=2026-01-01.x", "limit=0"):
        assert (await desk.http.get(f"/follow-up/preview?{query}", headers=headers)).status_code == 400, query
    assert (await desk.http.get("/claims/999/steps", headers=headers)).status_code == 404


async def test_a_step_is_taken_back_with_its_fee_and_a_claim_is_given_up(desk: Desk, merchant: Merchant) -> None:
    headers = await desk.bearer(merchant)
    claim = await open_invoice(desk.house.database, merchant)
    await advance(desk, headers, 30)
    place, why = f"/claims/{claim.claim_no}", {"because": "An old address."}
    cancelled = await desk.http.post(f"{place}/steps/1/cancel", headers=headers, json=why)
    stands = {"claim_id": claim.claim_no, "state": "issued", "closed_because": None, "principal": 250_000, "fees": 0}
    assert cancelled.json() | stands == cancelled.json()
    [step] = (await desk.http.get(f"{place}/steps", headers=headers)).json()["steps"]
    assert (step["kind"], step["fee"], step["cancelled_because"]) == ("reminder", 3_800, "An old address.")
    refusals = [("steps/1/cancel", 409), ("steps/2/cancel", 404), ("steps/x/cancel", 404)]
    for path, status in refusals:
        assert (await desk.http.post(f"{place}/{path}", headers=headers, json=why)).status_code == status, path
    assert (await desk.http.post(f"{place}/write-off", headers=headers, json={"because": " "})).status_code == 400
    gone = await desk.http.post(f"{place}/write-off", headers=headers, json=why)
    closed = {"state": "closed", "closed_because": "written_off", "principal": 0, "fees": 0, "interest": 0}
    assert gone.json() | closed == gone.json()
