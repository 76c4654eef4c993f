"""Languages by who says which, and colours of shops that can be read whatever was chosen."""

import re

import pytest
from starlette.datastructures import QueryParams

from fordring.domain.purchase.showing import Theme
from fordring.formats.documents.model import Language
from fordring.pages.checkout.colours import DARK, LIGHT, Scheme, address_of, contrast, style_sheet, theme_of
from fordring.pages.checkout.language import chosen

SAID: list[tuple[str, str, str, Language, Language]] = [
    ("sv", "fi", "en", "nb", "sv"),
    ("SV-fi", "", "", "nb", "sv"),
    ("no", "fi", "", "sv", "nb"),
    ("tlh", "fi", "en", "nb", "fi"),
    ("", "", "de, fi;q=0.4, sv;q=0.8", "nb", "sv"),
    ("", "", "sv;q=0, nn", "fi", "nb"),
    ("", "", "fi;q=x, en;q=0.1", "nb", "en"),
    ("", "", "de-DE", "nb", "en"),
    ("", "", "*", "fi", "fi"),
    ("", "", "", "sv", "sv"),
]


@pytest.mark.parametrize(("asked", "shops", "accepted", "merchants", "language"), SAID)
def test_the_address_counts_before_the_shop_the_browser_and_the_country(
    asked: str, shops: str, accepted: str, merchants: Language, language: Language
) -> None:
    assert chosen(asked, shops, accepted, merchants) == language


COLOURS = ["#000000", "#ffffff", "#ffd400", "#e4572e", "#7f7f7f", "#00ff00", "#0000ff", "#123456"]


def value(sheet: str, name: str, otherwise: str) -> str:
    found = re.search(rf"{name}:(#[0-9a-f]{{6}});", sheet)
    return found[1] if found else otherwise


@pytest.mark.parametrize("primary", COLOURS)
@pytest.mark.parametrize("backdrop", ["", *COLOURS])
def test_whatever_a_shop_chooses_can_be_read(primary: str, backdrop: str) -> None:
    shapes, light, dark = style_sheet(Theme(primary=primary, backdrop=backdrop)).split("@media")
    assert shapes == ":root{}"
    assert (light[:30], dark[:29]) == (" (prefers-color-scheme:light){", " (prefers-color-scheme:dark){")
    schemes: list[tuple[str, Scheme]] = [(light, LIGHT), (dark, DARK)]
    for sheet, scheme in schemes:
        accent, paper = value(sheet, "--accent", ""), value(sheet, "--paper", scheme.paper)
        assert contrast(accent, value(sheet, "--accent-ink", "")) >= 4.5
        assert min(contrast(accent, paper), contrast(accent, scheme.sheet), contrast(scheme.soft, paper)) >= 4.5


def test_a_theme_stands_whole_in_its_address_and_nothing_else_gets_in() -> None:
    theme = Theme(primary="#e4572e", backdrop="#fff8e1", card_radius=2, button_radius=24)
    assert theme_of(QueryParams(address_of(theme).partition("?")[2])) == theme
    assert theme_of(QueryParams("primary=red&backdrop=}body{x&card=1e9&button=-1")) == Theme()
    assert "--" not in style_sheet(Theme())
    assert "--card:2px;--button:24px;" in style_sheet(theme)
