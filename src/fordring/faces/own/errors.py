"""Everything that can be refused at our own face, as a table, and the one shape that every refusal has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import structlog
from pydantic import ValidationError
from pydantic_core import to_json
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from fordring.domain import errors
from fordring.domain.access import ScopeNotHeldError
from fordring.domain.errors import FieldProblem
from fordring.domain.purchase.lifecycle import PartialCaptureError, RefundNotSupportedError
from fordring.faces.common.requests import BodyTooLargeError, NotAllowedError, NotAuthenticatedError
from fordring.faces.common.tokens import InvalidTokenError
from fordring.storage.outage import DATABASE_GONE, UNSTORABLE

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Refusal:
    """The status and the `code` of an error."""

    status: int
    code: str


INVALID = Refusal(400, "invalid_request")

REFUSALS: dict[type[errors.DomainError], Refusal] = {
    errors.InvalidCommandError: INVALID,
    errors.WrongCurrencyError: INVALID,
    errors.CurrencyMismatchError: INVALID,
    errors.UnsupportedCountryError: INVALID,
    errors.NotABankFileError: Refusal(400, "not_a_bank_file"),
    errors.InactiveSubscriptionError: Refusal(400, "subscription_inactive"),
    errors.DuplicateReferenceError: Refusal(409, "duplicate_reference"),
    errors.IllegalTransitionError: Refusal(409, "not_in_this_state"),
    errors.CheckoutError: Refusal(409, "not_in_this_state"),
    PartialCaptureError: Refusal(409, "not_in_this_state"),
    RefundNotSupportedError: Refusal(409, "not_in_this_state"),
    errors.NotFoundError: Refusal(404, "not_found"),
    errors.ForeignCreditorError: Refusal(404, "not_found"),
    errors.MayNotOnboardError: Refusal(403, "not_allowed"),
    errors.SameClientError: Refusal(403, "not_allowed"),
    ScopeNotHeldError: Refusal(403, "not_allowed"),
    errors.IdempotencyConflictError: Refusal(409, "idempotency_conflict"),
    errors.BusyError: Refusal(409, "busy"),
    errors.DeactivatedMerchantError: Refusal(409, "not_in_this_state"),
    errors.UnbalancedEntryError: Refusal(500, "internal_error"),
    errors.UnusableRuleError: Refusal(409, "rule_wanted"),
    errors.MissingVATRateError: Refusal(500, "internal_error"),
    errors.ReferenceSpaceExhaustedError: Refusal(500, "internal_error"),
}
"""Every error of the domain; a test proves the table complete."""

OTHERS: dict[type[BaseException], Refusal] = {
    NotAuthenticatedError: Refusal(401, "not_authenticated"),
    InvalidTokenError: Refusal(401, "not_authenticated"),
    NotAllowedError: Refusal(403, "not_allowed"),
    BodyTooLargeError: Refusal(413, "body_too_large"),
    ClientDisconnect: INVALID,
}
"""What goes wrong at the door."""


def answer_of(error: BaseException, headers: Mapping[str, str]) -> Response:
    """The answer to an error: `error` has a code, a sentence, and each field that cannot be used with its reason."""
    refusal, message, problems = _refused(error)
    fields = [{"field": problem.field, "message": problem.message} for problem in problems]
    told = {"error": {"code": refusal.code, "message": message, "fields": fields}}
    return Response(to_json(told), refusal.status, dict(headers), "application/json")


def _refused(error: BaseException) -> tuple[Refusal, str, Sequence[FieldProblem]]:
    """How an error is told: what was not foreseen is logged, and told without its insides."""
    if isinstance(error, ValidationError):
        problems = [FieldProblem(".".join(map(str, each["loc"])) or "body", each["msg"]) for each in error.errors()]
        return INVALID, "; ".join(f"{problem.field}: {problem.message}" for problem in problems), problems
    for ancestor in type(error).__mro__:
        refusal = REFUSALS.get(ancestor) or OTHERS.get(ancestor)
        if refusal is not None:
            return refusal, str(error), error.problems if isinstance(error, errors.InvalidCommandError) else ()
    if isinstance(error, UNSTORABLE):
        return INVALID, "a value in the request cannot be stored", ()
    if isinstance(error, DATABASE_GONE):
        log.warning("database_gone", error=repr(error))
        return Refusal(503, "unavailable"), "the database cannot be reached", ()
    log.error("unexpected", exc_info=error)
    return Refusal(500, "internal_error"), "something went wrong here", ()
