"""What the page of an identification may have to say: each has a title and a sentence in every language."""

from enum import StrEnum


class Notice(StrEnum):
    """One thing to say."""

    ASK = "ask"
    READY = "ready"
    PAID = "paid"
    MISMATCH = "mismatch"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    LATE = "late"
    OTHER_BROWSER = "other_browser"
    DECLINED = "declined"
    LOCKED = "locked"
    CHANGED = "changed"
    UNUSABLE = "unusable"
    NO_PROVIDER = "no_provider"
    LEFT = "left"
    OVER = "over"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_EXPIRED = "order_expired"
    UNKNOWN = "unknown"
    TOO_MANY = "too_many"


PASSING = frozenset(
    {
        *(Notice.UNREACHABLE, Notice.LATE, Notice.OTHER_BROWSER, Notice.DECLINED, Notice.LOCKED, Notice.CHANGED),
        Notice.UNUSABLE,
    }
)
"""Those that an address may name, because nothing stored tells them: `?notice=late`."""

STATUSES = {
    Notice.UNKNOWN: 404,
    Notice.TOO_MANY: 429,
    Notice.LEFT: 410,
    Notice.OVER: 410,
    Notice.ORDER_CANCELLED: 410,
    Notice.ORDER_EXPIRED: 410,
    Notice.OTHER_BROWSER: 403,
    Notice.NO_PROVIDER: 503,
}
"""Where a page is not a 200."""
