"""The rule book of a country: which row holds on a day, and whether a claim of that merchant may be reckoned by it.

A live merchant's money is never demanded by a figure that is missing or not verified: UnusableRuleError names the row
that is wanted. A sandbox merchant is given what there is, the last known row too, each marked as what it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from fordring.domain.errors import UnsupportedCountryError, UnusableRuleError
from fordring.domain.followup.entries import Entry, overlaid
from fordring.domain.followup.figures import Figure, Item, Payer, Row, Standing
from fordring.domain.followup.items import BY_COLLECTION_LAW
from fordring.domain.followup.reading import rows_of
from fordring.domain.followup.tables import finland, interest_rates, laws, norway, sweden
from fordring.domain.followup.tables.laws import Law

_TABLES = {
    "NO": (norway.NORWAY, interest_rates.NORWAY),
    "SE": (sweden.SWEDEN, interest_rates.SWEDEN),
    "FI": (finland.FINLAND, interest_rates.FINLAND),
}
CURRENCIES = {"NO": "NOK", "SE": "SEK", "FI": "EUR"}
"""The currency whose fees a country's rows are in."""


@cache
def seeded(country: str) -> tuple[Row, ...]:
    """The rows that come with the program. Raises UnsupportedCountryError."""
    if country not in _TABLES:
        raise UnsupportedCountryError(country)
    return tuple(row for table in _TABLES[country] for row in rows_of(country, table))


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rows of a country as one merchant's claims are reckoned by them. Make it with `rulebook`."""

    country: str
    live: bool
    by_item: dict[Item, tuple[Row, ...]]
    _known: dict[tuple[Item, date, Payer], tuple[Figure, ...]] = field(default_factory=dict, compare=False, repr=False)
    """What was looked up before: a run asks the same of thousands of claims."""
    _laws: dict[date, Law] = field(default_factory=dict, compare=False, repr=False)

    def find(self, item: Item, day: date, payer: Payer = Payer.ANY, principal_minor: int = 0) -> Figure:
        """The figure that holds that day for such a payer and principal.

        Raises UnusableRuleError where none does, or where the merchant is live and it is not verified.
        """
        found = self.look(item, day, payer, principal_minor)
        if found is None or (self.live and found.standing is Standing.CARRIED):
            raise UnusableRuleError(self.country, item, payer, day)
        if self.live and found.standing is Standing.UNVERIFIED:
            raise UnusableRuleError(self.country, item, payer, day, found.row.source)
        return found

    def look(self, item: Item, day: date, payer: Payer = Payer.ANY, principal_minor: int = 0) -> Figure | None:
        """The same without refusing: what is found may be unverified, or carried over from days that are past.

        It is for what only holds back, and for showing. None where there never was a row.
        """
        for figure in self._tiers(item, day, payer):
            if figure.row.up_to_minor is None or principal_minor <= figure.row.up_to_minor:
                return figure
        return None

    def _tiers(self, item: Item, day: date, payer: Payer) -> tuple[Figure, ...]:
        """The figures of all tiers that day, the lowest first: those that hold, else those that did last."""
        key = (item, day, payer)
        if key not in self._known:
            rows = [row for row in self.by_item.get(item, ()) if self._speaks(row, day, payer)]
            holding = [row for row in rows if row.holds_on(day)]
            carried = None if holding else Standing.CARRIED
            found = (
                Figure(row, carried or (Standing.VERIFIED if row.verified else Standing.UNVERIFIED))
                for row in _newest_of_each_tier(holding or rows)
            )
            self._known[key] = tuple(found)
        return self._known[key]

    def _speaks(self, row: Row, day: date, payer: Payer) -> bool:
        """Whether a row is about such a payer, has begun, and was made under the law of that day."""
        if row.payer not in {Payer.ANY, payer} or row.valid_from > day:
            return False
        return row.item not in BY_COLLECTION_LAW or row.valid_from >= self._law_began_on(day)

    def _law_began_on(self, day: date) -> date:
        """The first day of the law of that day. What came before the first known law is older than the tables."""
        begun = sorted(row.valid_from for row in self.by_item.get(Item.LAW, ()) if row.valid_from <= day)
        return begun[-1] if len(begun) > 1 else date.min

    def law_on(self, day: date) -> Law:
        """The law on collection that is in force that day. Raises UnusableRuleError where none is known."""
        if day not in self._laws:
            year = self.find(Item.LAW, day).value
            its = (law for law in laws.LAWS if law.country == self.country and law.year == year)
            self._laws[day] = next(its)
        return self._laws[day]


def _newest_of_each_tier(rows: list[Row]) -> list[Row]:
    """Of rows that began on the last day any of them did, one a tier, the lowest first; of two the operator's later."""
    newest = max((row.valid_from for row in rows), default=date.min)
    by_tier = {}
    for row in sorted(rows, key=lambda each: each.entry_no):
        if row.valid_from == newest:
            by_tier[row.up_to_minor] = row
    return sorted(by_tier.values(), key=lambda row: (row.up_to_minor is None, row.up_to_minor or 0))


def rulebook(country: str, *, live: bool, entries: Iterable[Entry] = ()) -> Rulebook:
    """The rule book of a country after what its operator did to it. Raises UnsupportedCountryError."""
    by_item: dict[Item, tuple[Row, ...]] = {}
    for row in overlaid(seeded(country), entries):
        by_item[row.item] = (*by_item.get(row.item, ()), row)
    return Rulebook(country, live, by_item)
