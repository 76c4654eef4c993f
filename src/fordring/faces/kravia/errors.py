"""Everything that can be refused, as a table, and the one shape that every refusal has: ProblemDetails."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import structlog
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from fordring.domain import errors
from fordring.domain.access import ScopeNotHeldError
from fordring.domain.purchase.lifecycle import PartialCaptureError, RefundNotSupportedError
from fordring.faces.common.pace import TooManyCallsError
from fordring.faces.common.requests import (
    REQUEST_ID,
    BodyTooLargeError,
    NotAllowedError,
    NotAuthenticatedError,
    request_id,
)
from fordring.faces.kravia.spelled import spelled
from fordring.faces.kravia.vocabulary import field_name, not_allowed, not_found, path_name
from fordring.faces.kravia.wire.answers import AvailableActions, ProblemDetails
from fordring.faces.kravia.wire.loose import MEMBER
from fordring.storage.outage import DATABASE_GONE, UNSTORABLE

log = structlog.get_logger(__name__)

Fields = Mapping[str, list[str]]

TITLES = {
    400: "The request cannot be used",
    401: "Not authenticated",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    409: "Not possible now",
    413: "The body is too large",
    429: "Too many calls",
    500: "Something went wrong here",
    503: "Not available right now",
}
SENTENCES = {
    "missing": "is missing",
    "model_type": "must be an object",
    "list_type": "must be a list",
    "too_short": "must not be empty",
    "too_long List": "must have at most {max_length} items",
    "too_long Value": "must have at most {max_length} characters",
    "greater_than_equal": "must be at least {ge}",
    "less_than": "must be below {lt}",
    "less_than_equal": "must be at most {le}",
}
"""What is wrong with a shape, by the library's word for it, and what is too long by what that is too."""
PROBLEM_JSON = "application/problem+json"
MORE_HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 503: {"Retry-After": "5"}}


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status an error is answered with."""

    status: int


class BadRequestError(Exception):
    """A request that cannot be used, with its fields' problems in the words of this API."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{field}: {message}" for field, message in fields.items()))
        self.fields = {field: [message] for field, message in fields.items()}


class ActionRefusedError(Exception):
    """An action that is unknown, or that the claim does not allow now; `available` says which it does."""

    def __init__(self, sentence: str, available: Mapping[str, bool], *, known: bool) -> None:
        super().__init__(sentence)
        self.available = available
        self.status = 409 if known else 400


class UnroutedError(Exception):
    """A path or method that no route has, with the status that the framework gives it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


REFUSALS: dict[type[errors.DomainError], Refusal] = {
    errors.InvalidCommandError: Refusal(400),
    errors.WrongCurrencyError: Refusal(400),
    errors.CurrencyMismatchError: Refusal(400),
    errors.UnsupportedCountryError: Refusal(400),
    errors.UnusableRuleError: Refusal(400),
    errors.MissingVATRateError: Refusal(400),
    errors.NotABankFileError: Refusal(400),
    PartialCaptureError: Refusal(400),
    RefundNotSupportedError: Refusal(400),
    errors.ForeignCreditorError: Refusal(403),
    errors.MayNotOnboardError: Refusal(403),
    errors.SameClientError: Refusal(403),
    ScopeNotHeldError: Refusal(403),
    errors.NotFoundError: Refusal(404),
    errors.IllegalTransitionError: Refusal(409),
    errors.CheckoutError: Refusal(409),
    errors.DuplicateReferenceError: Refusal(409),
    errors.InactiveSubscriptionError: Refusal(409),
    errors.IdempotencyConflictError: Refusal(409),
    errors.BusyError: Refusal(409),
    errors.DeactivatedMerchantError: Refusal(409),
    errors.UnbalancedEntryError: Refusal(500),
    errors.ReferenceSpaceExhaustedError: Refusal(500),
}
"""Every error of the domain; a test proves the table complete."""

OTHERS: dict[type[BaseException], Refusal] = {
    BadRequestError: Refusal(400),
    ClientDisconnect: Refusal(400),
    NotAuthenticatedError: Refusal(401),
    NotAllowedError: Refusal(403),
    BodyTooLargeError: Refusal(413),
    TooManyCallsError: Refusal(429),
}
"""What goes wrong at the door."""


def answer_of(error: BaseException, request: Request, trace_id: str) -> Response:
    """The answer to an error: what we did not foresee is logged, and told without its insides."""
    status, detail = _told(error)
    available = AvailableActions(**error.available) if isinstance(error, ActionRefusedError) else None
    problem = ProblemDetails(
        type="about:blank",
        title=TITLES.get(status, "Refused"),
        status=status,
        detail=detail,
        instance=request.url.path,
        trace_id=trace_id,
        errors=spelled(fields_of(error), request) or None,
        available_actions=available,
    )
    headers = {REQUEST_ID: trace_id, **MORE_HEADERS.get(status, {})}
    if isinstance(error, TooManyCallsError):
        headers["Retry-After"] = str(error.seconds)
    return Response(problem.model_dump_json(by_alias=True, exclude_none=True), status, headers, PROBLEM_JSON)


def unrouted(request: Request, status: int, message: str) -> Response:
    """The answer where no route is."""
    return answer_of(UnroutedError(status, message), request, str(request_id()))


def _told(error: BaseException) -> tuple[int, str]:
    if isinstance(error, ActionRefusedError | UnroutedError):
        return error.status, str(error)
    if isinstance(error, ValidationError | errors.InvalidCommandError | BadRequestError):
        return 400, "see errors for each field"
    refusal = _refusal(type(error))
    if refusal is not None and isinstance(error, errors.IllegalTransitionError):
        return refusal.status, not_allowed(error)
    if refusal is not None and isinstance(error, errors.NotFoundError):
        return refusal.status, not_found(error)
    if refusal is not None:
        return refusal.status, str(error)
    if isinstance(error, UNSTORABLE):
        return 400, "a value in the request cannot be stored"
    if isinstance(error, DATABASE_GONE):
        log.warning("database_gone", error=repr(error))
        return 503, "the database cannot be reached"
    log.error("unexpected", exc_info=error)
    return 500, "the error was logged under the traceId"


def _refusal(kind: type[BaseException]) -> Refusal | None:
    for ancestor in kind.__mro__:
        found = REFUSALS.get(ancestor) or OTHERS.get(ancestor)
        if found is not None:
            return found
    return None


def fields_of(error: BaseException) -> Fields:
    """Each field that is wrong, in this API's words, with its sentences."""
    if isinstance(error, BadRequestError):
        return error.fields
    if isinstance(error, errors.InvalidCommandError):
        return _gathered((field_name(problem.field), problem.message) for problem in error.problems)
    if isinstance(error, ValidationError):
        return _gathered((path_name(_place(wrong)), _sentence(wrong)) for wrong in error.errors())
    if isinstance(error, errors.WrongCurrencyError):
        return {"currencyCode": [str(error)]}
    return {"invoiceDate": [str(error)]} if isinstance(error, errors.MissingVATRateError) else {}


def _gathered(pairs: Iterable[tuple[str, str]]) -> Fields:
    fields: defaultdict[str, list[str]] = defaultdict(list)
    for field, message in pairs:
        fields[field].append(message)
    return fields


def _place(wrong: ErrorDetails) -> tuple[int | str, ...]:
    member = wrong.get("ctx", {}).get(MEMBER)
    return (*wrong["loc"], member) if member else wrong["loc"]


def _sentence(wrong: ErrorDetails) -> str:
    """A shape's problem as a sentence without its field; those of our own validators are sentences already."""
    known = wrong.get("ctx", {})
    sentence = SENTENCES.get(wrong["type"]) or SENTENCES.get(f"{wrong['type']} {known.get('field_type')}")
    return sentence.format(**known) if sentence else wrong["msg"]
