"""The HTML pages: server-made, one style sheet, no script."""

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from fordring.pages import front, mailbox
from fordring.pages.context import PagesContext
from fordring.pages.render import STATIC, STATIC_PATH

__all__ = ["PagesContext", "mount"]


def mount(app: FastAPI, context: PagesContext) -> None:
    """Add the pages to `app`."""
    app.mount(STATIC_PATH, StaticFiles(directory=STATIC), name="static")
    app.include_router(front.router(context), include_in_schema=False)
    app.include_router(mailbox.router(context), include_in_schema=False)
