"""The operator has read a figure at its source: money may be demanded by it from now on."""

from dataclasses import dataclass, replace

from fordring.domain.followup.amending import Said, to_verify
from fordring.domain.followup.entries import Deed, Entry
from fordring.storage import following_up
from fordring.storage.house import rules
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class VerifyRule:
    """Which rows, where they were read, and who read them."""

    said: Said
    by: str


async def verify_rule(command: VerifyRule, work: Work) -> list[Entry]:
    """An entry for each row, with its number; claims that waited for one go on.

    Raises InvalidCommandError, NotFoundError.
    """
    said, made = command.said, []
    for row in to_verify(said, await rules.of_country(work.connection, said.country)):
        entry = Entry(0, Deed.VERIFY, said.country, command.by, work.wall, said.source.strip(), row)
        made.append(replace(entry, entry_no=await rules.add(work.connection, entry)))
    await following_up.look_again_at_country(work.connection, said.country)
    return made
