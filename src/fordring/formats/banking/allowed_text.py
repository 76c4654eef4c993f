"""Text and ids that banks accept: the basic Latin set of SEPA, with the letters of the Nordic languages kept."""

import re
import unicodedata

ID_LENGTH_MAX = 35

_NORDIC = "ÅÄÆÖØåäæöø"
_ALLOWED = re.compile(rf"[A-Za-z0-9/\-?:().,'+ {_NORDIC}]")
_ID = re.compile(r"[A-Za-z0-9\-?:().,'+](?:[A-Za-z0-9/\-?:().,'+ ]{0,33}[A-Za-z0-9\-?:().,'+])?")
_SPELT = str.maketrans(
    {
        "&": "+",
        "_": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u2019": "'",
        '"': "'",
        "\u201c": "'",
        "\u201d": "'",
        ";": ",",
        "ß": "ss",
        "ð": "d",
    }
    | {"Ð": "D", "þ": "th", "Þ": "Th", "đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "œ": "oe", "Œ": "OE"}
)


def allowed_text(text: str, length_max: int) -> str:
    """`text` in allowed characters only, blanks joined, cut at `length_max`.

    Foreign letters lose their marks (é becomes e), å ä æ ö ø stay, what has no likeness becomes a blank.
    """
    composed = unicodedata.normalize("NFC", text).translate(_SPELT)
    clean = "".join(_likeness(character) for character in composed)
    return " ".join(clean.split())[:length_max].rstrip()


def is_allowed_id(text: str) -> bool:
    """True for an id of 1 to 35 allowed characters without Nordic letters that neither begins, ends nor doubles `/`."""
    return _ID.fullmatch(text) is not None and "//" not in text


def _likeness(character: str) -> str:
    if _ALLOWED.match(character):
        return character
    plain = "".join(part for part in unicodedata.normalize("NFKD", character) if _ALLOWED.match(part))
    return plain or " " * (not unicodedata.combining(character))
