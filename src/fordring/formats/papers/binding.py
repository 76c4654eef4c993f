"""A letter bound of several papers: the invoice first, behind it each attached PDF, and a page for each picture."""

import io
import json
from base64 import b64encode
from collections.abc import Sequence
from datetime import date

import pikepdf

from fordring.formats.documents.pdf.typesetting import set_pdf
from fordring.formats.papers.inspection import picture_size
from fordring.formats.papers.kinds import PDF, PICTURES

PRINTABLE = frozenset({PDF, *PICTURES})
"""What can be put on paper; anything else travels by e-mail only."""


def bound(invoice: bytes, papers: Sequence[tuple[str, bytes]], day: date) -> bytes:
    """The invoice's pages, then those of each paper (media type and bytes) in order; equal input, equal bytes.

    Nothing but pages comes along: no outline, form or attached file of an attachment.
    """
    printable = [(media_type, content) for media_type, content in papers if media_type in PRINTABLE]
    if not printable:
        return invoice
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(invoice)) as whole:
        for media_type, content in printable:
            page = content if media_type == PDF else picture_page(media_type, content, day)
            with pikepdf.open(io.BytesIO(page)) as behind:
                whole.pages.extend(behind.pages)
        whole.save(out, deterministic_id=True)
    return out.getvalue()


def picture_page(media_type: str, content: bytes, day: date) -> bytes:
    """A picture in the middle of an A4 page, as large as its margins let it be, never enlarged beyond 96 dpi."""
    width, height = picture_size(content) or (1, 1)
    source = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" '
        f'height="{height}" href="data:{media_type};base64,{b64encode(content).decode()}"/></svg>'
    )
    return set_pdf("picture.typ", {"picture": json.dumps({"source": source, "width": width, "height": height})}, day)
