"""The encodings a document may come in, told apart by the body alone; what is in none of them is refused by name."""

import base64
import json
from urllib.parse import quote_plus

import pytest
from pydantic import ValidationError

from faces.kravia.papers import good
from fordring.faces.common.disposition import disposition
from fordring.faces.kravia.errors import BadRequestError
from fordring.faces.kravia.translate.uploads import upload_of

CONTENT = good() + b"\xfb\xff\xfe"
CODED = base64.b64encode(CONTENT)
MULTIPART = "multipart/form-data"


def part(name: str, content: bytes, more: str = "", headers: str = "") -> bytes:
    head = f'--XX\r\nContent-Disposition: form-data; name="{name}"{more}\r\n{headers}\r\n'
    return head.encode() + content + b"\r\n"


END = b"--XX--\r\n"
NAMED = '; filename="a b.pdf"'


@pytest.mark.parametrize(
    ("body", "content_type", "name"),
    [
        (part("file", CONTENT, NAMED) + END, f"{MULTIPART}; boundary=XX", "a b.pdf"),
        (part("FILE", CONTENT, NAMED) + END, MULTIPART, "a b.pdf"),
        (part("file", CONTENT, NAMED) + END, "application/json", "a b.pdf"),
        (b"\r\npreamble\r\n" + part("file", CONTENT, NAMED) + END, f'{MULTIPART}; boundary="XX"', "a b.pdf"),
        (part("fileName", b"c.pdf") + part("file", CONTENT, NAMED) + END, MULTIPART, "c.pdf"),
        (part("file", CODED) + END, f"{MULTIPART}; boundary=XX", None),
        (part("file", CODED, NAMED, "Content-Transfer-Encoding: base64\r\n") + END, MULTIPART, "a b.pdf"),
        (part("file", CONTENT) + END, MULTIPART, None),
        (b"File=" + quote_plus(CODED).encode() + b"&fileName=c+d.pdf", "application/x-www-form-urlencoded", "c d.pdf"),
        (b"file=" + CODED, MULTIPART, None),
        (json.dumps({"FILE": CODED.decode(), "filename": "e.pdf"}).encode(), "application/json", "e.pdf"),
        (b'{"file":"' + CODED + b'"}', MULTIPART, None),
        (b"{file:" + CODED + b"}", MULTIPART, None),
        (b"{'file': '" + CODED + b"'}", "", None),
        (b'{"file":"data:application/pdf;base64,' + CODED + b'"}', "", None),
        (b'{"file":"' + base64.urlsafe_b64encode(CONTENT).rstrip(b"=") + b'"}', "", None),
        (json.dumps({"file": base64.encodebytes(CONTENT).decode()}).encode(), "", None),
    ],
)
def test_a_document_is_read_whatever_its_header_says(body: bytes, content_type: str, name: str | None) -> None:
    upload = upload_of(body, content_type)
    assert (upload.content, upload.name) == (CONTENT, name)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "is missing"),
        (b"rubbish", "is missing: neither"),
        (CONTENT, "is missing: neither"),
        (b"{}", "Field required"),
        (b'{"file":""}', "Field required"),
        (b'{"file":7}', "must be a text in base64"),
        (b"[]", "is missing: neither"),
        (b'{"file":"not base64!"}', "is not base64"),
        (b'{"file":"abcde"}', "is not base64"),
        (b"{file:%%%}", "is not base64"),
        (b"{name:QUJD}", "is missing"),
        (b"{file:{}", "is missing: the body is no JSON"),
        (b"file=QUJD&file=QUJD", "came more than once"),
        (b"other=QUJD", "is missing"),
        (part("other", CONTENT, NAMED) + END, "is missing"),
        (part("file", CONTENT, NAMED) * 2 + END, "came more than once"),
        (part("file", CONTENT, NAMED), "ends before its last boundary"),
        (part("x", b"") * 21 + END, "came among more than 20 parts"),
        (b"--XX\r\n: broken", "is missing: the multipart body cannot be read"),
    ],
)
def test_a_body_without_one_document_is_refused_naming_file(body: bytes, told: str) -> None:
    with pytest.raises((BadRequestError, ValidationError), match="file") as refused:
        upload_of(body, MULTIPART)
    assert told in str(refused.value)


def test_a_disposition_bears_the_name_in_ascii_and_whole() -> None:
    assert disposition("a.pdf") == 'inline; filename="a.pdf"'
    told = "attachment; filename=\"Vilkar.txt\"; filename*=UTF-8''Vilk%C3%A5r.txt"
    assert disposition("Vilkår.txt", "attachment") == told
