"""The typed Python client of both faces, blocking and async; imports nothing of the rest.

A call is described once, as a `Request` (`merchant.py`, `creditor.py`, and `follow_up.py` for both); `exchange.py` says
how one is made, and the two transports (`transports.py`) carry that out. README and docs/follow-up.md show it in use.
"""

from fordring.client.creditor import AsyncCreditorClient, CreditorClient
from fordring.client.errors import ClientError, RefusedError, TooLargeError, UnreachableError, UnreadableError
from fordring.client.exchange import Options
from fordring.client.merchant import AsyncMerchantClient, MerchantClient

__all__ = [
    "AsyncCreditorClient",
    "AsyncMerchantClient",
    "ClientError",
    "CreditorClient",
    "MerchantClient",
    "Options",
    "RefusedError",
    "TooLargeError",
    "UnreachableError",
    "UnreadableError",
]
