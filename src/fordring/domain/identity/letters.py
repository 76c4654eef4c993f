# data table: how people write Nordic and other Latin letters where a form, a passport or a keyboard lacks them
"""Letters with what stands for them, and words of family names that name nobody by themselves."""

from collections.abc import Mapping

SPELLINGS: Mapping[str, tuple[str, ...]] = {
    "å": ("a", "aa"),
    "ä": ("a", "ae"),
    "æ": ("a", "ae"),
    "ö": ("o", "oe"),
    "ø": ("o", "oe"),
    "œ": ("o", "oe"),
    "ü": ("u", "ue", "y"),
    "ß": ("ss",),
    "ð": ("d",),
    "þ": ("th",),
    "đ": ("d",),
    "ł": ("l",),
    "ŋ": ("n",),
    "ŧ": ("t",),
    "\N{LATIN SMALL LETTER DOTLESS I}": ("i",),
}

LEFT_OUT = frozenset("'’`.\N{LEFT SINGLE QUOTATION MARK}\N{ACUTE ACCENT}\N{MODIFIER LETTER APOSTROPHE}")
"""Marks inside a word that one writer sets and another does not: O’Brien is OBrien, M. is M."""

PARTICLES = frozenset(
    (
        *("af", "al", "av", "bin", "da", "de", "del", "den", "der", "di", "dos", "du", "el", "ibn", "la", "le", "och"),
        *("og", "ter", "van", "ven", "von", "zu"),
    )
)
