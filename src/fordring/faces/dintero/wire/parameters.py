"""What the API documentation says of the parameters in paths and queries."""

from collections.abc import Mapping
from typing import Any

PATH = {
    "oid": "the account's id, such as T11112222",
    "aid": "the account's id, such as T11112222",
    "id": "the transaction's id",
    "client": "the client's `id`, not what it logs in with",
    "grant": "the grant's id",
    "api_key_id": "the API key's id",
    "profile_id": "the profile's id, such as `default`",
    "settlementid": "the settlement's id",
    "attachmentid": "the attachment's id",
    "report": "the report file's id",
    "configuration": "the report configuration's id",
    "hid": "the subscription's id",
    "did": "the delivery's id, as in its header `event-delivery`",
    "sid": "the session's id",
    "payment_product_type": "such as `kravia.invoice_b2b`",
    "fid": "the file's id, as in the transaction's `kravia:invoice_url`",
}

INCLUDES = {"includes": "`session`, `events.success.true`; several as a comma list or repeated"}
SHOWN = {"includes": INCLUDES["includes"].replace("; ", "; our own `fordring:follow_up` for what comes next; ")}

PAGES = {"limit": "1 to 100, otherwise 10", "starting_after": "the last id of the page before"}

NEVER = "invoice payments have none: leaves nothing"

FILTERS = {
    **PAGES,
    "id": "may be repeated",
    "status": "may be repeated",
    "payment_product": "may be repeated",
    "payment_product_type": "may be repeated",
    "merchant_reference": "exactly this one",
    "merchant_reference_2": "exactly this one",
    "session_id": "may be repeated",
    "store_id": "may be repeated",
    "currency": "ISO 4217, may be repeated",
    "amount": "minor units, exactly",
    "amount.gte": "minor units, at least",
    "amount.lte": "minor units, at most",
    "created_at.gte": "ISO 8601, from this moment on",
    "created_at.lte": "ISO 8601, until this moment",
    "captured_at.gte": "ISO 8601, paid from this moment on",
    "captured_at.lte": "ISO 8601, paid until this moment",
    "refunded_at.gte": NEVER,
    "refunded_at.lte": NEVER,
    "search": "an id, or what begins words of a reference, telephone number, e-mail address or name",
    "payment_operation": "may be repeated",
    "customer_id": "exactly this one",
    **INCLUDES,
    "payout_destination_id": "exactly this one",
    "payout_correlation_id": NEVER,
    "card_brand": NEVER,
    "token_id": NEVER,
    "terminal_id": NEVER,
    "channel": "where it was sold: `ecommerce`, `in_app` or `in_store`",
}

SETTLEMENTS = {
    "limit": "1 to 1000, otherwise 10",
    "starting_after_id": "the last id of the page before; together with `starting_after_date`",
    "starting_after_date": "ISO 8601, the `settled_at` of that settlement (`created_at` when filtering by it)",
    "created_at.gte": "ISO 8601, settled from this moment on",
    "created_at.lte": "ISO 8601, settled until this moment",
    "item_created_at.gte": "ISO 8601, made from this moment on; not together with `created_at`",
    "item_created_at.lte": "ISO 8601, made until this moment; not together with `created_at`",
    "payment_provider": "may be repeated; also as `payment_provider[]`",
    "payout_destination_id": NEVER,
    "search": "a part of an id or of a reference",
}

CONFIGURATION_PAGES = {**PAGES, "limit": "1 to 1000, otherwise 100"}

SESSION_INCLUDES = {"includes": "tolerated: request headers and the shop system's headers are always there"}

SESSION_FILTERS = {
    "limit": "1 to 100, otherwise 10",
    "starting_after": "the last id of the page before",
    "id": "may be repeated",
    "transaction_id": "may be repeated",
    "store_id": "may be repeated",
    "created_at.gte": "ISO 8601, from this moment on",
    "created_at.lte": "ISO 8601, until this moment",
    "search": "a part of a merchant reference, or of the payer's first and last name",
}

_INTEGER = {"type": "integer"}
_MOMENT = {"type": "string", "format": "date-time"}
_SEVERAL = {"type": "array", "items": {"type": "string"}}
QUERY_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "limit": {"type": "integer", "minimum": 1},
    **dict.fromkeys(("amount", "amount.gte", "amount.lte"), _INTEGER),
    **{
        f"{name}.{bound}": _MOMENT
        for name in ("created_at", "captured_at", "refunded_at", "item_created_at")
        for bound in ("gte", "lte")
    },
    **dict.fromkeys(("id", "status", "payment_product", "payment_product_type", "session_id", "store_id"), _SEVERAL),
    **dict.fromkeys(("currency", "card_brand", "token_id"), _SEVERAL),
    "channel": {"type": "string", "enum": ["ecommerce", "in_app", "in_store"]},
}
"""The JSON schemas of query parameters that are not one text; a list is a repeated parameter."""
