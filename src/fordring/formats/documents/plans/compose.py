"""A payment plan's letter in words: what is owed, the instalments with their references, and what happens otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fordring.domain.followup.mark import Marks
from fordring.domain.followup.payment_plan import LetterRow, PlanLetter
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.claim_tables import mark_of
from fordring.formats.documents.letters.compose import Correspondence
from fordring.formats.documents.letters.marks import footnotes
from fordring.formats.documents.letters.model import Note, Row, Table, TableLetter
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.model import Language
from fordring.formats.documents.plans.east import ENGLISH, FINNISH
from fordring.formats.documents.plans.north import BOKMAL, SWEDISH
from fordring.formats.documents.plans.words import PlanWords
from fordring.formats.documents.texts import WORDS

PLAN_WORDS: Mapping[Language, PlanWords] = {"nb": BOKMAL, "sv": SWEDISH, "fi": FINNISH, "en": ENGLISH}


def plan_document(letter: PlanLetter, between: Correspondence) -> TableLetter:
    """The letter with every sentence chosen; `between.payments` says how each instalment is paid, in their order."""
    return _Composer(letter, between).document()


@dataclass(slots=True)
class _Composer:
    """One letter in one language."""

    letter: PlanLetter
    between: Correspondence

    def document(self) -> TableLetter:
        """The whole letter."""
        letter, between, words = self.letter, self.between, self._words
        asked = self._asked()
        payment = between.payments[letter.rows.index(asked)]
        title = words.reminder if letter.late else LETTER_WORDS[between.language].title(between.country, letter.kind)
        left = asked.amount_minor - asked.paid_minor
        return TableLetter(
            kind=letter.kind,
            language=between.language,
            country=between.country,
            seller=between.seller,
            buyer=between.buyer,
            title=title,
            number=self._number,
            issued_on=letter.sent_on,
            currency=letter.currency,
            total_minor=left,
            due_on=asked.due_on,
            facts=tuple(self._facts(asked)),
            paragraphs=tuple(self._paragraphs(asked)),
            tables=tuple(self._tables()),
            consequence=self._consequence(),
            marks=tuple(footnotes(self._marks(), between.language, self._figures)),
            notes=(Note(words.trouble_heading, words.trouble.format(seller=between.seller.name)),),
            payment=payment,
            brand=between.brand,
            sandbox=between.sandbox,
            page_url=between.page_url,
        )

    @property
    def _kept(self) -> Marks:
        return Marks.of(self.letter.marks)

    @property
    def _words(self) -> PlanWords:
        return PLAN_WORDS[self.between.language]

    @property
    def _figures(self) -> Figures:
        return Figures(WORDS[self.between.language], self.letter.currency)

    @property
    def _number(self) -> str:
        return self.letter.number or str(self.letter.claim_no)

    def _asked(self) -> LetterRow:
        """The instalment that is to be paid with this letter: the one it is about, else the first one that is open."""
        rows = self.letter.rows
        if self.letter.about:
            return next(row for row in rows if row.number == self.letter.about)
        return next((row for row in rows if row.paid_minor < row.amount_minor), rows[-1])

    def _facts(self, asked: LetterRow) -> Iterator[tuple[str, str]]:
        words, printed, buyer = self._words, WORDS[self.between.language], self.between.buyer
        yield LETTER_WORDS[self.between.language].sent_on, self._figures.day(self.letter.sent_on)
        yield words.agreed_on, self._figures.day(self.letter.agreed_on)
        yield printed.invoice_number, self._number
        yield f"{words.columns[0]} {asked.number}: {words.columns[1].lower()}", self._figures.day(asked.due_on)
        if buyer.customer_number:
            yield printed.customer_number, buyer.customer_number

    def _paragraphs(self, asked: LetterRow) -> Iterator[str]:
        letter, words, figures = self.letter, self._words, self._figures
        told = {
            "seller": self.between.seller.name,
            "number": self._number,
            "total": figures.money(letter.agreed.total),
            "count": words.counted[len(letter.rows) != 1].format(count=len(letter.rows)),
            "instalment": str(asked.number),
            "day": figures.day(asked.due_on),
            "amount": figures.money(asked.amount_minor - asked.paid_minor),
        }
        fee = figures.money(letter.notice_fee_minor) + mark_of(self._kept.of_notices)
        if letter.about:
            within = words.fee_within.format(fee=fee) if letter.notice_fee_minor and not letter.late else ""
            yield " ".join(filter(None, ((words.late if letter.late else words.announced).format(**told), within)))
            return
        yield words.opening.format(**told)
        yield f"{words.covering} {words.interest_goes_on}"
        if letter.notice_days:
            noticed = words.noticed_fee if letter.notice_fee_minor else words.noticed
            yield noticed.format(days=letter.notice_days, fee=fee)

    def _tables(self) -> Iterator[Table]:
        if not self.letter.about:
            yield self._owed()
        words, figures, rows = self._words, self._figures, self.letter.rows
        total, paid = sum(row.amount_minor for row in rows), sum(row.paid_minor for row in rows)
        label, sum_minor = (words.left, total - paid) if paid else (words.together, total)
        number, due, amount = words.columns
        reference = WORDS[self.between.language].references[self.between.payments[0].reference_kind]
        yield Table(
            (number, due, reference, amount),
            tuple(map(self._row, rows, (payment.reference for payment in self.between.payments))),
            words.instalments_heading,
            (label, "", "", figures.money(sum_minor)),
            text_columns=3,
        )

    def _owed(self) -> Table:
        """What the plan is made of; the rows add up to what is shared over the instalments."""
        letter, words, figures = self.letter, self._words, self._figures
        interest = words.interest.format(day=figures.day(letter.agreed_on))
        parts = (
            (words.principal, letter.agreed.principal, ()),
            (words.fees, letter.agreed.fees - letter.fee_minor, letter.earlier_marks),
            (words.plan_fee, letter.fee_minor, self._kept.of_plan),
            (interest, letter.agreed.interest, self._kept.interest),
        )
        rows = tuple(Row((label, figures.money(minor) + mark_of(marks))) for label, minor, marks in parts if minor)
        total = (words.owed, figures.money(letter.agreed.total))
        return Table(("", words.columns[2]), rows, words.owed_heading, total)

    def _row(self, row: LetterRow, reference: str) -> Row:
        words, figures = self._words, self._figures
        detail = ""
        if row.paid_minor:
            part = words.part_paid.format(amount=figures.money(row.paid_minor))
            detail = part if row.paid_minor < row.amount_minor else words.paid
        return Row((str(row.number), figures.day(row.due_on), reference, figures.money(row.amount_minor)), detail)

    def _marks(self) -> tuple[str, ...]:
        """What the letter's amounts rest on: a notice tells of its own fee alone."""
        if self.letter.about:
            return self._kept.of_notices
        return tuple(dict.fromkeys((*self.letter.earlier_marks, *self.letter.marks)))

    def _consequence(self) -> str:
        words, days = self._words, self.letter.broken_days
        return (words.otherwise_now if self.letter.late else words.otherwise).format(days=days)
