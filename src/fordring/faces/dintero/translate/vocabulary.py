"""The word list: each foreign word beside ours, both ways."""

from fordring.domain.purchase.checkout import CheckoutKind
from fordring.domain.purchase.lifecycle import Status
from fordring.domain.purchase.purchase import Channel, Kind, Product
from fordring.domain.purchase.settlement import SettlementStatus
from fordring.domain.telling import Topic

PAYMENT_PRODUCT = "kravia"
GROUPED = "kravia.invoice_b2b_grouped"

PRODUCTS = {
    "kravia.invoice_b2b": Product.BUSINESS,
    "kravia.invoice_b2c": Product.CONSUMER,
    GROUPED: Product.GROUPED,
}
PRODUCT_WORDS = {product: word for word, product in PRODUCTS.items()}

CHANNELS = {"kravia": Channel.OPERATOR, "merchant": Channel.MERCHANT}
CHANNEL_WORDS = {channel: word for word, channel in CHANNELS.items()}
FORMER_CHANNELS = {"provider": Channel.OPERATOR, "merchant": Channel.MERCHANT}
"""Values of `invoice_delivery_method`, the name and words before 2026-04-29."""

STATUS_WORDS = {
    Status.INITIATED: "INITIATED",
    Status.AUTHORIZED: "AUTHORIZED",
    Status.PARTIALLY_CAPTURED: "PARTIALLY_CAPTURED",
    Status.CAPTURED: "CAPTURED",
    Status.VOIDED: "AUTHORIZATION_VOIDED",
    Status.DECLINED: "DECLINED",
    Status.FAILED: "FAILED",
}
STATUSES = {word: status for status, word in STATUS_WORDS.items()}
STATUSES_OF_OTHERS = frozenset(
    ["PARTIALLY_CAPTURED_REFUNDED", "REFUNDED", "PARTIALLY_REFUNDED", "UNKNOWN", "ON_HOLD"],
)
"""Statuses of the public list that no invoice purchase ever has."""

SETTLEMENT_WORDS = {
    SettlementStatus.NOT_SETTLED: "NOT_SETTLED",
    SettlementStatus.PENDING: "PENDING_SETTLEMENT",
    SettlementStatus.PARTIALLY_SETTLED: "PARTIALLY_SETTLED",
    SettlementStatus.SETTLED: "SETTLED",
}

EVENT_WORDS = {
    Kind.INITIALIZED: "INITIALIZE",
    Kind.AUTHORIZED: "AUTHORIZE",
    Kind.DECLINED: "AUTHORIZE",
    Kind.COLLECTION_STARTED: "INITIATE_CAPTURE",
    Kind.PAID: "CAPTURE",
    Kind.REVERSED: "CAPTURE",
    Kind.VOIDED: "VOID",
    Kind.SETTLED: "SETTLEMENT",
}

CHECKOUT_EVENT_WORDS = {
    CheckoutKind.INITIATED: "INITIATED",
    CheckoutKind.VISITED: "VISITED",
    CheckoutKind.ORDER_UPDATED: "UPDATE_SESSION",
    CheckoutKind.BILLING_ADDRESS_SET: "SET_BILLING_ADDRESS",
    CheckoutKind.LOCK_STARTED: "PAY_LOCK_START",
    CheckoutKind.LOCK_META: "PAY_LOCK_META",
    CheckoutKind.LOCK_ENDED: "PAY_LOCK_END",
    CheckoutKind.AUTHORIZED: "AUTHORIZED",
    CheckoutKind.COMPLETED: "COMPLETED",
    CheckoutKind.PAY_FAILED: "PAY_FAILED",
    CheckoutKind.DECLINED: "DECLINED",
    CheckoutKind.FAILED: "FAILED",
    CheckoutKind.UNIDENTIFIED: "PAY_FAILED",
    CheckoutKind.ABANDONED: "CANCELLED",
    CheckoutKind.CANCELLED: "CANCELLED",
    CheckoutKind.CALLBACK_SENT: "AUTH_CALLBACK_SENT",
}

REPORTED = {"CAPTURE": (Kind.PAID, Kind.REVERSED), "VOID": (Kind.VOIDED,), "REFUND": ()}
"""Values of `report_event` in a callback URL, and the kinds of events each stands for. There are no refunds."""

ERROR_WORDS = {
    CheckoutKind.UNIDENTIFIED: "authorization",
    CheckoutKind.ABANDONED: "cancelled",
    CheckoutKind.CANCELLED: "cancelled",
    CheckoutKind.DECLINED: "failed",
    CheckoutKind.FAILED: "failed",
}
"""`error` of a callback with `report_error=true`: why nothing was paid (API reference, url.return_url)."""

TOPIC_WORDS = {
    Topic.PURCHASE: "checkout_transaction",
    Topic.AUTHORIZATION: "checkout_authorization",
    Topic.PAYOUT: "settlement_add",
    Topic.PING: "ping",
}

SUBSCRIBED = {TOPIC_WORDS[topic]: topic for topic in (Topic.PURCHASE, Topic.AUTHORIZATION, Topic.PAYOUT)}
NEVER_SENT = frozenset(
    [
        *("account_add", "account_update", "account_store_add", "account_store_update", "account_store_delete"),
        *("receipt_add", "receipt_update", "customer_add", "customer_update", "customer_delete"),
        *("customer_change_password", "token_add", "token_remove", "transaction", "wallet_transaction"),
        *("discount_add", "discount_update", "discount_delete", "discount_add_customers"),
        *("discount_customer_update", "shopping_draft_add", "shopping_draft_update", "shopping_draft_complete"),
        *("shopping_order_update", "shopping_order_event_add", "shopping_order_delete", "location_add"),
        *("location_delete", "location_update", "cdd_case_update", "approval_payout_destination_update"),
        *("approval_payout_destination_delete", "checkout_token_add", "checkout_token_update"),
        *("checkout_token_delete",),
    ]
)
"""Events of other products: a subscription may name them, and is never told of them."""

PAYMENT_OPERATION = "unscheduled_purchase"
PAYMENT_OPERATIONS = frozenset([PAYMENT_OPERATION, "recurring_purchase", "generate_payment_token"])
SALES_CHANNEL = "ecommerce"
SALES_CHANNELS = frozenset([SALES_CHANNEL, "in_app", "in_store"])

RESERVED_PREFIXES = (
    *("dintero", "merchant", "session", "event", "payout", "gateway", "bambora", "collector", "instabank", "klarna"),
    *("kravia", "netaxept", "payex", "santander", "swish", "vipps"),
)
"""Beginnings of metadata keys that a merchant may not use."""
