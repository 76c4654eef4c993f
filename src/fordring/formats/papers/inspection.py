"""Whether a file may be kept and sent on: what is empty, broken, locked, active or not what it says is refused."""

import io
import re
from collections.abc import Collection, Iterator
from datetime import date

import pikepdf
import typst

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.formats.papers.kinds import JPEG, PDF, PICTURES, PNG, is_program, media_type_of
from fordring.formats.papers.pictures import picture_page, picture_size

PIXELS_MAX = 60_000_000
"""A picture becomes a page: one that claims to be larger would be unpacked to gigabytes."""
PAGES_MAX = 500
OBJECTS_MAX = 20_000
DEPTH_MAX = 500
"""Arrays and dictionaries in one another; the library itself reads no deeper."""

_ACTIVE = {
    "/JavaScript": "contains JavaScript, which is not sent on to anybody",
    "/Launch": "contains an action that starts a program, which is not sent on to anybody",
    "/ImportData": "contains an action that fetches data, which is not sent on to anybody",
    "/SubmitForm": "contains an action that sends a form away, which is not sent on to anybody",
}
_MENTIONED = re.compile(rb"/(?:JavaScript|JS|Launch|ImportData|SubmitForm)\b")


def inspected(content: bytes, name: str | None, allowed: Collection[str] = (), *, pdf_only: bool = False) -> str:
    """The media type of a file that may be kept. `allowed` media types are the operator's; none means any.

    Raises InvalidCommandError naming `file`.
    """
    media_type = media_type_of(content)
    problem = next(_problems(content, name or "", media_type, pdf_only=pdf_only), None)
    if problem is None and allowed and media_type not in allowed:
        problem = f"is {media_type}; accepted here: {', '.join(sorted(allowed))}"
    if problem is not None:
        raise InvalidCommandError(FieldProblem("file", problem))
    return media_type


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def _problems(content: bytes, name: str, media_type: str, *, pdf_only: bool) -> Iterator[str]:
    if not content:
        yield "is empty"
    if is_program(content):
        yield "is a program, which is not sent on to anybody"
    if pdf_only and media_type != PDF:
        yield f"must be a PDF, but its content is {media_type}"
    if name.lower().endswith(".pdf") and media_type != PDF:
        yield f"is named .pdf, but its content is {media_type}"
    if media_type == PDF:
        yield from _pdf_problems(content)
    if media_type in PICTURES:
        yield from _picture_problems(content, media_type)


def _pdf_problems(content: bytes) -> Iterator[str]:
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                yield "is encrypted; only a PDF without a password can be sent on"
            elif not 1 <= len(pdf.pages) <= PAGES_MAX:
                yield f"has {len(pdf.pages)} pages; 1 to {PAGES_MAX} can be sent on"
            elif _mentions_actions(pdf):
                yield from _active(pdf)
    except pikepdf.PasswordError:
        yield "is encrypted; only a PDF without a password can be sent on"
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError):
        yield "is a broken PDF that cannot be read"


def _mentions_actions(pdf: pikepdf.Pdf) -> bool:
    """Whether an action's name stands anywhere, written out by the library: few do, and looking closer takes long."""
    out = io.BytesIO()
    decode = pikepdf.StreamDecodeLevel.none
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable, stream_decode_level=decode)
    return _MENTIONED.search(out.getbuffer()) is not None


def _active(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Actions wherever they stand: every object is looked at, those inside other objects too."""
    if len(pdf.objects) > OBJECTS_MAX:
        yield f"names an action, and has more than {OBJECTS_MAX} parts to be looked through"
    for top in pdf.objects:
        waiting: list[tuple[pikepdf.Object, int]] = [(top, 0)]
        while waiting:
            each, depth = waiting.pop()
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                said = each.get("/S")
                action = str(said) if isinstance(said, pikepdf.Name) else ""
                if action in _ACTIVE or "/JS" in each or "/JavaScript" in each:
                    yield _ACTIVE.get(action, _ACTIVE["/JavaScript"])
                inner = list(dict(each.items()).values())
            elif isinstance(each, pikepdf.Array):
                inner = list(each)
            else:
                continue
            waiting += [(child, depth + 1) for child in inner if _is_own(child) and depth < DEPTH_MAX]


def _is_own(child: object) -> bool:
    """Whether it stands in place: what is referred to is an object of its own, and looked at as such."""
    return isinstance(child, pikepdf.Object) and not child.is_indirect


def _picture_problems(content: bytes, media_type: str) -> Iterator[str]:
    size = picture_size(content)
    kind = {PNG: "PNG", JPEG: "JPEG"}[media_type]
    if size is None or not all(size):
        yield f"is a broken {kind} picture"
    elif size[0] * size[1] > PIXELS_MAX:
        yield f"is a picture of {size[0]} by {size[1]} pixels, more than can be printed"
    elif not _can_be_set(content, media_type):
        yield f"is a {kind} picture that cannot be printed"


def _can_be_set(content: bytes, media_type: str) -> bool:
    """Whether the typesetter makes a page of it: known now, and not when the letter is due."""
    try:
        picture_page(media_type, content, date(2000, 1, 1))
    except (typst.TypstError, RuntimeError):
        return False
    return True
