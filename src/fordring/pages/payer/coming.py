"""What the payer's page says of follow-up: the step that comes next with its price and reasons, and those taken."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from fordring.domain.claim.outlook import Next, Outlook
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.mark import Marks
from fordring.domain.followup.outcome import Proposal
from fordring.domain.followup.reason import Reason
from fordring.domain.followup.words.telling import step_name
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.model import Language
from fordring.pages.payer.cited import cited
from fordring.pages.payer.texts.coming import COMING
from fordring.services.payers.show_page import PayerPage
from fordring.storage.steps import Step


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A step that was taken: its name, when it was sent and what time it gave, its fee; `href` where its letter is.

    `marks` are what the fee rests on that nobody verified.
    """

    name: str
    details: tuple[str, ...]
    fee: str
    href: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Price:
    """Something that the next step costs or gives, with what stands under it, and what it rests on."""

    label: str
    value: str
    detail: str = ""
    marks: tuple[str, ...] = ()


class Coming:
    """Follow-up of one claim in one language."""

    def __init__(self, page: PayerPage, language: Language, figures: Figures, path: str) -> None:
        self.page, self.language, self.figures, self.path = page, language, figures, path
        self.texts = COMING[language]
        self.merchant = page.dossier.merchant

    def lead(self, coming: Outlook) -> str:
        """The sentence on top, where follow-up has one."""
        if coming.what is Next.MORE_TIME and coming.on is None:
            return self.texts.held_until.format(merchant=self.merchant.name)
        told = {
            "step": self.name(coming.step.kind) if coming.step else "",
            "day": self.figures.day(coming.on) if coming.on else "",
            "merchant": self.merchant.name,
        }
        return self.texts.outlooks[coming.what].format(**told)

    def name(self, kind: StepKind) -> str:
        """What the step is called where the merchant is, in the reader's language."""
        return step_name(kind, self.merchant.country, self.language)

    def then(self, coming: Outlook) -> str:
        """What comes if the claim is not paid when it is due."""
        if coming.what is not Next.PAYMENT or coming.step is None:
            return ""
        day = self.figures.day(coming.step.earliest_on)
        return self.texts.then.format(step=self.name(coming.step.kind), day=day)

    def prices(self, coming: Outlook) -> list[Price]:
        """What the step costs and gives; nothing where none of it is sure."""
        step = coming.step
        if step is None or step.pay_by is None:
            return []
        return list(self._prices(step))

    def _prices(self, step: Proposal) -> Iterator[Price]:
        charge, money, marks = step.charge, self.figures.money, Marks.of(step.marks)
        vat = self.texts.vat.format(amount=money(charge.vat_minor)) if charge.vat_minor else ""
        if charge.fee_minor:
            yield Price(self.texts.fee, money(charge.fee_minor + charge.vat_minor), vat, marks.fees)
        else:
            yield Price(self.texts.fee, self.texts.free)
        if step.interest_minor:
            yield Price(self.texts.interest, money(step.interest_minor), "", marks.interest)
        if step.pay_by:
            way = self.texts.by_email if step.electronic else self.texts.by_letter
            yield Price(self.texts.pay_by, self.figures.day(step.pay_by), way)

    def whys(self, coming: Outlook) -> list[str]:
        """Why not before, and why at that price, each with its paragraph."""
        step = coming.step
        reasons = (*coming.waits, *(step.charge.reasons if step else ()))
        return [self._told(reason) for reason in reasons]

    def _told(self, reason: Reason) -> str:
        source = cited(reason.source, self.language)
        told = replace(reason, source=source).told(self.language, self.figures.day)
        return f"{told[:1].upper()}{told[1:]}."

    def not_known(self, coming: Outlook) -> str:
        """That the price of a step is not known, where the law's figure is wanted."""
        plan = self.page.follow_up.plan
        return self.texts.not_known if coming.step and plan and plan.wanted else ""

    def taken(self) -> list[TakenRow]:
        """The steps so far, the first one first; that a claim is only watched is no step towards its payer."""
        readable = {paper.document_id for paper in self.page.papers}
        steps = (step for step in self.page.follow_up.steps if step.kind is not StepKind.MONITORED)
        return [self._row(step, readable) for step in steps]

    def _row(self, step: Step, readable: Collection[UUID]) -> TakenRow:
        day = self.figures.day
        sent = self.texts.sent if step.ours else self.texts.before
        details = [sent.format(day=day(step.sent_on), merchant=self.merchant.name)]
        if step.pay_by:
            details.append(self.texts.given.format(day=day(step.pay_by)))
        if step.cancelled_on:
            details.append(self.texts.cancelled.format(day=day(step.cancelled_on)))
        fee_minor = step.fee_minor + step.vat_minor
        fee = self.figures.money(fee_minor) if fee_minor and not step.cancelled_on else ""
        name = self.name(step.kind)
        href = f"{self.path}/documents/{step.document_id}" if step.document_id in readable else ""
        return TakenRow(f"{name[:1].upper()}{name[1:]}", tuple(details), fee, href, step.marks.fees if fee else ())
