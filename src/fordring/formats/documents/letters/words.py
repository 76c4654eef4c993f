"""Which fixed words the letters of follow-up have in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from fordring.domain.followup.facts import StepKind
from fordring.formats.documents.model import Country


@dataclass(frozen=True, slots=True)
class Bodies:
    """Who hears complaints in a country: a consumer's about its purchase, a business's, and those about a collector."""

    consumer: str
    business: str
    collector: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterWords:
    """The sentences of one language.

    Fields that may be named: seller, total, day (to pay by), number, issued, due, sent, rate, base, reply (where to),
    permit (what a licence is called), licence, collector, paragraph. `titles` are by the kinds of documents, all of
    them under NO; `otherwise` is what happens where it is not paid, `court` the same of a demand.
    """

    titles: Mapping[Country, Mapping[str, str]]
    openings: Mapping[StepKind, str]
    request: str
    request_undated: str
    otherwise: Mapping[StepKind, str]
    otherwise_collector: str
    court: Mapping[Country, str]
    invoice: str
    invoice_undated: str
    claim: str
    due: str
    taken_off: str
    fees_of: Mapping[StepKind, str]
    compensations: Mapping[Country, str]
    by_law: str
    vat_on_fee: str
    earlier_fees: str
    interest: str
    interest_paid: str
    interest_goes_on: str
    total: str
    interest_heading: str
    columns: tuple[str, str]
    claims_columns: tuple[str, str, str, str, str]
    interest_columns: tuple[str, str, str, str, str, str]
    fees_added: str
    sent_on: str
    pay_by: str
    creditor: str
    object_heading: str
    object: str
    object_by: str
    complain_heading: str
    bodies: Mapping[Country, Bodies]
    stop_heading: str
    stop: str
    collector_heading: str
    licences: Mapping[Country, str]
    collector: str
    collector_named: str
    collector_label: str
    marks: str
    each_reference: str
    each_in_table: str
    paid_already: str
    mail_subject: str
    mail_page: str
    mail_questions: str

    def title(self, country: Country, kind: str) -> str:
        """What a letter of the kind is called where the country's law has a word of its own, and elsewhere."""
        return self.titles[country].get(kind) or self.titles["NO"][kind]

    def fee(self, country: Country, kind: StepKind) -> str:
        """What a letter's own fee is called; the compensation between businesses as the country's law has it."""
        return self.compensations[country] if kind is StepKind.COMPENSATION else self.fees_of[kind]
