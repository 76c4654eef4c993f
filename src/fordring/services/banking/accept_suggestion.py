"""A person accepts what was suggested for unidentified money: its claims are paid, if they still can be."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.lifecycle import payable
from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.money import Money
from fordring.services.identifying import give, hold_line, refuse_claim
from fordring.services.opened import OpenClaims
from fordring.storage.house import lines, suggestions
from fordring.storage.house.lines import Line
from fordring.storage.house.suggestions import StoredSuggestion
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AcceptSuggestion:
    """Which line, and which of its suggestions: the best, or the one for this claim (its integer id) alone."""

    bank_line_id: UUID
    claim_no: int | None = None


async def accept_suggestion(command: AcceptSuggestion, work: Work) -> Line:
    """Book the line's money as suggested.

    Raises NotFoundError where that is not suggested, IllegalTransitionError where the line is not unidentified any
    more, a claim is closed meanwhile, or less than its share is open of several.
    """
    seen = await lines.get(work.connection, command.bank_line_id)
    found = (await suggestions.of_lines(work.connection, [seen.bank_line_id]))[seen.bank_line_id]
    chosen = chosen_of(found, command)
    line, opened = await hold_line(work, seen, [share.claimed for share in chosen.shares], "accept")
    for share in chosen.shares:
        refuse_claim(opened, share.claimed, line)
    _refuse_changed(chosen, opened, line)
    shares = {share.claimed: Money(share.amount_minor, line.amount.currency) for share in chosen.shares}
    if len(shares) == 1:
        shares = dict.fromkeys(shares, line.left)
    return await give(work, opened, line, shares, f"suggested ({chosen.reason}), accepted by {work.asker.name}")


def chosen_of(found: Sequence[StoredSuggestion], command: AcceptSuggestion) -> StoredSuggestion:
    """The best, or the one that is named. Raises NotFoundError."""
    for each in found:
        if command.claim_no is None or [share.claim_no for share in each.shares] == [command.claim_no]:
            return each
    about = "any claim" if command.claim_no is None else f"claim {command.claim_no}"
    raise NotFoundError("suggestion", f"of {about} for line {command.bank_line_id}")


def _refuse_changed(chosen: StoredSuggestion, opened: OpenClaims, line: Line) -> None:
    for share in chosen.shares:
        claim = opened.claims[share.claim_id]
        if not payable(claim.state):
            because = claim.closed_because or "not issued"
            raise IllegalTransitionError(f"claim {claim.claim_no}", f"{claim.state}: {because}", "accept")
        if len(chosen.shares) > 1 and claim.open.total < share.amount_minor:
            raise IllegalTransitionError(f"claim {claim.claim_no}", f"open for {claim.open.total} only", "accept")
    if len(chosen.shares) > 1 and sum(share.amount_minor for share in chosen.shares) != line.left.minor:
        raise IllegalTransitionError("a bank line", f"left with {line.left}", "accept")
