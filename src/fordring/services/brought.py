"""What a claim brings with it when it is handed over: its creditor's fees are judged, its steps become rows."""

from dataclasses import replace

from fordring.domain.calendar import local_day
from fordring.domain.claim.brought import brought_steps, level_warnings
from fordring.domain.claim.claim import Claim, ClaimKind
from fordring.domain.claim.parts import Parts
from fordring.domain.claim.registration import Registration
from fordring.domain.errors import FieldProblem, InvalidCommandError
from fordring.domain.followup.brought_fees import brought_fee_problems
from fordring.domain.followup.case import rules_of
from fordring.domain.followup.settings import Whose
from fordring.domain.ledger.entry import Entry
from fordring.domain.ledger.rules import demanded
from fordring.domain.merchant import Merchant
from fordring.services.bill import book_of
from fordring.services.planning import wishes_of
from fordring.storage import ledger
from fordring.storage.house import rules
from fordring.storage.ids import new_id
from fordring.storage.work import Work


async def refuse_dear_steps(work: Work, merchant: Merchant, registration: Registration) -> None:
    """Raises InvalidCommandError naming each fee of the creditor's that the law did not allow it."""
    if not registration.fees_minor:
        return
    entries = await rules.of_country(work.connection, merchant.country)
    known = rules_of(merchant.country, live=not merchant.sandbox, entries=entries)
    problems = tuple(brought_fee_problems(registration, merchant.country, known))
    if problems:
        raise InvalidCommandError(*problems)


async def level_doubts(work: Work, merchant: Merchant, registration: Registration) -> tuple[FieldProblem, ...]:
    """The warning that a case begins before the level that its merchant wants. Of no other claim anything is read."""
    if registration.kind is not ClaimKind.COLLECTION_CASE:
        return ()
    wishes = await wishes_of(work.connection, merchant)
    level = wishes[registration.business].start_level
    return tuple(level_warnings(registration, merchant.country, level))


def add_brought_steps(work: Work, merchant: Merchant, claim: Claim) -> None:
    """The rows of the steps that the creditor took, and an entry for each fee, which is the creditor's, as of the day.

    Its interest is reckoned by the first step of ours.
    """
    book = replace(book_of(merchant, claim), operators=frozenset())
    today = local_day(claim.updated_at, merchant.country)
    for step_no, step in enumerate(brought_steps(claim.content), start=1):
        work.unit.add(
            "step",
            {
                "merchant_id": claim.merchant_id,
                "claim_id": claim.claim_id,
                "step_no": step_no,
                "kind": step.kind,
                "sent_on": step.sent_on,
                "pay_by": step.pay_by,
                "fee_minor": step.fee_minor,
                "vat_minor": 0,
                "whose": Whose.MERCHANT,
                "interest_minor": 0,
                "ours": False,
                "facts": {},
                "created_by": work.asker.name,
                "recorded_at": work.wall,
            },
        )
        if step.fee_minor:
            cause = f"step {claim.claim_no}/{step_no}"
            postings = demanded(book, Parts(fees=step.fee_minor))
            ledger.post(work.unit, claim.merchant_id, Entry(new_id(), "demanded", today, cause, postings), work.wall)
