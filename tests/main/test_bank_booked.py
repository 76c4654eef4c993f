"""What is printed of a booked bank file tells whether this command booked it."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from fordring.main.commands.bank_booked import told_of
from fordring.storage.house.files import BankFile
from support import make

COUNTS = {"matched": 2, "question": 1}
FILE = BankFile(UUID(int=1), "", "a.xml", "camt.054", 9, "", "booked", make.WALL, 3, COUNTS, (), make.WALL)


@pytest.mark.parametrize(
    ("seconds", "counts", "told"),
    [
        (0, COUNTS, "a.xml: booked, 2 matched, 1 question"),
        (1, COUNTS, "a.xml: booked before, nothing is booked twice, 2 matched, 1 question"),
        (0, {}, "a.xml: booked"),
    ],
)
def test_a_file_that_was_booked_before_the_command_began_is_said_to_be(
    seconds: int, counts: dict[str, int], told: str
) -> None:
    assert told_of(replace(FILE, counts=counts), make.WALL + timedelta(seconds=seconds)) == told
