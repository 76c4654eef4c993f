"""Links that answer without a token for a short while: a path, its last second, and a signature over both."""

import hashlib
import hmac
from datetime import datetime, timedelta

from fordring.storage.house.keys import SigningKey

LINK_MINUTES = 10
PURPOSE = b"links"
OF_TEXTS = b"texts"


class Links:
    """Signs and checks links with a key derived from the installation's signing key. Times are the wall clock's."""

    def __init__(self, key: SigningKey) -> None:
        self._key = hmac.new(key.private.encode(), PURPOSE, hashlib.sha256).digest()
        self._texts_key = hmac.new(key.private.encode(), OF_TEXTS, hashlib.sha256).digest()

    def last_second(self, now: datetime) -> int:
        """Until when a link made now answers, in Unix seconds."""
        return int((now + timedelta(minutes=LINK_MINUTES)).timestamp())

    def signature(self, path: str, expires: int) -> str:
        """The signature of `path` until `expires`, in lower-case hex."""
        return hmac.new(self._key, f"{path}\n{expires}".encode(), hashlib.sha256).hexdigest()

    def sign(self, text: str) -> str:
        """This installation's signature of a text that is no link, in lower-case hex; by another derived key."""
        return hmac.new(self._texts_key, text.encode(), hashlib.sha256).hexdigest()

    def is_good(self, path: str, expires: str, signature: str, now: datetime) -> bool:
        """Whether a link was signed here and its time has not run out. Texts are taken as they came in the query."""
        if not (expires.isascii() and expires.isdigit() and len(expires) < 12):
            return False
        expected = self.signature(path, int(expires))
        return hmac.compare_digest(expected.encode(), signature.encode()) and now.timestamp() <= int(expires)
