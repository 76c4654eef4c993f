"""By which codes the bank of a client account calls a debit its charge is agreed; each change is remembered."""

from collections.abc import Collection
from dataclasses import dataclass

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import BankAccount
from fordring.domain.payment.charges import CODE_LENGTH_MAX, CODES_MAX
from fordring.storage.house import accounts
from fordring.storage.house.accounts import AccountEvent
from fordring.storage.house.lines import lock_accounts
from fordring.storage.work import Work

USUAL = "the usual ones"


@dataclass(frozen=True, slots=True)
class AgreeCharges:
    """Which account, by its IBAN, and all its codes: sub-families of ISO 20022 or the bank's own; None the usual."""

    iban: str
    codes: Collection[str] | None


async def agree_charges(command: AgreeCharges, work: Work) -> BankAccount:
    """The account as it is kept, for the files that are booked from now on; who changed it stands in its events.

    Raises NotFoundError, InvalidCommandError for what is no code and for more than fifty.
    """
    codes = None if command.codes is None else frozenset(map(_code, command.codes))
    if codes is not None and len(codes) > CODES_MAX:
        raise InvalidCommandError(FieldProblem("codes", f"are more than {CODES_MAX}"))
    seen = await accounts.by_iban(work.connection, command.iban)
    await lock_accounts(work.connection, [seen.bank_account_id])
    before = await accounts.get(work.connection, seen.bank_account_id)
    if codes == before.charge_codes:
        return before
    told = AccountEvent("charge_codes", _words(before.charge_codes), _words(codes), work.asker.name, work.wall)
    await accounts.happened(work.connection, before.bank_account_id, [told])
    return await accounts.set_charge_codes(work.connection, before.bank_account_id, codes)


def _code(given: str) -> str:
    code = given.strip()
    if not code or len(code) > CODE_LENGTH_MAX or not code.isprintable():
        raise InvalidCommandError(FieldProblem("codes", f"{given[:CODE_LENGTH_MAX]!r} is no code of 1 to 35 signs"))
    return code


def _words(codes: Collection[str] | None) -> str:
    return USUAL if codes is None else ", ".join(sorted(codes)) or "none"
