"""Our own face: the operator's and the sandbox's API."""

from fastapi import FastAPI

from fordring.faces.common.context import FaceContext
from fordring.faces.common.security import declare_credentials
from fordring.faces.own.routes import (
    bank_lines,
    clock,
    follow_up,
    money,
    orders,
    payers,
    reconciliation,
    refunds,
    stops,
    terms,
    waiting,
)
from fordring.faces.own.routes.clock import Advance
from fordring.faces.own.routes.money import Keep
from fordring.faces.own.routes.orders import OrderFile


def mount(app: FastAPI, context: FaceContext, advance: Advance, keep: Keep, order_file: OrderFile) -> None:
    """Add the routes of this face: `advance` moves a sandbox merchant's clock, `keep` stores a bank's file.

    `order_file` answers the bytes of a payment order.
    """
    app.include_router(clock.router(context, advance))
    app.include_router(money.router(context, keep))
    app.include_router(bank_lines.router(context))
    app.include_router(payers.router(context))
    app.include_router(follow_up.router(context))
    app.include_router(waiting.router(context))
    app.include_router(stops.router(context))
    app.include_router(refunds.router(context))
    app.include_router(terms.router(context))
    app.include_router(orders.router(context, order_file))
    app.include_router(reconciliation.router(context))
    declare_credentials(app)
