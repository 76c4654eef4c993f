"""A body that works for every operation that takes one: shown by the API documentation, and sent by the tests of it.

What only the asking account can know is told by name: `{aid}` for the account, `{client}` for one of its clients.
"""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from fordring.faces.common.greeting import EXAMPLE
from fordring.faces.dintero.wire import administration, clients, hooks, payments, sessions, settlements, transactions
from fordring.faces.dintero.wire.report_configurations import ReportConfigurationBody
from fordring.faces.dintero.wire.tokens import TokenBody

_PAID: dict[str, Any] = json.loads(EXAMPLE)
_AUDIENCE = "https://api.dintero.com/v1/accounts/{aid}"
_ITEM = {"line_id": "1", "description": "Bicycle bell", "quantity": 1, "amount": 12_500, "vat": 25}
_TERMS = {"type": "payment_product_type", "enabled": True, "days_until_due": 14, "require_identity_verification": False}
_CONFIGURATION = {"kravia": {"type": "payment_type", "invoice_b2b": _TERMS, "invoice_b2c": _TERMS}}
_SESSION = {
    "url": {"return_url": "https://shop.example.com/accept", "callback_url": "https://shop.example.com/callback"},
    "order": {"amount": 12_500, "currency": "NOK", "merchant_reference": "order-1", "items": [_ITEM]},
    "configuration": _CONFIGURATION,
}

EXAMPLES: Mapping[type[BaseModel], Mapping[str, Any]] = {
    TokenBody: {"grant_type": "client_credentials", "audience": _AUDIENCE},
    clients.ClientBody: {"name": "till", "description": "the till in the shop"},
    clients.GrantBody: {
        "client_id": "{client}",
        "audience": _AUDIENCE,
        "scope": ["read:checkout"],
        "type": "client_credentials",
    },
    clients.RevokeBody: {"token": "{token}"},
    payments.PayBody: _PAID,
    sessions.ProfileSessionBody: {**_SESSION, "profile_id": "default"},
    sessions.SessionBody: _SESSION,
    sessions.UpdateSessionBody: {"order": {"amount": 12_500, "currency": "NOK", "items": [_ITEM]}, "remove_lock": True},
    sessions.PaySessionBody: {
        "payment_product_type": "kravia.invoice_b2c",
        "billing_address": _PAID["session"]["order"]["billing_address"],
    },
    transactions.UpdateBody: {"merchant_reference_2": "order-1b"},
    transactions.CaptureBody: {
        "amount": 12_500,
        "capture_reference": "shipment-1",
        "items": [{"line_id": "1", "amount": 12_500}],
    },
    hooks.SubscriptionBody: {
        "config": {
            "url": "https://shop.example.com/hooks",
            "content_type": "application/json",
            "secret": {"type": "HMAC-SHA1", "value": "a secret of your own"},
            "insecure_ssl": 0,
        },
        "events": ["checkout_transaction", "settlement_add"],
        "fields": "account_id,event,transaction(id,status,amount)",
    },
    ReportConfigurationBody: {
        "filetypes": ["pdf", "csv"],
        "destinations": [{"destination_type": "email", "destination_value": "books@shop.example.com"}],
        "providers": ["kravia"],
    },
    settlements.TrialReportBody: {"number_of_transactions": 1},
    administration.ProfileBody: {"description": "what the shop offers", "configuration": _CONFIGURATION},
    administration.APIKeyBody: {"name": "till"},
    administration.CheckoutBody: {
        "configuration": {
            "payment_options": [{"type": "kravia.invoice_b2b", "details": {"invoice_channel": "merchant"}}]
        }
    },
    administration.GatewayBody: {
        "kravia": {
            "url": "https://kravia.example.com",
            "merchant_id": 10_001,
            "supported_invoice_channels": ["kravia", "merchant"],
        }
    },
}
