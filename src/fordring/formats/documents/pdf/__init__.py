"""The PDF renderer (typst)."""

from fordring.formats.documents.pdf.render import TEMPLATE_VERSION as TEMPLATE_VERSION
from fordring.formats.documents.pdf.render import render_pdf as render_pdf
