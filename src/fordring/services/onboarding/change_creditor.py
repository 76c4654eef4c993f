"""A caller changes what was told of one of its merchants."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.acceptable import FIELD, acceptance_problems, acceptance_warnings, account_number
from fordring.domain.application import Application, address_of, application_of, settings_of
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.lawful import start_problems
from fordring.domain.followup.settings_kept import for_all_payers
from fordring.domain.followup.settings_kept import settings_of as wishes_of
from fordring.domain.merchant import Merchant
from fordring.services.callers import creditor_of
from fordring.services.new_merchant import Activation, ours_among, usual_vat_bp
from fordring.services.second_looks import owe_second_look
from fordring.storage import follow_up_settings, merchants
from fordring.storage.follow_up_settings import StoredSettings
from fordring.storage.ids import new_id
from fordring.storage.work import Work

FIXED = ("country", "currency")


@dataclass(frozen=True, slots=True)
class ChangeCreditor:
    """Whose, by its public number; the fields of its application that change, and whom the caller acts for.

    `problems` are what of the changes was told so that it cannot be meant.
    """

    creditor_no: int
    merchants: Collection[UUID]
    changes: Mapping[str, Any]
    problems: Sequence[FieldProblem] = ()


async def change_creditor(command: ChangeCreditor, work: Work) -> Activation:
    """The merchant as it is from now on; what is not named stays. Claims keep what they were made with.

    Its country and currency stay, for its payers' account hangs on them. Raises ForeignCreditorError,
    InvalidCommandError naming every field.
    """
    found = await creditor_of(work.connection, command.creditor_no, command.merchants)
    await merchants.lock(work.connection, found.merchant_id)
    before = await merchants.get(work.connection, found.merchant_id)
    told = application_of(before)
    wanted = replace(told, **_merged(told, command.changes))
    wanted = replace(wanted, organization_number=wanted.business_id)
    problems = [*_fixed(told, wanted), *acceptance_problems(wanted), *await ours_among(wanted, work)]
    named = [*command.problems, *(problem for problem in problems if _is_of(problem, command.changes))]
    if named:
        raise InvalidCommandError(*named)
    after = _changed(before, told, wanted, work)
    await merchants.set_up(work.connection, after)
    if for_all_payers(after) != for_all_payers(before):
        await _follow_up(work, after)
    return Activation(await merchants.get(work.connection, before.merchant_id), acceptance_warnings(wanted))


async def _follow_up(work: Work, merchant: Merchant) -> None:
    """What is said of follow-up holds for both kinds of payers; open claims are looked at again.

    Raises InvalidCommandError where cases cannot begin so, by the steps that were wanted of a kind of payer.
    """
    said = await follow_up_settings.newest(work.connection, [merchant.merchant_id])
    now = merchant.now(work.wall)
    for business in (False, True):
        owe_second_look(work.unit, merchant.merchant_id, business=business)
        if told := said.get((merchant.merchant_id, business)):
            changed = {**told, **for_all_payers(merchant)}
            problems = tuple(start_problems(wishes_of(changed)))
            if problems:
                raise InvalidCommandError(*(FieldProblem(FIELD + each.field, each.message) for each in problems))
            stored = StoredSettings(merchant.merchant_id, new_id(), business, changed, now, work.asker.name)
            follow_up_settings.add(work.unit, stored, work.wall)
    await work.unit.flush()


def _merged(told: Application, changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes, those of single ledger accounts put over the others."""
    merged = dict(changes)
    if "ledger_accounts" in changes:
        merged["ledger_accounts"] = {**told.ledger_accounts, **changes["ledger_accounts"]}
    return merged


def _fixed(told: Application, wanted: Application) -> list[FieldProblem]:
    changed = [name for name in FIXED if getattr(told, name) != getattr(wanted, name)]
    return [FieldProblem(FIELD + name, f"cannot be changed from {getattr(told, name)}") for name in changed]


def _is_of(problem: FieldProblem, changes: Mapping[str, Any]) -> bool:
    """Whether it is about something that is changed now: what was left as it is refuses nothing."""
    return problem.field.removeprefix(FIELD).partition(".")[0] in changes


def _changed(before: Merchant, told: Application, wanted: Application, work: Work) -> Merchant:
    vat_bp = before.default_vat_bp
    if wanted.vat_registered != told.vat_registered:
        vat_bp = usual_vat_bp(work, wanted.country, registered=wanted.vat_registered)
    return replace(
        before,
        name=wanted.name,
        organization_number=wanted.organization_number,
        address={**before.address, **address_of(wanted)},
        vat_registered=wanted.vat_registered,
        in_business_register=wanted.in_business_register,
        f_skatt=wanted.f_skatt,
        default_vat_bp=vat_bp,
        payout_account=account_number(wanted.accounts[0].number, wanted.country).compact,
        settings=settings_of(wanted),
    )
