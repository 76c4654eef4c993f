"""A merchant wants no more report files by one of its configurations."""

from dataclasses import dataclass
from uuid import UUID

from fordring.storage import report_configurations
from fordring.storage.report_configurations import ReportConfiguration
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class RemoveConfiguration:
    """Which configuration of whom."""

    merchant_id: UUID
    configuration_id: UUID


async def remove_configuration(command: RemoveConfiguration, work: Work) -> ReportConfiguration:
    """Forget the configuration; what it has sent stays. Raises NotFoundError."""
    found = await report_configurations.get(work.connection, command.merchant_id, command.configuration_id, lock=True)
    await report_configurations.remove(work.connection, found)
    return found
