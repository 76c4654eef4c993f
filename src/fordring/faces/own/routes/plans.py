"""`/claims/{no}/plan`: payment plans as they are agreed on with payers, as they stand, and their end."""

from datetime import date

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.calendar import local_day
from fordring.domain.followup.charged import marks_of
from fordring.domain.followup.instalments import Covered, PlanWish
from fordring.domain.followup.mark import Marks, together
from fordring.domain.followup.payment_plan import PlanStanding
from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, acting_for
from fordring.faces.own.routes.waiting import claim_no_of
from fordring.faces.own.wire.plans import CancelPlanBody, InstalmentAnswer, PlanAnswer, PlanBody, PlansAnswer
from fordring.services.callers import claim_of
from fordring.services.following_up.agree_plan import AgreePlan, agree_plan
from fordring.services.following_up.cancel_plan import CancelPlan, cancel_plan
from fordring.storage import merchants, payment_plans
from fordring.storage.charges import charges_on

BOTH = (*MERCHANTS, *OPERATOR)
CLAIM = parameter("no", "path", "the claim's integer id")
ASKED_FOR = parameter(ACCOUNT, "query", "whose; without it, of all merchants that the token may act for")
EXAMPLE = {"first_on": "2027-01-04", "count": 3, "accepted_by": "Kari Nordmann", "accepted_how": "by e-mail, 28 Nov."}


def router(context: FaceContext) -> APIRouter:
    """The routes about payment plans."""
    made = APIRouter(tags=["follow-up"])

    async def show(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        async with context.database.reading() as connection:
            merchant, claim = await claim_of(connection, claim_no_of(request), asking.merchants)
            found = await payment_plans.of_claim(connection, claim)
            marks = marks_of((await charges_on(connection, [claim]))[claim.claim_id])
        today = local_day(merchant.now(asking.wall), merchant.country)
        return PlansAnswer(claim_id=claim.claim_no, plans=[_answer(each, marks, today) for each in found])

    async def answered(standing: PlanStanding) -> PlanAnswer:
        async with context.database.reading() as connection:
            merchant = await merchants.get(connection, standing.claim.merchant_id)
            marks = marks_of((await charges_on(connection, [standing.claim]))[standing.claim.claim_id])
        return _answer(standing, marks, local_day(merchant.now(context.wall()), merchant.country))

    async def agree(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = PlanBody.model_validate_json(await read_body(request))
        wish = PlanWish(body.first_on, body.count, body.monthly_minor)
        said = (wish, body.accepted_by, body.accepted_how, body.fee, body.note)
        command = AgreePlan(claim_no_of(request), asking.merchants, *said)
        made = await context.database.run(lambda connection: agree_plan(command, asking.work(connection)))
        return await answered(made)

    async def cancel(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = CancelPlanBody.model_validate_json(await read_body(request))
        command = CancelPlan(claim_no_of(request), asking.merchants, body.because)
        ended = await context.database.run(lambda connection: cancel_plan(command, asking.work(connection)))
        return await answered(ended)

    place = "/claims/{no}/plan"
    shown = told("GET", "Show a claim's payment plans", PlansAnswer, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route(place, endpoint(show), **shown)
    agreeing = told("POST", "Agree on a payment plan", PlanAnswer, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route(place, endpoint(agree), **taking(agreeing, PlanBody, EXAMPLE))
    cancelling = told("POST", "End a payment plan: the claim goes on", PlanAnswer, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route(
        f"{place}/cancel", endpoint(cancel), **taking(cancelling, CancelPlanBody, {"because": "Paid by card."})
    )
    return made


def _answer(standing: PlanStanding, marks: Marks, today: date) -> PlanAnswer:
    """The plan; its fees are those of the steps before it too, which have `marks` of their own."""
    plan, agreed = standing.plan, standing.plan.agreed
    return PlanAnswer(
        claim_id=standing.claim.claim_no,
        plan_no=plan.plan_no,
        state=standing.state,
        agreed_on=plan.agreed_on,
        accepted_by=plan.accepted_by,
        accepted_how=plan.accepted_how,
        total_minor=agreed.total,
        principal_minor=agreed.principal,
        fees_minor=agreed.fees,
        interest_minor=agreed.interest,
        fee_minor=plan.fee_minor,
        notice_fee_minor=plan.notice_fee_minor,
        marks=list(together((marks, Marks.of(plan.marks))).all),
        paid_minor=standing.paid_minor,
        left_minor=standing.claim.open.total,
        instalments=[_instalment(row, today) for row in standing.rows],
        note=plan.note,
        ended_on=plan.ended_on,
        ended_because=plan.ended_because,
        created_by=plan.created_by,
    )


def _instalment(row: Covered, today: date) -> InstalmentAnswer:
    its = row.instalment
    return InstalmentAnswer(
        number=its.number,
        due_on=its.due_on,
        amount_minor=row.amount_minor,
        paid_minor=row.paid_minor,
        reference=its.reference,
        state=row.state_on(today),
        fee_minor=its.fee_minor,
        noticed_on=its.noticed_on,
        reminded_on=its.reminded_on,
    )
