"""Forms that change something: read within limits, and accepted only from the page that was made for them.

A form bears a token, the installation's signature of what it is about. And a browser says whether a form comes from a
page of ours (`Sec-Fetch-Site`): what comes from another site is refused whatever it bears.
"""

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

from fordring.pages.context import PagesContext

FORM_BYTES_MAX = 64 * 1_024
FIELDS_MAX = 200
TOKEN_FIELD = "form_token"  # noqa: S105 - the name of a field
OWN_PAGES = frozenset(["same-origin", "none"])


class UnusableFormError(Exception):
    """What was sent is no form, or one too large to be any of ours."""


class ForeignFormError(Exception):
    """The form was not made by a page of ours, or for something else."""


def form_token(context: PagesContext, about: str) -> str:
    """What a form about something bears, so that it is known for ours."""
    return context.sign(f"form\n{about}")


def is_own_form(context: PagesContext, request: Request, about: str, form: Mapping[str, str]) -> bool:
    """Whether a page of ours made the form, about this, and a browser says nothing else."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    token = form.get(TOKEN_FIELD, "")
    return site in OWN_PAGES and hmac.compare_digest(form_token(context, about).encode(), token.encode())


def require_own_form(context: PagesContext, request: Request, about: str, form: Mapping[str, str]) -> None:
    """Raise ForeignFormError unless `is_own_form`."""
    if not is_own_form(context, request, about, form):
        raise ForeignFormError


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form-encoded body; of a field that comes twice the last. Raises UnusableFormError.

    The character zero, which no database column can hold, becomes U+FFFD, as browsers show it.
    """
    body = await _body(request)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS_MAX, errors="replace")
    except ValueError as error:
        raise UnusableFormError from error
    return {name: value.replace("\0", "\N{REPLACEMENT CHARACTER}") for name, value in pairs}


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > FORM_BYTES_MAX:
            raise UnusableFormError
        parts.append(part)
    return b"".join(parts)
