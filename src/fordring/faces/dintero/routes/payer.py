"""Whoever knows a session's id: the payer, whose browser brings no token. The id is the capability."""

from uuid import UUID

from fordring.domain.errors import NotFoundError
from fordring.faces.common.tokens import Bearer
from fordring.faces.dintero.routes.route import WRITE
from fordring.faces.dintero.routes.visit import Call, Visit
from fordring.faces.dintero.translate.ids import parse_id
from fordring.storage import merchants

PAYER = "payer"


async def payers_call(visit: Visit) -> tuple[Call, UUID]:
    """A call on the session in the path by its payer, and the session. Raises NotFoundError, TooManyCallsError.

    Who brings a token asks under its own name; it must be the session's account's and may write.
    """
    sid: str = visit.request.path_params["sid"]
    if not visit.credentials:
        client = visit.request.client
        visit.context.public_pace.admit(client.host if client else None, sid, visit.wall)
    account_id, checkout_id = parse_id("session", sid)
    if visit.credentials:
        holder = await visit.holder(WRITE)
        if holder.account_id != account_id:
            raise NotFoundError("session", sid)
        return Call(visit, holder), checkout_id
    try:
        async with visit.context.database.reading() as connection:
            merchant = await merchants.by_account_id(connection, account_id)
    except NotFoundError:
        raise NotFoundError("session", sid) from None
    return Call(visit, Bearer(PAYER, account_id, merchant.merchant_id, frozenset(), None)), checkout_id
