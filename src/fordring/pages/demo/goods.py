# data table: what the demo shop sells
"""The demo shop's shelf: prices in minor units of the merchant's currency, VAT of 25 % included."""

from dataclasses import dataclass

CURRENCY = "NOK"
VAT_BP = 2500


@dataclass(frozen=True, slots=True)
class Good:
    """One thing on the shelf. `picture` is its drawing, `put_in` how many lie in the basket at first."""

    good_id: str
    name: str
    about: str
    price_minor: int
    picture: str
    put_in: int = 0


GOODS = (
    Good("city", "City bicycle", "Seven gears, mudguards and a rack", 599_000, "bicycle", 1),
    Good("helmet", "Helmet", "Light, with a lamp at the back", 89_900, "helmet"),
    Good("bell", "Bell", "Brass, heard two streets away", 24_900, "bell", 1),
)
