"""Foreign text made drawable: nothing a customer, merchant or attacker writes may stop or disturb a document."""

import re
import unicodedata

from fordring.formats.documents.pdf.glyphs import drawable

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
BREAK_HERE = "\N{ZERO WIDTH SPACE}"
WORD_LENGTH_MAX = 26
AROUND = "(),.:;"

# Control, format (bidirectional overrides too), surrogate, private and unassigned characters; marks that NFC left over.
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn", "Me"})
_LONG_WORD = re.compile(rf"\S{{{WORD_LENGTH_MAX + 1},}}")
_BEHIND_SIGNS = re.compile(r"[@/_?&=]+(?=[^@/_?&=])")
_LONG_PIECE = re.compile(rf"[^{BREAK_HERE}]{{{WORD_LENGTH_MAX}}}(?=[^{BREAK_HERE}])")


class _Drawable(dict[int, str]):
    """A translation table that decides about each character when it first meets it."""

    def __missing__(self, point: int) -> str:
        self[point] = verdict = _verdict(chr(point))
        return verdict


def _verdict(character: str) -> str:
    """The character itself, a space, nothing, or the replacement character."""
    if character == "\n":
        return character
    if character.isspace() and character != "\N{NO-BREAK SPACE}":
        return " "
    if unicodedata.category(character) in _DROPPED:
        return ""
    return character if ord(character) in drawable() else REPLACEMENT


_TABLE = _Drawable()


def legible(text: str) -> str:
    """The text with what can be drawn, and nothing else.

    Composed (NFC), lines kept but no empty ones, control and direction characters gone, characters no bundled font
    has replaced, and words longer than a column given places to break.
    """
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    drawn = re.sub(r"\s*\n\s*", "\n", composed.translate(_TABLE)).strip()
    return _LONG_WORD.sub(lambda word: _breakable(word[0]), drawn)


def _breakable(word: str) -> str:
    """A long word that may be broken behind its signs, as an address is read, and what then is too long anywhere.

    What stands around a word does not make it long.
    """
    if len(word.strip(AROUND)) <= WORD_LENGTH_MAX:
        return word
    behind_signs = _BEHIND_SIGNS.sub(lambda signs: signs[0] + BREAK_HERE, word)
    return _LONG_PIECE.sub(lambda piece: piece[0] + BREAK_HERE, behind_signs)


def legible_all(value: object) -> object:
    """Every string in it made legible; the shape stays."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict):
        return {key: legible_all(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [legible_all(each) for each in value]
    return value
