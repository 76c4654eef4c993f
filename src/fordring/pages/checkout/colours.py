"""A shop's colours as a small style sheet in which everything can be read, whatever was chosen.

Colours are `#rrggbb` here, checked; contrast is reckoned as WCAG 2.2 does ("relative luminance", "contrast ratio").
"""

import re
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import QueryParams

from fordring.domain.purchase.showing import Theme

PATH = "/checkout/theme.css"
HEXADECIMAL = re.compile(r"[0-9a-f]{6}", re.ASCII)
PIXELS = re.compile(r"[0-9]{1,2}", re.ASCII)

BLACK, WHITE, DARKEST = "#000000", "#ffffff", "#1b2421"
TEXT_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Scheme:
    """The page's own colours, as in `checkout.css`; a colour that cannot be read is moved `towards` another."""

    paper: str
    sheet: str
    soft: str
    towards: str


LIGHT = Scheme("#f5f5f1", "#ffffff", "#55625d", BLACK)
DARK = Scheme("#121816", "#1a2220", "#a3b0ab", WHITE)
STEPS = 20


def address_of(theme: Theme) -> str:
    """Where the style sheet of a theme is; its whole content is in the address, so it never changes there."""
    said = {
        "primary": theme.primary.removeprefix("#"),
        "backdrop": theme.backdrop.removeprefix("#"),
        "card": "" if theme.card_radius is None else str(theme.card_radius),
        "button": "" if theme.button_radius is None else str(theme.button_radius),
    }
    return f"{PATH}?{urlencode({name: value for name, value in said.items() if value})}"


def theme_of(query: QueryParams) -> Theme:
    """The theme in such an address; what is none of a colour or a radius is left out."""
    return Theme(
        primary=_colour(query.get("primary", "")),
        backdrop=_colour(query.get("backdrop", "")),
        card_radius=_pixels(query.get("card", "")),
        button_radius=_pixels(query.get("button", "")),
    )


def style_sheet(theme: Theme) -> str:
    """The theme over the page's own looks, for a light and for a dark screen."""
    radii = {"--card": theme.card_radius, "--button": theme.button_radius}
    shapes = "".join(f"{name}:{pixels}px;" for name, pixels in radii.items() if pixels is not None)
    schemes = {"light": LIGHT, "dark": DARK}
    colours = (
        f"@media (prefers-color-scheme:{name}){{:root{{{_colours(theme, scheme)}}}}}"
        for name, scheme in schemes.items()
    )
    return f":root{{{shapes}}}{''.join(colours)}"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21."""
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _colours(theme: Theme, scheme: Scheme) -> str:
    """A backdrop on which the palest text could be read, and an accent that can be read on everything."""
    parts = []
    holds = theme.backdrop and contrast(theme.backdrop, scheme.soft) >= TEXT_CONTRAST
    paper = theme.backdrop if holds else scheme.paper
    if holds:
        parts.append(f"--paper:{paper};")
    if theme.primary:
        accent = _readable(theme.primary, (scheme.sheet, paper), scheme.towards)
        on_it = max((WHITE, DARKEST), key=lambda colour: contrast(colour, accent))
        parts += [f"--accent:{accent};", f"--accent-ink:{on_it};"]
    return "".join(parts)


def _readable(colour: str, behind: tuple[str, ...], towards: str) -> str:
    """The colour, moved towards black or white as far as text of it needs to be read on each of those."""
    mixed = (_mixed(colour, towards, step) for step in range(STEPS + 1))
    return next(each for each in mixed if all(contrast(each, one) >= TEXT_CONTRAST for one in behind))


def _mixed(colour: str, towards: str, step: int) -> str:
    pairs = zip(_channels(colour), _channels(towards), strict=True)
    return "#" + "".join(f"{(one * (STEPS - step) + other * step) // STEPS:02x}" for one, other in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _colour(text: str) -> str:
    return f"#{text}" if HEXADECIMAL.fullmatch(text) else ""


def _pixels(text: str) -> int | None:
    return int(text) if PIXELS.fullmatch(text) else None
