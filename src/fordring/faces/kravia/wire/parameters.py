"""The parameters of paths, by name, as the API documentation tells them."""

from collections.abc import Mapping
from typing import Any

PATH: Mapping[str, Mapping[str, Any]] = {
    "id": {"schema": {"type": "string"}, "description": "the integer id of the invoice, creditor or settlement"},
    "debtorNumber": {"schema": {"type": "string"}, "description": "the customer number, as in the register call"},
    "documentId": {"schema": {"type": "string"}, "description": "the document's id, as in the details"},
}
