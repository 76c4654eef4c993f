"""What an operator may do to the rules: add a figure with its source, verify one that is there, withdraw an entry."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fordring.domain.errors import FieldProblem, InvalidCommandError, NotFoundError
from fordring.domain.followup.entries import Deed, Entry, overlaid
from fordring.domain.followup.figures import Item, Payer, Row
from fordring.domain.followup.items import UNITS
from fordring.domain.followup.reading import figure_of, words_of
from fordring.domain.followup.rulebook import seeded
from fordring.domain.followup.tables.laws import LAWS


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of a figure, as text. Without `payer` or `up_to_minor` it speaks of whatever rows there are."""

    country: str
    item: str
    valid_from: date
    source: str
    figure: str | None = None
    valid_to: date | None = None
    payer: Payer | None = None
    up_to_minor: int | None = None


def to_add(said: Said, entries: Iterable[Entry]) -> Row:
    """The row that is added. Raises InvalidCommandError naming everything that is wrong with it."""
    problems = list(_addition_problems(said, list(entries)))
    if problems:
        raise InvalidCommandError(*problems)
    return Row(
        said.country,
        Item(said.item),
        said.payer or Payer.ANY,
        said.valid_from,
        said.valid_to,
        figure_of(UNITS[Item(said.item)], said.figure or ""),
        "operator",
        said.source.strip(),
        said.up_to_minor,
    )


def _addition_problems(said: Said, entries: list[Entry]) -> Iterator[FieldProblem]:
    yield from _saying_problems(said)
    if said.item not in set(Item):
        return
    item = Item(said.item)
    if said.valid_to is not None and said.valid_to < said.valid_from:
        yield FieldProblem("to", "is before the first day")
    try:
        value = figure_of(UNITS[item], said.figure or "")
    except ValueError as error:
        yield FieldProblem("figure", str(error))
        return
    if item is Item.LAW and value not in {law.year for law in LAWS if law.country == said.country}:
        yield FieldProblem("figure", f"no law of {said.country} of {value} is known here")
    key = (said.country, item, said.payer or Payer.ANY, said.up_to_minor, said.valid_from)
    for entry in _standing(entries):
        if entry.deed is Deed.ADD and entry.row and entry.row.key == key:
            yield FieldProblem("from", f"entry {entry.entry_no} says so already; withdraw it first")


def _saying_problems(said: Said) -> Iterator[FieldProblem]:
    if not said.source.strip():
        yield FieldProblem("source", "is missing: where was it read?")
    if said.item not in set(Item):
        yield FieldProblem("item", f"{said.item} is none of {', '.join(Item)}")


def to_verify(said: Said, entries: Iterable[Entry]) -> tuple[Row, ...]:
    """The rows that begin on that day and are not verified yet, with the figure that was read where one is given.

    Raises InvalidCommandError, and NotFoundError where no such row waits to be verified.
    """
    problems = list(_saying_problems(said))
    if problems:
        raise InvalidCommandError(*problems)
    item = Item(said.item)
    rows = [
        row
        for row in overlaid(seeded(said.country), entries)
        if row.item is item
        and row.valid_from == said.valid_from
        and said.payer in {None, row.payer}
        and said.up_to_minor in {None, row.up_to_minor}
        and not row.verified
    ]
    if not rows:
        raise NotFoundError("a row that is not verified:", f"{said.country} {item} from {said.valid_from}")
    if said.figure is not None:
        _compare(said.figure, rows)
    return tuple(rows)


def _compare(figure: str, rows: list[Row]) -> None:
    unit = UNITS[rows[0].item]
    try:
        value = figure_of(unit, figure)
    except ValueError as error:
        raise InvalidCommandError(FieldProblem("figure", str(error))) from error
    for row in rows:
        if row.value != value:
            told = f"{words_of(unit, value)} was read, the row says {words_of(unit, row.value)}: add the right one"
            raise InvalidCommandError(FieldProblem("figure", told))


def to_withdraw(entry_no: int, entries: Iterable[Entry]) -> Entry:
    """The entry that is withdrawn. Raises NotFoundError where it does not stand, or withdraws another."""
    for entry in _standing(list(entries)):
        if entry.entry_no == entry_no and entry.deed is not Deed.WITHDRAW:
            return entry
    raise NotFoundError("an entry that stands:", entry_no)


def _standing(entries: list[Entry]) -> Iterator[Entry]:
    gone = {entry.withdraws for entry in entries}
    return (entry for entry in entries if entry.entry_no not in gone)
