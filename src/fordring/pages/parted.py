"""Long words that stand beside an amount, parted where they are made of two, for phones that know no hyphenation."""

import re

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
FIRST_PARTS = (
    *("betalings", "faktura", "forsinkelses", "inkasso", "nedbetalings", "standard"),
    *("amorterings", "betalnings", "dröjsmåls", "försenings"),
    *("maksu", "vakio", "viivästys", "perintä"),
)
REST_MIN = 4
_PARTS = re.compile(rf"\b({'|'.join(FIRST_PARTS)})(?=\w{{{REST_MIN}}})", re.IGNORECASE)


def parted(text: str) -> str:
    """The text with a soft hyphen behind the first part of each such word: it is seen where a line ends there only."""
    return _PARTS.sub(rf"\1{SOFT_HYPHEN}", text)
