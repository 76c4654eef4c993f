"""What a merchant may want of payment plans, and what is refused by name."""

from dataclasses import replace

import pytest

from fordring.domain.errors import InvalidCommandError
from fordring.domain.followup.plan_terms import PLAN_TERMS
from fordring.domain.followup.plan_wishes import BOUNDS, refuse_unusable, terms_of

TERMS = PLAN_TERMS["NO"]


def test_a_merchant_changes_what_it_names() -> None:
    assert terms_of("NO", {}) == terms_of("NO", {"payment_plans": {}}) == TERMS
    wanted = {"payment_plans": {"least_minor": 50_00, "broken_days": 7}}
    assert terms_of("NO", wanted) == replace(TERMS, least_minor=50_00, broken_days=7)


@pytest.mark.parametrize("name", BOUNDS)
def test_each_term_is_a_whole_number_within_its_bounds(name: str) -> None:
    least, most = BOUNDS[name]
    refuse_unusable({name: least})
    refuse_unusable({name: most})
    for value in (least - 1, most + 1, True, "3", 2.5, None):
        with pytest.raises(InvalidCommandError) as refused:
            refuse_unusable({name: value})
        assert [(each.field, each.message) for each in refused.value.problems] == [
            (name, f"is a whole number, {least} to {most}")
        ]


def test_what_is_no_term_is_named_with_all_else_that_is_wrong() -> None:
    with pytest.raises(InvalidCommandError) as refused:
        terms_of("NO", {"payment_plans": {"notice_days": -1, "colour": 1, "least_minor": 0}})
    assert [each.field for each in refused.value.problems] == ["payment_plans.notice_days", "payment_plans.colour"]


def test_what_is_usual_is_within_the_bounds() -> None:
    for terms in PLAN_TERMS.values():
        refuse_unusable({name: getattr(terms, name) for name in BOUNDS})
