"""An invoice or a letter as PDF/A-3a and PDF/UA-1: tagged, fonts embedded, equal bytes for equal documents."""

import json
from base64 import b64encode

from fordring.formats.documents.letters.model import TableLetter
from fordring.formats.documents.model import InvoiceDocument, logo_kind
from fordring.formats.documents.pdf import code128
from fordring.formats.documents.pdf.letter_view import letter_view
from fordring.formats.documents.pdf.payment_codes import LINK_MASK, bank_barcode, has_standard, qr_content, qr_svg
from fordring.formats.documents.pdf.typesetting import set_pdf
from fordring.formats.documents.pdf.view import view

TEMPLATE_VERSION = "5"
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


def render_pdf(document: InvoiceDocument | TableLetter) -> bytes:
    """The document as PDF/A-3a and PDF/UA-1; equal documents give equal bytes, made on the document's day of issue.

    A logo that is damaged inside leaves its place empty. Raises nothing for a document that could be made.
    """
    template = "letter.typ" if isinstance(document, TableLetter) else "invoice.typ"
    return set_pdf(template, template_inputs(document), document.issued_on)


def template_inputs(document: InvoiceDocument | TableLetter) -> dict[str, str]:
    """What the template reads, as JSON: `document` (texts, figures) and `images` (SVG sources, bar code digits)."""
    qr, barcode, logo = qr_content(document), bank_barcode(document), document.brand.logo
    scanned = document.payment is None or document.preview or has_standard(document.country)
    images = {
        "logo": _framed(logo) if logo is not None else None,
        "qr": qr_svg(qr) if qr is not None else None,
        "page": qr_svg(document.page_url, LINK_MASK) if document.page_url and not scanned else None,
        "barcode": code128.svg(barcode) if barcode is not None else None,
        "digits": barcode,
    }
    shown = letter_view(document) if isinstance(document, TableLetter) else view(document)
    return {"document": json.dumps(shown, ensure_ascii=False), "images": json.dumps(images)}


def _framed(logo: bytes) -> str:
    """The logo in a frame of the letterhead's shape (62 by 18 mm), as large as fits, at the left."""
    media_type = MEDIA_TYPES[logo_kind(logo) or "png"]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 180"><image width="620" height="180" '
        f'preserveAspectRatio="xMinYMid meet" href="data:{media_type};base64,{b64encode(logo).decode()}"/></svg>'
    )
