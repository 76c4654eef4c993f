"""A merchant, or the operator for it, says by which terms payment plans are agreed on from now on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.followup.instalments import PlanTerms
from fordring.domain.followup.plan_wishes import PART, refuse_unusable, terms_of
from fordring.storage import merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ChoosePlanTerms:
    """Whose plans, and what changes, by the names of `PlanTerms`; the rest stays. None is back to what is usual."""

    merchant_id: UUID
    changes: Mapping[str, Any] | None


async def choose_plan_terms(command: ChoosePlanTerms, work: Work) -> PlanTerms:
    """The terms as they hold from now on; plans that were agreed on keep theirs.

    Raises NotFoundError, InvalidCommandError naming each value that is none.
    """
    await merchants.lock(work.connection, command.merchant_id)
    merchant = await merchants.get(work.connection, command.merchant_id)
    wanted: Mapping[str, Any] = {}
    if command.changes is not None:
        refuse_unusable(command.changes)
        wanted = {**(merchant.settings.get(PART) or {}), **command.changes}
    terms = terms_of(merchant.country, {PART: wanted})
    await merchants.set_settings(work.connection, command.merchant_id, PART, wanted)
    return terms
