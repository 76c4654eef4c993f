"""What merchants owe, over HTTP: who invoices it, what is invoiced, and what a merchant is told of that."""

from pathlib import Path

import pytest

from faces.own.stage import Desk
from fordring.storage.transaction import Database
from services.counter import Counter
from services.overdrawn import counter_of, invoicing, overdrawn


@pytest.fixture
async def counter(database: Database, tmp_path: Path) -> Counter:
    """A merchant that owes 125,00."""
    counter = await counter_of(database, tmp_path / "bank")
    await overdrawn(counter)
    return counter


@pytest.fixture
async def operator(desk: Desk) -> dict[str, str]:
    """The operator's credentials."""
    return await desk.bearer(operator=True, name="anna")


async def test_what_is_owed_is_listed_and_invoiced(desk: Desk, counter: Counter, operator: dict[str, str]) -> None:
    [owed] = (await desk.http.get("/shortfalls", headers=operator)).json()
    assert owed == {
        "account_id": "T11112222",
        "iban": counter.iban,
        "currency": "NOK",
        "amount": 12_500,
        "since": owed["since"],
        "invoicer": None,
        "not_invoiced": "nobody is named to invoice what is owed on this client account",
    }
    assert (await desk.http.post("/shortfalls", headers=operator, json={})).json() == [owed]
    await invoicing(desk.house.database)
    place = f"/bank-accounts/{counter.iban}/shortfall-invoicer"
    named = (await desk.http.put(place, headers=operator, json={"account_id": "T22223333"})).json()
    assert (named["shortfall_invoicer"], named["events"][-1]["by"]) == ("T22223333", "anna (1)")
    [owed] = (await desk.http.get("/shortfalls", headers=operator)).json()
    assert (owed["invoicer"], owed["not_invoiced"]) == ("T22223333", None)
    assert (await desk.http.post("/shortfalls", headers=operator, json={"account_ids": ["T22223333"]})).json() == []
    assert len((await desk.http.get("/shortfalls", headers=operator)).json()) == 1
    assert (await desk.http.post("/shortfalls", headers=operator, json={"account_ids": ["T11112222"]})).json() == []
    [invoiced] = (await desk.http.get("/shortfalls/invoiced", headers=operator)).json()
    assert (invoiced["account_id"], invoiced["amount"], invoiced["open"]) == ("T11112222", 12_500, 12_500)
    assert (invoiced["invoicer"], invoiced["invoice_number"]) == ("T22223333", "OPER1-000001")
    shop = {"Authorization": f"Bearer {await desk.merchant_token(counter.merchant)}"}
    assert (await desk.http.get("/shortfalls/invoiced", headers=shop)).json() == [invoiced]


async def test_what_cannot_be_is_refused(desk: Desk, counter: Counter, operator: dict[str, str]) -> None:
    place = f"/bank-accounts/{counter.iban}/shortfall-invoicer"
    refused = await desk.http.put(place, headers=operator, json={"account_id": "T00000000"})
    assert (refused.status_code, refused.json()["error"]["fields"]) == (
        400,
        [{"field": "account_id", "message": "is no merchant's"}],
    )
    assert (await desk.http.put(place, headers=operator, json={})).status_code == 400
    nowhere = await desk.http.put("/bank-accounts/NO1/shortfall-invoicer", headers=operator, json={"account_id": None})
    assert nowhere.status_code == 404
    unknown = await desk.http.post("/shortfalls", headers=operator, json={"account_ids": ["T0"]})
    assert unknown.status_code == 404


async def test_others_see_nothing_of_it(desk: Desk, counter: Counter) -> None:
    other = await invoicing(desk.house.database)
    shop = {"Authorization": f"Bearer {await desk.merchant_token(other)}"}
    place = f"/bank-accounts/{counter.iban}/shortfall-invoicer"
    for method, where in (("GET", "/shortfalls"), ("POST", "/shortfalls"), ("PUT", place)):
        assert (await desk.http.request(method, where, headers=shop, json={})).status_code == 403
    assert (await desk.http.get("/shortfalls/invoiced", headers=shop)).json() == []
    of_another = await desk.http.get("/shortfalls/invoiced?account_id=T11112222", headers=shop)
    assert of_another.status_code == 404
