"""The days that stand on a claim's paper, which verbs that issue it and those that show it before share."""

from dataclasses import replace
from datetime import date, timedelta

from fordring.domain.claim.claim import Claim, ClaimKind


def paper_days(claim: Claim, today: date) -> tuple[date, date]:
    """The invoice day, the client's else today, and the due day as printed, else by the term."""
    wanted = claim.content.get("invoice_on")
    issued_on = date.fromisoformat(wanted) if wanted else today
    return issued_on, claim.due_on or issued_on + timedelta(days=claim.days_until_due)


def as_printed(claim: Claim, today: date) -> Claim:
    """The claim with the days its paper bears, although it was not issued yet."""
    issued_on, due_on = paper_days(claim, today)
    note = claim.kind is ClaimKind.CREDIT_NOTE  # nothing is due by it, unless its client prints a day
    return replace(claim, issued_on=issued_on, due_on=claim.due_on if note else due_on)
