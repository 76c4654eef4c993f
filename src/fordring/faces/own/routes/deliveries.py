"""`/deliveries`: what was given up, came back or is tried again, why, and sending it once more."""

from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.faces.common.context import FaceContext
from fordring.faces.own.endpoints import MERCHANTS, OPERATOR, endpoint, id_of, parameter, told
from fordring.faces.own.holders import ACCOUNT, acting_for
from fordring.faces.own.routes.waiting import limit_of
from fordring.faces.own.wire.deliveries import DeliveriesAnswer, DeliveryAnswer
from fordring.services.invoicing.deliver_again import DeliverAgain, deliver_again
from fordring.storage import undelivered
from fordring.storage.deliveries import Delivery
from fordring.storage.follow_up_waiting import LIST_MAX
from fordring.storage.transaction import Connection
from fordring.storage.undelivered import STATES, Undelivered

BOTH = (*MERCHANTS, *OPERATOR)
ASKED_FOR = parameter(ACCOUNT, "query", "whose; without it, of all merchants that the token may act for")
STATE = parameter("state", "query", f"{', '.join(STATES)}; without it all of them")
AFTER = parameter("after", "query", "`next` of the page before")
LIMIT = parameter("limit", "query", f"at most so many, 1 to {LIST_MAX}, which is the rule")
DELIVERY = parameter("id", "path", "the delivery's id, as it is listed")


def router(context: FaceContext) -> APIRouter:
    """The two routes about deliveries."""
    made = APIRouter(tags=["deliveries"])

    async def show(request: Request) -> object:
        asking = await acting_for(context, request, writing=False)
        limit, after, states = limit_of(request), _after_of(request), _states_of(request)
        async with context.database.reading() as connection:
            found = await undelivered.listed(connection, states, asking.merchants, after, limit + 1)
        more = found[limit - 1].delivery.delivery_id if len(found) > limit else None
        return DeliveriesAnswer(deliveries=[_answer(each) for each in found[:limit]], next=more)

    async def send_again(request: Request) -> object:
        asking = await acting_for(context, request, writing=True)
        command = DeliverAgain(id_of(request, "failed delivery"), asking.merchants)

        async def sent(connection: Connection) -> Undelivered:
            return await undelivered.shown(connection, await deliver_again(command, asking.work(connection)))

        return _answer(await context.database.run(sent))

    named = [ASKED_FOR, STATE, LIMIT, AFTER]
    listing = told("GET", "List what has reached nobody, and why, newest first", DeliveriesAnswer, named, BOTH)
    made.add_api_route("/deliveries", endpoint(show), **listing)
    again = told("POST", "Send once more what failed or came back", DeliveryAnswer, [DELIVERY, ASKED_FOR], BOTH)
    made.add_api_route("/deliveries/{id}/retry", endpoint(send_again), **again)
    return made


def _after_of(request: Request) -> UUID | None:
    named = request.query_params.get("after")
    try:
        return None if named is None else UUID(named)
    except ValueError:
        raise InvalidCommandError(FieldProblem("after", "is not what a page before ended with")) from None


def _states_of(request: Request) -> tuple[str, ...]:
    named = request.query_params.get("state")
    if named is None:
        return STATES
    if named not in STATES:
        raise InvalidCommandError(FieldProblem("state", f"must be {' or '.join(STATES)}"))
    return (named,)


def _answer(listed: Undelivered) -> DeliveryAnswer:
    delivery = listed.delivery
    return DeliveryAnswer(
        id=delivery.delivery_id,
        account_id=listed.account_id,
        about=_about(delivery),
        claim_id=listed.claim_no,
        document_id=delivery.document_id,
        report_id=delivery.report_id,
        channel=delivery.channel.value,
        to=_to(delivery),
        state=delivery.state,
        attempts=delivery.attempts,
        reason=listed.detail,
        created_at=delivery.created_at,
        next_try_at=delivery.next_try_at,
        finished_at=delivery.finished_at,
    )


def _about(delivery: Delivery) -> Literal["claim", "report", "invitation", "code"]:
    if delivery.report_id is not None:
        return "report"
    if delivery.invitation_id is not None:
        return "invitation"
    return "claim" if delivery.confirmation_id is None else "code"


def _to(delivery: Delivery) -> str:
    """An e-mail address, or a postal address in one line."""
    address: dict[str, Any] = dict(delivery.address)
    if delivery.channel == "email":
        return str(address.get("email") or "")
    place = f"{address.get('postal_code') or ''} {address.get('postal_place') or ''}".strip()
    lines = (address.get("address_line"), address.get("address_line_2"), place, address.get("country"))
    return ", ".join(str(line) for line in lines if line)
