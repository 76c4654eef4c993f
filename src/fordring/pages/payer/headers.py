"""The headers that keep a payer's page to its payer: no frame, no referrer, no copy kept, no search engine."""

import unicodedata
from urllib.parse import quote

from fordring.pages.render import SHARED_HEADERS

KEPT_TO_ITSELF = SHARED_HEADERS | {"X-Robots-Tag": "noindex, nofollow, noarchive", "X-Frame-Options": "DENY"}
PAGE_HEADERS = KEPT_TO_ITSELF | {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
}
PDF_HEADERS = KEPT_TO_ITSELF | {"Content-Security-Policy": "frame-ancestors 'none'"}
FILE_HEADERS = KEPT_TO_ITSELF | {"Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"}
LOGO_HEADERS = KEPT_TO_ITSELF | {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}


def disposition(name: str, way: str) -> str:
    """A `Content-Disposition` that every reader understands (RFC 6266): the name in ASCII, and whole beside it."""
    whole = "".join(character if character.isprintable() else "-" for character in name)
    plain = unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()
    plain = "".join("-" if character in '"\\/' else character for character in plain)
    more = "" if plain == name else f"; filename*=UTF-8''{quote(whole, safe='')}"
    return f'{way}; filename="{plain}"{more}'
