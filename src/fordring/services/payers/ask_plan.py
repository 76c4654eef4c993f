"""The payer asks for a payment plan. Asking changes nothing; a case handler grants it or does not."""

from dataclasses import dataclass, replace
from datetime import date

from fordring.domain.claim.page_link import PageToken
from fordring.domain.claim.payer_request import Fault, Kind, PayerRequest, plain, words_problems
from fordring.domain.errors import FieldProblem, IllegalTransitionError, InvalidCommandError
from fordring.domain.followup.instalments import PlanState, PlanWish, wish_problems
from fordring.domain.followup.plan_wishes import terms_of
from fordring.services.payer_words import keep, said_about
from fordring.storage import payment_plans
from fordring.storage.ids import new_id
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class AskPlan:
    """The token of the link, the wish (its first day, and an amount a month or a number), and why."""

    token: PageToken
    first_on: date
    monthly_minor: int | None = None
    count: int | None = None
    note: str = ""


async def ask_plan(command: AskPlan, work: Work) -> PayerRequest:
    """Keep it; while one waits for its answer, that one is all there is.

    Raises NotFoundError, InvalidCommandError naming `day`, `monthly` or `note`, IllegalTransitionError for what is not
    owed or has a plan.
    """
    said, words = await said_about(work, command.token, Kind.PLAN), plain(command.note)
    waiting = said.open(Kind.PLAN)
    if waiting is not None:
        return waiting
    standing = await payment_plans.newest(work.connection, said.claim)
    if standing is not None and standing.state is PlanState.ACTIVE:
        raise IllegalTransitionError("a claim", "payment plan agreed", "another payment plan")
    wish = PlanWish(command.first_on, command.count, command.monthly_minor)
    terms = terms_of(said.merchant.country, said.merchant.settings)
    found = wish_problems(wish, said.claim.open.total, terms, said.today)
    problems = (*(_told(problem) for problem in found), *words_problems(words))
    if problems:
        raise InvalidCommandError(*problems)
    ids = (said.claim.merchant_id, new_id(), said.claim.claim_id)
    request = PayerRequest(*ids, Kind.PLAN, said.now, command.first_on, words)
    request = replace(request, monthly_minor=command.monthly_minor, instalments=command.count)
    await keep(work, said.claim, request, "payer_asks_for_plan")
    return request


def _told(problem: FieldProblem) -> FieldProblem:
    """What is wrong, as the page words it."""
    if problem.field == "first_on":
        return FieldProblem("day", Fault.NOT_SOON)
    return FieldProblem("monthly", Fault.NO_SHARE)
