"""What the API documentation shows as an example."""

from typing import Any

from fordring.faces.kravia.vocabulary import ACTIONS, START

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

ACTION: dict[str, Any] = {
    "name": "action",
    "in": "query",
    "required": True,
    "schema": {"type": "string", "enum": list(ACTIONS)},
    "description": "in any casing",
    "example": START,
}
