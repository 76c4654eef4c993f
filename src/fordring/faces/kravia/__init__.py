"""The creditor face: Kravia's invoice and collection API."""

from fastapi import FastAPI

from fordring.faces.common.context import FaceContext
from fordring.faces.common.security import declare_credentials
from fordring.faces.common.straight import include_straight
from fordring.faces.common.unrouted import answer_unrouted
from fordring.faces.kravia.errors import unrouted
from fordring.faces.kravia.problems import declare_problems
from fordring.faces.kravia.routes import router

PREFIX = "/api"


def mount(app: FastAPI, context: FaceContext) -> None:
    """Add the routes of this face to `app`, and its answer to whatever else is asked for below `/api`.

    Its paths are found in any casing, as a server of .NET finds them.
    """
    include_straight(app, router(context), any_case=True)
    declare_credentials(app)
    declare_problems(app, PREFIX)
    answer_unrouted(app, {PREFIX: unrouted})
