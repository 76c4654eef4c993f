"""Every route of this face, put together from the modules that tell them, and mounted at both versions."""

from fastapi import APIRouter

from fordring.faces.common.context import FaceContext
from fordring.faces.kravia.routes import (
    actions,
    bookkeeping,
    creditors,
    debtors,
    documents,
    invoices,
    ledger_lines,
    onboarding,
    search,
    settlements,
    statistics,
    webhooks,
)
from fordring.faces.kravia.routes.route import BASES, Route, told
from fordring.faces.kravia.routes.visit import for_holders

ROUTES: tuple[Route, ...] = (
    *invoices.ROUTES,
    *actions.ROUTES,
    *documents.ROUTES,
    *bookkeeping.ROUTES,
    *ledger_lines.ROUTES,
    *search.ROUTES,
    *creditors.ROUTES,
    *onboarding.ROUTES,
    *statistics.ROUTES,
    *settlements.ROUTES,
    *debtors.ROUTES,
    *webhooks.ROUTES,
)


def router(context: FaceContext) -> APIRouter:
    """The routes of this face for one installation; the documentation shows the first spelling only."""
    made = APIRouter(tags=["creditor API"])
    for base in BASES:
        for route in ROUTES:
            endpoint = for_holders(context, route.handler)
            path = base + route.path
            made.add_api_route(path, endpoint, include_in_schema=base == BASES[0], **told(base, route))
    return made
