"""What stands before every route of an identification: whoever guesses links is turned away."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.errors import NotFoundError
from fordring.pages.context import PagesContext
from fordring.pages.guesses import Guesses
from fordring.pages.identity.notices import Notice
from fordring.pages.identity.shown import unknown

Answer = Callable[[Request], Awaitable[Response]]


class Door:
    """One for all routes: an address has one count of links, and of answers of providers, that lead nowhere."""

    def __init__(self, context: PagesContext, guesses: Guesses) -> None:
        self._context, self._guesses = context, guesses

    def opens(self, answer: Answer) -> Answer:
        """The endpoint that answers whoever comes with a link that leads somewhere."""

        async def endpoint(request: Request) -> Response:
            address = request.client.host if request.client else None
            seconds = self._guesses.seconds_to_wait(address, self._context.wall())
            if seconds:
                turned_away = unknown(request, Notice.TOO_MANY)
                turned_away.headers["Retry-After"] = str(seconds)
                return turned_away
            try:
                return await answer(request)
            except NotFoundError as error:
                if error.what != "identification":
                    raise
                self._guesses.note(address)
                return unknown(request)

        return endpoint
