"""Names of files that came from outside, made safe for a header, an e-mail and a page of print."""

import unicodedata

from fordring.formats.papers.kinds import SUFFIXES

LENGTH_MAX = 100
_FORBIDDEN = frozenset('"*/:<>?\\|;%')
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_name(given: str | None, media_type: str, otherwise: str) -> str:
    """The last part of a given path without what headers and file systems choke on; `otherwise` when nothing is left.

    Its suffix is one of the media type's: `terms.exe` that is a PDF becomes `terms.exe.pdf`.
    """
    last = unicodedata.normalize("NFC", given or "").replace("\\", "/").rpartition("/")[2]
    kept = "".join(" " if char in _FORBIDDEN or unicodedata.category(char) in _INVISIBLE else char for char in last)
    name = " ".join(kept.split()).strip(". ") or otherwise
    suffixes = SUFFIXES[media_type]
    stem, dot, suffix = name.rpartition(".")
    if dot and suffix.lower() in suffixes:
        return f"{stem[:LENGTH_MAX].rstrip(' .') or otherwise}.{suffix}"
    return f"{name[:LENGTH_MAX].rstrip(' .')}.{suffixes[0]}"
