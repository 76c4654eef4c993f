"""Blobs in a local folder and in an S3 store on loopback: the same truths for both."""

import asyncio
import hashlib
import logging
import urllib.request
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer
from obstore.exceptions import BaseError

from fordring.gateways.blobs import (
    BlobConflictError,
    BlobCorruptedError,
    BlobMissingError,
    Blobs,
    open_blobs,
)

KEY = "documents/2026/faktura.pdf"
PDF = b"%PDF-1.7 \x00\xff"
SHA256 = hashlib.sha256(PDF).hexdigest()
MEGABYTE = bytes(range(256)) * 4096


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The endpoint of an S3 server with a bucket named `blobs`."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    with urllib.request.urlopen(urllib.request.Request(f"{endpoint}/blobs", method="PUT")):  # noqa: S310 - our own server
        pass
    yield endpoint
    server.stop()


@pytest.fixture(params=["local", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """An empty store of each kind."""
    if request.param == "local":
        return open_blobs(str(tmp_path / "blobs"))
    return s3_blobs(request.getfixturevalue("s3"), tmp_path.name)


def s3_blobs(endpoint: str, prefix: str) -> Blobs:
    options = {"endpoint": endpoint, "region": "eu-north-1", "access_key_id": "a", "secret_access_key": "b"}
    return open_blobs(f"s3://blobs/{prefix}", options)


async def pieces(count: int, piece: bytes = MEGABYTE) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield piece


def files(folder: Path) -> list[str]:
    return [file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()]


async def test_what_was_put_is_read_back_by_its_checksum(blobs: Blobs) -> None:
    assert await blobs.put_once(KEY, PDF) == SHA256
    assert await blobs.get(KEY, SHA256) == PDF


async def test_an_empty_blob_is_a_blob(blobs: Blobs) -> None:
    checksum = await blobs.put_once(KEY, b"")

    assert await blobs.get(KEY, checksum) == b""


async def test_the_same_bytes_again_are_fine_and_others_are_refused(blobs: Blobs) -> None:
    await blobs.put_once(KEY, PDF)

    assert await blobs.put_once(KEY, PDF) == SHA256
    with pytest.raises(BlobConflictError, match=KEY):
        await blobs.put_once(KEY, b"other")
    with pytest.raises(BlobConflictError, match=KEY):
        await blobs.put_chunks_once(KEY, pieces(1))
    assert await blobs.get(KEY, SHA256) == PDF


async def test_of_many_writers_at_once_one_wins_and_nothing_is_mixed(blobs: Blobs) -> None:
    contents = [bytes([65 + number]) * 1_000 for number in range(6)]

    results = await asyncio.gather(*(blobs.put_once(KEY, each) for each in contents), return_exceptions=True)

    (winner,) = [result for result in results if isinstance(result, str)]
    assert [type(result) for result in results if not isinstance(result, str)] == [BlobConflictError] * 5
    assert await blobs.get(KEY, winner) in contents


async def test_a_large_blob_goes_in_and_out_in_pieces(blobs: Blobs) -> None:
    expected = hashlib.sha256(MEGABYTE * 12).hexdigest()

    assert await blobs.put_chunks_once("raw/camt.xml", pieces(12)) == expected
    assert await blobs.put_chunks_once("raw/camt.xml", pieces(12)) == expected
    sizes = [len(chunk) async for chunk in blobs.get_chunks("raw/camt.xml", expected)]
    assert sum(sizes) == 12 * len(MEGABYTE)
    assert max(sizes) < sum(sizes)


async def test_other_bytes_than_the_checksum_says_are_never_handed_out(blobs: Blobs) -> None:
    await blobs.put_once(KEY, PDF)

    with pytest.raises(BlobCorruptedError, match=SHA256):
        await blobs.get(KEY, hashlib.sha256(b"what the row remembers").hexdigest())


async def test_a_blob_that_is_not_there_is_missing(blobs: Blobs) -> None:
    with pytest.raises(BlobMissingError, match="nowhere"):
        await blobs.get("nowhere", SHA256)


@pytest.mark.parametrize("key", ["../outside", "a/../../outside", "a//b", "a/./b"])
async def test_a_key_cannot_leave_the_store(blobs: Blobs, key: str) -> None:
    with pytest.raises(ValueError, match="Path"):
        await blobs.put_once(key, PDF)


async def test_a_stream_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield MEGABYTE
        raise ConnectionResetError("the upload was cut")

    store = open_blobs(str(tmp_path))

    with pytest.raises(Exception, match="the upload was cut"):
        await store.put_chunks_once(KEY, broken())
    assert files(tmp_path) == []


async def test_a_flipped_bit_on_the_disk_is_noticed(tmp_path: Path) -> None:
    store = open_blobs(str(tmp_path))
    checksum = await store.put_once(KEY, PDF)
    (tmp_path / KEY).write_bytes(PDF[:-1] + b"\xfe")

    with pytest.raises(BlobCorruptedError):
        await store.get(KEY, checksum)


async def test_a_local_store_keeps_only_what_was_put_and_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "blobs"
    await open_blobs(str(folder)).put_once(KEY, PDF)

    assert files(folder) == [KEY]
    assert folder.stat().st_mode & 0o077 == 0


async def test_a_second_process_reads_what_the_first_one_put(tmp_path: Path, s3: str) -> None:
    for first, second in (
        (open_blobs(str(tmp_path)), open_blobs(str(tmp_path))),
        (s3_blobs(s3, "shared"), s3_blobs(s3, "shared")),
    ):
        assert await second.get(KEY, await first.put_once(KEY, PDF)) == PDF


async def test_a_store_without_its_bucket_says_so(s3: str) -> None:
    options = {"endpoint": s3, "region": "eu-north-1", "access_key_id": "a", "secret_access_key": "b"}
    with pytest.raises((BaseError, FileNotFoundError), match="NoSuchBucket"):
        await open_blobs("s3://elsewhere", options).put_once(KEY, PDF)
