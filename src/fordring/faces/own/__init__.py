"""Our own face: the operator's and the sandbox's API."""

from fastapi import FastAPI

from fordring.faces.common.context import FaceContext
from fordring.faces.own.routes import clock
from fordring.faces.own.routes.clock import Advance


def mount(app: FastAPI, context: FaceContext, advance: Advance) -> None:
    """Add the routes of this face to `app`; `advance` moves a sandbox merchant's clock."""
    app.include_router(clock.router(context, advance))
