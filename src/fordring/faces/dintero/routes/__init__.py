"""Every route of this face, put together from the modules that tell them, and mounted."""

from collections.abc import Awaitable, Callable
from typing import cast

from fastapi import APIRouter
from starlette.responses import Response

from fordring.faces.common.context import FaceContext
from fordring.faces.dintero.routes import (
    account,
    clients,
    files,
    hooks,
    keys,
    payments,
    profiles,
    report_configurations,
    reports,
    session_payments,
    sessions,
    settlements,
    tokens,
    transactions,
    view,
)
from fordring.faces.dintero.routes.route import Route, told
from fordring.faces.dintero.routes.visit import Call, Endpoint, Visit, for_anyone, for_holders

ROUTES: tuple[Route, ...] = (
    *tokens.ROUTES,
    *clients.ROUTES,
    *payments.ROUTES,
    *sessions.ROUTES,
    *session_payments.ROUTES,
    *view.ROUTES,
    *transactions.ROUTES,
    *files.ROUTES,
    *settlements.ROUTES,
    *report_configurations.ROUTES,
    *reports.ROUTES,
    *hooks.ROUTES,
    *profiles.ROUTES,
    *keys.ROUTES,
    *account.ROUTES,
)


def router(context: FaceContext) -> APIRouter:
    """The routes of this face for one installation."""
    made = APIRouter(tags=["merchant API"])
    for route in ROUTES:
        endpoint = _endpoint(context, route)
        for base in route.bases:
            path = base + route.path
            made.add_api_route(path, endpoint, **told(route, path))
    return made


def _endpoint(context: FaceContext, route: Route) -> Endpoint:
    if route.scopes:
        for_call = cast("Callable[[Call], Awaitable[Response]]", route.handler)
        return for_holders(context, route.scopes, for_call, of_payment=route.of_payment)
    for_visit = cast("Callable[[Visit], Awaitable[Response]]", route.handler)
    return for_anyone(context, for_visit, of_payment=route.of_payment)
