"""A letter of follow-up in words: the frozen figures, by its kind, the country's law and the payer's language."""

from dataclasses import dataclass, field, replace

from fordring.domain.followup.facts import DEMANDS, StepKind
from fordring.domain.followup.letter import Letter, LetterClaim
from fordring.domain.followup.settings import Regime
from fordring.formats.documents.figures import NO_BREAK_SPACE, Figures
from fordring.formats.documents.letters.claim_tables import ClaimTables
from fordring.formats.documents.letters.marks import footnotes
from fordring.formats.documents.letters.model import Note, Slip, TableLetter
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.model import Brand, Buyer, Country, Language, Payment, Seller
from fordring.formats.documents.pdf.party_view import buyer_number
from fordring.formats.documents.texts import WORDS


@dataclass(frozen=True, slots=True)
class Correspondence:
    """Who writes to whom, how and in which language; `business` is the payer.

    `payments` says of each claim in the letter how it is paid, each with its own reference, to one account.
    """

    seller: Seller
    buyer: Buyer
    language: Language
    country: Country
    business: bool
    payments: tuple[Payment, ...]
    brand: Brand = field(default_factory=Brand)
    sandbox: bool = False
    page_url: str | None = None


def letter_document(letter: Letter, between: Correspondence) -> TableLetter:
    """The letter with every sentence chosen and every figure written."""
    return _Composer(letter, between).document()


class _Composer:
    """One letter in one language."""

    def __init__(self, letter: Letter, between: Correspondence) -> None:
        self.letter, self.between = letter, between
        self.words = LETTER_WORDS[between.language]
        self.printed = WORDS[between.language]
        self.figures = Figures(self.printed, letter.currency)
        self.title = self.words.title(between.country, letter.kind)
        day = self.figures.day(letter.pay_by) if letter.pay_by else ""
        self.said = {
            "seller": between.seller.name,
            "total": self.figures.money(letter.total_minor),
            "day": _unbroken(day),
            "sent": _unbroken(self.figures.day(letter.sent_on)),
            "permit": self.words.licences[between.country],
            "licence": letter.licence,
            "collector": letter.collector,
            "reply": self._reply(),
        }

    def document(self) -> TableLetter:
        """The whole letter."""
        letter, between = self.letter, self.between
        tables = ClaimTables(letter, between.country, between.payments, self.words, self.printed)
        several = len(letter.claims) > 1
        return TableLetter(
            kind=letter.kind,
            language=between.language,
            country=between.country,
            seller=between.seller,
            buyer=between.buyer,
            title=self.title,
            number="" if several else _number(letter.claims[0]),
            issued_on=letter.sent_on,
            currency=letter.currency,
            total_minor=letter.total_minor,
            due_on=letter.pay_by,
            facts=self._facts(),
            paragraphs=tuple(self._opening()),
            tables=tuple(tables.all()),
            consequence=self._consequence(),
            notes=tuple(self._notes()),
            marks=tuple(footnotes(tables.marks, between.language, self.figures)),
            sums=tables.sums(),
            payment=replace(between.payments[0], reference="") if several else between.payments[0],
            slips=tuple(self._slips()) if several else (),
            brand=between.brand,
            sandbox=between.sandbox,
            page_url=between.page_url,
        )

    def _reply(self) -> str:
        seller = self.between.seller
        reach = [_unbroken(way) for way in (seller.email, seller.phone) if way]
        return f"{seller.name} ({', '.join(reach)})" if reach else seller.name

    def _facts(self) -> tuple[tuple[str, str], ...]:
        """Day, number, days of the claim, and the customer's numbers."""
        letter, buyer = self.letter, self.between.buyer
        only = letter.claims[0] if len(letter.claims) == 1 else None
        called, number = buyer_number(buyer, self.between.country, self.printed)
        facts = [
            (self.words.sent_on, self.figures.day(letter.sent_on)),
            (self.words.pay_by, self.figures.day(letter.pay_by) if letter.pay_by else ""),
            (self.printed.invoice_number, (only.number or "") if only else ""),
            (self.printed.issued_on, self.figures.day(only.issued_on) if only and only.issued_on else ""),
            (self.printed.due_on, self.figures.day(only.due_on) if only else ""),
            (self.printed.customer_number, buyer.customer_number or ""),
            (called, number or ""),
            (self.printed.your_reference, buyer.customer_reference or ""),
            (self.words.creditor, self.between.seller.name if letter.kind in DEMANDS else ""),
            (self.words.collector_label, letter.collector if self._collected else ""),
        ]
        return tuple(fact for fact in facts if fact[1])

    def _opening(self) -> list[str]:
        request = self.words.request if self.letter.pay_by else self.words.request_undated
        opening = self.words.openings[self.letter.kind].format(**self.said)
        return [f"{opening} {request.format(**self.said)}"]

    def _consequence(self) -> str:
        """What happens otherwise; a letter that gives no time threatens with nothing that has a day."""
        kind = self.letter.kind
        if kind in DEMANDS:
            text = self.words.court[self.between.country] if self.letter.pay_by else ""
        elif kind is StepKind.COLLECTION_NOTICE and self.letter.regime is Regime.COLLECTOR:
            text = self.words.otherwise_collector
        else:
            text = self.words.otherwise[kind]
        return " ".join(part for part in (text.format(**self.said), self._paid_already()) if part)

    def _paid_already(self) -> str:
        return "" if self.letter.kind in DEMANDS else self.words.paid_already

    def _notes(self) -> list[Note]:
        """How to object; who hears complaints; what a consumer in Finland may ask for; who collects."""
        words, letter, between = self.words, self.letter, self.between
        demand = letter.kind in DEMANDS
        text = words.object_by if demand and letter.pay_by else words.object
        notes = [Note(words.object_heading, text.format(**self.said))]
        if demand or letter.kind is StepKind.COLLECTION_NOTICE:
            bodies = words.bodies[between.country]
            notes.append(Note(words.complain_heading, bodies.business if between.business else bodies.consumer))
        if demand and between.country == "FI" and not between.business:
            notes.append(Note(words.stop_heading, words.stop))
        if self._collected:
            who = words.collector_named if letter.collector else words.collector
            told = f"{who.format(**self.said)} {words.bodies[between.country].collector}"
            notes.append(Note(words.collector_heading, told))
        return notes

    @property
    def _collected(self) -> bool:
        """Whether a licensed collector demands it."""
        return self.letter.regime is Regime.COLLECTOR and self.letter.kind in DEMANDS

    def _slips(self) -> list[Slip]:
        claims = zip(self.letter.claims, self.between.payments, strict=True)
        return [Slip(_number(claim), payment.reference, claim.open.total) for claim, payment in claims]


def _unbroken(text: str) -> str:
    """A day or a telephone number, which stands on one line."""
    return text.replace(" ", NO_BREAK_SPACE)


def _number(claim: LetterClaim) -> str:
    return claim.number or str(claim.claim_no)
