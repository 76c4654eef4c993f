"""A payment plan is agreed on with the payer of a claim."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from fordring.domain.claim.payer_request import WORDS_LENGTH_MAX, plain
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.instalments import PlanWish
from fordring.domain.followup.payment_plan import PlanStanding
from fordring.services.callers import claim_of
from fordring.services.plan_making import PlanAgreed, make_plan
from fordring.storage.work import Work

NAME_LENGTH_MAX = 200


@dataclass(frozen=True, slots=True)
class AgreePlan:
    """Which claim, by its public id; the merchants the caller acts for, None for all; and what was agreed on.

    `accepted_by` is who agreed, `accepted_how` by what means, for instance a call or an e-mail with its day.
    """

    claim_no: int
    merchants: Collection[UUID] | None
    wish: PlanWish
    accepted_by: str
    accepted_how: str
    fee: bool = True
    note: str = ""


async def agree_plan(command: AgreePlan, work: Work) -> PlanStanding:
    """The plan, which is sent to the payer in writing; every other step waits while it is kept.

    Raises NotFoundError, also for a claim of others, and as `make_plan`.
    """
    problems = tuple(_problems(command))
    if problems:
        raise InvalidCommandError(*problems)
    merchant, claim = await claim_of(work.connection, command.claim_no, command.merchants, lock=True)
    accepted = plain(command.accepted_by), plain(command.accepted_how)
    return await make_plan(work, merchant, claim, PlanAgreed(command.wish, *accepted, command.fee, plain(command.note)))


def _problems(command: AgreePlan) -> Iterator[FieldProblem]:
    for field in ("accepted_by", "accepted_how"):
        told = plain(getattr(command, field))
        if not 0 < len(told) <= NAME_LENGTH_MAX:
            yield FieldProblem(field, f"must be 1 to {NAME_LENGTH_MAX} characters")
    if len(command.note) > WORDS_LENGTH_MAX:
        yield FieldProblem("note", f"must be at most {WORDS_LENGTH_MAX} characters")
