"""`/sandbox/bank/play`: a day at a sandbox merchant's bank, drawn by a seed."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from fordring.faces.common.context import FaceContext
from fordring.faces.common.requests import read_body
from fordring.faces.own.endpoints import endpoint, parameter, taking, told
from fordring.faces.own.holders import ACCOUNT, merchant_asked_for
from fordring.faces.own.translate import bank_file_answer
from fordring.faces.own.wire.bank_day import DayAnswer, DayBody, DeedAnswer
from fordring.simulators.bank_day import DayPlayed, Deed, PlayDay
from fordring.simulators.bank_formats import FileFormat

PlayADay = Callable[[UUID, PlayDay], Awaitable[DayPlayed]]
"""Plays the day at a merchant's bank and answers when its files are booked."""

ASKED_FOR = parameter(ACCOUNT, "query", "whose bank, where the token may act for several merchants")


def router(context: FaceContext, play_day: PlayADay) -> APIRouter:
    """The route of the sandbox's bank."""
    made = APIRouter(tags=["sandbox"])

    async def play(request: Request) -> object:
        merchant = await merchant_asked_for(context, request, context.wall(), writing=True)
        body = DayBody.model_validate_json(await read_body(request))
        asked = PlayDay(
            body.seed,
            tuple(Deed(each) for each in body.deeds),
            tuple(body.claim_ids),
            FileFormat(body.format) if body.format else None,
        )
        return _answer(await play_day(merchant.merchant_id, asked))

    summary = "Let the payers of a sandbox merchant have a day, drawn by a seed; when this answers, it is booked"
    played = told("POST", summary, DayAnswer, [ASKED_FOR])
    made.add_api_route("/sandbox/bank/play", endpoint(play), **taking(played, DayBody, {"seed": 7}))
    return made


def _answer(played: DayPlayed) -> DayAnswer:
    deeds = [
        DeedAnswer(claim_id=each.bill.claim_no, deed=each.deed, amounts=list(each.amounts_minor))
        for each in played.dealt
    ]
    return DayAnswer(day=played.day, deeds=deeds, files=[bank_file_answer(file) for file in played.files])
