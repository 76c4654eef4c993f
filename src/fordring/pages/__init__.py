"""The HTML pages: server-made, one style sheet, little script."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from fordring.pages import checkout, embed, front, identity, invitation, mailbox, payer, reference
from fordring.pages.context import PagesContext
from fordring.pages.demo import routes as demo_shop
from fordring.pages.render import STATIC, STATIC_PATH
from fordring.pages.static_files import HashedFiles

__all__ = ["PagesContext", "mount"]


def mount(app: FastAPI, context: PagesContext, openapi: Callable[[], dict[str, Any]]) -> None:
    """Add the pages to `app`; `openapi` gives the document that the API reference is made from."""
    app.mount(STATIC_PATH, HashedFiles(directory=STATIC), name="static")
    app.include_router(front.router(context), include_in_schema=False)
    app.include_router(checkout.router(context), include_in_schema=False)
    app.include_router(identity.router(context), include_in_schema=False)
    app.include_router(embed.router(context), include_in_schema=False)
    if context.demo is not None:
        app.include_router(demo_shop.router(context, context.demo), include_in_schema=False)
    app.include_router(invitation.router(context), include_in_schema=False)
    app.include_router(mailbox.router(context), include_in_schema=False)
    app.include_router(payer.router(context), include_in_schema=False)
    app.include_router(reference.router(openapi), include_in_schema=False)
