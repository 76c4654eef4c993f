"""Everything that can be refused, as a table, and the one shape that every refusal has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from pydantic import ValidationError
from pydantic_core import to_json
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from fordring.domain import errors
from fordring.domain.access import ScopeNotHeldError
from fordring.domain.purchase import checkout
from fordring.domain.purchase.lifecycle import PartialCaptureError, RefundNotSupportedError
from fordring.domain.purchase.offer import ProductNotOfferedError
from fordring.faces.common.pace import TooManyCallsError
from fordring.faces.common.requests import (
    BodyTooLargeError,
    NotAllowedError,
    NotAuthenticatedError,
    TooManyFailuresError,
)
from fordring.faces.common.tokens import InvalidTokenError
from fordring.faces.dintero.translate.fields import Problem, command_problems, shape_problems
from fordring.storage.outage import DATABASE_GONE, UNSTORABLE

log = structlog.get_logger(__name__)

Headers = Mapping[str, str]
INVALID = "INVALID_REQUEST_PARAMETER"


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status and `error.code` of an error."""

    status: int
    code: str


class BadRequestError(Exception):
    """A request whose shape cannot be used: the problems, named in the words of this API."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.sentence for problem in problems))
        self.problems = problems


REFUSALS: dict[type[errors.DomainError], Refusal] = {
    errors.InvalidCommandError: Refusal(400, INVALID),
    errors.WrongCurrencyError: Refusal(400, INVALID),
    errors.CurrencyMismatchError: Refusal(400, INVALID),
    errors.UnsupportedCountryError: Refusal(400, INVALID),
    errors.DuplicateReferenceError: Refusal(400, "DUPLICATE_MERCHANT_REFERENCE"),
    errors.IllegalTransitionError: Refusal(400, "INVALID_TRANSACTION_STATUS"),
    errors.CheckoutError: Refusal(400, INVALID),
    ProductNotOfferedError: Refusal(400, "PAYMENT_PRODUCT_TYPE_NOT_AVAILABLE"),
    checkout.CheckoutPaidError: Refusal(400, "SESSION_PAID"),
    checkout.CheckoutCancelledError: Refusal(400, "SESSION_CANCELLED"),
    checkout.CheckoutExpiredError: Refusal(400, "SESSION_EXPIRED"),
    checkout.CheckoutNotLockedError: Refusal(400, "SESSION_NOT_LOCKED"),
    checkout.CheckoutLockedError: Refusal(412, "SESSION_LOCKED"),
    checkout.CheckoutChangedError: Refusal(412, "SESSION_CHANGED"),
    PartialCaptureError: Refusal(400, "PARTIAL_CAPTURE_NOT_SUPPORTED"),
    RefundNotSupportedError: Refusal(400, "REFUND_NOT_SUPPORTED"),
    errors.NotABankFileError: Refusal(400, INVALID),
    errors.InactiveSubscriptionError: Refusal(400, "SUBSCRIPTION_INACTIVE"),
    errors.ForeignCreditorError: Refusal(403, "INSUFFICIENT_ACCESS"),
    errors.MayNotOnboardError: Refusal(403, "INSUFFICIENT_ACCESS"),
    errors.SameClientError: Refusal(403, "INSUFFICIENT_ACCESS"),
    errors.NotFoundError: Refusal(404, "NOT FOUND"),
    errors.IdempotencyConflictError: Refusal(409, "IDEMPOTENCY_CONFLICT"),
    errors.BusyError: Refusal(409, "BUSY"),
    errors.DeactivatedMerchantError: Refusal(403, "INSUFFICIENT_ACCESS"),
    ScopeNotHeldError: Refusal(403, "INSUFFICIENT_ACCESS"),
    errors.UnbalancedEntryError: Refusal(500, "INTERNAL_ERROR"),
    errors.UnusableRuleError: Refusal(500, "INTERNAL_ERROR"),
    errors.MissingVATRateError: Refusal(500, "INTERNAL_ERROR"),
    errors.ReferenceSpaceExhaustedError: Refusal(500, "INTERNAL_ERROR"),
}
"""Every error of the domain; a test proves the table complete."""

OTHERS: dict[type[BaseException], Refusal] = {
    BadRequestError: Refusal(400, INVALID),
    NotAuthenticatedError: Refusal(401, "ACCESS_FORBIDDEN"),
    InvalidTokenError: Refusal(401, "ACCESS_FORBIDDEN"),
    NotAllowedError: Refusal(403, "INSUFFICIENT_ACCESS"),
    BodyTooLargeError: Refusal(413, "PAYLOAD_TOO_LARGE"),
    TooManyFailuresError: Refusal(429, "TOO_MANY_REQUESTS"),
    TooManyCallsError: Refusal(429, "TOO_MANY_REQUESTS"),
    ClientDisconnect: Refusal(400, INVALID),
}
"""What goes wrong at the door."""

BAD_REQUEST = Refusal(400, INVALID)
UNAVAILABLE = Refusal(503, "SERVICE_UNAVAILABLE")
UNEXPECTED = Refusal(500, "INTERNAL_ERROR")
CODES = {400: INVALID, 401: "ACCESS_FORBIDDEN", 404: "NOT FOUND", 405: "METHOD_NOT_ALLOWED"}


def answer_of(
    error: BaseException, headers: Headers, *, of_payment: bool = False, session_id: str | None = None
) -> Response:
    """The answer to an error. That of a payment says beside `error` that it did not succeed, and of which session."""
    refusal, message, problems = _refused(error)
    told: dict[str, Any] = {"error": _worded(refusal, message, problems)}
    if of_payment:
        action = {"source": "DINTERO", "code": str(refusal.status), "type": "error"}
        told |= {"success": False, "session_id": session_id, "actions": [action]}
    again = {"retry-after": str(wait)} if (wait := _wait(error)) else {}
    return Response(to_json(told), refusal.status, {**headers, **again}, "application/json")


def _wait(error: BaseException) -> int | None:
    """In how many seconds the same may be asked again."""
    if isinstance(error, TooManyFailuresError):
        return error.retry_after
    return error.seconds if isinstance(error, TooManyCallsError) else None


def unrouted(_: Request, status: int, message: str) -> Response:
    """The answer where no route is."""
    refusal = Refusal(status, CODES.get(status, "ERROR"))
    return Response(to_json({"error": _worded(refusal, message, ())}), status, media_type="application/json")


def _refused(error: BaseException) -> tuple[Refusal, str, Sequence[Problem]]:
    """How an error is told: what we did not foresee is logged, and told without its insides."""
    if isinstance(error, ValidationError):
        problems = shape_problems(error)
        return BAD_REQUEST, "; ".join(problem.sentence for problem in problems), problems
    refusal = _refusal(type(error))
    if isinstance(error, errors.NotFoundError):
        return REFUSALS[errors.NotFoundError], f"no such {error.what}", ()
    if refusal is not None:
        return refusal, str(error), _problems(error)
    if isinstance(error, UNSTORABLE):
        return BAD_REQUEST, "a value in the request cannot be stored", ()
    if isinstance(error, DATABASE_GONE):
        log.warning("database_gone", error=repr(error))
        return UNAVAILABLE, "the service cannot reach its storage right now", ()
    log.error("unexpected", exc_info=error)
    return UNEXPECTED, "something went wrong here", ()


def _refusal(kind: type[BaseException]) -> Refusal | None:
    for ancestor in kind.__mro__:
        found = REFUSALS.get(ancestor) or OTHERS.get(ancestor)
        if found is not None:
            return found
    return None


def _problems(error: BaseException) -> Sequence[Problem]:
    if isinstance(error, BadRequestError):
        return error.problems
    if isinstance(error, errors.InvalidCommandError | errors.WrongCurrencyError):
        return command_problems(error.problems)
    return ()


def _worded(refusal: Refusal, message: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """Code, message and errors: always all three, and at least one error, which shop plugins show."""
    worded = [problem.worded(refusal.code) for problem in problems]
    return {"code": refusal.code, "message": message, "errors": worded or [_unplaced(refusal, message)]}


def _unplaced(refusal: Refusal, message: str) -> dict[str, Any]:
    return {"code": refusal.code, "message": message, "description": message, "path": [], "params": []}
