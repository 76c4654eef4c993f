"""A merchant says which report files it wants by e-mail, and where; it changes that, or takes it back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.identifiers import email_is_usable
from fordring.storage import merchants, report_configurations
from fordring.storage.ids import new_id
from fordring.storage.report_configurations import Destination, ReportConfiguration
from fordring.storage.reports import FileType
from fordring.storage.work import Work


@dataclass(frozen=True, slots=True)
class ConfigureReports:
    """What is wanted. `configuration_id` None makes a new configuration; `applies` as `ReportConfiguration` has it."""

    merchant_id: UUID
    configuration_id: UUID | None
    filetypes: Sequence[FileType]
    destinations: Sequence[Destination]
    providers: Sequence[str]
    filters: Sequence[Mapping[str, Any]]
    send_every: int | None
    applies: bool


async def configure_reports(command: ConfigureReports, work: Work) -> ReportConfiguration:
    """Store the configuration, new or changed. Reports of settlements confirmed from now on are sent by it.

    Raises NotFoundError, InvalidCommandError naming the destinations that no mail can be sent to.
    """
    _refuse_unusable(command.destinations)
    merchant = await merchants.get(work.connection, command.merchant_id)
    now = merchant.now(work.wall)
    if command.configuration_id is None:
        made = ReportConfiguration(
            merchant_id=command.merchant_id,
            configuration_id=new_id(),
            filetypes=command.filetypes,
            destinations=command.destinations,
            providers=command.providers,
            filters=command.filters,
            send_every=command.send_every,
            applies=command.applies,
            created_at=now,
            updated_at=now,
        )
        await report_configurations.add(work.connection, made)
        return made
    before = await report_configurations.get(work.connection, command.merchant_id, command.configuration_id, lock=True)
    changed = replace(
        before,
        filetypes=command.filetypes,
        destinations=command.destinations,
        providers=command.providers,
        filters=command.filters,
        send_every=command.send_every,
        applies=command.applies,
        updated_at=now,
    )
    await report_configurations.save(work.connection, changed)
    return changed


def _refuse_unusable(destinations: Sequence[Destination]) -> None:
    problems = [
        FieldProblem(f"destinations.{place}.destination_value", "is not an e-mail address")
        for place, destination in enumerate(destinations)
        if destination.address is not None and not email_is_usable(destination.address)
    ]
    if problems:
        raise InvalidCommandError(*problems)
