"""The statuses that an invoice came through, told from what happened to it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from fordring.domain.calendar import local_day
from fordring.domain.claim.brought import brought_steps
from fordring.domain.claim.claim import Claim, ClaimEvent
from fordring.domain.claim.hold import Hold
from fordring.domain.claim.lifecycle import Closed, State
from fordring.domain.followup.facts import StepKind, StopReason
from fordring.domain.followup.stops import STOPS
from fordring.faces.kravia.compatibility import STATUSES
from fordring.faces.kravia.translate.figures import time_text
from fordring.faces.kravia.vocabulary import status_code
from fordring.faces.kravia.wire import answers
from fordring.services.steps import EVENTS

_STEP_OF = {event: kind for kind, event in EVENTS.items() if kind is not StepKind.ADVANCE_NOTICE}
_PLANS = {"plan_agreed": True, "plan_kept": False, "plan_broken": False, "plan_cancelled": False}
_NO_APPROVAL_WANTED = frozenset(
    {"approved", "transferred", "person_wanted", "stopped", "paused", "plan_agreed", *EVENTS.values()}
)


@dataclass(slots=True)
class _Told:
    """What the story has told so far: the steps that stand, what holds the claim up, why it was closed."""

    country: str
    steps: dict[int, StepKind]
    closed: Closed | None = None
    pause: ClaimEvent | None = None
    stops: dict[str, ClaimEvent] = field(default_factory=dict)
    plan: bool = False
    approval: bool = False

    def hear(self, event: ClaimEvent) -> None:
        """What the event changes."""
        kind, facts = event.kind, event.facts
        if kind in {"paused", "resumed"}:
            self.pause = event if kind == "paused" else None
        elif kind == "stopped":
            self.stops[str(facts["stop_id"])] = event
        elif kind == "stop_ended":
            self.stops.pop(str(facts["stop_id"]), None)
        elif kind in _STEP_OF:
            self.steps[facts["step_no"]] = _STEP_OF[kind]
        elif kind == "step_cancelled":
            self.steps.pop(facts["step_no"], None)
        self.plan = _PLANS.get(kind, self.plan)
        self.approval = kind == "approval_wanted" or (self.approval and kind not in _NO_APPROVAL_WANTED)
        if event.state is not State.CLOSED:
            self.closed = None
        elif kind in set(Closed):
            self.closed = Closed(kind)

    def hold(self, event: ClaimEvent) -> Hold | None:
        """What holds the claim up when the event has happened."""
        day = local_day(event.at, self.country)
        if self.pause is not None and _lasts(self.pause, StopReason.PAUSED, day):
            return Hold.PAUSED
        if any(_lasts(stop, StopReason(stop.facts["reason"]), day) for stop in self.stops.values()):
            return Hold.STOPPED
        if self.plan:
            return Hold.PLAN
        return Hold.APPROVAL if self.approval else None

    @property
    def step(self) -> StepKind | None:
        """The last step that stands."""
        return self.steps[max(self.steps)] if self.steps else None


def _lasts(begun: ClaimEvent, reason: StopReason, day: date) -> bool:
    until = begun.facts.get("until")
    return until is None or not STOPS[reason].ends_itself or day < date.fromisoformat(until)


def history(claim: Claim, events: Sequence[ClaimEvent], country: str) -> Iterator[answers.HistoryEntry]:
    """An entry for each event that changed the status, oldest first; a hold lasts up to its end at the longest.

    What was handed over was never sent by us: it is overdue as soon as it is started, or as far as its creditor came.
    """
    before = None
    told = _Told(country, {number: step.kind for number, step in enumerate(brought_steps(claim.content), start=1)})
    for event in events:
        told.hear(event)
        overdue = claim.kind.handed_over
        code = status_code(event.state, told.closed, overdue=overdue, hold=told.hold(event), step=told.step)
        if code != before:
            reason = event.facts.get("message")
            yield answers.HistoryEntry(code=code, name=STATUSES[code], time=time_text(event.at), reason=reason)
        before = code
