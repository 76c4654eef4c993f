"""What the API documentation shows as the example of each body, by its shape; a test sends every one of them."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from fordring.faces.kravia.wire.actions import ActionBody
from fordring.faces.kravia.wire.documents import DocumentBody
from fordring.faces.kravia.wire.invoices import RegisterBody

INVOICE: dict[str, Any] = {
    "claimType": "Invoice",
    "creditorId": 10001,
    "originalAmount": 125,
    "debtorName": "Nordmann AS",
    "organizationNumber": "974760673",
    "email": "post@example.com",
    "postalAddress": {"addressAddressLine1": "Storgata 1", "addressPostalCode": "0151", "addressCity": "Oslo"},
    "orderLines": [{"description": "Bicycle bell", "unitPrice": 125, "count": 1, "vatInPercent": 25}],
}

EXAMPLES: Mapping[type[BaseModel], Mapping[str, Any]] = {
    RegisterBody: INVOICE,
    ActionBody: {"Message": "Confirming invoice action"},
    DocumentBody: {"file": "VGVybXMgYW5kIGNvbmRpdGlvbnM=", "fileName": "terms.txt"},
}
