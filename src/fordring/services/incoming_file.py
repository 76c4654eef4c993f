"""A file from a bank at the door, before any transaction: kept raw under its checksum, so that nothing can be lost."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from typing import BinaryIO

from fordring.formats.banking.detect import HEAD_BYTES, detect
from fordring.gateways.blobs import Blobs
from fordring.storage.house.files import IncomingFile

CHUNK_BYTES = 1024 * 1024


async def keep_bank_file(blobs: Blobs, name: str, stream: BinaryIO) -> IncomingFile:
    """Put the bytes of a seekable stream into the blob store, and say what `receive_bank_file` must know of them.

    Memory does not grow with the file. What kind of file it is its first bytes say, never its name.
    """
    digest = hashlib.sha256()
    size = 0
    head = b""
    async for chunk in _chunks(stream):
        head = head or chunk[:HEAD_BYTES]
        digest.update(chunk)
        size += len(chunk)
    key = f"bank-files/{digest.hexdigest()}"
    sha256 = await blobs.put_chunks_once(key, _chunks(stream))
    return IncomingFile(sha256, name, detect(head) or "", size, key)


async def _chunks(stream: BinaryIO) -> AsyncIterator[bytes]:
    """The stream from its beginning, read on a thread; at least one chunk, empty for an empty file."""
    await asyncio.to_thread(stream.seek, 0)
    while chunk := await asyncio.to_thread(stream.read, CHUNK_BYTES):
        yield chunk
