"""Our own face: the operator's and the sandbox's API."""

from dataclasses import dataclass

from fastapi import FastAPI

from fordring.faces.common.context import FaceContext
from fordring.faces.common.security import declare_credentials
from fordring.faces.own.routes import (
    accounts,
    ahead,
    bank_day,
    bank_lines,
    cases,
    clock,
    coming,
    deliveries,
    follow_up,
    limitation,
    money,
    orders,
    payers,
    plan_terms,
    plans,
    reconciliation,
    refunds,
    shortfalls,
    stops,
    taken_back,
    terms,
    waiting,
    whereabouts,
)
from fordring.faces.own.routes.bank_day import PlayADay
from fordring.faces.own.routes.clock import Advance
from fordring.faces.own.routes.money import Keep
from fordring.faces.own.routes.orders import OrderFile


@dataclass(frozen=True, slots=True)
class OwnDoors:
    """What this face is handed by main.

    `advance` moves a sandbox merchant's clock, `play_day` plays a day at its bank, `keep` stores a bank's file,
    `order_file` answers the bytes of a payment order.
    """

    advance: Advance
    play_day: PlayADay
    keep: Keep
    order_file: OrderFile


def mount(app: FastAPI, context: FaceContext, doors: OwnDoors) -> None:
    """Add the routes of this face."""
    app.include_router(clock.router(context, doors.advance))
    app.include_router(money.router(context, doors.keep))
    app.include_router(bank_day.router(context, doors.play_day))
    app.include_router(bank_lines.router(context))
    app.include_router(payers.router(context))
    app.include_router(whereabouts.router(context))
    app.include_router(follow_up.router(context))
    app.include_router(waiting.router(context))
    app.include_router(stops.router(context))
    app.include_router(plans.router(context))
    app.include_router(plan_terms.router(context))
    app.include_router(coming.router(context))
    app.include_router(ahead.router(context))
    app.include_router(taken_back.router(context))
    app.include_router(limitation.router(context))
    app.include_router(cases.router(context))
    app.include_router(refunds.router(context))
    app.include_router(terms.router(context))
    app.include_router(orders.router(context, doors.order_file))
    app.include_router(reconciliation.router(context))
    app.include_router(accounts.router(context))
    app.include_router(deliveries.router(context))
    app.include_router(shortfalls.router(context))
    declare_credentials(app)
