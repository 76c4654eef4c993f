"""A camt message in pieces that end behind an entry or a payment, so that what follows can be looked at first."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from fordring.formats.banking.camt_paths import ENTRY, PAYMENT
from fordring.formats.banking.detect import HEAD_BYTES

_ENTRY_END = f"</{ENTRY}>"
_PAYMENT_BEGIN, _PAYMENT_END = f"<{PAYMENT}>", f"</{PAYMENT}>"
_BLANKS = re.compile(r"[ \t\r\n]*")
_ENCODING = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)""")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml\s[^<>]*\?>)?")


def after_blanks(text: str, place: int) -> int:
    """The first place from `place` on that is no blank of XML."""
    found = _BLANKS.match(text, place)
    assert found is not None  # it matches nothing as well
    return found.end()


def windows(head: bytes, stream: BinaryIO) -> Iterator[tuple[bytes, str | None]]:
    """The file from `head` on, in windows that end behind an entry or a payment where one ends.

    With each its text, if nothing but elements and their texts can stand in it: None where the file is not UTF-8, and
    from the first comment, CDATA section, DTD or processing instruction on.
    """
    declared = _ENCODING.search(head)
    plain = declared is None or declared[1].lower() == b"utf-8"
    begin = _DECLARATION.match(head)
    assert begin is not None  # it matches nothing as well
    chunk, rest, unmarked = head, b"", head[begin.end() :]
    while chunk:
        plain = plain and b"<!" not in unmarked and b"<?" not in unmarked
        held = rest + chunk
        end = _last_end(held) or len(held)
        yield held[:end], _text(held[:end]) if plain else None
        rest, last = held[end:], chunk[-1:]
        chunk = stream.read(HEAD_BYTES)
        unmarked = last + chunk
    if rest:
        yield rest, None


def piece_end(text: str, place: int) -> int:
    """Where the piece that begins at `place` ends: behind an entry of one payment, else behind its next payment."""
    entry, payment = text.find(_ENTRY_END, place), text.find(_PAYMENT_END, place)
    if payment < 0 or 0 <= entry < payment:
        return entry + len(_ENTRY_END) if entry >= 0 else len(text)
    payment += len(_PAYMENT_END)
    if entry < 0 or text.startswith(_PAYMENT_BEGIN, after_blanks(text, payment)):
        return payment
    return entry + len(_ENTRY_END)


def _last_end(window: bytes) -> int:
    """Where the last entry or payment of a window ends, 0 where none does."""
    ends = (_ENTRY_END.encode(), _PAYMENT_END.encode())
    return max((found + len(end) for end in ends if (found := window.rfind(end)) >= 0), default=0)


def _text(window: bytes) -> str | None:
    try:
        return window.decode()
    except UnicodeDecodeError:
        return None
