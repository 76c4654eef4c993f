"""One request to these pages: its language, the browser's cookie, its form, and whether another site sent it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.identity.verification import Verification
from fordring.formats.documents.model import Language
from fordring.storage.house.tokens import sha256_of

SECRET = re.compile(r"[\w-]{43}", re.ASCII)
LANGUAGES: dict[str, Language] = {"nb": "nb", "no": "nb", "nn": "nb", "sv": "sv", "fi": "fi", "en": "en"}
COOKIE_SECONDS = 3_600
FORM_BYTES_MAX = 16 * 1_024
PATH = "/identity"


@dataclass(frozen=True, slots=True)
class Held:
    """What the browser's cookie holds of one identification: the secret of its page, its own, and the language."""

    secret: str
    browser: str
    language: str

    @property
    def browser_sha256(self) -> str:
        """What the identification knows the browser by."""
        return sha256_of(self.browser)


NOTHING = Held("", "", "")


def page_secret(request: Request) -> str:
    """The secret in the path, or nothing if it can be none."""
    secret: str = request.path_params["token"]
    return secret if SECRET.fullmatch(secret) else ""


def language_of(request: Request, otherwise: str) -> Language:
    """The language asked for by `language`, else the first that the browser names and we speak."""
    wanted = [request.query_params.get("language", "")]
    wanted += [choice.partition(";")[0].strip() for choice in request.headers.get("accept-language", "").split(",")]
    spoken = (LANGUAGES.get(choice[:2].lower()) for choice in (*wanted, otherwise))
    return next((language for language in spoken if language is not None), "en")


def held_by(request: Request, verification: Verification) -> Held:
    """What the browser holds of it."""
    parts = request.cookies.get(_cookie(verification), "").split("~")
    return Held(*parts) if len(parts) == 3 else NOTHING


def hold(response: Response, verification: Verification, held: Held, public_url: str) -> None:
    """Let the browser hold it for an hour, for these pages only and out of scripts' reach.

    It comes along when a provider sends the payer back, which is a top-level navigation.
    """
    response.set_cookie(
        _cookie(verification),
        f"{held.secret}~{held.browser}~{held.language}",
        max_age=COOKIE_SECONDS,
        path=PATH,
        secure=urlsplit(public_url).scheme == "https",
        httponly=True,
        samesite="lax",
    )


async def form_of(request: Request) -> dict[str, str]:
    """The form's fields, one of each; nothing of a body that is too large for one."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > FORM_BYTES_MAX:
            return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def is_from_elsewhere(request: Request, public_url: str) -> bool:
    """Whether another site's page sent this form (CSRF)."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = request.headers.get("origin")
    ours = {urlsplit(public_url)[:2], (request.url.scheme, request.url.netloc)}
    return origin is not None and urlsplit(origin)[:2] not in ours


def _cookie(verification: Verification) -> str:
    return f"fordring_identity_{verification.verification_id.hex[-12:]}"
