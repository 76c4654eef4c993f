"""Payments whose truth is known: by every seed none is booked for a claim that it is not for."""

import pytest
from bench.corpus import KINDS, Owed, corpus
from bench.house import House
from bench.matching import BOOKED_MIN, outcome

from fordring.storage.transaction import Database

OWED = [Owed(str(number), f"{number:011}7", f"A1B2C-{number:06}", 1_000 + number, "Ola N") for number in range(1_000)]


def test_a_corpus_is_its_seeds_and_has_every_kind() -> None:
    made = corpus(OWED, 180, 7)
    assert made == corpus(OWED, 180, 7)
    assert made != corpus(OWED, 180, 8)
    assert {paid.kind for paid in made} <= set(KINDS)
    paid_for = [claim for paid in made for claim in paid.truth]
    assert len(paid_for) == len(set(paid_for))
    with pytest.raises(ValueError, match="two claims"):
        corpus(OWED, 251, 7)


def test_fewer_slips_are_made_where_fewer_are_asked_for() -> None:
    owed = [Owed(str(number), f"{number:011}7", f"A1B2C-{number:06}", 1_000, "Ola N") for number in range(8_000)]
    waiting = {slips: sum(not paid.booked for paid in corpus(owed, 2_000, 7, slips)) for slips in (0.0, 0.25, 1.0)}
    assert waiting[0.0] == 0
    assert 0.01 < waiting[0.25] / 2_000 < 0.04
    assert 0.08 < waiting[1.0] / 2_000 < 0.12


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_no_payment_is_booked_for_a_claim_it_is_not_for(house: House, database: Database, seed: int) -> None:
    found = await outcome(house, database, 100, seed)
    assert found.wrong == {}
    assert found.booked >= BOOKED_MIN * found.to_book, found.missed
    assert found.first >= found.to_wait // 2
