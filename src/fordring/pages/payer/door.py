"""What stands before every route of the payer's page: the token is read, and whoever guesses is turned away."""

from collections.abc import Awaitable, Callable
from typing import cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from fordring.domain.claim.page_link import PageToken, read_token
from fordring.domain.errors import NotFoundError
from fordring.formats.documents.model import Language
from fordring.pages.context import PagesContext
from fordring.pages.guesses import Guesses
from fordring.pages.payer.headers import PAGE_HEADERS
from fordring.pages.payer.texts import TEXTS
from fordring.pages.render import page

SPOKEN = {"nb": "nb", "no": "nb", "nn": "nb", "sv": "sv", "fi": "fi", "en": "en"}

Answer = Callable[[Request, PageToken], Awaitable[Response]]


class Door:
    """One for all routes: an address has one count of wrong links.

    A link that leads nowhere and one whose key is not the claim's look alike.
    """

    def __init__(self, context: PagesContext, guesses: Guesses) -> None:
        self.context, self.guesses = context, guesses

    def opens(self, answer: Answer) -> Callable[[Request], Awaitable[Response]]:
        """The endpoint that answers whoever comes with a link that leads somewhere."""

        async def endpoint(request: Request) -> Response:
            address = request.client.host if request.client else None
            seconds = self.guesses.seconds_to_wait(address, self.context.wall())
            if seconds:
                return nothing_here(request, 429, seconds)
            try:
                return await answer(request, _token(request))
            except NotFoundError as error:
                if error.what == "page":
                    self.guesses.note(address)
                return nothing_here(request, 404)

        return endpoint


def nothing_here(request: Request, status: int, retry_after: int | None = None) -> HTMLResponse:
    """A link that leads nowhere, or too many of them; in the first language of the browser that is one of ours."""
    asked = [each.strip()[:2].lower() for each in request.headers.get("accept-language", "").split(",")]
    language = cast("Language", next((SPOKEN[each] for each in asked if each in SPOKEN), "en"))
    headers = PAGE_HEADERS | ({"Retry-After": str(retry_after)} if retry_after else {})
    return page("payer/nothing.html", status, headers, language=language, texts=TEXTS[language], wait=bool(retry_after))


def _token(request: Request) -> PageToken:
    token = read_token(request.path_params["token"])
    if token is None:
        raise NotFoundError("page", "of this link")
    return token
