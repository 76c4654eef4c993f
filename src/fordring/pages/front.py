"""The front page: where everything is, and the sandbox's merchants with the time it is at each."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from fordring.pages.checkout import routes as checkout
from fordring.pages.context import PagesContext
from fordring.pages.render import page
from fordring.storage import merchants


def router(context: PagesContext) -> APIRouter:
    """The route `/`; with a `sid` in its query it is the checkout page."""
    made = APIRouter()

    async def front(request: Request) -> Response:
        if "sid" in request.query_params:
            return await checkout.show(context, request)
        sandbox = context.shows_sandbox_to(request)
        shown = []
        if sandbox:
            async with context.database.reading() as connection:
                shown = [merchant for merchant in await merchants.all_merchants(connection) if merchant.sandbox]
        return page("front.html", sandbox=sandbox, merchants=shown, wall=context.wall())

    made.add_api_route("/", front, methods=["GET"], response_class=Response)
    return made
