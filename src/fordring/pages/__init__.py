"""The HTML pages: server-made, one style sheet, no script."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from fordring.pages import front, invitation, mailbox, payer, reference
from fordring.pages.context import PagesContext
from fordring.pages.render import STATIC, STATIC_PATH

__all__ = ["PagesContext", "mount"]


def mount(app: FastAPI, context: PagesContext, openapi: Callable[[], dict[str, Any]]) -> None:
    """Add the pages to `app`; `openapi` gives the document that the API reference is made from."""
    app.mount(STATIC_PATH, StaticFiles(directory=STATIC), name="static")
    app.include_router(front.router(context), include_in_schema=False)
    app.include_router(invitation.router(context), include_in_schema=False)
    app.include_router(mailbox.router(context), include_in_schema=False)
    app.include_router(payer.router(context), include_in_schema=False)
    app.include_router(reference.router(openapi), include_in_schema=False)
