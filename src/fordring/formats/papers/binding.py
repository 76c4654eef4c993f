"""A letter bound of several papers: the invoice first, behind it each attached PDF, and a page for each picture."""

import io
from collections.abc import Sequence
from datetime import date

import pikepdf

from fordring.formats.papers.kinds import PDF, PICTURES
from fordring.formats.papers.pictures import picture_page

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
