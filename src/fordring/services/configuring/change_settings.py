"""A part of a merchant's settings is put in the place of what it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from fordring.domain.merchant import Merchant
from fordring.storage import merchants
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Whose settings, which part (`checkout`, `gateway`), and all that it says from now on."""

    merchant_id: UUID
    part: str
    content: Mapping[str, Any]


async def change_settings(command: ChangeSettings, work: Work) -> Merchant:
    """The merchant with its settings as they are now; the other parts stay. Raises NotFoundError."""
    await merchants.set_settings(work.connection, command.merchant_id, command.part, command.content)
    return await merchants.get(work.connection, command.merchant_id)
