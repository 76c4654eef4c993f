"""Money that waits for a person, over HTTP: listed with suggestions, accepted, dismissed, identified."""

from datetime import date
from pathlib import Path

import pytest

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant
from fordring.formats.banking.model import Direction
from fordring.storage.ids import new_id
from fordring.storage.transaction import Database
from services.counter import Counter
from services.reversals import banked, credit, line


@pytest.fixture
async def operator(desk: Desk) -> dict[str, str]:
    return await desk.bearer(operator=True)


@pytest.fixture
async def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def unidentified(counter: Counter) -> int:
    """Money with its payer's name alone; the claim it is for."""
    view = await counter.invoice()
    await banked(counter, credit(counter, 12_500, "", named="E1", party_name="Nordmann Ola"))
    return view.claim.claim_no


async def test_a_waiting_line_is_listed_with_what_is_suggested_and_accepted(
    desk: Desk, counter: Counter, operator: dict[str, str]
) -> None:
    claim_no = await unidentified(counter)
    [line] = (await desk.http.get("/bank-lines", headers=operator)).json()
    told = {"state": "unidentified", "amount": 12_500, "left": 12_500, "currency": "NOK", "payer_name": "Nordmann Ola"}
    assert line | told == line
    assert line["suggestions"] == [
        {
            "score": 54,
            "reason": "from its payer's name, exactly what is open",
            "claims": [{"claim_id": claim_no, "amount": 12_500}],
        }
    ]
    place = f"/bank-lines/{line['id']}"
    refused = await desk.http.post(f"{place}/accept", headers=operator, json={"claim_id": 7})
    assert refused.status_code == 404
    done = await desk.http.post(f"{place}/accept", headers=operator)
    assert (done.status_code, done.json()["state"]) == (200, "matched")
    assert (await desk.http.get(place, headers=operator)).json() == done.json()
    assert (await desk.http.get("/bank-lines", headers=operator)).json() == []
    again = await desk.http.post(f"{place}/accept", headers=operator)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "not_in_this_state")


async def test_a_person_may_dismiss_what_is_suggested_and_say_another_claim(
    desk: Desk, counter: Counter, operator: dict[str, str]
) -> None:
    claim_no = await unidentified(counter)
    other = (await counter.invoice(12_500)).claim.claim_no
    [line] = (await desk.http.get("/bank-lines", headers=operator)).json()
    place = f"/bank-lines/{line['id']}"
    done = await desk.http.post(f"{place}/dismiss", headers=operator, json={"claim_id": claim_no})
    assert (done.status_code, done.json()["suggestions"]) == (200, [])
    assert (await desk.http.post(f"{place}/dismiss", headers=operator)).status_code == 404
    for body in ({}, {"claim_id": "1"}, {"claim": 1}):
        assert (await desk.http.post(f"{place}/identify", headers=operator, json=body)).status_code == 400
    done = await desk.http.post(f"{place}/identify", headers=operator, json={"claim_id": other})
    assert (done.status_code, done.json()["reason"]) == (200, "identified by operator")


async def test_what_is_not_there_is_not_found(desk: Desk, operator: dict[str, str]) -> None:
    for name in (str(new_id()), "nonsense"):
        assert (await desk.http.get(f"/bank-lines/{name}", headers=operator)).status_code == 404
        assert (await desk.http.post(f"/bank-lines/{name}/accept", headers=operator)).status_code == 404


async def test_bank_lines_are_the_operators_alone(desk: Desk, merchant: Merchant) -> None:
    for token, status in (
        ("nonsense", 401),
        (await desk.merchant_token(merchant), 403),
        (await desk.opaque_token(merchant), 403),
    ):
        headers = {"Authorization": f"Bearer {token}"}
        assert (await desk.http.get("/bank-lines", headers=headers)).status_code == status
        assert (await desk.http.post(f"/bank-lines/{new_id()}/accept", headers=headers)).status_code == status


async def test_booked_money_is_moved_and_returned(desk: Desk, counter: Counter, operator: dict[str, str]) -> None:
    await unidentified(counter)
    other = (await counter.invoice(12_500)).claim.claim_no
    [line] = (await desk.http.get("/bank-lines", headers=operator)).json()
    place = f"/bank-lines/{line['id']}"
    await desk.http.post(f"{place}/accept", headers=operator)
    moved = await desk.http.post(
        f"{place}/move", headers=operator, json={"claim_id": other, "because": "the wrong one"}
    )
    assert (moved.status_code, moved.json()["reason"]) == (200, "moved by operator: the wrong one")
    for body in ({"claim_id": other}, {"because": ""}, {"because": "why", "order": ["fees"]}):
        assert (await desk.http.post(f"{place}/move", headers=operator, json=body)).status_code == 400
    unknown = await desk.http.post(f"{place}/move", headers=operator, json={"claim_id": 7, "because": "why"})
    assert unknown.status_code == 404
    back = await desk.http.post(f"{place}/return", headers=operator, json={"because": "not ours"})
    assert (back.status_code, back.json()["state"]) == (200, "returned")
    [refund] = (await desk.http.get("/refunds", headers=operator)).json()
    assert (refund["amount"], refund["reason"]) == (12_500, "returned by operator: not ours")


async def test_a_debit_is_said_to_be_a_charge(desk: Desk, counter: Counter, operator: dict[str, str]) -> None:
    await banked(counter, line(counter, 1_500, direction=Direction.DEBIT, entry_reference="D1"))
    async with counter.database.reading() as connection:
        line_id = await connection.fetchval("SELECT bank_line_id FROM house.bank_line")
    place = f"/bank-lines/{line_id}/operators"
    for body in ({}, {"kind": "gift", "because": "why"}, {"kind": "charge", "because": " "}):
        assert (await desk.http.post(place, headers=operator, json=body)).status_code == 400
    done = await desk.http.post(place, headers=operator, json={"kind": "charge", "because": "its fee"})
    assert (done.status_code, done.json()["state"]) == (200, "operators")
    again = await desk.http.post(place, headers=operator, json={"kind": "sweep", "because": "its fee"})
    assert again.status_code == 409
    for body in ({}, {"because": ""}):
        assert (
            await desk.http.post(f"/bank-lines/{line_id}/not-operators", headers=operator, json=body)
        ).status_code == 400
    back = await desk.http.post(f"/bank-lines/{line_id}/not-operators", headers=operator, json={"because": "a typo"})
    assert (back.status_code, back.json()["state"]) == (200, "question")


async def test_a_question_is_taken_in_and_then_identified(
    desk: Desk, counter: Counter, operator: dict[str, str]
) -> None:
    view = await counter.invoice()
    await banked(counter, line(counter, 12_500, reversal=True, entry_reference="R1", party_name="Nordmann Ola"))
    [shown] = (await desk.http.get("/bank-lines", headers=operator)).json()
    assert (shown["state"], shown["suggestions"]) == ("question", [])
    place = f"/bank-lines/{shown['id']}"
    body = {"claim_id": view.claim.claim_no}
    assert (await desk.http.post(f"{place}/identify", headers=operator, json=body)).status_code == 409
    assert (await desk.http.post(f"{place}/take-in", headers=operator, json={})).status_code == 400
    taken = (await desk.http.post(f"{place}/take-in", headers=operator, json={"because": "a payment"})).json()
    assert (taken["state"], len(taken["suggestions"])) == ("unidentified", 1)
    for verb in ("take-in", "same"):
        again = await desk.http.post(f"{place}/{verb}", headers=operator, json={"because": "a payment"})
        assert again.status_code == 409
    done = await desk.http.post(f"{place}/accept", headers=operator)
    assert (done.status_code, done.json()["state"]) == (200, "matched")


async def test_the_day_of_a_question_is_said(desk: Desk, counter: Counter, operator: dict[str, str]) -> None:
    await banked(counter, line(counter, 12_500, entry_reference="R1", booked_on=date(1, 1, 1), value_on=None))
    [shown] = (await desk.http.get("/bank-lines", headers=operator)).json()
    assert (shown["state"], shown["day_unknown"]) == ("question", True)
    place, said = f"/bank-lines/{shown['id']}", {"day": "2026-11-20", "because": "the bank called"}
    early = await desk.http.post(f"{place}/take-in", headers=operator, json={"because": "a payment"})
    assert (early.status_code, early.json()["error"]["code"]) == (409, "not_in_this_state")
    for wrong in ({"day": "9999-12-31"}, {"day": "2026-02-30"}, {"day": None}, {"because": ""}, {"on": "2026-11-20"}):
        assert (await desk.http.post(f"{place}/day", headers=operator, json=said | wrong)).status_code == 400, wrong
    known = (await desk.http.post(f"{place}/day", headers=operator, json=said)).json()
    assert (known["state"], known["day_unknown"], known["booked_on"]) == ("question", False, "2026-11-20")
    assert (await desk.http.post(f"{place}/day", headers=operator, json=said)).status_code == 409
    taken = await desk.http.post(f"{place}/take-in", headers=operator, json={"because": "a payment"})
    assert (taken.status_code, taken.json()["state"]) == (200, "unidentified")


async def test_a_debit_is_said_to_take_an_earlier_credit_back(
    desk: Desk, counter: Counter, operator: dict[str, str]
) -> None:
    await unidentified(counter)
    [money] = (await desk.http.get("/bank-lines", headers=operator)).json()
    await banked(counter, line(counter, 2_500, direction=Direction.DEBIT, reversal=True, entry_reference="D1"))
    [debit] = [each for each in (await desk.http.get("/bank-lines", headers=operator)).json() if each != money]
    place, body = f"/bank-lines/{debit['id']}/reverses", {"credit_id": money["id"], "because": "the bank called"}
    for wrong in ({"because": "why"}, {**body, "because": ""}, {**body, "credit_id": "E1"}):
        assert (await desk.http.post(place, headers=operator, json=wrong)).status_code == 400
    for wrong in ({**body, "credit_id": str(new_id())}, {**body, "claim_id": 7}):
        assert (await desk.http.post(place, headers=operator, json=wrong)).status_code == 404
    done = await desk.http.post(place, headers=operator, json=body)
    assert (done.status_code, done.json()["state"]) == (200, "reversal")
    [left] = (await desk.http.get("/bank-lines", headers=operator)).json()
    assert (left["id"], left["left"]) == (money["id"], 10_000)
    assert (await desk.http.post(place, headers=operator, json=body)).status_code == 409
    place = f"/bank-lines/{debit['id']}/not-reverses"
    assert (await desk.http.post(place, headers=operator, json={"because": ""})).status_code == 400
    back = await desk.http.post(place, headers=operator, json={"because": "another one"})
    assert (back.status_code, back.json()["state"]) == (200, "question")
    assert (await desk.http.post(place, headers=operator, json={"because": "another one"})).status_code == 409
    assert (await desk.http.get("/bank-lines", headers=operator)).json()[0] == money
