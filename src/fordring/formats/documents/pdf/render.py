"""The invoice document as PDF/A-3a and PDF/UA-1: tagged, fonts embedded, equal bytes for equal documents."""

import calendar
import json
import threading
from base64 import b64encode
from functools import cache
from pathlib import Path

import typst

from fordring.formats.documents.model import InvoiceDocument, logo_kind
from fordring.formats.documents.pdf import code128
from fordring.formats.documents.pdf.glyphs import FONTS
from fordring.formats.documents.pdf.payment_codes import bank_barcode, qr_content, qr_svg
from fordring.formats.documents.pdf.view import view

TEMPLATE_VERSION = "1"
TEMPLATE = Path(__file__).with_name("template")
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}

_of_this_thread = threading.local()


def render_pdf(document: InvoiceDocument) -> bytes:
    """The document as PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1); equal documents give equal bytes.

    The document's own day of issue is the file's creation time. Safe in threads and processes: each thread keeps one
    compiler, all share the fonts. Texts travel as data, so none is ever read as markup; a logo that is damaged inside
    leaves its place empty. Raises nothing for a document that could be made.
    """
    issued_at = calendar.timegm(document.issued_on.timetuple())
    pdf = _compiler().compile(
        format="pdf", sys_inputs=template_inputs(document), pdf_standards=["a-3a", "ua-1"], timestamp=issued_at
    )
    assert isinstance(pdf, bytes)
    return pdf


def template_inputs(document: InvoiceDocument) -> dict[str, str]:
    """What the template reads, as JSON: `document` (texts, figures) and `images` (SVG sources, bar code digits)."""
    qr, barcode, logo = qr_content(document), bank_barcode(document), document.brand.logo
    images = {
        "logo": _framed(logo) if logo is not None else None,
        "qr": qr_svg(qr) if qr is not None else None,
        "barcode": code128.svg(barcode) if barcode is not None else None,
        "digits": barcode,
    }
    return {"document": json.dumps(view(document), ensure_ascii=False), "images": json.dumps(images)}


def compiler() -> typst.Compiler:
    """A compiler of the template that sees the bundled fonts only."""
    return typst.Compiler(TEMPLATE / "invoice.typ", root=TEMPLATE, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    """The bundled fonts, read once a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])


def _compiler() -> typst.Compiler:
    """This thread's compiler: one serves one document at a time, and making one costs more than an invoice."""
    kept: typst.Compiler | None = getattr(_of_this_thread, "compiler", None)
    if kept is None:
        kept = _of_this_thread.compiler = compiler()
    return kept


def _framed(logo: bytes) -> str:
    """The logo in a frame of the letterhead's shape (62 by 18 mm), as large as fits, at the left."""
    media_type = MEDIA_TYPES[logo_kind(logo) or "png"]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 180"><image width="620" height="180" '
        f'preserveAspectRatio="xMinYMid meet" href="data:{media_type};base64,{b64encode(logo).decode()}"/></svg>'
    )
