"""The operator takes an entry back: what it added is gone, what it verified is as it was."""

from dataclasses import dataclass, replace

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.amending import to_withdraw
from fordring.domain.followup.entries import Deed, Entry
from fordring.storage import following_up
from fordring.storage.house import rules
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class WithdrawRule:
    """Which entry, why, and who says so."""

    entry_no: int
    because: str
    by: str


async def withdraw_rule(command: WithdrawRule, work: Work) -> Entry:
    """The entry that withdraws, with its number; claims that wait are looked at again, by what holds now.

    Raises InvalidCommandError, NotFoundError.
    """
    if not command.because.strip():
        raise InvalidCommandError(FieldProblem("because", "is missing: why is it withdrawn?"))
    found = to_withdraw(command.entry_no, await rules.all_entries(work.connection))
    entry = Entry(
        0, Deed.WITHDRAW, found.country, command.by, work.wall, command.because.strip(), withdraws=found.entry_no
    )
    made = replace(entry, entry_no=await rules.add(work.connection, entry))
    await following_up.look_again_at_country(work.connection, found.country)
    return made
