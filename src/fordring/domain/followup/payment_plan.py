"""A payment plan of a claim as it was agreed on, and as it stands; and what its letters say in figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fordring.domain.claim.claim import Claim
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.claim.papers import INSTALMENT_NOTICE, PAYMENT_PLAN
from fordring.domain.claim.parts import Parts
from fordring.domain.claim.whereabouts import Contact
from fordring.domain.errors import IllegalTransitionError
from fordring.domain.followup.instalments import Covered, Instalment, PlanState, PlanTerms, covered, look_on
from fordring.domain.followup.settings import Whose

KEPT_BY = frozenset({Closed.PAID})
"""A claim that is closed for this reason has kept its plan; one closed for any other needs none any more."""


@dataclass(frozen=True, slots=True)
class PaymentPlan:
    """A plan of one claim. `agreed` is what was owed that day, the fee and the interest up to it within.

    `accepted_by` is who agreed to it, `accepted_how` by what means. `notice_fee_minor` is what each notice before an
    instalment costs, by law. `look_on` is the day on which something is next to be done, None when it has ended.
    `marks` are said beside its fees and interest: what they rest on that is not verified.
    """

    merchant_id: UUID
    plan_id: UUID
    claim_id: UUID
    plan_no: int
    state: PlanState
    agreed_on: date
    accepted_by: str
    accepted_how: str
    agreed: Parts
    fee_minor: int
    whose: Whose
    notice_fee_minor: int
    terms: PlanTerms
    stop_id: UUID
    instalments: tuple[Instalment, ...]
    created_at: datetime
    created_by: str
    note: str = ""
    document_id: UUID | None = None
    look_on: date | None = None
    ended_on: date | None = None
    ended_because: str = ""
    marks: tuple[str, ...] = ()

    def end(self, state: PlanState, day: date, because: str) -> "PaymentPlan":
        """The plan ended. Raises IllegalTransitionError for one that has."""
        if self.state is not PlanState.ACTIVE:
            raise IllegalTransitionError("a payment plan", self.state, state)
        return replace(self, state=state, ended_on=day, ended_because=because, look_on=None)

    def again(self, day: date, stop_id: UUID) -> "PaymentPlan":
        """A kept plan whose payment was taken back goes on."""
        changes: dict[str, Any] = {"ended_on": None, "ended_because": "", "look_on": day, "stop_id": stop_id}
        return replace(self, state=PlanState.ACTIVE, **changes)

    def changed(self, instalment: Instalment) -> "PaymentPlan":
        """With one instalment as it is now."""
        kept = (instalment if each.number == instalment.number else each for each in self.instalments)
        return replace(self, instalments=tuple(kept))


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan with its claim, and what was paid since it was agreed on, in minor units."""

    plan: PaymentPlan
    claim: Claim
    paid_minor: int

    @property
    def state(self) -> PlanState:
        """What it is now, whether or not the daily run has written that down."""
        if self.plan.state is PlanState.ACTIVE and self.claim.state is State.CLOSED:
            return PlanState.KEPT if self.claim.closed_because in KEPT_BY else PlanState.CANCELLED
        if self.plan.state is PlanState.KEPT and self.claim.state is State.ISSUED:
            return PlanState.ACTIVE
        return self.plan.state

    @property
    def rows(self) -> tuple[Covered, ...]:
        """Its instalments as they stand."""
        return covered(self.plan.instalments, self.paid_minor, self.claim.open.total)

    def next_look(self, today: date) -> date | None:
        """When something is next to be done for it."""
        return look_on(self.rows, self.plan.terms, today)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """An instalment as a letter names it: what it comes to, and what is paid of it."""

    number: int
    due_on: date
    amount_minor: int
    paid_minor: int
    reference: str


@dataclass(frozen=True, slots=True)
class PlanLetter:
    """What the plan in writing, or a notice of one instalment, says; frozen when it was made.

    `about` is the instalment that a notice is about, `late` whether it was to be paid before. `marks` are the plan's,
    `earlier_marks` are said beside the fees that were owed before it. `contact` is as a letter's.
    """

    kind: str
    sent_on: date
    currency: str
    claim_no: int
    number: str | None
    agreed_on: date
    agreed: Parts
    fee_minor: int
    notice_fee_minor: int
    notice_days: int
    reminder_days: int
    broken_days: int
    rows: tuple[LetterRow, ...]
    about: int = 0
    late: bool = False
    marks: tuple[str, ...] = ()
    earlier_marks: tuple[str, ...] = ()
    contact: Contact | None = None

    def kept(self) -> Mapping[str, Any]:
        """The letter as it is stored."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        agreed = {"principal": self.agreed.principal, "fees": self.agreed.fees, "interest": self.agreed.interest}
        days = {"sent_on": self.sent_on.isoformat(), "agreed_on": self.agreed_on.isoformat()}
        more = {"agreed": agreed, "rows": [_kept_row(row) for row in self.rows]}
        marks = {name: list(getattr(self, name)) for name in _MARKS}
        return plain | days | more | marks | ({"contact": self.contact} if self.contact else {})


_PLAIN = (
    *("kind", "currency", "claim_no", "number", "fee_minor", "notice_fee_minor", "notice_days", "reminder_days"),
    *("broken_days", "about", "late"),
)
_MARKS = ("marks", "earlier_marks")


def plan_letter(
    standing: PlanStanding, sent_on: date, about: int = 0, *, late: bool = False, earlier_marks: tuple[str, ...] = ()
) -> PlanLetter:
    """The plan in writing, with the marks of what was owed before; or with `about` the notice of that instalment."""
    plan, claim = standing.plan, standing.claim
    rows = (
        LetterRow(
            row.instalment.number, row.instalment.due_on, row.amount_minor, row.paid_minor, row.instalment.reference
        )
        for row in standing.rows
    )
    return PlanLetter(
        INSTALMENT_NOTICE if about else PAYMENT_PLAN,
        sent_on,
        claim.currency,
        claim.claim_no,
        claim.own_number or claim.number,
        plan.agreed_on,
        plan.agreed,
        plan.fee_minor,
        plan.notice_fee_minor,
        plan.terms.notice_days,
        plan.terms.reminder_days,
        plan.terms.broken_days,
        tuple(rows),
        about,
        late,
        plan.marks,
        earlier_marks,
        claim.contact,
    )


def plan_letter_of(kept: Mapping[str, Any]) -> PlanLetter:
    """The letter that was stored."""
    rows = tuple(LetterRow(**{**row, "due_on": date.fromisoformat(row["due_on"])}) for row in kept["rows"])
    days: dict[str, Any] = {name: date.fromisoformat(kept[name]) for name in ("sent_on", "agreed_on")}
    plain: dict[str, Any] = {name: kept[name] for name in _PLAIN}
    more: dict[str, Any] = {name: tuple(kept.get(name, ())) for name in _MARKS} | {"contact": kept.get("contact")}
    return PlanLetter(**plain, **days, agreed=Parts(**kept["agreed"]), rows=rows, **more)


def _kept_row(row: LetterRow) -> Mapping[str, Any]:
    return {
        "number": row.number,
        "due_on": row.due_on.isoformat(),
        "amount_minor": row.amount_minor,
        "paid_minor": row.paid_minor,
        "reference": row.reference,
    }
