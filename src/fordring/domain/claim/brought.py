"""What an overdue invoice brings with it when it is handed over: the steps its creditor took, and what was agreed on.

It stands in the claim's content as `steps` and `follow_up`; rows of steps are made of it when the claim is started.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fordring.domain.calendar import FIRST_TOLD, LAST_TOLD
from fordring.domain.errors import FieldProblem
from fordring.domain.followup.facts import LETTERS, StepKind, StepTaken

if TYPE_CHECKING:
    from fordring.domain.claim.registration import Registration

OFFERED = frozenset({StepKind.COMPENSATION, StepKind.PAYMENT_DEMAND}) | LETTERS
"""What a creditor may have sent by itself."""


@dataclass(frozen=True, slots=True)
class BroughtStep:
    """A letter that the creditor sent. `fee_minor` is what it claimed for it; `pay_by` None where it is not told."""

    kind: StepKind
    sent_on: date
    pay_by: date | None = None
    fee_minor: int = 0

    @property
    def taken(self) -> StepTaken:
        """The step as a plan is asked with it."""
        return StepTaken(self.kind, self.sent_on, self.fee_minor, self.pay_by, ours=False)

    def kept(self) -> Mapping[str, Any]:
        """The step as it stands in the claim's content."""
        pay_by = self.pay_by.isoformat() if self.pay_by else None
        sent_on = self.sent_on.isoformat()
        return {"kind": self.kind, "sent_on": sent_on, "pay_by": pay_by, "fee_minor": self.fee_minor}


@dataclass(frozen=True, slots=True)
class Agreed:
    """What follow-up asks about an agreement with the payer, each unsaid until it is said; see `ClaimFacts`."""

    consented_on: date | None = None
    fee_agreed: bool = False
    interest_demanded_on: date | None = None
    enforceable: bool = False
    electronic: bool = False

    def kept(self) -> Mapping[str, Any]:
        """What was said, as it stands in the claim's content."""
        said = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items() if value}


def brought_steps(content: Mapping[str, Any]) -> tuple[BroughtStep, ...]:
    """The steps in a claim's content, the oldest first."""
    return tuple(
        BroughtStep(
            StepKind(kept["kind"]),
            date.fromisoformat(kept["sent_on"]),
            date.fromisoformat(kept["pay_by"]) if kept["pay_by"] else None,
            kept["fee_minor"],
        )
        for kept in content.get("steps", ())
    )


def agreed_of(content: Mapping[str, Any]) -> Agreed:
    """What a claim's content says was agreed on."""
    kept = content.get("follow_up", {})
    days = {name: date.fromisoformat(kept[name]) for name in ("consented_on", "interest_demanded_on") if name in kept}
    return Agreed(**{**kept, **days})


def brought_problems(registration: "Registration", today: date) -> Iterator[FieldProblem]:
    """Steps that cannot have been: before the claim was overdue, in days to come, out of order, of no kind known."""
    steps, due_on = registration.steps, registration.due_on
    for place, step in enumerate(steps):
        field = f"steps.{place}"
        if step.kind not in OFFERED:
            yield FieldProblem(f"{field}.kind", f"is none that a creditor takes: {', '.join(sorted(OFFERED))}")
        if due_on is not None and not due_on < step.sent_on <= today:
            yield FieldProblem(f"{field}.sent_on", f"must lie after the due date and not after {today}, which is today")
        if step.pay_by is not None and step.pay_by < step.sent_on:
            yield FieldProblem(f"{field}.pay_by", "lies before the letter was sent")
        if step.pay_by is not None and step.pay_by > LAST_TOLD:
            yield FieldProblem(f"{field}.pay_by", f"must not lie after {LAST_TOLD}")
        if step.fee_minor < 0:
            yield FieldProblem(f"{field}.fee", "must not be below zero")
    for place, (before, step) in enumerate(pairwise(steps), start=1):
        if step.sent_on < before.sent_on:
            yield FieldProblem(f"steps.{place}.sent_on", "lies before the step above it; the oldest comes first")


def agreed_problems(agreed: Agreed | None, today: date) -> Iterator[FieldProblem]:
    """Days of an agreement that cannot have been."""
    for name in ("consented_on", "interest_demanded_on"):
        day: date | None = getattr(agreed, name, None)
        if day is not None and not FIRST_TOLD <= day <= today:
            yield FieldProblem(f"follow_up.{name}", f"must lie between {FIRST_TOLD} and {today}, which is today")


_NEEDED: Mapping[str, tuple[StepKind, str, str]] = {
    "NO": (StepKind.COLLECTION_NOTICE, "collection notice", "inkassoloven § 9"),
    "FI": (StepKind.REMINDER, "reminder", "513/1999 5 §"),
}
"""What the law of a country wants before a demand, in words, and its paragraph; Finland of consumers alone."""


def level_warnings(registration: "Registration", country: str, level: StepKind) -> Iterator[FieldProblem]:
    """That a case cannot begin with the demand, where its creditor wants that, by what it has sent itself."""
    needed = _NEEDED.get(country)
    if needed is None or level is not StepKind.PAYMENT_DEMAND or (country == "FI" and registration.business):
        return
    kind, name, paragraph = needed
    if all(step.kind is not kind for step in registration.steps):
        told = f"has no {name}: a demand needs one before it, {paragraph}, so that the case begins there"
        yield FieldProblem("steps", told)


def written_days(registration: "Registration") -> tuple[date, ...]:
    """The days of the written steps."""
    return tuple(step.sent_on for step in registration.steps)
