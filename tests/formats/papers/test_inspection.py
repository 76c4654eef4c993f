"""Papers from outside: judged by their bytes, named safely, bound behind a letter; what is unsafe is refused."""

from datetime import date

import pikepdf
import pytest

from faces.kravia.papers import PNG, TERMS, acting, blank, good, locked, saved
from fordring.domain.errors import InvalidCommandError
from fordring.formats.papers.binding import bound
from fordring.formats.papers.inspection import inspected, page_count
from fordring.formats.papers.names import safe_name
from fordring.formats.papers.pictures import picture_size

NAME = pikepdf.Name
JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x20"
HUGE = PNG[:16] + b"\x00\x00\xff\xff" * 2 + PNG[24:]
DAY = date(2026, 11, 16)


def titled(title: str, parts: int = 0) -> bytes:
    """A PDF that only speaks of actions, with so many objects more."""
    pdf = blank()
    pdf.docinfo["/Title"] = title
    pdf.Root.More = pikepdf.Array([pdf.make_indirect(pikepdf.Dictionary()) for _ in range(parts)])
    return saved(pdf)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (good(), "invoice.pdf", "application/pdf"),
        (b"\n" + good(), None, "application/pdf"),
        (titled("on /JS and /Launch"), None, "application/pdf"),
        (PNG, "scan.png", "image/png"),
        (JPEG, "photo.jpg", "image/jpeg"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><a/>", "a.xml", "application/xml"),
        (TERMS, "terms.txt", "text/plain"),
        ("Blåbær".encode("latin-1"), None, "text/plain"),
        (b"<html><script>", None, "text/plain"),
        (b"PK\x03\x04 a zip", "all.zip", "application/zip"),
        (b"\x00\x01\x02", None, "application/octet-stream"),
        (b"\x80\xff", None, "application/octet-stream"),
    ],
)
def test_what_a_paper_is_its_bytes_say(content: bytes, name: str | None, expected: str) -> None:
    assert inspected(content, name) == expected


JAVASCRIPT = acting(S=NAME.JavaScript, JS="app.alert(1)")


def deep() -> bytes:
    """JavaScript in the second action of a link on a page, all in one object."""
    pdf = blank()
    link = pikepdf.Dictionary(Subtype=NAME.Link, Rect=[0, 0, 1, 1], A=pikepdf.Dictionary(S=NAME.URI, URI="https://x"))
    link.A.Next = pikepdf.Array([pikepdf.Dictionary(S=NAME.JavaScript, JS="x")])
    pdf.pages[0].Annots = pikepdf.Array([link])
    return saved(pdf)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", None, "is empty"),
        (b"PK\x03\x04 a zip", "Invoice.PDF", "is named .pdf, but its content is application/zip"),
        (JAVASCRIPT, None, "contains JavaScript"),
        (deep(), None, "contains JavaScript"),
        (acting(S=NAME.Launch, F="calc.exe"), None, "starts a program"),
        (acting(S=NAME.SubmitForm, F="https://x"), None, "sends a form away"),
        (acting(S=NAME.ImportData, F="https://x"), None, "fetches data"),
        (locked("secret"), None, "is encrypted"),
        (locked(""), None, "is encrypted"),
        (b"%PDF-1.7 rubbish", None, "is a broken PDF"),
        (saved(pikepdf.new()), None, "has 0 pages"),
        (titled("on /JS", 20_000), None, "has more than 20000 parts"),
        (b"MZ\x90\x00", "terms.pdf", "is a program"),
        (b"#!/bin/sh\n", None, "is a program"),
        (PNG[:12], None, "is a broken PNG"),
        (PNG[:45], None, "is a PNG picture that cannot be printed"),
        (HUGE, None, "is a picture of 65535 by 65535 pixels"),
        (b"\xff\xd8\xff\xe0", None, "is a broken JPEG"),
    ],
)
def test_a_paper_that_cannot_be_sent_on_is_refused(content: bytes, name: str | None, told: str) -> None:
    with pytest.raises(InvalidCommandError, match="file: ") as refused:
        inspected(content, name)
    assert told in str(refused.value)


def test_an_own_invoice_is_a_pdf_and_the_operator_may_list_kinds() -> None:
    with pytest.raises(InvalidCommandError, match="must be a PDF, but its content is image/png"):
        inspected(PNG, None, pdf_only=True)
    with pytest.raises(InvalidCommandError, match="is text/plain; accepted here: application/pdf, image/png"):
        inspected(TERMS, None, ["image/png", "application/pdf"])
    assert inspected(PNG, None, ["image/png"]) == "image/png"


@pytest.mark.parametrize(
    ("given", "media_type", "expected"),
    [
        (None, "application/pdf", "paper.pdf"),
        ("", "text/plain", "paper.txt"),
        (r"C:\Users\me\Vilkår 2026.PDF", "application/pdf", "Vilkår 2026.PDF"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("terms.exe", "application/pdf", "terms.exe.pdf"),
        ('a"\r\nBcc: x@y.z\u202egpj.txt', "text/plain", "a Bcc x@y.z gpj.txt"),
        (".pdf", "application/pdf", "pdf.pdf"),
        ("x" * 300 + ".png", "image/png", "x" * 100 + ".png"),
        ("...", "image/png", "paper.png"),
    ],
)
def test_a_name_is_made_safe_and_says_what_the_content_is(given: str | None, media_type: str, expected: str) -> None:
    assert safe_name(given, media_type, "paper") == expected


def test_a_letter_has_the_invoice_first_then_each_paper_that_can_be_printed() -> None:
    papers = [("text/plain", TERMS), ("application/pdf", good(3)), ("image/png", PNG)]
    letter = bound(good(2), papers, DAY)
    assert page_count(letter) == 2 + 3 + 1
    assert letter == bound(good(2), papers, DAY)
    assert bound(good(), [("text/plain", TERMS)], DAY) == good()
    assert picture_size(PNG) == (1, 1)
    assert picture_size(JPEG) == (32, 16)
