"""Templates to answers, with the headers that keep a page to itself."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from fordring.domain.calendar import zone
from fordring.pages.parted import parted
from fordring.pages.static_files import content_hash

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
STATIC_PATH = "/static"

NOTHING_ELSE = "base-uri 'none'; form-action 'none'"
SHARED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGE_HEADERS = SHARED_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; "
    f"frame-ancestors 'none'; {NOTHING_ELSE}",
    "X-Frame-Options": "DENY",
}
FORM_HEADERS = PAGE_HEADERS | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'",
}
FRAMED_PDF_HEADERS = SHARED_HEADERS | {"Content-Security-Policy": "frame-ancestors 'self'"}
FRAMED_MAIL_HEADERS = SHARED_HEADERS | {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
    f"frame-ancestors 'self'; {NOTHING_ELSE}",
}


def page(template: str, status: int = 200, headers: Mapping[str, str] = PAGE_HEADERS, /, **facts: Any) -> HTMLResponse:
    """The page that `template` makes of `facts`; texts are escaped, and a name that is missing is an error."""
    html = _environment().get_template(template).render(static=STATIC_PATH, **facts)
    return HTMLResponse(html, status, headers)


def local_time(at: datetime, country: str) -> str:
    """A moment in the country's time, for people: `16 Nov 2026, 09:00`."""
    return f"{at.astimezone(zone(country)):%-d %b %Y, %H:%M}"


def coded(text: str) -> Markup:
    """A docstring's text for a page: what stands between backticks is code, everything is escaped."""
    parts = text.split("`")
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(part) if place % 2 else part for place, part in enumerate(parts))


def hashed(name: str) -> str:
    """The address of a static file, which changes with what is in it; a file that is not there has a plain one."""
    file = STATIC / name
    version = f"?v={content_hash(file)}" if file.is_file() else ""
    return f"{STATIC_PATH}/{name}{version}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"local_time": local_time, "coded": coded, "hashed": hashed, "parted": parted}
    return environment
