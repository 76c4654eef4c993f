"""What is suggested for money that waits is looked up again: claims were made, paid or withdrawn since."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from fordring.services.bank_accounts import accounts_by_id
from fordring.services.suggesting import Waiting, suggested
from fordring.storage.house import lines, suggestions
from fordring.storage.house.suggestions import StoredSuggestion
from fordring.storage.work import Work

LINES_AT_ONCE = 200
YOUNGER_THAN = timedelta(days=60)
"""Older money is looked up when a person asks for it: hardly any claim of today is what it was paid for."""


@dataclass(frozen=True, slots=True)
class SuggestAgain:
    """The lines behind this one, in the order of their ids; None begins."""

    after: UUID | None = None


async def suggest_again(command: SuggestAgain, work: Work) -> UUID | None:
    """Suggest anew for one batch of unidentified money; the last line of it, None where there is none left.

    What a person dismissed is not suggested again, and stays with who said so. A line that somebody else holds is left.
    """
    since = work.wall - YOUNGER_THAN
    held = await lines.unidentified_since(work.connection, since, command.after, LINES_AT_ONCE)
    if not held:
        return None
    known = await accounts_by_id(work.connection)
    made = await suggested(work, [Waiting(line, known[line.bank_account_id]) for line in held])
    ids = [line.bank_line_id for line in held]
    before = await suggestions.of_lines(work.connection, ids)
    dismissed = await suggestions.dismissed(work.connection, ids)
    for line_id in ids:
        gone = dismissed[line_id]
        refused = {_claims(each) for each in gone}
        new = [each for each in made[line_id] if _claims(each) not in refused]
        if [_told(each) for each in new] == [_told(each) for each in before[line_id]]:
            continue
        await suggestions.forget(work.connection, line_id)
        first = max((each.place for each in gone), default=0)
        for place, each in enumerate(new, start=first + 1):
            suggestions.add(work.unit, replace(each, place=place), work.wall)
    await work.unit.flush()
    return ids[-1]


def _claims(each: StoredSuggestion) -> frozenset[UUID]:
    return frozenset(share.claim_id for share in each.shares)


def _told(each: StoredSuggestion) -> tuple[object, ...]:
    return each.score, each.reason, each.shares
