"""How a file is named to a browser."""

import unicodedata
from urllib.parse import quote


def disposition(name: str, way: str = "inline") -> str:
    """A `Content-Disposition` that every reader understands (RFC 6266): the name in ASCII, and whole beside it."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = "".join("-" if char in '"\\' else char for char in plain)
    more = "" if plain == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{way}; filename="{plain}"{more}'
