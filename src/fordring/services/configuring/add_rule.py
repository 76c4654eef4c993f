"""The operator adds a figure of the law, with where it was read; it is verified by that."""

from dataclasses import dataclass, replace

from fordring.domain.followup.amending import Said, to_add
from fordring.domain.followup.entries import Deed, Entry
from fordring.storage import following_up
from fordring.storage.house import rules
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AddRule:
    """The figure, and who says so."""

    said: Said
    by: str


async def add_rule(command: AddRule, work: Work) -> Entry:
    """The entry with its number. Raises InvalidCommandError."""
    said = command.said
    row = to_add(said, await rules.of_country(work.connection, said.country))
    entry = Entry(0, Deed.ADD, said.country, command.by, work.wall, row.source, row)
    number = await rules.add(work.connection, entry)
    await following_up.look_again_at_country(work.connection, said.country)
    return replace(entry, entry_no=number, row=replace(row, entry_no=number))
