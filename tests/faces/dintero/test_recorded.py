"""Recorded requests and answers, written by hand from the public pages."""

import pytest

from faces.dintero.recorded_pairs import FOLDER, play
from faces.dintero.stage import Shop


@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.json")))
async def test_every_answer_is_the_recorded_one(name: str, shop: Shop) -> None:
    assert await play(name, shop) == []
