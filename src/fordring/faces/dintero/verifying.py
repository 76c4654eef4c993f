"""The other end of a call: what a shop does to know that it came from here and is not an old one."""

import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta

from fordring.channels.signing import canonical_request, hmac_sha256_hex

HEADER = "Dintero-Signature"
SKEW = timedelta(minutes=5)
GIVEN = re.compile(r"t=([0-9]{1,12}),v0-hmac-sha256=([0-9a-f]{64})", re.ASCII)


def is_signed(
    method: str, url: str, headers: Mapping[str, str], account_id: str, secret: str, now: datetime | None = None
) -> bool:
    """Whether the signature is over just this call, by the account's secret (API reference, "Validating callbacks").

    Five minutes of skew are allowed; without `now` its age is not looked at.
    """
    given = GIVEN.fullmatch(headers.get(HEADER, ""))
    if given is None or not secret:
        return False
    stamp = int(given[1])
    expected = hmac_sha256_hex(secret, canonical_request(stamp, account_id, method, url))
    fresh = now is None or abs(now.timestamp() - stamp) <= SKEW.total_seconds()
    return fresh and hmac.compare_digest(given[2], expected)
