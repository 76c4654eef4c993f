"""The simulated provider over HTTP: discovery, keys, a page to choose the person, tokens, userinfo."""

import base64
import binascii
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from fordring.simulators.identity.people import COUNTRIES, PEOPLE
from fordring.simulators.identity.provider import RefusedError, Simulated, chosen

FORM_BYTES_MAX = 16 * 1_024
ASKED = (
    *("client_id", "redirect_uri", "response_type", "scope", "state", "nonce", "code_challenge"),
    *("code_challenge_method", "acr_values", "ui_locales"),
)
MISHAPS = {
    "cancel": "Cancel",
    "error": "Provider out of order",
    "garbage": "A worthless code",
    "never": "Never come back",
}
ERRORS = {"cancel": "access_denied", "error": "server_error"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self' https: http:",
}


class SimulatedProvider:
    """Its endpoints."""

    def __init__(self, simulated: Simulated) -> None:
        self._simulated = simulated
        templates = FileSystemLoader(Path(__file__).parent / "templates")
        self._templates = Environment(loader=templates, autoescape=True, undefined=StrictUndefined, trim_blocks=True)

    def application(self) -> Starlette:
        """All of it as one application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/jwks", self._keys),
                Route("/authorize", self._choose, methods=["GET"]),
                Route("/authorize", self._send_back, methods=["POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo),
            ]
        )

    async def _discovery(self, _request: Request) -> Response:
        issuer = self._simulated.issuer
        return JSONResponse(
            {
                "issuer": issuer,
                "authorization_endpoint": f"{issuer}/authorize",
                "token_endpoint": f"{issuer}/token",
                "userinfo_endpoint": f"{issuer}/userinfo",
                "jwks_uri": f"{issuer}/jwks",
                "response_types_supported": ["code"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["ES256"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["client_secret_basic"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse({"keys": [self._simulated.key.as_dict(private=False)]})

    async def _choose(self, request: Request) -> Response:
        return self._page(dict(request.query_params))

    async def _send_back(self, request: Request) -> Response:
        form = await _form(request)
        asked = {name: form[name] for name in ASKED if name in form}
        try:
            country = self._simulated.country_of(asked)
        except RefusedError:
            return self._page(asked)
        answer = {"state": asked["state"], "iss": self._simulated.issuer}
        mishap, person = form.get("person", ""), chosen(country, form)
        if mishap == "never":
            lead = "Nothing more happens here: the payer has put the phone away. Go back to the shop by yourself."
            return self._rendered("Nobody comes back", lead)
        if mishap in ERRORS:
            answer |= {"error": ERRORS[mishap]}
        elif mishap == "garbage":
            answer |= {"code": "garbage"}
        elif person is None:
            return self._page(asked)
        else:
            answer |= {"code": self._simulated.code(asked, person)}
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in answer.items())
        return RedirectResponse(f"{asked['redirect_uri']}?{query}", 303, HEADERS)

    async def _token(self, request: Request) -> Response:
        form = await _form(request)
        client_id, secret = _basic(request)
        try:
            tokens = self._simulated.tokens({**form, "client_id": client_id}, secret)
            return JSONResponse(tokens, headers=HEADERS)
        except RefusedError as error:
            return _refused(400, error)

    async def _userinfo(self, request: Request) -> Response:
        try:
            return JSONResponse(
                self._simulated.userinfo(request.headers.get("authorization", "").removeprefix("Bearer ")),
                headers=HEADERS,
            )
        except RefusedError as error:
            return _refused(401, error)

    def _page(self, asked: Mapping[str, str]) -> Response:
        try:
            country = self._simulated.country_of(asked)
        except RefusedError as error:
            return self._rendered("This request cannot be used", f"{error}.", 400)
        lead = "Nobody is really identified here: this provider belongs to the sandbox. Choose who you are."
        return self._rendered(
            f"{COUNTRIES[country]}, simulated", lead, country=country, parameters=asked, people=PEOPLE[country]
        )

    def _rendered(self, title: str, lead: str, status: int = 200, **more: Any) -> Response:
        facts: dict[str, Any] = {"country": "", "parameters": {}, "people": {}, "mishaps": MISHAPS, **more}
        parameters = {name: value for name, value in facts["parameters"].items() if name in ASKED}
        html = self._templates.get_template("authorize.html").render(
            **facts | {"parameters": parameters}, title=title, lead=lead
        )
        return HTMLResponse(html, status, HEADERS)


async def _form(request: Request) -> dict[str, str]:
    """The form's fields, one of each; nothing of a body that is too large for one."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > FORM_BYTES_MAX:
            return {}
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _basic(request: Request) -> tuple[str, str]:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    try:
        pair = base64.b64decode(given, validate=True).decode() if scheme.lower() == "basic" else ""
    except (binascii.Error, ValueError):
        pair = ""
    client_id, _, secret = pair.partition(":")
    return unquote(client_id), unquote(secret)


def _refused(status: int, error: RefusedError) -> Response:
    return JSONResponse({"error": error.code, "error_description": error.description}, status, HEADERS)
