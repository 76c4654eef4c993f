"""What the API documentation shows as the example of each body, by its shape; a test sends every one of them."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from fordring.faces.kravia.wire.actions import ActionBody
from fordring.faces.kravia.wire.bookkeeping import CreditNoteBody, PaymentBody
from fordring.faces.kravia.wire.debtors import DebtorBody
from fordring.faces.kravia.wire.documents import DocumentBody
from fordring.faces.kravia.wire.invoices import RegisterBody
from fordring.faces.kravia.wire.onboarding import InitBody, InviteBody, SettingsBody, Template
from fordring.faces.kravia.wire.webhooks import WebhookBody

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

CREDITOR: dict[str, Any] = {
    "accountingSystem": "Systima",
    "name": "Bergen Ski AS",
    "organizationNumber": "974760673",
    "email": "post@example.com",
    "postalAddress": {"addressAddressLine1": "Torget 1", "addressPostalCode": "5014", "addressCity": "Bergen"},
    "bankAccounts": [{"accountNumber": "9710 12 34561", "bic": "DNBANOKK", "kidLength": 12, "kidModulus": 10}],
}

EXAMPLES: Mapping[type[BaseModel], Mapping[str, Any]] = {
    RegisterBody: INVOICE,
    PaymentBody: {
        "date": "2024-07-16",
        "description": "Paid over the counter",
        "AccountingPaymentId": "286519",
        "amount": 3000,
        "invoices": [{"invoiceId": 1553199, "amount": 2000}, {"invoiceId": 1553200, "amount": 1000}],
    },
    CreditNoteBody: {
        "Date": "2024-09-16T00:00:00",
        "Amount": -2500,
        "AccountingPaymentId": "4564654465",
        "Description": "Returned",
        "Invoices": [{"InvoiceId": 308457, "Amount": -2500.0}],
    },
    ActionBody: {"Message": "Confirming invoice action"},
    InitBody: {"accountingSystem": "Systima"},
    Template: CREDITOR,
    InviteBody: {
        "email": "accountant@example.com",
        "name": "Kari Nordmann",
        "isAccountant": True,
        "countryCode": "NO",
        "organizationNumber": "123456789",
    },
    SettingsBody: {"daysUntilDue": 30, "disbursement": "Batch", "followUp": {"approveCases": True}},
    DebtorBody: {"debtorName": "Nordmann AS", "email": "billing@example.com"},
    WebhookBody: {
        "secret": "correct horse battery",
        "enabled": True,
        "url": "https://ledger.example.com/hooks/invoices",
    },
    DocumentBody: {"file": "VGVybXMgYW5kIGNvbmRpdGlvbnM=", "fileName": "terms.txt"},
}
