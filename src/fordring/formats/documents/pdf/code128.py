"""Code 128, code set C (two digits a symbol), drawn as SVG (ISO/IEC 15417)."""

START_C = 105
STOP = 106

# Widths of bar, space, bar, space, bar, space of each symbol value 0 to 106; STOP ends with one more bar.
_WIDTHS = """
212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222
123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321
232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121
313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224
111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113
114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112
"""
PATTERNS = tuple(_WIDTHS.split())


def symbols(digits: str) -> list[int]:
    """Start, the pairs of digits, the check symbol (weighted sum modulo 103), stop.

    Raises ValueError unless there is an even number of digits and nothing else.
    """
    if len(digits) % 2 or not digits.isdecimal():
        raise ValueError("code set C takes pairs of digits")
    pairs = [int(digits[at : at + 2]) for at in range(0, len(digits), 2)]
    check = (START_C + sum(weight * pair for weight, pair in enumerate(pairs, start=1))) % 103
    return [START_C, *pairs, check, STOP]


def svg(digits: str, height: int = 40) -> str:
    """The bars as an SVG image, one unit a module, without quiet zone. Raises ValueError as `symbols` does."""
    path, at = [], 0
    for symbol in symbols(digits):
        for index, width in enumerate(map(int, PATTERNS[symbol])):
            if index % 2 == 0:
                path.append(f"M{at} 0h{width}v{height}h-{width}z")
            at += width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {at} {height}" width="{at}" height="{height}">'
        f'<path d="{"".join(path)}"/></svg>'
    )
