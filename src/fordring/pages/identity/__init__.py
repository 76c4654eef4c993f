"""The pages where a payer is identified, between a checkout and its payment: `/identity/{token}` and the way back."""

from fastapi import APIRouter

from fordring.pages.context import PagesContext
from fordring.pages.guesses import Guesses
from fordring.pages.identity.callback import Callbacks
from fordring.pages.identity.desk import Desk
from fordring.pages.identity.door import Door
from fordring.pages.identity.routes import Pages
from fordring.pages.identity.visit import PATH


def router(context: PagesContext) -> APIRouter:
    """The routes below `/identity`."""
    desk, door = Desk(context), Door(context, Guesses())
    pages, callbacks = Pages(desk), Callbacks(desk)
    made = APIRouter(prefix=PATH)
    routes = (
        ("GET", "/callback/{provider}", callbacks.come_back),
        ("GET", "/{token}", pages.show),
        ("POST", "/{token}", pages.start),
        ("POST", "/{token}/name", pages.correct),
        ("POST", "/{token}/pay", pages.pay),
        ("POST", "/{token}/leave", pages.leave),
    )
    for method, path, answer in routes:
        made.add_api_route(path, door.opens(answer), methods=[method], response_model=None)
    return made
