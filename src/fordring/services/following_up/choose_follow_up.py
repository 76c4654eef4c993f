"""How a merchant wants claims on one kind of payer followed up, within the law, from now on; open claims too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from fordring.domain.calendar import local_day
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.lawful import refuse_unlawful
from fordring.domain.followup.rulebook import rulebook
from fordring.domain.followup.settings import FollowUpSettings
from fordring.domain.followup.settings_kept import ELSEWHERE, held_by, kept, settings_of
from fordring.domain.merchant import Merchant
from fordring.domain.payment.matching import NOTHING, SETTING, TOLERANCE_MAX, tolerance_of
from fordring.services.second_looks import owe_second_look
from fordring.storage import follow_up_settings, merchants
from fordring.storage.follow_up_settings import StoredSettings
from fordring.storage.house import rules
from fordring.storage.ids import new_id
from fordring.storage.work import Work

AGREED = ("regime", "licence", "collector", "fees_are", ELSEWHERE)
"""What is agreed on with the operator."""


@dataclass(frozen=True, slots=True)
class ChooseFollowUp:
    """Whose claims on which payers, and what changes, by the names of `FollowUpSettings`; the rest stays as it is.

    None is back to what is usual. `tolerance_minor` is that of all the merchant's payments. What is agreed on with the
    operator (whose the fees are, under whose licence, what is let go) changes by the operator alone.
    """

    merchant_id: UUID
    business: bool
    changes: Mapping[str, Any] | None
    by_operator: bool = True


async def choose_follow_up(command: ChooseFollowUp, work: Work) -> FollowUpSettings:
    """What holds from now on. Every open claim on such payers is looked at again, by a job in batches.

    Raises NotFoundError, and InvalidCommandError naming each setting that the law forbids, with its paragraph.
    """
    await merchants.lock(work.connection, command.merchant_id)
    merchant = await merchants.get(work.connection, command.merchant_id)
    said = await follow_up_settings.newest(work.connection, [merchant.merchant_id])
    before = said.get((merchant.merchant_id, command.business))
    tolerance = tolerance_of(merchant.settings)
    holds = held_by(merchant, before, business=command.business)
    if command.changes is None:
        told: Mapping[str, Any] = {}
        settings = held_by(merchant, None, business=command.business)
    else:
        told = {**kept(holds), **command.changes}
        settings = settings_of(told, told.get(ELSEWHERE, tolerance))
        told = kept(settings)
    if not command.by_operator:
        _refuse_the_operators(holds, settings)
    await _refuse(settings, merchant, work, business=command.business)
    if settings.tolerance_minor != tolerance:
        await _tolerate(work, merchant, settings.tolerance_minor)
    if bool(before) if command.changes is None else told != kept(holds):
        now, by = merchant.now(work.wall), work.asker.name
        stored = StoredSettings(merchant.merchant_id, new_id(), command.business, told, now, by)
        follow_up_settings.add(work.unit, stored, work.wall)
        owe_second_look(work.unit, merchant.merchant_id, business=command.business)
    await work.unit.flush()
    return settings


def _refuse_the_operators(before: FollowUpSettings, after: FollowUpSettings) -> None:
    changed = [name for name in AGREED if getattr(before, name) != getattr(after, name)]
    if changed:
        raise InvalidCommandError(*(FieldProblem(name, "is the operator's to change") for name in changed))


async def _tolerate(work: Work, merchant: Merchant, tolerance_minor: int) -> None:
    content = {**merchant.settings.get(SETTING, NOTHING), ELSEWHERE: tolerance_minor}
    await merchants.set_settings(work.connection, merchant.merchant_id, SETTING, content)
    for business in (False, True):
        owe_second_look(work.unit, merchant.merchant_id, business=business)


async def _refuse(settings: FollowUpSettings, merchant: Merchant, work: Work, *, business: bool) -> None:
    today: date = local_day(merchant.now(work.wall), merchant.country)
    if settings.tolerance_minor > TOLERANCE_MAX:
        raise InvalidCommandError(FieldProblem(ELSEWHERE, f"is 0 to {TOLERANCE_MAX} minor units"))
    entries = await rules.of_country(work.connection, merchant.country)
    book = rulebook(merchant.country, live=not merchant.sandbox, entries=entries)
    refuse_unlawful(settings, book, today, business=business)
