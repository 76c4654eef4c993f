"""What a person approves: the start of a claim's follow-up, or the next step of a kind."""

from fordring.domain.followup.facts import DEMANDS, StepKind
from fordring.domain.followup.settings import FollowUpSettings

START = "start"
"""What an approval of the start is called."""
TRANSFER = "transfer"
"""What it is called where an invoice waits to become a case: it is transferred by it."""


def approval_for(step: str | None, settings: FollowUpSettings) -> str:
    """What is approved where that step waits: court and, where it is wanted, a demand by itself; else the start."""
    if step is None or step == START:
        return START
    kind = StepKind(step)
    alone = kind is StepKind.LEGAL_ACTION or (settings.approve_demands and kind in DEMANDS)
    return kind.value if alone else START
