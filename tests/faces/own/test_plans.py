"""Payment plans over HTTP: agreed on, shown, ended; what is refused, and who is let."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from faces.own.stage import Desk, desk_of
from fordring.domain.merchant import Merchant
from fordring.storage.transaction import Database
from support import make
from support.desks import open_invoice

AGREED = {"first_on": "2026-12-21", "count": 1, "accepted_by": "Ola", "accepted_how": "by telephone"}

REFUSED: list[tuple[dict[str, object], str]] = [
    ({"count": 0}, "count"),
    ({"monthly_minor": 5}, "count"),
    ({"accepted_by": ""}, "accepted_by"),
]


@pytest.fixture
async def desk(database: Database, tmp_path: Path) -> AsyncIterator[Desk]:
    it = await desk_of(database, tmp_path)
    async with it.http:
        yield it


async def test_a_plan_is_agreed_on_shown_and_ended(desk: Desk, merchant: Merchant) -> None:
    mine = {"Authorization": f"Bearer {await desk.opaque_token(merchant)}"}
    claim = await open_invoice(desk.house.database, merchant)
    place = f"/claims/{claim.claim_no}/plan"
    assert (await desk.http.get(place, headers=mine)).json() == {"claim_id": claim.claim_no, "plans": []}
    ended = await desk.http.post(f"{place}/cancel", headers=mine, json={"because": "x"})
    assert ended.status_code == 404
    made = (await desk.http.post(place, headers=mine, json=AGREED)).json()
    (row,) = made["instalments"]
    assert (made["state"], made["plan_no"], row["state"], row["due_on"]) == ("active", 1, "open", "2026-12-21")
    assert row["amount_minor"] == made["total_minor"] == made["left_minor"] == claim.open.total
    again = await desk.http.post(place, headers=mine, json=AGREED)
    assert (again.status_code, again.json()["error"]["code"]) == (409, "not_in_this_state")
    assert (await desk.http.get(place, headers=mine)).json()["plans"] == [made]
    ended = await desk.http.post(f"{place}/cancel", headers=mine, json={"because": "Paid by card."})
    assert (ended.json()["state"], ended.json()["ended_because"]) == ("cancelled", "Paid by card.")


async def test_what_cannot_be_agreed_on_names_its_field_and_others_claims_are_not_there(
    desk: Desk, merchant: Merchant
) -> None:
    mine = {"Authorization": f"Bearer {await desk.opaque_token(merchant)}"}
    claim = await open_invoice(desk.house.database, merchant)
    place = f"/claims/{claim.claim_no}/plan"
    for change, field in REFUSED:
        refused = await desk.http.post(place, headers=mine, json=AGREED | change)
        assert (refused.status_code, refused.json()["error"]["fields"][0]["field"]) == (400, field)
    stranger = await make.merchant(desk.house.database, account_id="T22223333")
    other = {"Authorization": f"Bearer {await desk.opaque_token(stranger)}"}
    assert (await desk.http.get(place, headers=other)).status_code == 404
