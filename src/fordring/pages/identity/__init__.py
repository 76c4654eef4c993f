"""The pages where a payer is identified, between a checkout and its payment: `/identity/{token}` and the way back."""

from fastapi import APIRouter

from fordring.pages.context import PagesContext
from fordring.pages.identity.callback import Callbacks
from fordring.pages.identity.desk import Desk
from fordring.pages.identity.routes import Pages
from fordring.pages.identity.visit import PATH


def router(context: PagesContext) -> APIRouter:
    """The routes below `/identity`."""
    desk = Desk(context)
    pages, callbacks = Pages(desk), Callbacks(desk)
    made = APIRouter(prefix=PATH)
    made.add_api_route("/callback/{provider}", callbacks.come_back, methods=["GET"], response_model=None)
    made.add_api_route("/{token}", pages.show, methods=["GET"], response_model=None)
    made.add_api_route("/{token}", pages.start, methods=["POST"], response_model=None)
    made.add_api_route("/{token}/name", pages.correct, methods=["POST"], response_model=None)
    made.add_api_route("/{token}/pay", pages.pay, methods=["POST"], response_model=None)
    made.add_api_route("/{token}/leave", pages.leave, methods=["POST"], response_model=None)
    return made
