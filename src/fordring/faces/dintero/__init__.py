"""The merchant face: Dintero's checkout and payments API."""

from fastapi import FastAPI

from fordring.faces.common.context import FaceContext
from fordring.faces.common.security import declare_credentials
from fordring.faces.common.straight import include_straight
from fordring.faces.common.unrouted import answer_unrouted
from fordring.faces.dintero.errors import unrouted
from fordring.faces.dintero.routes import router

PREFIX = "/v1"


def mount(app: FastAPI, context: FaceContext) -> None:
    """Add the routes of this face to `app`, and its answer to whatever else is asked for below `/v1`."""
    include_straight(app, router(context))
    declare_credentials(app)
    answer_unrouted(app, {PREFIX: unrouted})
