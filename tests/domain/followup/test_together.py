"""Several claims of one payer go in one letter with one fee: which, who bears it, how much, and never more by law."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest

from fordring.domain.followup.facts import ClaimFacts, StepKind
from fordring.domain.followup.plan import plan
from fordring.domain.followup.settings import FollowUpSettings, Regime, usual
from fordring.domain.followup.together import DueStep, letters, together
from support.follow_ups import DUE, SANDBOX, claim, collector, taken, wanting
from support.followup_oracle import fees_of_a_day, joint_violations
from support.random_families import letters_sent, random_family

REMINDER, NOTICE, LUMP = StepKind.REMINDER, StepKind.COLLECTION_NOTICE, StepKind.COMPENSATION
DEMAND, HEAVY, COURT = StepKind.PAYMENT_DEMAND, StepKind.HEAVY_DEMAND, StepKind.LEGAL_ACTION
DAY = date(2026, 6, 1)
NOTICED = taken(NOTICE, "2026-03-02", 38_00, "2026-03-16")
FAMILIES = 600


def due(number: int, facts: ClaimFacts, settings: FollowUpSettings, payer: str = "customer:1") -> DueStep:
    said = plan(facts, settings, SANDBOX[facts.country], DAY)
    assert said.due(DAY), said.reasons
    return DueStep(UUID(int=number), number, f"A-{number}", payer, facts, said)


def told(settings: FollowUpSettings, *claims: ClaimFacts) -> list[str]:
    """Each step of their one letter: its claim, fee, VAT, and what would have been its fee."""
    [letter] = letters(due(number, facts, settings) for number, facts in enumerate(claims, start=1))
    taken_in = together(letter, settings, SANDBOX[claims[0].country])
    assert len({(each.step.pay_by, each.step.legal_pay_by, each.step.electronic) for each in taken_in}) == 1
    return [
        f"{each.claim_no}: {each.step.charge.fee_minor}+{each.step.charge.vat_minor} ({each.step.charge.spared_minor})"
        for each in taken_in
    ]


def demanded(principal: int, country: str = "NO", **facts: Any) -> ClaimFacts:
    """A claim for which the demand is the next step."""
    return claim(country, principal, **{"steps": (NOTICED,), **facts})


@pytest.mark.parametrize(
    ("settings", "claims", "said"),
    [
        (usual("NO", business=False), [claim(), claim()], ["1: 3800+0 (0)", "2: 0+0 (3800)"]),
        (
            usual("NO", business=False),
            [claim(), claim(due_on=DUE - timedelta(9))],
            ["2: 3800+0 (0)", "1: 0+0 (3800)"],
        ),
        (usual("NO", business=False), [claim(principal=30_00), claim()], ["1: 0+0 (0)", "2: 3800+0 (0)"]),
        (usual("NO", business=False), [claim(principal=30_00), claim(principal=31_00)], ["1: 0+0 (0)", "2: 0+0 (0)"]),
        (usual("NO", business=False), [demanded(2_000_00), demanded(90_00)], ["1: 11300+0 (0)", "2: 0+0 (0)"]),
        (collector("NO"), [demanded(2_000_00), demanded(2_000_00)], ["1: 60000+0 (0)", "2: 0+0 (30000)"]),
        (collector("NO"), [demanded(2_400_00), demanded(200_00)], ["1: 48750+0 (0)", "2: 0+0 (18750)"]),
        (collector("NO"), [demanded(200_00), demanded(2_000_00)], ["1: 0+0 (18750)", "2: 30000+0 (0)"]),
        (collector("NO"), [demanded(200_00)] * 10, ["1: 20000+0 (0)", *(f"{n}: 0+0 (18750)" for n in range(2, 11))]),
        (
            collector("NO"),
            [demanded(200_00, deducts_vat=False)] * 10,
            ["1: 20000+5000 (0)", *(f"{n}: 0+0 (18750)" for n in range(2, 11))],
        ),
        (collector("SE"), [claim("SE"), claim("SE", fee_agreed=True)], ["1: 0+0 (0)", "2: 6000+0 (0)"]),
        (
            collector("FI"),
            [demanded(90_00, "FI"), demanded(2_000_00, "FI"), demanded(500_00, "FI")],
            ["1: 0+0 (1400)", "2: 5000+0 (0)", "3: 0+0 (2400)"],
        ),
    ],
)
def test_one_claim_bears_the_one_fee(settings: FollowUpSettings, claims: list[ClaimFacts], said: list[str]) -> None:
    if claims[0].country == "FI":
        reminded = (taken(REMINDER, "2026-03-02", 5_00, "2026-03-16"),)
        claims = [replace(each, steps=reminded) for each in claims]
    assert told(settings, *claims) == said


def test_heavy_salaer_is_less_what_was_claimed_of_any_of_them() -> None:
    light = taken(DEMAND, "2026-04-01", 300_00, "2026-04-15")
    spared = taken(DEMAND, "2026-04-01", 0, "2026-04-15", spared_minor=187_50)
    wants = wanting(NOTICE, DEMAND, HEAVY, regime=Regime.COLLECTOR, licence="2026/1")
    first, second = demanded(2_000_00, steps=(NOTICED, light)), demanded(400_00, steps=(NOTICED, spared))
    assert told(wants, first, second) == ["1: 30000+0 (0)", "2: 0+0 (18750)"]
    assert told(wants, second) == ["1: 18750+0 (0)"]


def test_the_reasons_say_who_bears_it_and_the_payer_gets_the_longer_time_and_the_safer_way() -> None:
    settings = usual("NO", business=False)
    [letter] = letters([due(1, claim(), settings), due(2, claim(email=False), settings)])
    late = replace(letter[1], plan=replace(letter[1].plan, step=replace(letter[1].step, pay_by=date(2026, 6, 30))))
    first, second = together((letter[0], late), settings, SANDBOX["NO"])
    spared = "no fee: claim A-1 is written about on the same day, and bears the one fee, Prop. 3 L (2025-2026) ch. 14"
    assert spared in [str(reason) for reason in second.plan.reasons]
    assert not any("one fee" in str(reason) for reason in first.plan.reasons)
    assert {first.step.pay_by, second.step.pay_by} == {date(2026, 6, 30)}
    assert (first.step.electronic, second.step.electronic) == (False, False)


def test_letters_are_of_one_payer_kind_and_sort_and_a_letter_alone_is_as_planned() -> None:
    own, business = usual("NO", business=False), wanting(LUMP)
    firm = claim(business=True)
    found = letters(
        [
            due(1, claim(), own),
            due(2, claim(), own, payer="customer:2"),
            due(3, demanded(1_000_00), own),
            due(4, firm, usual("NO", business=True)),
            due(5, firm, business),
            due(6, firm, business),
            due(7, claim(), own),
        ]
    )
    assert [[each.claim_no for each in letter] for letter in found] == [[1, 7], [2], [3], [4], [5], [6]]
    assert together(found[1], own, SANDBOX["NO"]) == found[1]


def test_of_one_payer_no_two_letters_of_a_kind_and_day_bear_fees_and_none_is_dearer_than_the_law_allows() -> None:
    counted: Counter[str] = Counter()
    for seed in range(FAMILIES):
        chance = Random(seed)
        family = random_family(chance)
        sent = list(letters_sent(family, chance))
        assert fees_of_a_day(sent) == [], seed
        for letter in sent:
            assert joint_violations(letter) == [], (seed, letter)
            if len(letter) > 1:
                fees = " fee" if any(each.step.fee_minor for each in letter) else ""
                counted[f"{letter[0].claim.country} {letter[0].step.kind}{fees}"] += 1
    assert len(counted) >= 12, counted
    assert min(counted.values()) >= 2, counted
