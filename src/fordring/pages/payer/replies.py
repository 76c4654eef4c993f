"""What the payer may say and has said, as the page shows it: the forms, filled in again where one failed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fordring.domain.calendar import local_day
from fordring.domain.claim.payer_request import BACK, WORDS_LENGTH_MAX, Answer, Kind, PayerRequest, may_be_said
from fordring.domain.errors import FieldProblem
from fordring.domain.followup.instalments import FIRST_DAYS_MAX, PlanState
from fordring.formats.documents.figures import Figures
from fordring.pages.payer.forms import proof_for
from fordring.pages.payer.texts import ReplyTexts
from fordring.services.payers.show_page import PayerPage

PATHS = {
    Kind.PAID: "paid",
    Kind.DISPUTE: "dispute",
    Kind.MORE_TIME: "more-time",
    Kind.REFUND_ACCOUNT: "account",
    Kind.PLAN: "plan",
}
SAID = (Kind.PAID, Kind.MORE_TIME, Kind.PLAN, Kind.DISPUTE)
STANDINGS = {None: "waiting", Answer.NOTED: "good", Answer.GRANTED: "good", Answer.REFUSED: "refused"}
FIELDS = ("day", "note", "reason", "monthly", "count")


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a form brought that could not be taken: which form, what stood in it, what is wrong; or what was done.

    `notice` is told of the page as a whole.
    """

    form: str = ""
    given: Mapping[str, str] = field(default_factory=dict)
    problems: Sequence[FieldProblem] = ()
    done: str = ""
    notice: str = ""


class Replies:
    """The forms of one page in one language."""

    def __init__(self, page: PayerPage, texts: ReplyTexts, figures: Figures, attempt: Attempt) -> None:
        self.page, self.texts, self.figures, self.attempt = page, texts, figures, attempt
        self.claim, self.merchant, self.day = page.dossier.claim, page.dossier.merchant, page.dossier.day

    def facts(self) -> dict[str, Any]:
        """What the template is given."""
        merchant = self.merchant.name
        disputed = any(each.kind is Kind.DISPUTE and each.answer is None for each in self.page.requests)
        return {
            "replies": self.texts,
            "reply_lead": self.texts.lead.format(merchant=merchant),
            "proof": proof_for(self.claim),
            "done": self.texts.done.get(self.attempt.done, ""),
            "notice": self.attempt.notice,
            "disputed": self.texts.disputed.format(merchant=merchant) if disputed else "",
            "forms": list(self._forms()),
            "account": self._account() if self.page.account_wanted else None,
            "said": [self._said(request) for request in reversed(self.page.requests)],
            "words_max": WORDS_LENGTH_MAX,
        }

    def _forms(self) -> Iterator[dict[str, Any]]:
        """One for each thing that may be said and waits for no answer yet."""
        waiting = {request.kind for request in self.page.requests if request.answer is None}
        for kind in SAID:
            if not may_be_said(self.claim) or kind in waiting or (kind is Kind.PLAN and self._planned()):
                continue
            path = PATHS[kind]
            mine = self.attempt.form == path
            yield {
                "path": path,
                "title": self.texts.titles[kind],
                "lead": self.texts.leads[kind],
                "open": mine,
                "given": self._given(path, kind),
                "faults": self._faults() if mine else {},
                "day": self._day(kind),
                "plan": kind is Kind.PLAN,
                "days": self._days(kind),
                "words": ("reason", self.texts.reason) if kind is Kind.DISPUTE else ("note", self.texts.note),
                "needed": kind is Kind.DISPUTE,
            }

    def _planned(self) -> bool:
        plan = self.page.plan
        disputed = any(each.kind is Kind.DISPUTE and each.answer is None for each in self.page.requests)
        return disputed or (plan is not None and plan.state is PlanState.ACTIVE)

    def _day(self, kind: Kind) -> str:
        """What the field for a day is called; a dispute has none."""
        asked = {Kind.PAID: self.texts.paid_day, Kind.MORE_TIME: self.texts.time_day, Kind.PLAN: self.texts.plan_day}
        return asked.get(kind, "")

    def _given(self, path: str, kind: Kind) -> Mapping[str, str]:
        if self.attempt.form == path:
            return {name: self.attempt.given.get(name, "") for name in FIELDS}
        return dict.fromkeys(FIELDS, "") | {"day": self.day.isoformat() if kind is Kind.PAID else ""}

    def _days(self, kind: Kind) -> tuple[str, str]:
        """The first and the last day that a browser lets choose; what is told is checked again where it arrives."""
        if kind is Kind.PAID:
            return (self.day - BACK).isoformat(), self.day.isoformat()
        if kind is Kind.PLAN:
            first, last = self.day + timedelta(days=1), self.day + timedelta(days=FIRST_DAYS_MAX)
            return first.isoformat(), last.isoformat()
        return (max(self.day, self.claim.due_on or self.day) + timedelta(days=1)).isoformat(), ""

    def _faults(self) -> Mapping[str, str]:
        told = {fault.value: text for fault, text in self.texts.faults.items()}
        return {problem.field: told.get(problem.message, problem.message) for problem in self.attempt.problems}

    def _account(self) -> dict[str, Any]:
        """The form for an account, or for the code that confirms one."""
        email = str(self.claim.reached.get("email") or "")
        awaited = self.page.awaited
        mine = self.attempt.form in {"account", "code", "resend"}
        faults = self._faults() if mine else {}
        if awaited is None and "code" in faults:  # there is no field for a code any more
            faults = {"account": faults["code"]}
        told = {"email": hidden(email), "account": masked(awaited.account) if awaited else ""}
        return {
            "title": self.texts.titles[Kind.REFUND_ACCOUNT],
            "lead": (self.texts.code_lead if awaited else self.texts.leads[Kind.REFUND_ACCOUNT]).format(**told),
            "hint": self.texts.account_hints[self.merchant.country],
            "reachable": bool(email),
            "unreachable": self.texts.no_address.format(merchant=self.merchant.name),
            "awaited": awaited is not None,
            "given": self.attempt.given.get("account", "") if mine else "",
            "faults": faults,
        }

    def _wish(self, request: PayerRequest) -> str:
        if request.monthly_minor is not None:
            return self.texts.plan_by_month.format(amount=self.figures.money(request.monthly_minor))
        return self.texts.plan_by_count[request.instalments != 1].format(count=request.instalments)

    def _said(self, request: PayerRequest) -> dict[str, Any]:
        day = self.figures.day(request.day) if request.day else ""
        if day and request.kind is Kind.MORE_TIME:
            day = self.texts.until.format(day=day)
        if day and request.kind is Kind.PLAN:
            day = self.texts.plan_wish.format(wish=self._wish(request), day=day)
        account = request.kind is Kind.REFUND_ACCOUNT
        until = request.granted_until
        answer = self.texts.answers[request.answer] if request.answer else self.texts.waiting
        if until:
            answer = f"{answer}, {self.texts.until.format(day=self.figures.day(until))}"
        return {
            "title": self.texts.titles[request.kind],
            "day": day,
            "on": self.figures.day(local_day(request.created_at, self.merchant.country)),
            "words": masked(request.words) if account else request.words,
            "answer": answer,
            "standing": STANDINGS[request.answer],
            "answer_words": request.answer_words,
        }


def masked(account: str) -> str:
    """An account as its owner knows it again, and nobody learns it: `NO93 … 7947`."""
    return f"{account[:4]} … {account[-4:]}"


def hidden(email: str) -> str:
    """An address as its owner knows it again: `o…a@example.com`."""
    name, _, host = email.rpartition("@")
    return f"{name[:1]}…{name[-1:]}@{host}" if host else ""
