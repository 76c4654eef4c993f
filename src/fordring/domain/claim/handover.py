"""What an overdue invoice must have that its merchant issued itself and hands over, to be collected or reminded of."""

from collections.abc import Iterator
from datetime import date

from fordring.domain.calendar import FIRST_TOLD
from fordring.domain.claim.brought import agreed_problems, brought_problems, brought_steps, written_days
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.limitation import Due
from fordring.domain.claim.registration import Registration
from fordring.domain.errors import FieldProblem

_NEEDED = ("own_number", "invoice_on", "due_on")
_POSTAL = ("address_line", "postal_code", "postal_place")
_PAYER = "billing_address."


def handover_problems(registration: Registration, today: date) -> Iterator[FieldProblem]:
    """Every field without which it cannot be followed up; of what we issue ourselves only what was agreed on."""
    yield from agreed_problems(registration.agreed, today)
    if not registration.kind.handed_over:
        return
    for name in _NEEDED:
        if getattr(registration, name) is None:
            yield FieldProblem(name, "is missing; what is handed over was issued with it")
    yield from _day_problems(registration, today)
    yield from brought_problems(registration, today)
    if registration.kind is ClaimKind.COLLECTION_CASE:
        yield from _payer_problems(registration)


def _day_problems(registration: Registration, today: date) -> Iterator[FieldProblem]:
    told = {name: getattr(registration, name) for name in ("invoice_on", "due_on", "interrupted_on")}
    absurd = [name for name, day in told.items() if day is not None and not FIRST_TOLD <= day <= today]
    for name in absurd:
        yield FieldProblem(name, f"must lie between {FIRST_TOLD} and {today}, which is today")
    due_on = registration.due_on
    if due_on == today:
        yield FieldProblem("due_on", "is today: only what is overdue is handed over")
    if due_on is None or due_on == today or {"due_on", "interrupted_on"} & set(absurd):
        return
    payer = registration.billing.country, registration.business
    found = Due(*payer, due_on, registration.interrupted_on, written_days(registration)).barred(today)
    if found:
        period, ended_on = found
        barred = f"is time-barred since {ended_on}: {period.years} years, {period.source}"
        yield FieldProblem("due_on", f"{barred}; if that was interrupted, say when it last was")


def time_barred(claim: Claim, today: date) -> bool:
    """Whether what was handed over is too old to be followed up on that day; never of an invoice of ours."""
    if not claim.kind.handed_over or claim.due_on is None:
        return False
    interrupted = claim.content.get("interrupted_on")
    interrupted_on = date.fromisoformat(interrupted) if interrupted else None
    written = tuple(step.sent_on for step in brought_steps(claim.content))
    due = Due(str(claim.billing["country"]), claim.business, claim.due_on, interrupted_on, written)
    return due.barred(today) is not None


def _payer_problems(registration: Registration) -> Iterator[FieldProblem]:
    """A demand goes by post, and a business is taken to court under its number."""
    for part in _POSTAL:
        if not getattr(registration.billing, part):
            yield FieldProblem(_PAYER + part, "is missing; a collection case needs a postal address")
    if registration.business and not registration.billing.organization_number:
        yield FieldProblem(_PAYER + "organization_number", "is missing; a collection case against a business needs it")
