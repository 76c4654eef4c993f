"""The holder of a token takes in a merchant, and from then on acts for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fordring.domain.acceptable import acceptance_warnings
from fordring.domain.application import Application
from fordring.domain.errors import FieldProblem, MayNotOnboardError
from fordring.services.new_merchant import Activation, add_merchant, merchant_of, receiving_account
from fordring.storage import merchants
from fordring.storage.house import tokens
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ActivateCreditor:
    """What is told of the merchant, and the SHA-256 of the token whose holder takes it in.

    `problems` are what of that was told so that it cannot be meant.
    """

    application: Application
    token_sha256: str
    problems: Sequence[FieldProblem] = ()


async def activate_creditor(command: ActivateCreditor, work: Work) -> Activation:
    """Take the merchant in, with an account of the operator's that its payers pay to; the token then acts for it too.

    The same application again is the merchant that is there, with a warning. Raises InvalidCommandError naming every
    field, MayNotOnboardError. The token's row is locked: its holder's activations go one at a time.
    """
    token = await tokens.lock(work.connection, command.token_sha256)
    if token.onboards is None:
        raise MayNotOnboardError
    given = replace(command.application, organization_number=command.application.business_id)
    account = await receiving_account(given, token.onboards, work, command.problems)
    before = await merchants.taken_in_with(work.connection, token.merchants, given.organization_number)
    warnings = acceptance_warnings(given)
    for creditor_no, fingerprint in before.items():
        if fingerprint == given.fingerprint:
            merchant = await merchants.by_creditor_no(work.connection, creditor_no)
            return Activation(merchant, (*warnings, _taken_in_before(creditor_no)))
    merchant = await add_merchant(work, merchant_of(given, token.onboards, account, work), given.fingerprint)
    await tokens.cover(work.connection, token.sha256, merchant.merchant_id)
    return Activation(merchant, (*warnings, *_namesakes(before)))


def _taken_in_before(creditor_no: int) -> FieldProblem:
    message = f"was activated before with the same content, as {creditor_no}; that creditor is answered"
    return FieldProblem("creditor.organization_number", message)


def _namesakes(before: dict[int, str]) -> Iterator[FieldProblem]:
    if before:
        numbers = ", ".join(str(creditor_no) for creditor_no in before)
        yield FieldProblem("creditor.organization_number", f"was used before, with other content, by {numbers}")
