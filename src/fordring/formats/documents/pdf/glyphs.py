"""Which characters the bundled fonts can draw, read from the fonts themselves.

PDF/A forbids a missing glyph, so the renderer must know before it draws (ISO 19005-3, 6.2.11).
"""

import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
TEXT_FONTS = ("Inter-Regular.otf", "Inter-SemiBold.otf")
FALLBACK_FONT = "DejaVuSans.ttf"


@cache
def drawable() -> frozenset[int]:
    """Code points that every text font has, or the fallback font has."""
    regular, strong, fallback = (code_points((FONTS / name).read_bytes()) for name in (*TEXT_FONTS, FALLBACK_FONT))
    return (regular & strong) | fallback


def code_points(font: bytes) -> frozenset[int]:
    """Code points of a font's Unicode character map (OpenType `cmap`, subtable format 12: groups of start, end, glyph).

    Raises StopIteration when the font has no such subtable; the bundled ones have.
    """
    tables = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * struct.unpack_from(">H", font, 4)[0]])
    cmap = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    subtables = struct.iter_unpack(">HHI", font[cmap + 4 : cmap + 4 + 8 * struct.unpack_from(">H", font, cmap + 2)[0]])
    start = next(cmap + at for _, _, at in subtables if struct.unpack_from(">H", font, cmap + at)[0] == 12)
    count: int = struct.unpack_from(">I", font, start + 12)[0]
    groups = struct.iter_unpack(">III", font[start + 16 : start + 16 + 12 * count])
    return frozenset(point for first, last, _ in groups for point in range(first, last + 1))
