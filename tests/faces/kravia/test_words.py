"""The parts below the routes: figures between decimals and minor units, names of fields, the documentation's shapes."""

from decimal import Decimal

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from faces.kravia.stage import Wall, context_of
from fordring.domain.claim.hold import Hold
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.followup.facts import StepKind
from fordring.faces.kravia.compatibility import STATUSES
from fordring.faces.kravia.routes import ROUTES, router
from fordring.faces.kravia.routes.route import BASES
from fordring.faces.kravia.translate.figures import line_total, major, minor_of, percent, plain
from fordring.faces.kravia.vocabulary import field_name, path_name, status_code
from fordring.storage.transaction import Database


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [
        ("2500", "NOK", 250_000),
        ("0.005", "NOK", 1),
        ("-0.005", "NOK", -1),
        ("0.0049", "NOK", 0),
        ("0.00499999999999999999999999999999999999", "NOK", 0),
        ("0.5", "JPY", 1),
        ("1.239", "XXX", 124),
    ],
)
def test_an_amount_is_rounded_half_away_from_zero(amount: str, currency: str, minor: int) -> None:
    assert minor_of(Decimal(amount), currency) == minor


@given(st.integers(-(10**13), 10**13))
def test_what_is_shown_reads_back_as_the_same_amount(minor: int) -> None:
    assert minor_of(Decimal(str(major(minor, "NOK"))), "NOK") == minor


def test_a_line_total_is_exact() -> None:
    assert line_total(Decimal("0.1"), Decimal(3), Decimal("33.33")) == Decimal("0.20001")
    assert str(percent(2550)) == "25.5"
    assert str(percent(0)) == "0"


@pytest.mark.parametrize(
    ("number", "text"), [("2500.00", "2500"), ("2.50", "2.5"), ("-0", "0"), ("1E+3", "1000"), ("0.10", "0.1")]
)
def test_a_decimal_is_written_plainly(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("order.items.3.vat", "orderLines[3].vatInPercent"),
        ("order.items.0.description", "orderLines[0].description"),
        ("billing_address.postal_code", "postalAddress.addressPostalCode"),
        ("language", "language"),
    ],
)
def test_a_field_is_called_as_in_the_body(ours: str, theirs: str) -> None:
    assert field_name(ours) == theirs


def test_a_place_in_the_body_is_written_as_clients_know_it() -> None:
    assert path_name(("orderLines", 0, "total")) == "orderLines[0].total"
    assert path_name(()) == "body"


def test_every_state_has_a_status_with_a_name() -> None:
    codes = {
        status_code(state, closed, overdue=late, hold=hold, step=step)
        for state in State
        for closed in (None, *Closed)
        for late in (True, False)
        for hold in (None, *Hold)
        for step in (None, *StepKind)
        if step is not StepKind.ADVANCE_NOTICE
    }
    assert codes == set(STATUSES)


async def test_the_documentation_shows_the_routes_once_with_their_bodies(database: Database) -> None:
    app = FastAPI()
    app.include_router(router(await context_of(database, Wall())))
    paths = app.openapi()["paths"]
    assert set(paths) == {BASES[0] + route.path for route in ROUTES}
    body = paths["/api/v2/invoice/register"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    assert {"claimType", "creditorId", "originalAmount", "debtorName"} == set(body["required"])
    assert "$ref" not in str(body)
