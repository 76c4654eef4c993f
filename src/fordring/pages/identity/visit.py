"""One request to these pages: the secret in its path, its language, and the browser's cookie."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.identity.verification import Verification
from fordring.formats.documents.model import Language
from fordring.pages.checkout.language import chosen
from fordring.storage.house.tokens import sha256_of

SECRET = re.compile(r"[\w-]{43}", re.ASCII)
COOKIE_SECONDS = 3_600
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


def language_of(request: Request, shops: str, merchants: Language) -> Language:
    """The page's language: asked for, the shop's for this order, the browser's, the merchant's."""
    asked = request.query_params.get("language", "")
    return chosen(asked, shops, request.headers.get("accept-language", ""), merchants)


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


def _cookie(verification: Verification) -> str:
    return f"fordring_identity_{verification.verification_id.hex[-12:]}"
