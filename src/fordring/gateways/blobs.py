"""Blobs: rendered documents and raw bank files, in a local folder or an object store.

A key is written once and never overwritten. What a blob held is witnessed by its SHA-256, which the caller keeps in the
row that names the blob and gives back when reading.
"""

import asyncio
import hashlib
import os
import uuid
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError
from obstore.store import LocalStore, from_url

INCOMING = "_incoming/"
PIECE_BYTES = 1024 * 1024
PARTS_AT_ONCE = 2
"""Of 5 MiB each while a blob is written; the library's twelve would hold 60 MiB of a large one."""


class BlobError(Exception):
    """The base of what is wrong with a blob."""


class BlobMissingError(BlobError):
    """There is no blob under this key."""


class BlobCorruptedError(BlobError):
    """The blob's bytes are not those its checksum was taken of."""


class BlobConflictError(BlobError):
    """Other bytes stand under this key already."""


class Blobs:
    """A store of blobs. Made by `open_blobs`.

    Keys are paths of letters, digits and `._-` with `/` between (`documents/2026/0198….pdf`); obstore refuses others
    with ValueError. Where the store cannot be reached, obstore's errors pass through.
    """

    def __init__(self, store: Any, folder: Path | None) -> None:
        self._store = store
        self._folder = folder

    async def put_once(self, key: str, data: bytes) -> str:
        """Keep `data` under `key`, durably, and answer its SHA-256 in hex. The same bytes again are fine.

        Raises BlobConflictError where other bytes stand there.
        """
        if self._folder is not None:
            return await self.put_chunks_once(key, _one(data))
        checksum = hashlib.sha256(data).hexdigest()
        try:
            await obstore.put_async(self._store, key, data, mode="create")
        except AlreadyExistsError:
            await self._require_same(key, checksum)
        return checksum

    async def put_chunks_once(self, key: str, chunks: AsyncIterator[bytes]) -> str:
        """As `put_once`, for what is too large to hold: memory does not grow with it.

        The bytes are staged under `_incoming/`, then given their name in one step that fails where the name is taken.
        A process killed in between leaves a staged blob that nothing refers to.
        """
        staged = f"{INCOMING}{uuid.uuid4().hex}"
        digest = hashlib.sha256()
        try:
            await obstore.put_async(self._store, staged, _digesting(chunks, digest), max_concurrency=PARTS_AT_ONCE)
            await self._sync(staged, names=False)
            checksum = digest.hexdigest()
            try:
                await obstore.copy_async(self._store, staged, key, overwrite=False)
            except AlreadyExistsError:
                await self._require_same(key, checksum)
            await self._sync(key)
        finally:
            with suppress(FileNotFoundError):
                await obstore.delete_async(self._store, staged)
        return checksum

    async def get(self, key: str, sha256: str) -> bytes:
        """The bytes under `key`. Raises BlobMissingError, and BlobCorruptedError where they do not have `sha256`."""
        return b"".join([chunk async for chunk in self.get_chunks(key, sha256)])

    async def get_chunks(self, key: str, sha256: str) -> AsyncIterator[bytes]:
        """As `get`, piece by piece. The checksum is known only at the end: what was made of the pieces counts then.

        Raises BlobCorruptedError after the last piece.
        """
        digest = hashlib.sha256()
        async for chunk in self._chunks(key):
            digest.update(chunk)
            yield chunk
        if digest.hexdigest() != sha256:
            raise BlobCorruptedError(f"{key} has SHA-256 {digest.hexdigest()}, not {sha256}")

    async def _chunks(self, key: str) -> AsyncIterator[bytes]:
        try:
            found = await obstore.get_async(self._store, key)
        except FileNotFoundError as error:
            raise BlobMissingError(f"there is no blob {key}") from error
        async for chunk in found.stream(PIECE_BYTES):
            yield bytes(chunk)

    async def _require_same(self, key: str, sha256: str) -> None:
        digest = hashlib.sha256()
        async for chunk in self._chunks(key):
            digest.update(chunk)
        if digest.hexdigest() != sha256:
            raise BlobConflictError(f"{key} holds other bytes already")

    async def _sync(self, key: str, *, names: bool = True) -> None:
        """Locally, wait for the disk, which the library does not. An object store answers when it is durable.

        Without `names` for the bytes alone, which lose nothing when the blob is found under another name later.
        """
        if self._folder is not None:
            whole = self._folder / key
            await asyncio.to_thread(_sync_upwards, whole, self._folder if names else whole)


def open_blobs(location: str, options: Mapping[str, str] | None = None) -> Blobs:
    """A store at a folder's path or `file://` URL, or at a URL: `s3://bucket/prefix`, `gs://…`, `az://…`.

    `options` are the store's own settings (S3: `endpoint`, `region`, `access_key_id`, `secret_access_key` …; without
    them the environment's). An `endpoint` beginning with `http://` is taken as it is. Raises ValueError or obstore's
    errors for a setting it does not know.
    """
    if location.startswith("file://"):
        location = unquote(urlsplit(location).path)
    if "://" not in location:
        folder = Path(location).absolute()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return Blobs(LocalStore(folder), folder)
    # Each kind of store types its own settings; which kind this is, the URL says at run time.
    config: Any = dict(options or {})
    if location.startswith("s3://"):
        # S3 has no plain "copy where nothing stands"; completing a multipart copy conditionally is the same thing.
        config.setdefault("copy_if_not_exists", "multipart")
    client: Any = {"allow_http": config.get("endpoint", "").startswith("http://"), "timeout": "60s"}
    retries: Any = {"max_retries": 3}
    return Blobs(from_url(location, config=config, client_options=client, retry_config=retries), None)


async def _one(data: bytes) -> AsyncIterator[bytes]:
    yield data


async def _digesting(chunks: AsyncIterator[bytes], digest: Any) -> AsyncIterator[bytes]:
    async for chunk in chunks:
        digest.update(chunk)
        yield chunk


def _sync_upwards(file: Path, root: Path) -> None:
    """Sync `file` and every folder from it up to `root`, some of which may be new; `file` alone where it is `root`."""
    for path in (file, *(folder for folder in file.parents if folder == root or root in folder.parents)):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
