"""A person says that unidentified money is not for what was suggested; the money goes on waiting."""

from dataclasses import dataclass
from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.storage.house import lines, suggestions
from fordring.storage.house.lines import Line
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class DismissSuggestion:
    """Which line, and which suggestions: those with this claim (its integer id), or all."""

    bank_line_id: UUID
    claim_no: int | None = None


async def dismiss_suggestion(command: DismissSuggestion, work: Work) -> Line:
    """The suggestions are shown no more, and kept with who said so. Raises NotFoundError where there are none."""
    line = await lines.get(work.connection, command.bank_line_id, lock=True)
    found = (await suggestions.of_lines(work.connection, [line.bank_line_id]))[line.bank_line_id]
    places = [
        each.place
        for each in found
        if command.claim_no is None or any(share.claim_no == command.claim_no for share in each.shares)
    ]
    if not places:
        raise NotFoundError("suggestion", f"for line {command.bank_line_id}")
    await suggestions.dismiss(work.connection, line.bank_line_id, places, work.asker.name, work.wall)
    return line
