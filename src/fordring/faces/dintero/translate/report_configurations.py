"""Report configurations, both ways: which providers and filters a settlement of ours satisfies is said here."""

from typing import Any
from uuid import UUID

from fordring.faces.dintero.errors import BadRequestError
from fordring.faces.dintero.translate.fields import Problem
from fordring.faces.dintero.translate.vocabulary import PAYMENT_PRODUCT
from fordring.faces.dintero.wire.report_configurations import DestinationBody, ReportConfigurationBody
from fordring.services.reporting.configure_reports import ConfigureReports
from fordring.storage.ids import new_id
from fordring.storage.report_configurations import Destination, ReportConfiguration
from fordring.storage.reports import FileType

OWN, OTHER = "account_email", "email"


def configuration_command(
    body: ReportConfigurationBody, merchant_id: UUID, configuration_id: UUID | None
) -> ConfigureReports:
    """The command. Our settlements are of one provider and of no seller: a filter by seller fits none of them.

    Raises BadRequestError for an `email` without an address.
    """
    missing = [
        Problem(("destinations", place, "destination_value"), "is needed with email")
        for place, to in enumerate(body.destinations)
        if to.destination_type == OTHER and not to.destination_value
    ]
    if missing:
        raise BadRequestError(*missing)
    return ConfigureReports(
        merchant_id=merchant_id,
        configuration_id=configuration_id,
        filetypes=tuple(dict.fromkeys(FileType(word) for word in body.filetypes)),
        destinations=tuple(_destination(to) for to in body.destinations),
        providers=tuple(body.providers),
        filters=tuple(each.model_dump() for each in body.filters),
        send_every=body.send_every,
        applies=not body.filters and (not body.providers or PAYMENT_PRODUCT in body.providers),
    )


def configuration_words(configuration: ReportConfiguration, account_id: str) -> dict[str, Any]:
    """The configuration as it is told."""
    return {
        "id": str(configuration.configuration_id),
        "account_id": account_id,
        "filetypes": list(configuration.filetypes),
        "destinations": [
            {
                "id": to.destination_id,
                "destination_type": OWN if to.address is None else OTHER,
                "destination_value": to.address,
            }
            for to in configuration.destinations
        ],
        "providers": list(configuration.providers),
        "filters": list(configuration.filters),
        "send_every": configuration.send_every,
        "last_send_at": configuration.last_send_at,
        "last_modified_at": configuration.updated_at,
        "created_at": configuration.created_at,
        "updated_at": configuration.updated_at,
    }


def _destination(to: DestinationBody) -> Destination:
    return Destination(to.id or str(new_id()), to.destination_value if to.destination_type == OTHER else None)
