"""What a payer may say about a claim, what is wrong with it, and how a case handler may answer."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from fordring.domain.claim.claim import Claim, ClaimKind, Pause
from fordring.domain.claim.lifecycle import State
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError

WORDS_LENGTH_MAX = 2_000
BACK = timedelta(days=366)
AHEAD = timedelta(days=180)
"""How far back a payment may have been, and how much time may be asked for; beyond it is a slip of the keyboard."""


class Kind(StrEnum):
    """What the payer says. An account for a refund needs no answer: the payer's code has confirmed it."""

    PAID = "paid"
    DISPUTE = "dispute"
    MORE_TIME = "more_time"
    REFUND_ACCOUNT = "refund_account"
    PLAN = "plan"


class Answer(StrEnum):
    """What the case handler says."""

    NOTED = "noted"
    GRANTED = "granted"
    REFUSED = "refused"


class Fault(StrEnum):
    """What is wrong with a field, as a sentence behind its name; pages word it in their own languages."""

    MISSING = "is missing"
    TOO_LONG = f"must be at most {WORDS_LENGTH_MAX} characters"
    NO_DAY = "must be a day, as 2026-12-01"
    TO_COME = "must not be a day to come"
    TOO_LONG_AGO = "must not be more than a year ago"
    NOT_LATER = "must be a day after today and after the due day"
    TOO_FAR = f"must be at most {AHEAD.days} days ahead"
    NOT_SOON = "must be a day after today, and within two months"
    NO_SHARE = "must be an amount a month or a number of instalments, not too small and not too many"


ANSWERS: Mapping[Kind, frozenset[Answer]] = {
    Kind.PAID: frozenset({Answer.NOTED, Answer.REFUSED}),
    Kind.DISPUTE: frozenset({Answer.GRANTED, Answer.REFUSED}),
    Kind.MORE_TIME: frozenset({Answer.GRANTED, Answer.REFUSED}),
    Kind.REFUND_ACCOUNT: frozenset(),
    Kind.PLAN: frozenset({Answer.GRANTED, Answer.REFUSED}),
}


@dataclass(frozen=True, slots=True)
class PayerRequest:
    """What a payer said on a day of the merchant's clock, and what was answered.

    `day` is when it was paid, until when time is asked for, or when a payment plan's first instalment is to be due; the
    plan is wished for by `monthly_minor` or by the number of `instalments`. `paused_at` tells the pause that a dispute
    made from all others, `paused_before` is the one it took the place of.
    """

    merchant_id: UUID
    request_id: UUID
    claim_id: UUID
    kind: Kind
    created_at: datetime
    day: date | None = None
    words: str = ""
    paused_at: datetime | None = None
    paused_before: Pause | None = None
    answer: Answer | None = None
    answer_words: str = ""
    granted_until: date | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    monthly_minor: int | None = None
    instalments: int | None = None

    def answered(self, answer: Answer, words: str, by: str, at: datetime, until: date | None = None) -> "PayerRequest":
        """The request with its answer. Raises IllegalTransitionError for a second one, InvalidCommandError."""
        if self.answer is not None:
            raise IllegalTransitionError("a payer's request", self.answer, "another answer")
        if answer not in ANSWERS[self.kind]:
            fitting = " or ".join(sorted(ANSWERS[self.kind]))
            raise InvalidCommandError(FieldProblem("answer", f"must be {fitting} for {self.kind}"))
        if len(words) > WORDS_LENGTH_MAX:
            raise InvalidCommandError(FieldProblem("message", Fault.TOO_LONG))
        return replace(self, answer=answer, answer_words=words, answered_by=by, answered_at=at, granted_until=until)


def may_be_said(claim: Claim) -> bool:
    """Whether there is something to say that it was paid, to dispute, or to ask more time for."""
    return claim.state is State.ISSUED and claim.kind is not ClaimKind.CREDIT_NOTE


def plain(text: str) -> str:
    """A text as it is kept: composed, its lines ended one way, without anything that only controls a screen."""
    lines = unicodedata.normalize("NFC", re.sub(r"\r\n?", "\n", text)).split("\n")
    return "\n".join("".join(filter(_is_written, line.replace("\t", " "))) for line in lines).strip()


def _is_written(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def words_problems(words: str, *, needed: bool = False) -> Iterator[FieldProblem]:
    """What is wrong with what was written, named `note`, or `reason` where it is needed."""
    field = "reason" if needed else "note"
    if needed and not words:
        yield FieldProblem(field, Fault.MISSING)
    if len(words) > WORDS_LENGTH_MAX:
        yield FieldProblem(field, Fault.TOO_LONG)


def paid_problems(day: date, today: date) -> Iterator[FieldProblem]:
    """What is wrong with the day on which it was paid."""
    if day > today:
        yield FieldProblem("day", Fault.TO_COME)
    if day < today - BACK:
        yield FieldProblem("day", Fault.TOO_LONG_AGO)


def time_problems(day: date, claim: Claim, today: date) -> Iterator[FieldProblem]:
    """What is wrong with the day until which time is asked for."""
    if day <= today or (claim.due_on is not None and day <= claim.due_on):
        yield FieldProblem("day", Fault.NOT_LATER)
    if day > today + AHEAD:
        yield FieldProblem("day", Fault.TOO_FAR)


def pause_for_dispute(claim: Claim, words: str, at: datetime, today: date) -> Pause:
    """The pause that holds while the payer's dispute is open: without an end. One without an end stays as it is."""
    if claim.pause is not None and claim.paused_on(today) and claim.pause.until is None:
        return claim.pause
    return Pause(at, f"Disputed by the payer: {words}")


def pause_for_time(claim: Claim, until: date, at: datetime, today: date) -> Pause:
    """The pause by which more time is given; one that lasts longer stays as it is."""
    if claim.pause is not None and claim.paused_on(today) and (claim.pause.until is None or claim.pause.until >= until):
        return claim.pause
    return Pause(at, "The payer was given more time", until)


def pause_behind_dispute(
    before: Pause | None, others: Iterable[PayerRequest], at: datetime, today: date
) -> Pause | None:
    """What is left of a pause when the dispute that made it is closed: the one before, or time that was given since.

    None where neither lasts any more: the steps go on.
    """
    given = [each.granted_until for each in others if each.granted_until is not None and each.granted_until > today]
    if before is not None and before.until is None:
        return before
    latest = max([*given, *((before.until,) if before and before.until and before.until > today else ())], default=None)
    if before is not None and before.until == latest:
        return before
    return None if latest is None else Pause(at, "The payer was given more time", latest)
