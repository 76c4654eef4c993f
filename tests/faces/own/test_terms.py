"""When a merchant is paid and what is kept of it, over HTTP, the operator's alone."""

from typing import Any

import pytest

from faces.own.stage import Desk
from fordring.domain.merchant import Merchant

PAYOUTS, PRICES = "/merchants/T11112222/payouts", "/merchants/T11112222/prices"
USUAL = {
    "account_id": "T11112222",
    "every": "daily",
    "weekdays": [0],
    "month_day": 1,
    "minimum_minor": 0,
    "hold_days": 0,
    "shortfall": "carried",
}
OPENING = {"valid_from": None, "commission_bp": 0, "per_payment_minor": 0, "per_payout_minor": 0, "vat_bp": 0}


@pytest.fixture
async def operator(desk: Desk) -> dict[str, str]:
    """The operator's credentials."""
    return await desk.bearer(operator=True)


@pytest.mark.usefixtures("merchant")
async def test_a_schedule_is_shown_and_changed(desk: Desk, operator: dict[str, str]) -> None:
    assert (await desk.http.get(PAYOUTS, headers=operator)).json() == USUAL
    change = {"every": "weekly", "weekdays": [3, 0], "hold_days": 2}
    changed = await desk.http.put(PAYOUTS, headers=operator, json=change)
    after = USUAL | change | {"weekdays": [0, 3]}
    assert (changed.status_code, changed.json()) == (200, after)
    assert (await desk.http.put(PAYOUTS, headers=operator, json={})).json() == after


@pytest.mark.usefixtures("merchant")
async def test_prices_are_listed_and_agreed(desk: Desk, operator: dict[str, str]) -> None:
    assert (await desk.http.get(PRICES, headers=operator)).json() == [OPENING]
    price = {"valid_from": "2027-01-01", "commission_bp": 150, "per_payout_minor": 500}
    agreed = await desk.http.post(PRICES, headers=operator, json=price)
    assert (agreed.status_code, agreed.json()) == (200, [OPENING, OPENING | price | {"vat_bp": 2500}])
    async with desk.house.database.reading() as connection:
        assert await connection.fetchval("SELECT created_by FROM price_rule") == "test (1)"
    again = await desk.http.post(PRICES, headers=operator, json=price)
    assert (again.status_code, [each["field"] for each in again.json()["error"]["fields"]]) == (400, ["valid_from"])


@pytest.mark.usefixtures("merchant")
@pytest.mark.parametrize(
    ("method", "place", "body", "status"),
    [
        ("PUT", PAYOUTS, {"every": "hourly"}, 400),
        ("PUT", PAYOUTS, {"weekdays": []}, 400),
        ("PUT", PAYOUTS, {"weekday": 1}, 400),
        ("PUT", PAYOUTS, {"minimum_minor": -1}, 400),
        ("POST", PRICES, {"commission_bp": 10_001}, 400),
        ("POST", PRICES, {"valid_from": "2026-11-15"}, 400),
        ("POST", PRICES, {"valid_from": "tomorrow"}, 400),
        ("GET", "/merchants/T0/payouts", None, 404),
        ("GET", "/merchants/T0/prices", None, 404),
        ("PUT", "/merchants/T0/payouts", {}, 404),
        ("POST", "/merchants/T0/prices", {}, 404),
    ],
)
async def test_what_cannot_be_used_is_refused(
    desk: Desk, operator: dict[str, str], method: str, place: str, body: Any, status: int
) -> None:
    assert (await desk.http.request(method, place, headers=operator, json=body)).status_code == status


async def test_terms_are_the_operators_alone(desk: Desk, merchant: Merchant) -> None:
    for token, status in (("nonsense", 401), (await desk.merchant_token(merchant), 403)):
        headers = {"Authorization": f"Bearer {token}"}
        for method, place in (("GET", PAYOUTS), ("PUT", PAYOUTS), ("GET", PRICES), ("POST", PRICES)):
            refused = await desk.http.request(method, place, headers=headers, json={})
            assert (refused.status_code, method) == (status, method)
