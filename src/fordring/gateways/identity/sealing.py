"""A national id is written down encrypted, under a key that is not in the database: AES-256-GCM."""

import base64
import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = "v1"


class SealError(Exception):
    """What is sealed cannot be opened by this key, or not here."""


def fresh_key() -> str:
    """A new key, as text."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


class Sealer:
    """Seals texts under one key, each bound to its place: what is sealed for one row opens in no other."""

    def __init__(self, key: str) -> None:
        """`key` is 32 bytes in base64. Raises ValueError."""
        secret = base64.b64decode(key.replace("-", "+").replace("_", "/"), validate=True)
        if len(secret) != KEY_BYTES:
            raise ValueError("the key is not 32 bytes")
        self._cipher = AESGCM(secret)
        self.key_id = hashlib.sha256(b"fordring identity key " + secret).hexdigest()[:8]

    def seal(self, text: str, place: str) -> str:
        """`v1.<key id>.<nonce and ciphertext>`; nothing of nothing."""
        if not text:
            return ""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = nonce + self._cipher.encrypt(nonce, text.encode(), place.encode())
        return f"{VERSION}.{self.key_id}.{base64.urlsafe_b64encode(sealed).decode()}"

    def open(self, sealed: str, place: str) -> str:
        """What was sealed here. Raises SealError."""
        version, _, rest = sealed.partition(".")
        key_id, _, content = rest.partition(".")
        if (version, key_id) != (VERSION, self.key_id):
            raise SealError(f"it was sealed under the key {key_id!r}, not {self.key_id!r}")
        try:
            raw = base64.urlsafe_b64decode(content)
            return self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], place.encode()).decode()
        except (InvalidTag, ValueError) as error:
            raise SealError("it was changed, or sealed for another place") from error
