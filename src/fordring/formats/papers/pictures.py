"""Pictures as pages: how large one is by its header, and the page it becomes in a letter."""

import json
import re
from base64 import b64encode
from datetime import date

from fordring.formats.documents.pdf.typesetting import set_pdf

_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]..\x08(..)(..)", re.DOTALL)


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG, as its header says; None where it has none."""
    if content.startswith(b"\x89PNG") and content[12:16] == b"IHDR" and len(content) >= 24:
        return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    frame = _FRAME.search(content) if content.startswith(b"\xff\xd8") else None
    return (int.from_bytes(frame[2]), int.from_bytes(frame[1])) if frame else None


def picture_page(media_type: str, content: bytes, day: date) -> bytes:
    """A picture in the middle of an A4 page, as large as its margins let it be, never enlarged beyond 96 dpi."""
    width, height = picture_size(content) or (1, 1)
    source = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" '
        f'height="{height}" href="data:{media_type};base64,{b64encode(content).decode()}"/></svg>'
    )
    return set_pdf(
        "picture.typ", {"picture": json.dumps({"source": source, "width": width, "height": height})}, day, ()
    )
