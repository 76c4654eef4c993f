"""What came on top of an invoice, on its payer's page: fees by their steps, interest by its rows."""

import re
from pathlib import Path
from typing import cast

import pytest

from fordring.domain.claim.page_link import PageToken
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import Whose
from fordring.domain.followup.words.tongue import Language
from fordring.domain.merchant import Merchant
from fordring.formats.documents.figures import Figures
from fordring.formats.documents.texts import WORDS
from fordring.pages.payer.cited import cited
from fordring.pages.payer.sums import sum_rows
from fordring.pages.payer.texts import TEXTS
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.payers.show_page import ShowPage, show_page
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Database
from services.counter import Counter
from services.late_money import followed_up, money
from services.plans import agreed, at, days, paid
from support import make
from support.steps import Taken, step_taken


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def shown(counter: Counter, view: PurchaseView, language: Language) -> list[str]:
    """The sum, a line each; what each is made of stands behind it, a line each too."""
    async with counter.database.reading() as connection:
        key = await connection.fetchval("SELECT page_key FROM claim WHERE claim_id = $1", view.claim.claim_id)
        page = await show_page(ShowPage(PageToken(view.claim.claim_no, key)), counter.jobs.work(connection))
    rows = sum_rows(page, TEXTS[language], Figures(WORDS[language], view.claim.currency), language)
    heads = ((row, f"{row.label}: {row.amount}{' *' if row.marks else ''}") for row in rows)
    told = (line for row, head in heads for line in (head, *(f"- {each}" for each in row.details)))
    return [re.sub(r"\s", " ", line) for line in told]


PLANNED = """
Fakturabelopp: 900,00 kr
Avgift: 230,00 kr
- 2026-11-16: 170,00 kr · amorteringsplan, lag (1981:739) om ersättning för inkassokostnader m.m.
- 2026-12-30: 60,00 kr · avisering av delbetalning
"""
KEPT = """
Fakturabelopp: 10 000,00 kr
Avgift: 170,00 kr
- 2026-12-20: 170,00 kr · amorteringsplan, lag (1981:739) om ersättning för inkassokostnader m.m.
Dröjsmålsränta: 54,79 kr *
- 2026-12-01 till 2026-12-30, 10 % per år: 82,19 kr *
- Bortfallet: \N{MINUS SIGN}27,40 kr
Betalt: \N{MINUS SIGN}10 224,79 kr
"""
BEFORE = """
Fakturabeløp: 10 000,00 kr
Gebyr: 638,00 kr
- 20.12.2026: 38,00 kr · purring, inkassoforskriften § 1-2
- 09.01.2027: 600,00 kr · betalingsoppfordring, inkassoforskriften § 1-2
Forsinkelsesrente: 129,73 kr *
- 01.12.2026 til 25.12.2026, 12,25 % i året: 83,90 kr *
- 26.12.2026 til 31.12.2026, 12,25 % i året: 18,33 kr *
- 01.01.2027 til 09.01.2027, 12,25 % i året: 27,50 kr *
Betalt: \N{MINUS SIGN}1 000,00 kr
"""
AFTER = """
Invoice amount: NOK 10,000.00
Fees: NOK 38.00
- 20 December 2026: NOK 38.00 · reminder, inkassoforskriften § 1-2
- 9 January 2027: NOK 600.00 · payment demand (betalingsoppfordring), inkassoforskriften § 1-2
- 14 January 2027: \N{MINUS SIGN}NOK 600.00 · payment demand (betalingsoppfordring), taken back
Late-payment interest: NOK 67.12 *
- 1 December 2026 to 20 December 2026, 12.25% a year: NOK 67.12 *
Paid: \N{MINUS SIGN}NOK 1,000.00
"""


async def test_fees_are_told_with_their_steps_and_interest_with_its_rows(counter: Counter) -> None:
    steps = Taken(20), Taken(40, 60_000, StepKind.PAYMENT_DEMAND, Whose.OPERATOR)
    view = await followed_up(counter, *steps)
    await money(counter, view, 100_000, paid=25, comes=45)
    assert await shown(counter, view, "nb") == BEFORE.strip().splitlines()
    command = CancelStep(view.claim.claim_no, 2, [counter.merchant.merchant_id], "sent by mistake")
    await counter.database.run(lambda connection: cancel_step(command, counter.jobs.work(connection)))
    assert await shown(counter, view, "en") == AFTER.strip().splitlines()


async def test_what_a_payment_plan_costs_is_told_by_its_papers(database: Database, tmp_path: Path) -> None:
    counter = Counter(database, await make.merchant(database, "SE"), tmp_path)
    view = await counter.invoice(900_00)
    await agreed(counter, view)
    await days(counter, "2026-12-30")
    assert await shown(counter, view, "sv") == PLANNED.strip().splitlines()
    for item, place in (("plan_fee", 2), ("plan_notice_fee", 3)):
        async with database.transaction() as connection:
            mark = f"SE {item} from 2013-03-16: not verified (lag (1981:739))"
            await connection.execute("UPDATE payment_plan SET marks = $1", [mark])
        marked = await shown(counter, view, "sv")
        assert [at for at, line in enumerate(marked) if " *" in line] == [1, place]


async def test_the_rows_of_interest_come_to_what_is_asked_for(database: Database, tmp_path: Path) -> None:
    counter = Counter(database, await make.merchant(database, "SE"), tmp_path)
    view = await counter.invoice(10_000_00)
    await step_taken(database, counter.merchant, view.claim.claim_id, Taken(17, 0))
    at(counter, "2026-12-20")
    plan = (await agreed(counter, view)).plan
    await paid(counter, plan.agreed.total, view.claim.reference or "", "2026-12-30")
    assert await shown(counter, view, "sv") == KEPT.strip().splitlines()


CITED = """
513/1999                     fi  laki saatavien perinnästä (513/1999)
513/1999 5 §                 fi  laki saatavien perinnästä (513/1999) 5~§
513/1999 5 §                 sv  5~§ lagen om indrivning av fordringar (513/1999)
299/2022                     en  laki saatavien perinnästä (513/1999)
korkolaki                    sv  den finska räntelagen (korkolaki)
korkolaki                    fi  korkolaki
lag (1981:739)               nb  lag (1981:739) om ersättning för inkassokostnader m.m.
lag (1981:739) 2 §           sv  2~§ lagen (1981:739) om ersättning för inkassokostnader m.m.
lag (1981:739) 4 a §         sv  4~a~§ lagen (1981:739) om ersättning för inkassokostnader m.m.
lag (1981:739), by practice  sv  lag (1981:739) om ersättning för inkassokostnader m.m.
inkassolagen 5 §             sv  inkassolagen 5~§
inkassoforskriften § 1-2     nb  inkassoforskriften §~1-2
cash-in.com                  fi
FOR-2026-1, § 1-2            nb  FOR-2026-1, §~1-2
R1, R2, R3                   nb
"""


def test_a_payer_reads_the_acts_by_their_names() -> None:
    for row in CITED.strip().splitlines():
        source, language, *told = re.split(r"  +", row)
        assert cited(source, cast("Language", language)).replace("\N{NO-BREAK SPACE}", "~") == "".join(told), row
