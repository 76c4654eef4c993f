"""A letter of paragraphs and tables, resolved: reminders, demands, plans, statements and covers are all of this shape.

`TableLetter` says how to fill it; `render_pdf` prints it, and `cover_note` makes its e-mail.
"""

from dataclasses import dataclass, field
from datetime import date

from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.formats.documents.model import Brand, Buyer, Country, Language, Payment, Seller


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `detail` stands small under its first cell."""

    cells: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading, if it has one; the first `text_columns` begin at the left, figures end at the right.

    `total` is the last row, as many cells as there are columns; `foot` stands small below. Raises InvalidCommandError
    for a row of another length.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    heading: str = ""
    total: tuple[str, ...] = ()
    text_columns: int = 1
    foot: str = ""

    def __post_init__(self) -> None:
        """Refuse a row that no column would hold."""
        rows = [*(row.cells for row in self.rows), *([self.total] if self.total else [])]
        if any(len(cells) != len(self.columns) for cells in rows):
            raise InvalidCommandError(FieldProblem("tables", "a row must have a cell for each column"))


@dataclass(frozen=True, slots=True)
class Note:
    """A short text under a heading of its own: how to object, who hears complaints. Two stand side by side."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What is paid by itself, where a letter is about several: its name, printed reference and amount."""

    name: str
    reference: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class TableLetter:
    """One letter, resolved.

    To fill it: `kind` is the document's; `title` and `number` stand large; `facts` beside the address. Then come the
    `paragraphs`, and `tables` whose cells are written already (`formats/documents/figures.py`). `marks` stand small
    under them, for amounts with an asterisk; `consequence`, what happens otherwise, is said in the e-mail too; `notes`
    stand two and two. `total_minor` is 0 where nothing is to be paid. `sums` are the lines that an e-mail says before
    it. `payment` makes a slip; one without a reference is paid in parts, each by its `slips`.

    Its frozen content is a row of `letter`, and what makes this of it is named in `jobs/printing.py`.
    """

    kind: str
    language: Language
    country: Country
    seller: Seller
    buyer: Buyer
    title: str
    issued_on: date
    currency: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]
    number: str = ""
    total_minor: int = 0
    due_on: date | None = None
    facts: tuple[tuple[str, str], ...] = ()
    consequence: str = ""
    notes: tuple[Note, ...] = ()
    marks: tuple[str, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    payment: Payment | None = None
    slips: tuple[Slip, ...] = ()
    brand: Brand = field(default_factory=Brand)
    sandbox: bool = False
    preview: bool = False
    page_url: str | None = None
