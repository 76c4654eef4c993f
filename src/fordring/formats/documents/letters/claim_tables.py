"""The tables of a letter of follow-up: what is owed, principal, fees and interest apart, and how interest was reckoned.

One claim is a column of lines that sum to what is to be paid; several are a line each.
"""

from collections.abc import Iterable, Iterator, Sequence

from fordring.domain.claim.parts import Parts
from fordring.domain.followup.letter import InterestLine, Letter, LetterClaim
from fordring.domain.followup.mark import Marks
from fordring.formats.documents.figures import Figures, rate_decimals
from fordring.formats.documents.letters.model import Row, Table
from fordring.formats.documents.letters.paragraphs import IN_SWEDISH, PARAGRAPHS
from fordring.formats.documents.letters.words import LetterWords
from fordring.formats.documents.model import Country, Payment
from fordring.formats.documents.texts.words import Words

MARK = "\N{NO-BREAK SPACE}*"
"""Beside an amount that rests on a figure nobody read at its source."""


class ClaimTables:
    """The tables of one letter. `marks` are the figures behind the asterisks."""

    def __init__(
        self, letter: Letter, country: Country, payments: tuple[Payment, ...], words: LetterWords, printed: Words
    ) -> None:
        self.letter, self.country, self.payments, self.words, self.printed = letter, country, payments, words, printed
        self.figures = Figures(printed, letter.currency)
        cited = PARAGRAPHS[country, letter.regime].get(letter.kind, "")
        self.paragraph = IN_SWEDISH.get(cited, cited) if printed.locale == "sv" else cited
        earlier = (mark for claim in letter.claims for mark in claim.earlier_marks)
        of_interest = {mark for claim in letter.claims for line in claim.interest for mark in line.marks}
        self.marks = tuple(dict.fromkeys((*letter.marks, *earlier, *sorted(of_interest))))
        self.fee_mark = mark_of(Marks.of(letter.marks).fees)

    def all(self) -> Iterator[Table]:
        """What is owed, then the rows of interest where there are any."""
        yield self._of_one(self.letter.claims[0]) if len(self.letter.claims) == 1 else self._of_several()
        if any(claim.interest for claim in self.letter.claims):
            yield self._interest()

    def sums(self) -> tuple[tuple[str, str], ...]:
        """Principal, fees and interest of all claims, each where there is any; they sum to what is to be paid."""
        _, principal, fees, interest, _ = self.words.claims_columns
        open_, marked = self._total()
        amounts = (open_.principal, open_.fees, open_.interest)
        parts = zip((principal, fees, interest), amounts, marked[:-1], strict=True)
        return tuple((label, self.figures.money(minor) + mark) for label, minor, mark in parts if minor)

    def _total(self) -> tuple[Parts, tuple[str, ...]]:
        """What is open of all claims, and the mark of each part, its sum last."""
        claims = self.letter.claims
        marked = (mark_of(marks) for marks in zip(*map(self._marked, claims), strict=True))
        return sum((claim.open for claim in claims), Parts()), tuple(marked)

    def _marked(self, claim: LetterClaim) -> tuple[str, ...]:
        """The marks of a claim's principal, fees, interest and their sum: the parts on top alone bear one."""
        fees = (self.fee_mark if claim.fee_minor else "", *claim.earlier_marks)
        interest = _of_interest(claim)
        return "", mark_of(fees) if claim.open.fees else "", mark_of(interest) if claim.open.interest else "", ""

    def _added(self) -> str:
        """What this letter itself added, which a table of several claims does not say in a line of its own."""
        fee = sum(claim.fee_minor + claim.vat_minor for claim in self.letter.claims)
        if not fee:
            return ""
        added = self.words.fees_added.format(fee=self.figures.money(fee) + self.fee_mark)
        law = self.words.by_law.format(paragraph=self.paragraph).rstrip(".") + "."
        return f"{added} {law}" if self.paragraph else added

    def _of_one(self, claim: LetterClaim) -> Table:
        money = self.figures.money(claim.open.total)
        rows = tuple(
            Row((text, self.figures.amount(minor) + mark), detail) for text, detail, minor, mark in self._lines(claim)
        )
        return Table(self.words.columns, rows, total=(self.words.total, money))

    def _lines(self, claim: LetterClaim) -> Iterator[tuple[str, str, int, str]]:
        """Text, detail, amount and mark of each line; they sum to what is open."""
        words, due = self.words, self.words.due.format(due=self.figures.day(claim.due_on))
        yield self._name(claim), due, claim.principal_minor, ""
        if claim.open.principal != claim.principal_minor:
            yield words.taken_off, "", claim.open.principal - claim.principal_minor, ""
        earlier = claim.open.fees - claim.fee_minor - claim.vat_minor
        if earlier:
            yield words.earlier_fees, "", earlier, mark_of(claim.earlier_marks)
        if claim.fee_minor:
            detail = words.by_law.format(paragraph=self.paragraph) if self.paragraph else ""
            yield words.fee(self.country, self.letter.kind), detail, claim.fee_minor, self.fee_mark
        if claim.vat_minor:
            yield words.vat_on_fee, "", claim.vat_minor, self.fee_mark
        if claim.open.interest:
            text = words.interest.format(sent=self.figures.day(self.letter.sent_on))
            yield text, "", claim.open.interest, mark_of(_of_interest(claim))

    def _of_several(self) -> Table:
        rows = []
        for claim, payment in zip(self.letter.claims, self.payments, strict=True):
            due = self.words.due.format(due=self.figures.day(claim.due_on))
            reference = f"{self.printed.references[payment.reference_kind]} {payment.reference}"
            detail = f"{due} · {reference}" if payment.reference else due
            rows.append(Row((self._name(claim), *self._amounts(claim.open, self._marked(claim))), detail))
        return Table(
            self.words.claims_columns,
            tuple(rows),
            total=(self.words.total, *self._amounts(*self._total())),
            foot=self._added(),
        )

    def _amounts(self, parts: Parts, marked: tuple[str, ...]) -> Iterator[str]:
        """Principal, fees, interest and their sum, each with its mark."""
        for minor, mark in zip((parts.principal, parts.fees, parts.interest, parts.total), marked, strict=True):
            yield self.figures.amount(minor) + mark

    def _interest(self) -> Table:
        """The rows of interest, which add up to all of it; what was paid of it stands apart."""
        claims, several = self.letter.claims, len(self.letter.claims) > 1
        lines = [(claim, line) for claim in claims for line in claim.interest]
        rows = [
            Row(((claim.number or str(claim.claim_no),) if several else ()) + cells)
            for (claim, _), cells in zip(lines, interest_cells([line for _, line in lines], self.figures), strict=True)
        ]
        reckoned = sum(line.interest_minor for _, line in lines)
        left = sum(claim.open.interest for claim in claims)
        blank, mark = ("",) * (5 if several else 4), mark_of(row for claim in claims for row in _of_interest(claim))
        if reckoned != left:
            rows.append(Row((self.words.interest_paid, *blank, self.figures.amount(left - reckoned))))
        first = (self.printed.invoice,) if several else ()
        return Table(
            (*first, *self.words.interest_columns),
            tuple(rows),
            self.words.interest_heading,
            (self.words.claims_columns[3], *blank, self.figures.amount(left) + mark) if len(rows) > 1 else (),
            text_columns=3 if several else 2,
            foot=self._goes_on(),
        )

    def _goes_on(self) -> str:
        """By which rates and of how much it is reckoned from now on; claims of one rate are told together."""
        bases: dict[str, int] = {}
        for claim in self.letter.claims:
            if claim.interest and claim.open.principal:
                last = claim.interest[-1]
                rate = self.figures.rate(last.rate_bp) + mark_of([last.mark])
                bases[rate] = bases.get(rate, 0) + claim.open.principal
        told, sent, figures = self.words.interest_goes_on, self.figures.day(self.letter.sent_on), self.figures
        return " ".join(told.format(rate=rate, base=figures.money(base), sent=sent) for rate, base in bases.items())

    def _name(self, claim: LetterClaim) -> str:
        if claim.number and claim.issued_on:
            return self.words.invoice.format(number=claim.number, issued=self.figures.day(claim.issued_on))
        text = self.words.invoice_undated if claim.number else self.words.claim
        return text.format(number=claim.number or claim.claim_no)


def interest_cells(lines: Sequence[InterestLine], figures: Figures) -> list[tuple[str, ...]]:
    """Rows of interest: from, to, of how much, by which rate, how many days, and what it comes to.

    The rates of one table have equally many decimals.
    """
    decimals = rate_decimals(line.rate_bp for line in lines)
    return [_cells(line, figures, decimals) for line in lines]


def _cells(line: InterestLine, figures: Figures, decimals: int) -> tuple[str, ...]:
    return (
        figures.day(line.first),
        figures.day(line.last),
        figures.amount(line.base_minor),
        figures.rate(line.rate_bp, decimals),
        str(line.days),
        figures.amount(line.interest_minor) + mark_of(line.marks),
    )


def mark_of(texts: Iterable[str]) -> str:
    """The asterisk of an amount that rests on any of these, of which an empty one is none."""
    return MARK if any(texts) else ""


def _of_interest(claim: LetterClaim) -> list[str]:
    return [mark for line in claim.interest for mark in line.marks]
