"""Settings as they are stored: what was said comes back, and what nobody said is what is usual."""

import json
from dataclasses import replace

import pytest

from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import FollowUpSettings, Regime, StepSetting, Whose, usual
from fordring.domain.followup.settings_kept import held, held_by, kept, settings_of
from services.claims_made import merchant_of

OTHERS = FollowUpSettings(
    (StepSetting(StepKind.ADVANCE_NOTICE, -3, fee=False, electronic=False), StepSetting(StepKind.REMINDER, 20)),
    Regime.COLLECTOR,
    "2026/1",
    grace_bank_days=5,
    approve_start=True,
    approve_demands=True,
    least_minor=100_00,
    tolerance_minor=10_00,
    interest=False,
    fees_are=Whose.OPERATOR,
    receipt_bank_days=4,
    watch_days=30,
)


@pytest.mark.parametrize("settings", [OTHERS, usual("NO", business=False), usual("FI", business=True)])
def test_what_is_stored_comes_back(settings: FollowUpSettings) -> None:
    told = json.loads(json.dumps(kept(settings)))
    assert settings_of(told, settings.tolerance_minor) == settings


def test_the_tolerance_is_stored_elsewhere() -> None:
    assert "tolerance_minor" not in kept(OTHERS)
    assert settings_of(kept(OTHERS) | {"tolerance_minor": 5}, 7).tolerance_minor == 7


@pytest.mark.parametrize("told", [None, {}])
def test_where_nobody_said_anything_it_is_what_is_usual(told: dict[str, object] | None) -> None:
    expected = replace(usual("SE", business=True), tolerance_minor=3)
    assert held(told, "SE", business=True, tolerance_minor=3) == expected


def test_what_was_said_holds_and_what_is_not_named_is_the_rule() -> None:
    told = {"steps": [{"kind": "reminder"}], "of a later release": 1}
    assert held(told, "NO", business=False) == FollowUpSettings((StepSetting(StepKind.REMINDER),))


ASKED = {"follow_up": {"approve_cases": True}, "matching": {"tolerance_minor": 7}}


@pytest.mark.parametrize(("told", "approves"), [(None, True), ({}, True), ({"steps": []}, False)])
def test_approvals_are_the_creditors_until_something_is_said_of_the_kind_of_payer(
    told: dict[str, object] | None, *, approves: bool
) -> None:
    wishes = held_by(merchant_of(settings=ASKED), told, business=False)
    assert (wishes.approve_start, wishes.approve_demands, wishes.tolerance_minor) == (approves, False, 7)
