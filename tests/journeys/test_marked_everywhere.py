"""Wherever a fee or interest is shown by a figure that nobody verified, that is said; of verified ones nothing is."""

from collections.abc import Awaitable, Callable
from contextlib import aclosing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fordring.domain.followup.amending import Said
from fordring.domain.followup.figures import Standing
from fordring.domain.merchant import Merchant
from fordring.faces.own.routes.taken_back import open_answer
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.letters.mark_words import MARK_WORDS
from fordring.formats.documents.letters.marks import mark_told
from fordring.formats.documents.letters.texts import LETTER_WORDS
from fordring.formats.documents.model import Language
from fordring.formats.documents.texts import WORDS
from fordring.services.configuring.add_rule import AddRule, add_rule
from fordring.services.invoicing.show_claim import ShowClaim, show_claim
from fordring.storage.transaction import Database
from journeys.marked_stage import LANGUAGES, ON, Marked, marked_stage
from support import make
from support.followed import jobs_at

Place = Callable[[Marked], Awaitable[str]]

R, N, D = (
    f"NO {item} from 2026-01-01: not verified (inkassoforskriften § 1-2; {part}, published as {fee}: R1-R3)"
    for item, part, fee in (
        ("reminder_fee", "1/20 = 37.50", 38),
        ("notice_fee", "1/20 = 37.50", 38),
        ("own_demand_fee", "3/20 = 112.50", 113),
    )
)
USED, CARRIED = (
    f"NO late_interest from 2026-07-01: {standing} (R1, R3 (Finanstilsynet's page not read))"
    for standing in (Standing.UNVERIFIED, Standing.CARRIED)
)
OWED = (R, N, USED, CARRIED)
"""What was taken until 10 February: a reminder, a notice, and interest into a half-year without a row."""


ALONE: dict[str, Any] = {"steps": [], "next_step": None}
"""Details without what has figures of its own."""


async def _opened(marked: Marked) -> str:
    async with marked.desk.house.database.reading() as connection:
        work = jobs_at(marked.desk.house.database, ON).work(connection)
        found = await show_claim(ShowClaim(marked.claim.claim_no, [marked.owner.merchant_id]), work)
    return open_answer(found).model_dump_json()


async def _ahead(marked: Marked) -> str:
    return marked.ahead


TO_PROGRAMS: dict[str, tuple[Place, tuple[str, ...]]] = {
    "own face, what becomes of a claim": (lambda it: it.own(f"/claims/{it.claim.claim_no}/follow-up"), (*OWED, D)),
    "own face, the steps taken": (lambda it: it.own(f"/claims/{it.claim.claim_no}/steps"), OWED),
    "own face, what the run will do": (_ahead, (D, USED, CARRIED)),
    "own face, what waits": (lambda it: it.own("/follow-up/waiting"), OWED),
    "own face, interest": (lambda it: it.own(f"/claims/{it.claim.claim_no}/interest"), (USED, CARRIED)),
    "own face, a payer's claims": (lambda it: it.own(f"/claims/{it.claim.claim_no}/summary"), OWED),
    "own face, payment plans": (lambda it: it.own(f"/claims/{it.planned.claim_no}/plan"), OWED),
    "own face, what is open after an act": (_opened, OWED),
    "creditor face, an action's answer": (lambda it: it.creditor(lambda both: both[0]), OWED),
    "creditor face, details": (lambda it: it.creditor(lambda both: both[1].model_copy(update=ALONE)), OWED),
    "creditor face, details: the first step": (lambda it: it.creditor(lambda both: both[1].steps[0]), (R, USED)),
    "creditor face, details: the next step": (
        lambda it: it.creditor(lambda both: both[1].next_step),
        (D, USED, CARRIED),
    ),
}
TO_PEOPLE: dict[str, tuple[Place, tuple[str, ...]]] = {
    "letter": (lambda it: it.paper(_kind(it)), OWED),
    "a letter's e-mail": (lambda it: it.mail(_kind(it)), OWED),
    "payment plan": (lambda it: it.paper("payment_plan"), OWED),
    "a payment plan's e-mail, which tells of no fee": (lambda it: it.mail("payment_plan"), ()),
    "interest statement": (lambda it: it.statement("interest"), (USED, CARRIED)),
    "summary of a payer's claims": (lambda it: it.statement("summary"), OWED),
    "court bundle, cover": (lambda it: it.statement("cover"), OWED),
    "court bundle, ledger": (lambda it: it.statement("ledger"), OWED),
}


def _kind(marked: Marked) -> str:
    return {"NO": "collection_notice", "SE": "payment_demand"}[marked.owner.country]


async def test_what_rests_on_unverified_figures_says_so_everywhere(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    marked = await marked_stage(database, merchant, tmp_path, {"approve_demands": True})
    async with aclosing(marked.desk.http):
        found = {name: (await place(marked), marks) for name, (place, marks) in TO_PROGRAMS.items()}
        papers = {name: (await place(marked), marks) for name, (place, marks) in TO_PEOPLE.items()}
        pages = {language: await marked.page(language) for language in LANGUAGES}
    assert [(name, mark) for name, (text, marks) in found.items() for mark in marks if mark not in text] == []
    assert [(name, mark) for name, (text, marks) in papers.items() for mark in marks if not told(mark, text)] == []
    assert [name for name, (text, marks) in papers.items() if text.count("*") < min(2, len(marks))] == []
    assert [name for name, (text, marks) in papers.items() if not marks and "*" in text] == []
    silent = [(it, mark) for it, text in pages.items() for mark in (*OWED, D) if not told(mark, text, it)]
    assert silent == []
    assert {it: text.count('<span class="mark">') for it, text in pages.items()} == dict.fromkeys(LANGUAGES, 6)


@pytest.mark.parametrize("account_id", ["T11112222", "P11112222"])
async def test_beside_verified_figures_nothing_is_said(database: Database, tmp_path: Path, account_id: str) -> None:
    said = Said("SE", "late_interest", date(2026, 7, 1), "riksbank.se", "10.00 %", date(2027, 12, 31))

    await database.run(lambda c: add_rule(AddRule(said, "kari"), jobs_at(database, "2026-11-16").work(c)))
    owner = await make.merchant(database, "SE", account_id)
    marked = await marked_stage(database, owner, tmp_path, {})
    async with aclosing(marked.desk.http):
        programs = {name: await place(marked) for name, (place, _) in TO_PROGRAMS.items()}
        papers = {name: await place(marked) for name, (place, _) in TO_PEOPLE.items()}
        pages = {language: await marked.page(language) for language in LANGUAGES}
    loud = {name for name, text in programs.items() for standing in Standing if f": {standing} (" in text}
    assert loud == set()
    assert {name for name, text in papers.items() if "*" in text} == set()
    assert {it for it, text in pages.items() if 'class="mark' in text or LETTER_WORDS[it].marks in text} == set()
    assert "180" in programs["own face, the steps taken"], "the fee itself is shown"


def told(mark: str, text: str, language: Language = "nb") -> bool:
    """Whether a person reads of the figure, in words of the language."""
    words = mark_told(mark, language, Figures(WORDS[language], "NOK"))
    assert words != mark
    assert MARK_WORDS[language].figure
    plain = " ".join(text.replace("&#39;", "'").replace("\N{WORD JOINER}", "").split())
    return " ".join(words.split()) in plain
