"""One request on its way through this face: who asks, with which body, and that every failure has the face's shape."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from fordring.faces.common.context import FaceContext
from fordring.faces.common.once import Result, Verb, done, fingerprint, once
from fordring.faces.common.requests import (
    REQUEST_ID,
    NotAllowedError,
    NotAuthenticatedError,
    bearer_token,
    idempotency_key,
    read_body,
    request_id,
)
from fordring.faces.common.tokens import Bearer
from fordring.faces.dintero.errors import BadRequestError, answer_of
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.wire.loose import parsed
from fordring.storage.idempotency import Key
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

Shape = TypeVar("Shape", bound=BaseModel)
Endpoint = Callable[[Request], Awaitable[Response]]

KEPT_HEADERS = (
    "dintero-system-name",
    "dintero-system-version",
    "dintero-system-plugin-name",
    "dintero-system-plugin-version",
    "dintero-checkout-instance-id",
    "user-agent",
)
API_KEY = "x-api-key"
TOGGLES = "dintero-feature-toggles"


@dataclass(frozen=True, slots=True)
class Visit:
    """One request, the id it is known by, and the wall clock when it came."""

    context: FaceContext
    request: Request
    request_id: UUID
    wall: datetime

    @property
    def credentials(self) -> bool:
        """Whether a token or an API key came with it, good or not."""
        return bearer_token(self.request) is not None or API_KEY in self.request.headers

    async def holder(self, scopes: frozenset[str] = frozenset()) -> Bearer:
        """Whoever's token or API key came with it, allowed by any of `scopes`; without them, whatever it allows.

        Raises NotAuthenticatedError, InvalidTokenError, NotAllowedError (also for an account in the path that is not
        the token's).
        """
        token = bearer_token(self.request)
        if token is None and API_KEY in self.request.headers:
            bearer = await self.context.credentials.of_key(self.request.headers[API_KEY], self.wall)
        elif token is None:
            raise NotAuthenticatedError("a Bearer token or an x-api-key is expected")
        else:
            bearer = await self.context.credentials.of_token(token, self.wall)
        if scopes and not bearer.scopes & scopes:
            raise NotAllowedError(f"the token lacks the scope {' or '.join(sorted(scopes))}")
        in_path = self.request.path_params
        if in_path.get("aid", in_path.get("oid", bearer.account_id)) != bearer.account_id:
            raise NotAllowedError("the token is another account's")
        return bearer

    async def body(self) -> bytes:
        """The raw body, read the first time it is asked for. Raises BodyTooLargeError."""
        state = self.request.state
        if not hasattr(state, "raw_body"):
            state.raw_body = await read_body(self.request)
        return cast("bytes", state.raw_body)

    def answer(self, content: object, headers: Mapping[str, str] | None = None, status: int = 200) -> Response:
        """`content` as JSON, with the request's id."""
        return Response(to_json(content), status, {**self.headers, **(headers or {})}, "application/json")

    @property
    def headers(self) -> dict[str, str]:
        """What every answer carries."""
        return {REQUEST_ID: str(self.request_id)}


@dataclass(frozen=True, slots=True)
class Call:
    """A visit by the holder of a token."""

    visit: Visit
    bearer: Bearer

    @property
    def context(self) -> FaceContext:
        """The installation."""
        return self.visit.context

    @property
    def system_headers(self) -> dict[str, str]:
        """The headers that tell which shop system asks; they are kept with what it does."""
        headers = self.visit.request.headers
        return {name: headers[name] for name in KEPT_HEADERS if name in headers}

    @property
    def toggles(self) -> frozenset[str]:
        """The feature toggles, a comma list."""
        given = ",".join(self.visit.request.headers.getlist(TOGGLES))
        return frozenset(word.strip().lower() for word in given.split(",") if word.strip())

    @property
    def asker(self) -> Asker:
        """Who asks, for the verb."""
        return Asker(self.bearer.client_id, self.visit.request_id, self.system_headers)

    def work(self, connection: Connection) -> Work:
        """Work for one verb in this connection's transaction."""
        return Work(connection, Unit(connection), self.visit.wall, self.asker)

    async def once(
        self,
        verb: Verb[Result],
        answer: Callable[[Result], Response],
        *,
        repeated: Callable[[Result], Response] | None = None,
        one_statement: bool = False,
    ) -> Response:
        """Do the verb in one transaction and answer; under an `Idempotency-Key` once a day (`faces/common/once.py`).

        `repeated`: what is kept for a repeated request, where the first answer tells a secret. `one_statement`: it
        writes by one statement, which without a key is the transaction. Raises BadRequestError, BodyTooLargeError,
        IdempotencyConflictError.
        """
        database = self.context.database
        key = await self._key()
        if key is None:
            run = database.run_one_statement if one_statement else database.run
            return answer(await run(lambda connection: done(verb, self.work(connection))))
        first = await once(database, key, self.visit.wall, self.asker, verb, answer, repeated)
        return Response(first.body, first.status, self.visit.headers, "application/json")

    async def _key(self) -> Key | None:
        request = self.visit.request
        try:
            key = idempotency_key(request)
        except ValueError as error:
            raise BadRequestError(Problem((), str(error))) from error
        if key is None:
            return None
        asked = f"{request.method} {request.url.path}?{request.url.query}".encode()
        return Key(self.bearer.merchant_id, key, fingerprint(asked, await self.visit.body()))


def shaped(shape: type[Shape], body: bytes) -> Shape:
    """The body as `shape`. Raises ValidationError, BadRequestError."""
    try:
        return parsed(shape, body)
    except ValidationError:
        raise
    except ValueError as error:
        raise BadRequestError(Problem((), str(error))) from error


def for_anyone(
    context: FaceContext, handler: Callable[[Visit], Awaitable[Response]], *, of_payment: bool = False
) -> Endpoint:
    """The endpoint of a handler that looks at credentials itself, if at all."""

    async def endpoint(request: Request) -> Response:
        visit = Visit(context, request, request_id(), context.wall())
        try:
            return await handler(visit)
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is answered in this API's shape, and logged there
            sid = request.path_params.get("sid")
            return answer_of(error, visit.headers, of_payment=of_payment, session_id=sid)

    return endpoint


def for_holders(
    context: FaceContext,
    scopes: frozenset[str],
    handler: Callable[[Call], Awaitable[Response]],
    *,
    of_payment: bool = False,
) -> Endpoint:
    """The endpoint of a handler for holders of a token with any of `scopes`."""

    async def handle(visit: Visit) -> Response:
        return await handler(Call(visit, await visit.holder(scopes)))

    return for_anyone(context, handle, of_payment=of_payment)
