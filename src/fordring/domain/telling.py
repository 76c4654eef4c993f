"""What a merchant is told of: the topics of its subscriptions, and for which of them an event is news."""

from collections.abc import Mapping
from enum import StrEnum

from fordring.domain.purchase.checkout import CheckoutKind
from fordring.domain.purchase.purchase import Kind

GIVEN_UP_MAX = 10
"""So many deliveries given up in a row stop a subscription."""


class Topic(StrEnum):
    """Why a merchant is called. Subscriptions choose among all but `callback`, `ping` and `claim`.

    `callback`: its order named an address. `ping`: a subscription is tried out. `purchase`: an order was authorised,
    paid, taken back or cancelled. `authorization`: paying for an order was decided, one way or the other. `payout`: the
    bank has sent the merchant its money. `claim`: something happened to a claim, whatever it was; watches hear of it.
    """

    CALLBACK = "callback"
    PING = "ping"
    PURCHASE = "purchase"
    AUTHORIZATION = "authorization"
    PAYOUT = "payout"
    CLAIM = "claim"


class HookKind(StrEnum):
    """What a hook is: one of the merchant's subscriptions to chosen topics, or its one watch over all its claims."""

    SUBSCRIPTION = "subscription"
    WATCH = "watch"


NEWS: Mapping[Kind, tuple[Topic, ...]] = {
    Kind.AUTHORIZED: (Topic.AUTHORIZATION, Topic.PURCHASE),
    Kind.DECLINED: (Topic.AUTHORIZATION, Topic.PURCHASE),
    Kind.PAID: (Topic.PURCHASE,),
    Kind.REVERSED: (Topic.PURCHASE,),
    Kind.VOIDED: (Topic.PURCHASE,),
}
"""The start of collection is the merchant's own doing or follows at once; a settled purchase is told by its payout."""

CAME_TO_NOTHING = frozenset(
    {
        *(CheckoutKind.DECLINED, CheckoutKind.FAILED, CheckoutKind.UNIDENTIFIED, CheckoutKind.ABANDONED),
        CheckoutKind.CANCELLED,
    }
)
"""Events of an unpaid checkout that are news of the topic `authorization`, and for callbacks that want declines."""
