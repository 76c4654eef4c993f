"""One request on its way through this face: whose token came with it, and that every failure is a ProblemDetails."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from pydantic import BaseModel
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from fordring.domain.merchant import HOUSE
from fordring.faces.common.context import FaceContext
from fordring.faces.common.once import Result, Verb, done, fingerprint, once
from fordring.faces.common.requests import REQUEST_ID, NotAuthenticatedError, idempotency_key, read_body, request_id
from fordring.faces.kravia.errors import BadRequestError, answer_of
from fordring.faces.kravia.spelled import remember
from fordring.faces.kravia.wire.loose import read_json
from fordring.storage.house.tokens import Token
from fordring.storage.idempotency import Key
from fordring.storage.transaction import Connection
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

BEARER = "bearer "
NUMBER_DIGITS_MAX = 18

Shape = TypeVar("Shape", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the holder of a token, the id it is known by, and the wall clock when it came."""

    context: FaceContext
    request: Request
    request_id: UUID
    wall: datetime
    token: Token

    @property
    def number(self) -> int:
        """The integer `id` in the path, a claim's or a creditor's; 0, which is nobody's, for what is no integer."""
        given = self.request.path_params["id"]
        return int(given) if given.isascii() and given.isdigit() and len(given) <= NUMBER_DIGITS_MAX else 0

    async def read(self, shape: type[Shape]) -> tuple[Shape, bytes]:
        """The body in this shape, and as it came. Raises BadRequestError, ValidationError, BodyTooLargeError."""
        raw = await read_body(self.request)
        try:
            value = read_json(raw)
        except ValueError as error:
            raise BadRequestError({"body": f"is not JSON: {error}"}) from error
        remember(self.request, value)
        return shape.model_validate(value), raw

    def query(self, name: str) -> str | None:
        """A query parameter by its name in any casing; the last of equals, without spaces around it."""
        found = [value for key, value in self.request.query_params.multi_items() if key.lower() == name.lower()]
        return found[-1].strip() or None if found else None

    @property
    def asker(self) -> Asker:
        """Who asks, for the verb."""
        return Asker(self.token.name, self.request_id)

    def work(self, connection: Connection) -> Work:
        """Work for one verb in this connection's transaction."""
        return Work(connection, Unit(connection), self.wall, self.asker)

    async def once(
        self,
        verb: Verb[Result],
        answer: Callable[[Result], Response],
        raw: bytes,
        *,
        one_statement: bool = False,
    ) -> Response:
        """Do the verb in one transaction and answer; under an `Idempotency-Key` once a day (`faces/common/once.py`).

        `raw` is the request's body. `one_statement`: it writes by one statement, which without a key is the
        transaction. Raises BadRequestError, IdempotencyConflictError.
        """
        key = self._key(raw)
        if key is None:
            run = self.context.database.run_one_statement if one_statement else self.context.database.run
            return answer(await run(lambda connection: done(verb, self.work(connection))))
        first = await once(self.context.database, key, self.wall, self.asker, verb, answer)
        return Response(first.body, first.status, {REQUEST_ID: str(self.request_id)}, "application/json")

    def _key(self, raw: bytes) -> Key | None:
        """The key belongs to the token's one merchant; to the token itself where it has, or may have, several."""
        try:
            key = idempotency_key(self.request)
        except ValueError as error:
            raise BadRequestError({"Idempotency-Key": str(error)}) from error
        if key is None:
            return None
        asked = f"{self.request.method} {self.request.url.path}?{self.request.url.query}".encode()
        mark = fingerprint(asked, raw)
        if len(self.token.merchants) == 1 and self.token.onboards is None:
            return Key(next(iter(self.token.merchants)), key, mark)
        return Key(HOUSE, f"{self.token.sha256} {key}", mark)

    def answer(self, content: BaseModel) -> Response:
        """`content` as JSON under its members' public names, with the request's id."""
        return Response(to_json(content, by_alias=True), 200, {REQUEST_ID: str(self.request_id)}, "application/json")


def for_holders(context: FaceContext, handler: Callable[[Call], Awaitable[Response]]) -> Callable[..., Any]:
    """The endpoint of a handler for holders of a token."""

    async def endpoint(request: Request) -> Response:
        known_as, wall = request_id(), context.wall()
        try:
            token = await _holder(context, request, wall)
            return await handler(Call(context, request, known_as, wall, token))
        except Exception as error:  # noqa: BLE001 - whatever goes wrong is answered in this API's shape, and logged there
            return answer_of(error, request, str(known_as))

    return endpoint


async def _holder(context: FaceContext, request: Request, wall: datetime) -> Token:
    """Whoever's token came in `Authorization`, with or without `Bearer ` before it.

    Raises NotAuthenticatedError, TooManyCallsError.
    """
    secret = request.headers.get("authorization", "").strip()
    if secret.lower().startswith(BEARER):
        secret = secret[len(BEARER) :].strip()
    if secret:
        token = await context.credentials.of_opaque(secret, wall)
        if token is not None:
            context.pace.admit(token.sha256, wall)
            return token
    raise NotAuthenticatedError("a valid token is expected in the Authorization header")
