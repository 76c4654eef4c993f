"""Recorded requests and answers: the printed examples literally, with the body that the printed shell line sends."""

import pytest

from faces.kravia.recorded_pairs import FOLDER, play
from faces.kravia.stage import Office


@pytest.mark.usefixtures("neighbour")
@pytest.mark.parametrize("name", sorted(path.name for path in FOLDER.glob("*.json")))
async def test_every_answer_is_the_recorded_one(name: str, office: Office) -> None:
    assert await play(name, office) == []
