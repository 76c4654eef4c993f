"""`/follow-up/waiting` and `/claims/{no}/approve`: claims that wait for a person, and the person's word."""

from datetime import date

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.domain.followup.looks import WaitsFor
from fordring.domain.followup.words.tongue import Language
from fordring.faces.common.context import FaceContext
from fordring.faces.common.language import language_of
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, acting_for
from fordring.faces.own.reasons import reason_told
from fordring.faces.own.wire.waiting import (
    ApproveBody,
    ApprovedAnswer,
    WaitingAnswer,
    WaitingListAnswer,
)
from fordring.services.bill import name_of
from fordring.services.following_up.approve_step import ApproveStep, approve_step
from fordring.services.waiting_claims import WaitingClaim, waiting_claims
from fordring.storage.follow_up_waiting import LIST_MAX

BOTH = (*MERCHANTS, *OPERATOR)
CLAIM = parameter("no", "path", "the claim's integer id")
CLAIM_NO_MAX = 2**63 - 1
ASKED_FOR = parameter(ACCOUNT, "query", "whose; without it, of all merchants that the token may act for")
KIND = parameter("kind", "query", "approval, person or failed; without it all of them")
AFTER = parameter("after", "query", "`next` of the page before")
LIMIT = parameter("limit", "query", f"at most so many, 1 to {LIST_MAX}, which is the rule")


def router(context: FaceContext) -> APIRouter:
    """The two routes about what waits."""
    made = APIRouter(tags=["follow-up"])

    async def show(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        limit, after, kind = limit_of(request), _after_of(request), _kind_of(request)
        async with context.database.reading() as connection:
            found = await waiting_claims(
                connection, asking.merchants, asking.wall, kind=kind, after=after, limit=limit + 1
            )
        last = found[limit - 1].waiting if len(found) > limit else None
        more = f"{last.since}.{last.claim_no}" if last else None
        language = language_of(request)
        rows = [_answer(each, language, operator=asking.operator) for each in found[:limit]]
        return WaitingListAnswer(waiting=rows, next=more)

    async def approve(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        body = ApproveBody.model_validate_json(await read_body(request) or b"{}")
        command = ApproveStep(claim_no_of(request), asking.merchants, body.step, body.note)
        approved = await context.database.run(lambda connection: approve_step(command, asking.work(connection)))
        return ApprovedAnswer(claim_id=approved.claim_no, step=approved.step, approved_by=approved.by)

    named = [ASKED_FOR, KIND, LIMIT, AFTER]
    listing = told("GET", "List the claims that wait for a person, longest first", WaitingListAnswer, named, BOTH)
    made.add_api_route("/follow-up/waiting", endpoint(show), **listing)
    approving = told("POST", "Approve what waits of a claim", ApprovedAnswer, [CLAIM, ASKED_FOR], BOTH)
    made.add_api_route(
        "/claims/{no}/approve",
        endpoint(approve),
        **taking(approving, ApproveBody, {"step": "legal_action"}, required=False),
    )
    return made


def claim_no_of(request: Request) -> int:
    """The claim that the path names. Raises NotFoundError."""
    named = request.path_params["no"]
    if not named.isascii() or not named.isdigit() or int(named) > CLAIM_NO_MAX:
        raise NotFoundError("claim", named)
    return int(named)


def limit_of(request: Request) -> int:
    """How many are asked for. Raises InvalidCommandError."""
    named = request.query_params.get("limit", str(LIST_MAX))
    if not named.isascii() or not named.isdigit() or not 1 <= int(named[:9]) <= LIST_MAX:
        raise InvalidCommandError(FieldProblem("limit", f"is 1 to {LIST_MAX}"))
    return int(named)


def _kind_of(request: Request) -> WaitsFor | None:
    named = request.query_params.get("kind")
    if named is None:
        return None
    if named not in list(WaitsFor):
        raise InvalidCommandError(FieldProblem("kind", "must be approval, person or failed"))
    return WaitsFor(named)


def _after_of(request: Request) -> tuple[date, int] | None:
    named = request.query_params.get("after")
    if named is None:
        return None
    day, _, claim_no = named.partition(".")
    try:
        return date.fromisoformat(day), min(int(claim_no), CLAIM_NO_MAX)
    except ValueError:
        raise InvalidCommandError(FieldProblem("after", "is not what a page before ended with")) from None


def _answer(each: WaitingClaim, language: Language, *, operator: bool) -> WaitingAnswer:
    waiting = each.waiting
    return WaitingAnswer(
        claim_id=waiting.claim_no,
        number=waiting.number,
        account_id=waiting.account_id,
        payer=name_of(waiting.billing),
        business=waiting.business,
        kind=waiting.kind,
        step=waiting.step,
        reasons=[reason_told(reason, language, operator=operator) for reason in waiting.reasons],
        since=waiting.since,
        age_days=each.age_days,
        open=waiting.open.total,
        marks=list(each.marks.all),
        currency=waiting.currency,
    )
