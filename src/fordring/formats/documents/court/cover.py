"""The cover of a claim's summary for a court, and the extract of its ledger: a letter of tables each."""

from collections.abc import Iterator, Mapping

from fordring.domain.claim.parts import Part, Parts
from fordring.domain.followup.mark import Marks, together
from fordring.domain.followup.words.telling import step_name
from fordring.domain.ledger.accounts import RECEIVABLE
from fordring.formats.documents.court.model import CourtCase, CourtPaper, CourtPayment, CourtStep
from fordring.formats.documents.court.texts import COURT_WORDS
from fordring.formats.documents.court.words import CourtWords
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.claim_tables import interest_cells, mark_of
from fordring.formats.documents.letters.marks import footnotes
from fordring.formats.documents.letters.model import Row, Table, TableLetter
from fordring.formats.documents.model import Buyer
from fordring.formats.documents.pdf.party_view import buyer_number, written_number
from fordring.formats.documents.texts import WORDS

KIND = "court_bundle"
PART_OF: Mapping[str, Part] = {account: part for part, account in RECEIVABLE.items()}
_NOBODY = Buyer(name="", address=())
"""A summary is not addressed: the parties stand in its first table."""
_CHECKSUM_HALF = 32


def cover_of(case: CourtCase) -> TableLetter:
    """Who owes what to whom and why, what was done, what was paid, and the papers that follow with their checksums."""
    words, figures = COURT_WORDS[case.language], Figures(WORDS[case.language], case.currency)
    of_steps = (mark for step in case.steps for mark in step.marks)
    kept = dict.fromkeys((*of_steps, *case.marks.all, *_of_interest(case)))
    return _letter(case, words, words.title, words.lead, tuple(_Cover(case, words, figures).tables()), tuple(kept))


def ledger_of(case: CourtCase) -> TableLetter:
    """The claim's entries with what each changed and what was owed then, and the postings behind them."""
    words, figures = COURT_WORDS[case.language], Figures(WORDS[case.language], case.currency)
    tables = (_statement(case, words, figures), _postings(case, words, figures))
    marks = together((case.marks, *(entry.marks for entry in case.entries))).all
    return _letter(case, words, words.ledger_title, words.ledger_lead, tables, marks)


def _letter(
    case: CourtCase, words: CourtWords, title: str, lead: str, tables: tuple[Table, ...], marks: tuple[str, ...]
) -> TableLetter:
    figures = Figures(WORDS[case.language], case.currency)
    facts = [
        (words.claim, case.number),
        (words.reference, case.reference),
        (words.as_of, figures.day(case.on)),
        (words.last_day, figures.day(case.last_day) if case.last_day else ""),
    ]
    return TableLetter(
        kind=KIND,
        language=case.language,
        country=case.country,
        seller=case.seller,
        buyer=_NOBODY,
        title=title,
        issued_on=case.on,
        currency=case.currency,
        paragraphs=(lead,),
        tables=tables,
        facts=tuple((label, value) for label, value in facts if value),
        marks=tuple(footnotes(marks, case.language, figures)),
        brand=case.brand,
        sandbox=case.sandbox,
    )


class _Cover:
    """The tables of a cover, in their order; those without rows are left out."""

    def __init__(self, case: CourtCase, words: CourtWords, figures: Figures) -> None:
        self.case, self.words, self.figures = case, words, figures

    def tables(self) -> Iterator[Table]:
        yield self._parties()
        yield self._basis()
        yield self._amounts()
        for table in (self._interest(), self._steps(), self._payments(), self._papers()):
            if table.rows or table.foot:
                yield table

    def _parties(self) -> Table:
        seller, buyer = self.case.seller, self.case.buyer
        country = self.case.country
        _, number = buyer_number(buyer, country, WORDS[self.case.language])
        both = (
            (self.words.creditor, (seller.name, written_number(seller.organization_number, country), *seller.address)),
            (self.words.debtor, (buyer.name, number, buyer.contact, *buyer.address)),
        )
        rows = tuple(Row((role, ", ".join(line for line in lines if line))) for role, lines in both)
        return Table(self.words.party_columns, rows, self.words.parties, text_columns=2)

    def _basis(self) -> Table:
        case, words = self.case, self.words
        issued = self.figures.day(case.issued_on) if case.issued_on else ""
        told = (
            (words.invoice, case.number),
            (words.issued, issued),
            (words.due, self.figures.day(case.due_on)),
            (words.describes, case.description),
        )
        rows = tuple(Row((label, value)) for label, value in told if value)
        return Table(words.basis_columns, rows, words.basis, text_columns=2)

    def _amounts(self) -> Table:
        case, words, write = self.case, self.words, self.figures.amount
        fallen = case.open.principal - case.principal_minor
        lines = [
            (words.principal, case.principal_minor, True, ()),
            (words.fallen, fallen, bool(fallen), ()),
            (words.open_principal, case.open.principal, bool(fallen), ()),
            (words.fees, case.open.fees, True, case.marks.fees),
            (words.interest, case.open.interest, True, case.marks.interest),
            (words.accrued, case.accrued_minor, bool(case.accrued_minor), _of_interest(case)),
        ]
        rows = tuple(Row((label, write(minor) + mark_of(marks))) for label, minor, told, marks in lines if told)
        total = (words.total, self.figures.money(case.payable.total))
        return Table(words.amount_columns, rows, words.amounts, total)

    def _interest(self) -> Table:
        case, words, figures = self.case, self.words, self.figures
        rows = tuple(map(Row, interest_cells(case.interest, figures)))
        together = figures.amount(sum(line.interest_minor for line in case.interest))
        together += mark_of(_of_interest(case))
        total = (words.payment_columns[-1], "", "", "", "", together) if rows else ()
        foot = words.interest_wanted.format(why=case.interest_wanted) if case.interest_wanted else ""
        return Table(words.interest_columns, rows, words.interest_rows, total, text_columns=2, foot=foot)

    def _steps(self) -> Table:
        rows = tuple(map(self._step, self.case.steps))
        return Table(self.words.step_columns, rows, self.words.steps, text_columns=3)

    def _step(self, step: CourtStep) -> Row:
        case, words, figures = self.case, self.words, self.figures
        name = step_name(step.kind, case.country, case.language)
        said = [*([] if step.ours else [words.by_creditor]), *([words.cancelled] if step.cancelled else [])]
        cells = (
            figures.day(step.sent_on),
            ", ".join([_begun(name), *said]),
            figures.day(step.pay_by) if step.pay_by else "",
            figures.amount(step.fee_minor) + mark_of(step.marks) if step.fee_minor else "",
            words.paper.format(number=step.paper) if step.paper else "",
        )
        return Row(cells)

    def _payments(self) -> Table:
        rows = tuple(map(self._payment, self.case.payments))
        return Table(self.words.payment_columns, rows, self.words.payments)

    def _payment(self, payment: CourtPayment) -> Row:
        covered, write = payment.covered, self.figures.amount
        cells = (write(covered.principal), write(covered.fees), write(covered.interest), write(covered.total))
        return Row((self.figures.day(payment.paid_on), *cells), self.words.direct if payment.direct else "")

    def _papers(self) -> Table:
        rows = tuple(self._paper(place, paper) for place, paper in enumerate(self.case.papers, start=1))
        return Table(self.words.paper_columns, rows, self.words.papers, text_columns=2)

    def _paper(self, place: int, paper: CourtPaper) -> Row:
        """Its checksum stands in two halves, for it is longer than its column."""
        halves = f"{paper.sha256[:_CHECKSUM_HALF]} {paper.sha256[_CHECKSUM_HALF:]}"
        name = _begun(paper.name) if paper.bound else f"{_begun(paper.name)} ({self.words.not_bound})"
        size = f"{-(-paper.size_bytes // 1000)} kB"
        return Row((str(place), f"{name}\nSHA-256 {halves}", self.figures.day(paper.day), size))


def _begun(text: str) -> str:
    """The text as a cell begins."""
    return text[:1].upper() + text[1:]


def _of_interest(case: CourtCase) -> list[str]:
    """What the rows of its interest rest on that nobody verified."""
    return [mark for line in case.interest for mark in line.marks]


def _statement(case: CourtCase, words: CourtWords, figures: Figures) -> Table:
    rows, owed = [], 0
    for entry in case.entries:
        owed += entry.changes.total
        told = words.entries.get(entry.kind, entry.kind)
        amounts = (amount if minor else "" for minor, amount in _amounts(entry.changes, entry.marks, figures))
        rows.append(Row((figures.day(entry.value_on), told, *amounts, figures.amount(owed))))
    open_ = (amount for _, amount in _amounts(case.open, case.marks, figures))
    total = (words.total, "", *open_, figures.amount(case.open.total))
    return Table(words.statement_columns, tuple(rows), words.statement, total, text_columns=2)


def _amounts(parts: Parts, marks: Marks, figures: Figures) -> Iterator[tuple[int, str]]:
    """Principal, fees and interest, and as they are written."""
    for part, minor in parts:
        yield minor, figures.amount(minor) + mark_of(marks.on(part))


def _postings(case: CourtCase, words: CourtWords, figures: Figures) -> Table:
    rows = []
    for entry in case.entries:
        for place, (account, minor) in enumerate(entry.postings):
            first = f"{figures.day(entry.value_on)} {words.entries.get(entry.kind, entry.kind)}" if not place else ""
            said = entry.marks.on(PART_OF[account]) if account in PART_OF else ()
            rows.append(Row((first, words.accounts.get(account, account), figures.amount(minor) + mark_of(said))))
    return Table(words.posting_columns, tuple(rows), words.postings, text_columns=2)
