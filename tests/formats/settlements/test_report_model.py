"""A report adds up, or cannot be made."""

from dataclasses import replace

import pytest

from fordring.domain.errors import InvalidCommandError
from fordring.formats.settlements.model import Totals
from formats.settlements.made import line, report, report_of


def test_its_totals_are_the_sums_of_its_lines() -> None:
    made = report_of(line(0, 10_000), line(1, -2_500), line(2, 4_000))
    assert made.totals == Totals(14_000, 2_500, 360, 11_140, 2_300)
    assert made.totals.net_minor == made.totals.capture_minor - made.totals.refund_minor - made.totals.fee_minor
    assert made.fee_minor == made.commission_minor + made.commission_vat_minor
    assert [each.net_minor for each in made.lines] == [9_687, -2_422, 3_875]


def test_lines_that_do_not_bear_the_fee_exactly_are_refused() -> None:
    made = report()
    with pytest.raises(InvalidCommandError, match="lines: do not bear the fee"):
        replace(made, commission_minor=made.commission_minor + 1)
