"""What a file is by its bytes, never by its name, and which suffixes a file of that kind may bear."""

from collections.abc import Mapping, Sequence

PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
XML, TEXT, ZIP, UNKNOWN = "application/xml", "text/plain", "application/zip", "application/octet-stream"

PICTURES = frozenset({PNG, JPEG})
SHOWABLE = frozenset({PDF, *PICTURES})

DOCUMENT_BYTES_MAX = 10 * 1_024 * 1_024
"""The largest file that is taken, where the operator says nothing else."""

SUFFIXES: Mapping[str, Sequence[str]] = {
    PDF: ("pdf",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    XML: ("xml",),
    TEXT: ("txt", "csv", "json", "md", "log"),
    ZIP: ("zip", "docx", "xlsx", "pptx", "odt", "ods"),
    UNKNOWN: ("bin", "doc", "xls", "gif", "tif", "tiff", "bmp", "webp", "heic", "rtf"),
}
"""The first is given to a file whose name ends otherwise: nothing is sent on under a name that says what it is not."""

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
)
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02\x00",
)
_HEAD = 1_024
"""A PDF's header may stand anywhere in its first 1,024 bytes (ISO 32000-1, annex H, note 13)."""


def media_type_of(content: bytes) -> str:
    """The media type: PDF, PNG, JPEG, ZIP, XML, plain text in UTF-8 or Latin-1, else unknown bytes."""
    for signature, media_type in _SIGNATURES:
        if content.startswith(signature):
            return media_type
    if b"%PDF-" in content[:_HEAD]:
        return PDF
    if not _is_text(content):
        return UNKNOWN
    return XML if content.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<?xml") else TEXT


def is_program(content: bytes) -> bool:
    """Whether an operating system would run it."""
    return content.startswith(_PROGRAMS)


def _is_text(content: bytes) -> bool:
    """No control characters but tabs and line ends; bytes above ASCII as in UTF-8 or, there, Latin-1's letters."""
    if any(byte < 32 and byte not in b"\t\n\r\f" for byte in set(content)):
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return not any(0x7F <= byte < 0xA0 for byte in set(content))
    return True
