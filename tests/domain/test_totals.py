"""Orders: what is refused, the lines a bill bears, and what differs from what the merchant said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.errors import InvalidCommandError
from fordring.domain.purchase.totals import (
    AMOUNT_MAX,
    GivenLine,
    GivenOrder,
    OrderLine,
    bill_lines,
    order_problems,
    vat_summary,
    vat_warnings,
)

NORWAY = (2500, 1500, 1200, 1111, 0)
RATES = st.sampled_from(NORWAY)


def line(amount: int, vat_bp: int | None = 2500, vat: int | None = None) -> GivenLine:
    return GivenLine("Coffee", amount, vat_bp=vat_bp, vat_minor=vat)


def order(amount: int, *lines: GivenLine, vat: int | None = None) -> GivenOrder:
    return GivenOrder(amount, "order-1", vat, lines)


def shown(lines: tuple[OrderLine, ...]) -> list[str]:
    return [f"{each.line_id} {each.description} {each.amount_minor} {each.vat_minor} {each.vat_bp}" for each in lines]


def test_a_sound_order_has_no_problem() -> None:
    assert order_problems(order(12_500, line(15_000), line(-2_500), vat=2500), strict=True) == ()
    assert order_problems(order(AMOUNT_MAX), strict=True) == ()
    assert order_problems(order(1)) == ()


@pytest.mark.parametrize("amount", [0, -1, AMOUNT_MAX + 1])
def test_an_amount_outside_one_to_int32_is_refused(amount: int) -> None:
    assert [problem.field for problem in order_problems(order(amount))] == ["order.amount"]


@pytest.mark.parametrize("vat", [-1, AMOUNT_MAX + 1])
def test_the_vat_of_an_order_is_not_negative_and_fits_int32(vat: int) -> None:
    assert [problem.field for problem in order_problems(order(100, vat=vat))] == ["order.vat_amount"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount_minor": AMOUNT_MAX + 1}, "order.items.1.amount"),
        ({"amount_minor": -AMOUNT_MAX - 2}, "order.items.1.amount"),
        ({"vat_minor": AMOUNT_MAX + 1}, "order.items.1.vat_amount"),
        ({"vat_bp": -1}, "order.items.1.vat"),
        ({"vat_bp": 10_001}, "order.items.1.vat"),
        ({"quantity": "1,5"}, "order.items.1.quantity"),
        ({"quantity": "1e3"}, "order.items.1.quantity"),
        ({"quantity": ""}, "order.items.1.quantity"),
        ({"quantity": "١"}, "order.items.1.quantity"),
    ],
)
def test_an_unusable_field_of_a_line_is_named_by_its_place(changes: dict[str, object], field: str) -> None:
    changed = GivenLine(**{"description": "Tea", "amount_minor": 1, **changes})  # type: ignore[arg-type]  # a table of keyword arguments has no narrower type
    assert [problem.field for problem in order_problems(order(100, line(100), changed))] == [field]


@pytest.mark.parametrize("quantity", ["1", "2.5", "0.333333333333333", "-1"])
def test_a_quantity_is_exact_decimal_text(quantity: str) -> None:
    assert order_problems(order(100, replace(line(100), quantity=quantity))) == ()


def test_only_the_strict_toggle_refuses_lines_that_sum_to_another_amount() -> None:
    apart = order(100, line(60), line(60))
    assert order_problems(apart) == ()
    (problem,) = order_problems(apart, strict=True)
    assert (problem.field, problem.message) == ("order.amount", "is 100, but the items sum to 120")


@pytest.mark.parametrize(
    ("vat", "default", "expected"),
    [
        (2500, None, "1 order-1 12500 2500 2500"),
        (2499, 1500, "1 order-1 12500 2499 2500"),
        (0, 2500, "1 order-1 12500 0 0"),
        (1339, None, "1 order-1 12500 1339 1200"),
        (2000, 2500, "1 order-1 12500 2500 2500"),
        (None, 1500, "1 order-1 12500 1630 1500"),
    ],
)
def test_an_order_without_lines_becomes_one(vat: int | None, default: int | None, expected: str) -> None:
    assert shown(bill_lines(order(12_500, vat=vat), NORWAY, default)) == [expected]


@pytest.mark.parametrize("vat", [None, 2000])
def test_an_order_without_lines_whose_vat_cannot_be_told_is_refused(vat: int | None) -> None:
    with pytest.raises(InvalidCommandError) as caught:
        bill_lines(order(12_500, vat=vat), NORWAY, None)
    assert [problem.field for problem in caught.value.problems] == ["order.items"]


def test_every_line_whose_vat_cannot_be_told_is_named() -> None:
    with pytest.raises(InvalidCommandError) as caught:
        bill_lines(order(300, line(100, None), line(100), line(100, None, 55)), NORWAY, None)
    assert [problem.field for problem in caught.value.problems] == ["order.items.0.vat", "order.items.2.vat"]


@pytest.mark.parametrize(
    ("given_line", "vat_and_rate"),
    [
        (line(12_500, 2500, 2500), (2500, 2500)),
        (line(12_500, 2500, 2501), (2501, 2500)),
        (line(12_500, 2500, 1), (2500, 2500)),
        (line(12_500, 2500), (2500, 2500)),
        (line(11_500, None, 1500), (1500, 1500)),
        (line(11_500, None), (2300, 2500)),
        (line(12_400, 2400), (2400, 2400)),
        (line(-12_500, 2500), (-2500, 2500)),
    ],
)
def test_the_rate_of_a_line_decides_its_vat(given_line: GivenLine, vat_and_rate: tuple[int, int]) -> None:
    (told,) = bill_lines(order(given_line.amount_minor, given_line), NORWAY, 2500)
    assert (told.vat_minor, told.vat_bp) == vat_and_rate
    assert told.net_minor + told.vat_minor == given_line.amount_minor


def test_a_line_keeps_its_own_id_or_bears_its_place() -> None:
    given_lines = (replace(line(50), line_id="a", item_id="sku-1", quantity="2"), line(50))
    first, second = bill_lines(order(100, *given_lines), NORWAY, None)
    assert (first.line_id, first.item_id, first.quantity) == ("a", "sku-1", "2")
    assert second.line_id == "2"


@pytest.mark.parametrize(
    ("amount", "given_lines", "added"),
    [
        (10_000, [line(10_000)], []),
        (9_000, [line(10_000)], ["2 order-1 -1000 -200 2500"]),
        (10_000, [line(6_000), line(3_000, 1500)], ["3 order-1 667 133 2500", "4 order-1 333 43 1500"]),
        (10_001, [line(6_000), line(4_000, 0)], ["3 order-1 1 0 2500"]),
        (500, [line(1_000), line(-1_000, 1500)], ["3 order-1 500 100 2500"]),
    ],
)
def test_lines_that_sum_to_another_amount_are_made_up(
    amount: int, given_lines: list[GivenLine], added: list[str]
) -> None:
    lines = bill_lines(order(amount, *given_lines), NORWAY, None)
    assert shown(lines[len(given_lines) :]) == added
    assert sum(each.amount_minor for each in lines) == amount


@pytest.mark.parametrize(
    ("given_order", "fields"),
    [
        (order(12_500, line(12_500, 2500, 2500), vat=2500), []),
        (order(12_500, line(12_500, 2500, 2501), vat=2502), []),
        (order(12_500, line(12_500, 2500, 100)), ["order.items.0.vat_amount"]),
        (order(12_500, line(12_500, 25)), ["order.items.0.vat"]),
        (order(12_500, line(12_500), vat=2000), ["order.vat_amount"]),
        (order(12_500, vat=2000), ["order.vat_amount"]),
        (order(12_500), []),
    ],
)
def test_where_a_bill_departs_from_the_merchants_vat_it_says_so(given_order: GivenOrder, fields: list[str]) -> None:
    lines = bill_lines(given_order, NORWAY, 2500)
    assert [warning.field for warning in vat_warnings(given_order, lines, NORWAY)] == fields


@given(
    st.integers(1, AMOUNT_MAX),
    st.lists(st.builds(line, st.integers(-AMOUNT_MAX, AMOUNT_MAX), RATES), max_size=12),
)
def test_a_bill_always_sums_to_its_order(amount: int, given_lines: list[GivenLine]) -> None:
    lines = bill_lines(order(amount, *given_lines), NORWAY, 2500)
    summary = vat_summary(lines)
    assert sum(each.amount_minor for each in lines) == sum(share.gross_minor for share in summary) == amount
    assert sum(each.vat_minor for each in lines) == sum(share.vat_minor for share in summary)
    assert sum(each.net_minor for each in lines) == sum(share.net_minor for share in summary)
