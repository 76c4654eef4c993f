"""`/claims/{no}/follow-up`, `interest` and `summary`: what becomes of a claim and why, for whoever acts for it.

The last two are a PDF for whoever accepts one.
"""

import asyncio
from datetime import date

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.faces.common.context import FaceContext
from fordring.faces.common.disposition import disposition
from fordring.faces.common.language import language_of
from fordring.faces.own.coming import follow_up_answer, interest_answer, summary_answer
from fordring.faces.own.endpoints import endpoint, parameter, told
from fordring.faces.own.holders import acting_for
from fordring.faces.own.routes.waiting import BOTH, CLAIM, claim_no_of
from fordring.faces.own.wire.coming import FollowUpAnswer, InterestAnswer, SummaryAnswer
from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.pdf import render_pdf
from fordring.formats.papers.kinds import PDF
from fordring.services.following_up.show_follow_up import ShowFollowUp, show_follow_up
from fordring.services.following_up.show_interest import ShowInterest, show_interest
from fordring.services.following_up.show_summary import ShowSummary, show_summary
from fordring.services.printed_statements import interest_paper, summary_paper

ON = parameter("on", "query", "as of which day, past or coming; the merchant's today without it")
SPOKEN = parameter("Accept-Language", "header", "nb, sv, fi or en, for the sentences; en without it")

ACCEPTED = parameter("Accept", "header", "application/pdf for a PDF in the payer's language; else JSON")


def router(context: FaceContext) -> APIRouter:
    """The three routes."""
    made = APIRouter(tags=["follow-up"])

    async def follow_up(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        command = ShowFollowUp(claim_no_of(request), asking.merchants)
        async with context.database.reading() as connection:
            found = await show_follow_up(command, asking.work(connection))
        return follow_up_answer(found, language_of(request))

    async def interest(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        command = ShowInterest(claim_no_of(request), asking.merchants, _day(request))
        async with context.database.reading() as connection:
            found = await show_interest(command, asking.work(connection))
        if _wants_paper(request):
            paper = interest_paper(found.statement, found.merchant, found.claim)
            return await _paper(paper, f"interest-{found.claim.claim_no}")
        return interest_answer(found)

    async def summary(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        command = ShowSummary(claim_no_of(request), asking.merchants)
        async with context.database.reading() as connection:
            found = await show_summary(command, asking.work(connection))
        if _wants_paper(request):
            paper = summary_paper(found.summary, found.merchant, found.claim)
            return await _paper(paper, f"summary-{found.claim.claim_no}")
        return summary_answer(found, language_of(request))

    shown = told("GET", "What comes next, and why not before", FollowUpAnswer, [CLAIM, SPOKEN], BOTH)
    made.add_api_route("/claims/{no}/follow-up", endpoint(follow_up), **shown)
    reckoned = told("GET", "Late-payment interest, row by row", InterestAnswer, [CLAIM, ON, ACCEPTED], BOTH)
    made.add_api_route("/claims/{no}/interest", endpoint(interest), **reckoned)
    gathered = told("GET", "All open claims of a claim's payer", SummaryAnswer, [CLAIM, SPOKEN, ACCEPTED], BOTH)
    made.add_api_route("/claims/{no}/summary", endpoint(summary), **gathered)
    return made


def _wants_paper(request: Request) -> bool:
    return PDF in request.headers.get("accept", "").lower()


async def _paper(letter: TableLetter, name: str) -> Response:
    """The letter as a PDF, made now and kept nowhere."""
    content = await asyncio.to_thread(render_pdf, letter)
    return Response(content, 200, {"Content-Disposition": disposition(f"{name}.pdf", "inline")}, PDF)


def _day(request: Request) -> date | None:
    given = request.query_params.get("on")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise InvalidCommandError(FieldProblem("on", "is a day as 2026-03-31")) from error
