"""A file from a client at the door, before any transaction: kept under its checksum, so that a row can name it."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from fordring.gateways.blobs import Blobs


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Bytes that stand in the blob store; the name and media type were checked."""

    sha256: str
    size_bytes: int
    blob_key: str


async def keep_file(blobs: Blobs, merchant_id: UUID, content: bytes) -> KeptFile:
    """Put the bytes into the blob store under their SHA-256; the same again are fine."""
    sha256 = hashlib.sha256(content).hexdigest()
    key = f"uploads/{merchant_id}/{sha256}"
    await blobs.put_once(key, content)
    return KeptFile(sha256, len(content), key)
