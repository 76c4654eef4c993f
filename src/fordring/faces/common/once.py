"""A request that changes something is one transaction, and under an idempotency key it is done once.

The answer is stored in the transaction that did the work: whoever repeats the request within a day is given it byte for
byte, also when the first answer never arrived.
"""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from starlette.responses import Response

from fordring.storage import idempotency
from fordring.storage.idempotency import Answer, Key
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

Result = TypeVar("Result")
Verb = Callable[[Work], Awaitable[Result]]


def fingerprint(*parts: bytes) -> str:
    """What tells one request from another under the same idempotency key."""
    return hashlib.sha256(b"\n".join(parts)).hexdigest()


async def once(
    database: Database,
    key: Key,
    wall: datetime,
    asker: Asker,
    verb: Verb[Result],
    answer: Callable[[Result], Response],
    repeated: Callable[[Result], Response] | None = None,
) -> Answer:
    """Do the verb and answer, or answer what the same request was answered before. Raises IdempotencyConflictError.

    What fails has done nothing and does not use up its key. Where an answer tells a secret, which is told once and kept
    nowhere, `repeated` says what is kept instead.
    """

    async def unit(connection: Connection) -> Answer:
        known = await idempotency.answered(connection, key, wall)
        if known is not None:
            return known
        result = await done(verb, Work(connection, Unit(connection), wall, asker))
        first = _kept(answer(result))
        await idempotency.remember(connection, key, _kept(repeated(result)) if repeated else first, wall)
        return first

    return await database.run(unit)


async def done(verb: Verb[Result], work: Work) -> Result:
    """The verb done, and every row of its unit written."""
    result = await verb(work)
    await work.unit.flush()
    return result


def _kept(response: Response) -> Answer:
    return Answer(response.status_code, bytes(response.body))
