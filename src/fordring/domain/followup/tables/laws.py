# data table: nordic-rules.md §§ 2.1-2.3, laws on collection, those adopted and not yet in force too
"""The laws on collection: which there are, and what each one is cited by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """A law on collection, by its year. `own_notice`: whether the creditor itself may send an inkassovarsel."""

    country: str
    year: int
    name: str
    own_notice: bool
    in_force: bool
    note: str = ""


LAWS = (
    Law("NO", 1988, "inkassoloven", True, True),
    Law(
        "NO",
        2026,
        "LOV-2026-05-22-19",
        False,
        False,
        "adopted; no day in force and no fees are known: `fordring rules add NO law 2026` begins it, with new figures",
    ),
    Law("SE", 1981, "lag (1981:739)", True, True),
    Law("FI", 1999, "laki saatavien perinnästä 513/1999", True, True),
)
