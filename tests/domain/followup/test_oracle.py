"""No step is ever earlier, dearer or more often than the law's table allows: random lives, judged by an oracle.

A claim that is only watched gets none, and somebody is asked about it before it is time-barred.
"""

from collections import Counter
from random import Random

import pytest

from fordring.domain.followup.outcome import Plan
from support.followup_oracle import Taken, violations
from support.limitation_oracle import Watched, watch_violations
from support.random_follow_ups import Life, played, random_life

LIVES = 2_500


def lives(first_seed: int) -> list[tuple[int, Life, list[Taken | Watched | Plan]]]:
    found = []
    for seed in range(first_seed, first_seed + LIVES):
        chance = Random(seed)
        life = random_life(chance)
        found.append((seed, life, list(played(life, chance))))
    return found


@pytest.mark.parametrize("first_seed", [0, 1_000_000])
def test_no_step_is_earlier_dearer_or_more_often_than_the_law_allows(first_seed: int) -> None:
    counted: Counter[str] = Counter()
    for seed, life, course in lives(first_seed):
        for taken in course:
            if isinstance(taken, Taken):
                wrong = violations(taken)
                assert not wrong, (seed, wrong, taken, life.settings)
                counted[f"{life.facts.country} {taken.step.kind}{' fee' if taken.step.fee_minor else ''}"] += 1
            elif isinstance(taken, Watched):
                unseen = list(watch_violations(taken))
                assert not unseen, (seed, unseen, taken)
                counted[f"{life.facts.country} watched: {taken.plan.outcome}"] += 1
    assert len(counted) >= 36, counted
    assert min(counted.values()) >= 5, counted


def test_the_same_life_is_played_the_same_way() -> None:
    for seed in range(100):
        first, second = (list(played(random_life(chance), chance)) for chance in (Random(seed), Random(seed)))
        assert first == second
