"""A document out of a body in any of its encodings. The body decides which, never its header.

Multipart with a part `file`, binary or base64; a form field; JSON; and what the printed shell line really sends:
`{file:BASE64}` under the header of a multipart without a boundary.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.wire.documents import DocumentBody
from fordring.faces.kravia.wire.loose import read_json

if TYPE_CHECKING:  # the library has the type for checkers only
    from python_multipart.multipart import MultipartCallbacks

FILE, FILE_NAME = "file", "filename"
PARTS_MAX = 20
_UNQUOTED = re.compile(rb"""\{\s*["']?(\w+)["']?\s*:\s*["']?([^"'{}]*)["']?\s*\}?\s*""", re.ASCII)
_FORM = re.compile(rb"\s*\w+=", re.ASCII)
_DATA_URL = re.compile(rb"data:[^,]{0,200};base64,", re.IGNORECASE)
_BINARY = (b"%PDF-", b"\x89PNG\r\n", b"\xff\xd8\xff")


@dataclass(frozen=True, slots=True)
class Upload:
    """The bytes of a document and the name it came with."""

    content: bytes
    name: str | None


def upload_of(raw: bytes, content_type: str) -> Upload:
    """The document in a body. Raises BadRequestError and ValidationError, naming `file`."""
    body = raw.strip()
    boundary = _boundary(raw, content_type)
    if boundary is not None:
        return _of_parts(_parts(raw, boundary))
    if body.startswith(b"{"):
        return _of_object(body)
    if _FORM.match(body):
        return _of_form(body)
    raise _unusable("is missing: neither a multipart body, a form nor JSON was sent" if body else "is missing")


def decoded(text: bytes) -> bytes:
    """Base64 in either alphabet, with line breaks, with or without its padding. Raises BadRequestError."""
    found = _DATA_URL.match(text.strip())
    compact = b"".join(text.strip()[found.end() if found else 0 :].split()).translate(bytes.maketrans(b"-_", b"+/"))
    bare = compact.rstrip(b"=")
    try:
        return base64.b64decode(bare + b"=" * (-len(bare) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise _unusable("is not base64") from None


@dataclass(slots=True)
class _Part:
    """One part of a multipart body: its name, its file's name where it has one, and its bytes."""

    headers: dict[bytes, bytes] = field(default_factory=dict)
    data: bytearray = field(default_factory=bytearray)

    @property
    def options(self) -> Mapping[bytes, bytes]:
        return parse_options_header(self.headers.get(b"content-disposition", b""))[1]

    @property
    def name(self) -> str:
        return self.options.get(b"name", b"").decode(errors="replace").strip().lower()

    @property
    def file_name(self) -> str | None:
        given = self.options.get(b"filename")
        return None if given is None else given.decode(errors="replace")

    @property
    def content(self) -> bytes:
        """The bytes: those of a file as they are, those of a field out of base64."""
        coded = self.headers.get(b"content-transfer-encoding", b"").strip().lower() == b"base64"
        plain = self.file_name is not None or bytes(self.data).startswith(_BINARY)
        return decoded(bytes(self.data)) if coded or not plain else bytes(self.data)


class _Collector:
    """The parts of a multipart body as the parser tells them."""

    def __init__(self) -> None:
        self.parts: list[_Part] = []
        self.ended = False
        self._name, self._value = b"", b""

    def callbacks(self) -> "MultipartCallbacks":
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._field,
            "on_header_value": self._said,
            "on_header_end": self._header,
            "on_part_data": self._data,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        if len(self.parts) >= PARTS_MAX:
            raise _unusable(f"came among more than {PARTS_MAX} parts")
        self.parts.append(_Part())

    def _field(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _said(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header(self) -> None:
        self.parts[-1].headers[self._name.lower()] = self._value
        self._name, self._value = b"", b""

    def _data(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1].data += data[start:end]

    def _end(self) -> None:
        self.ended = True


def _boundary(raw: bytes, content_type: str) -> bytes | None:
    """The boundary that the body really has: the header's, else that of its first line; None where there is none."""
    told = parse_options_header(content_type)[1].get(b"boundary", b"")
    if told and b"--" + told in raw:
        return told
    first = raw.lstrip().split(b"\n", 1)[0].strip()
    return first[2:] if first.startswith(b"--") and 2 < len(first) <= 72 else None


def _parts(raw: bytes, boundary: bytes) -> list[_Part]:
    collector = _Collector()
    start = raw.index(b"--" + boundary)
    try:
        parser = MultipartParser(boundary, collector.callbacks())
        parser.write(raw[start:])
        parser.finalize()
    except FormParserError as error:
        raise _unusable(f"is missing: the multipart body cannot be read ({error})") from error
    if not collector.ended:
        raise _unusable("is not whole: the multipart body ends before its last boundary")
    return collector.parts


def _of_parts(parts: list[_Part]) -> Upload:
    files = [part for part in parts if part.name == FILE]
    if len(files) != 1:
        raise _unusable("came more than once; one document is taken at a time" if files else "is missing")
    named = [part for part in parts if part.name == FILE_NAME]
    name = bytes(named[-1].data).decode(errors="replace") if named else files[0].file_name
    return Upload(files[0].content, name or None)


def _of_object(body: bytes) -> Upload:
    """JSON; or the same with its quotation marks lost in a shell."""
    try:
        value = read_json(body)
    except ValueError:
        found = _UNQUOTED.fullmatch(body)
        if found is None:
            raise _unusable("is missing: the body is no JSON") from None
        if found[1].lower() != FILE.encode():
            raise _unusable("is missing") from None
        return Upload(decoded(found[2]), None)
    read = DocumentBody.model_validate(value)
    return Upload(decoded(read.file.encode(errors="replace")), read.file_name)


def _of_form(body: bytes) -> Upload:
    """A form's fields; a `+` that was not escaped is a `+` of base64."""
    pairs = [pair.partition(b"=") for pair in body.split(b"&", PARTS_MAX)]
    fields = [(name.strip().lower(), value) for name, _, value in pairs]
    files = [value for name, value in fields if name == FILE.encode()]
    if len(files) != 1:
        raise _unusable("came more than once; one document is taken at a time" if files else "is missing")
    names = [value for name, value in fields if name == FILE_NAME.encode()]
    name = unquote_to_bytes(names[-1].replace(b"+", b" ")).decode(errors="replace") if names else None
    return Upload(decoded(unquote_to_bytes(files[0])), name or None)


def _unusable(problem: str) -> BadRequestError:
    return BadRequestError({FILE: problem})
