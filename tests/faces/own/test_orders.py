"""Payment orders over HTTP, the operator's alone: made by one client, released by another, fetched."""

from datetime import date

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from fordring.formats.banking.pain001_reader import read_pain001
from fordring.services.banking.agree_orders import AgreeOrders, agree_orders
from fordring.storage.house import accounts, balances
from fordring.storage.transaction import Database
from support import make
from support.lives import received


async def operator(desk: Desk, name: str) -> dict[str, str]:
    """The credentials of one of the operator's clients."""
    return await desk.bearer(operator=True, name=name)


async def test_one_client_makes_an_order_and_another_releases_it(
    desk: Desk, merchant: Merchant, database: Database
) -> None:
    async with database.transaction() as connection:
        account = merchant.bank_account.bank_account_id
        await accounts.set_orders(connection, account, pain_version="09", four_eyes=True)
    await received(database, (await desk.house.pay(merchant)).claim, 12_500)
    anna, bo = await operator(desk, "anna"), await operator(desk, "bo")
    [made] = (await desk.http.post("/payment-orders", headers=anna, json={"account_ids": ["T11112222"]})).json()
    assert (made["state"], made["made_by"], made["total"], made["transfers"]) == ("waiting", "anna (1)", 12_500, 1)
    place = f"/payment-orders/{made['message_id']}"
    assert (await desk.http.get(f"{place}/file", headers=bo)).status_code == 409
    refused = await desk.http.post(f"{place}/release", headers=anna)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "not_allowed")
    assert (await desk.http.post(f"{place}/release", headers=bo)).json()["state"] == "released"
    file = await desk.http.get(f"{place}/file", headers=anna)
    assert (file.status_code, file.headers["content-type"]) == (200, "application/xml")
    assert len(read_pain001(file.content).groups[0].transfers) == 1
    [listed] = (await desk.http.get("/payment-orders", headers=bo)).json()
    story = [(event["kind"], event["by"]) for event in listed["events"]]
    assert story == [
        ("made", "anna (1)"),
        ("refused_release", "anna (1)"),
        ("released", "bo (2)"),
        ("fetched", "anna (1)"),
    ]
    assert (await desk.http.post("/payment-orders", headers=anna, json={})).json() == []
    assert (await desk.http.get("/transfer-statuses?questions=true", headers=bo)).json() == []


async def test_what_is_not_there_is_not_found_and_others_are_turned_away(desk: Desk, merchant: Merchant) -> None:
    anna = await operator(desk, "anna")
    shop = {"Authorization": f"Bearer {await desk.merchant_token(merchant)}"}
    for method, place in (("POST", "/payment-orders/O0/release"), ("GET", "/payment-orders/O0/file")):
        assert (await desk.http.request(method, place, headers=anna)).status_code == 404
        assert (await desk.http.request(method, place, headers=shop)).status_code == 403
    unknown = await desk.http.post("/payment-orders", headers=anna, json={"account_ids": ["T0"]})
    assert unknown.status_code == 404
    for method, place in (("GET", "/payment-orders"), ("POST", "/payment-orders"), ("GET", "/transfer-statuses")):
        assert (await desk.http.request(method, place, headers=shop, json={})).status_code == 403


async def test_balances_are_compared_for_the_operator(desk: Desk, merchant: Merchant) -> None:
    anna = await operator(desk, "anna")
    assert (await desk.http.get("/reconciliation", headers=anna)).json() == []
    assert (await desk.http.get("/reconciliation?day=someday", headers=anna)).status_code == 400
    insert = """INSERT INTO house.bank_file (bank_file_id, sha256, name, kind, size_bytes, blob_key, state, received_at)
                VALUES (gen_random_uuid(), '', '', '', 0, '', 'booked', now()) RETURNING bank_file_id"""
    async with desk.house.database.transaction() as connection:
        file = await connection.fetchval(insert)
        account = merchant.bank_account.bank_account_id
        balance = balances.Balance(account, date(2026, 11, 20), 500, "NOK", file, "S1")
        await balances.put(connection, [balance], desk.house.wall())
    [found] = (await desk.http.get("/reconciliation?day=2026-11-20", headers=anna)).json()
    assert (found["iban"], found["bank"], found["ledger"]) == (merchant.bank_account.iban, 500, 0)
    assert (found["difference"], found["unexplained"], found["lines"]) == (500, 500, [])


async def test_accounts_are_listed_with_who_changed_what_is_agreed(
    desk: Desk, merchant: Merchant, database: Database
) -> None:
    anna, iban = await operator(desk, "anna"), merchant.bank_account.iban
    command = AgreeOrders(iban, four_eyes=True)
    await database.run(lambda connection: agree_orders(command, make.work(connection)))
    changed = await desk.http.put(f"/bank-accounts/{iban}/charge-codes", headers=anna, json={"codes": ["GEB"]})
    [listed] = [each for each in (await desk.http.get("/bank-accounts", headers=anna)).json() if each["iban"] == iban]
    assert (changed.status_code, changed.json()) == (200, listed)
    assert (listed["four_eyes"], listed["charge_codes"], listed["charge_codes_agreed"]) == (True, ["GEB"], True)
    assert [(each["what"], each["was"], each["became"], each["by"]) for each in listed["events"]] == [
        ("four_eyes", "no", "yes", "client"),
        ("charge_codes", "the usual ones", "GEB", "anna (1)"),
    ]
    usual = (await desk.http.put(f"/bank-accounts/{iban}/charge-codes", headers=anna, json={"codes": None})).json()
    assert (usual["charge_codes_agreed"], "CHRG" in usual["charge_codes"]) == (False, True)
    for body, status in (({}, 400), ({"codes": [""]}, 400), ({"codes": "GEB"}, 400)):
        answer = await desk.http.put(f"/bank-accounts/{iban}/charge-codes", headers=anna, json=body)
        assert answer.status_code == status
    assert (await desk.http.put("/bank-accounts/NO1/charge-codes", headers=anna, json={"codes": []})).status_code == 404
    stranger = await desk.bearer(merchant)
    assert (await desk.http.get("/bank-accounts", headers=stranger)).status_code == 403
