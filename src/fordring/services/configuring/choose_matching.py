"""The operator says how a merchant's payments are matched: how certain one must be, and how much it may lack."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.domain.payment.matching import BOOKED_FROM, SETTING, TOLERANCE_MAX, Score, tolerance_of
from fordring.services.second_looks import owe_second_look
from fordring.storage import merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ChooseMatching:
    """Whose payments; what is None stays as it is. The threshold is of 100, the tolerance in minor units."""

    merchant_id: UUID
    threshold: int | None = None
    tolerance_minor: int | None = None


async def choose_matching(command: ChooseMatching, work: Work) -> Merchant:
    """The merchant as it is set up now; where the tolerance changes, its open claims are looked at again.

    Raises NotFoundError, InvalidCommandError.
    """
    _refuse(command)
    merchant = await merchants.get(work.connection, command.merchant_id)
    before = merchant.settings.get(SETTING, {})
    said: Mapping[str, Any] = {"threshold": command.threshold, "tolerance_minor": command.tolerance_minor}
    content = {**before, **{name: value for name, value in said.items() if value is not None}}
    await merchants.set_settings(work.connection, command.merchant_id, SETTING, content)
    changed = await merchants.get(work.connection, command.merchant_id)
    if tolerance_of(changed.settings) != tolerance_of(merchant.settings):
        for business in (False, True):
            owe_second_look(work.unit, merchant.merchant_id, business=business)
        await work.unit.flush()
    return changed


def _refuse(command: ChooseMatching) -> None:
    problems = []
    if command.threshold is not None and not BOOKED_FROM <= command.threshold <= Score.STRUCTURED:
        problems.append(FieldProblem("threshold", f"is {BOOKED_FROM} to {int(Score.STRUCTURED)}"))
    if command.tolerance_minor is not None and not 0 <= command.tolerance_minor <= TOLERANCE_MAX:
        problems.append(FieldProblem("tolerance", f"is 0 to {TOLERANCE_MAX} minor units"))
    if problems:
        raise InvalidCommandError(*problems)
