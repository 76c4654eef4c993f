"""The style guide, run: the tree keeps every rule, and every rule catches what was planted for it, and only that."""

from pathlib import Path

import pytest

from architecture.planting import plant
from architecture.plants import PLANTS
from architecture.register import RULES
from architecture.tree import ROOT


@pytest.mark.parametrize("sentence", RULES)
def test_the_tree_keeps_the_rule(sentence: str) -> None:
    found = sorted(RULES[sentence](ROOT))
    assert not found, "\n".join([f"{sentence}:", *map(str, found)])


@pytest.mark.parametrize("sentence", RULES)
def test_a_planted_violation_is_caught_and_nothing_beside_it(sentence: str, tmp_path: Path) -> None:
    expected = plant(PLANTS[sentence], tmp_path)
    assert expected, "a plant without a marked line proves nothing"
    assert {(found.path, found.line) for found in RULES[sentence](tmp_path)} == expected


def test_every_plant_belongs_to_a_rule() -> None:
    assert set(PLANTS) == set(RULES)
