"""A step is taken back by a person, and a claim is given up: fees, interest, purchases and what was paid."""

from pathlib import Path

import pytest

from fordring.domain.claim.parts import Parts
from fordring.domain.errors import IllegalTransitionError, InvalidCommandError, NotFoundError
from fordring.domain.followup.facts import StepKind
from fordring.domain.followup.settings import Whose
from fordring.domain.merchant import Merchant
from fordring.services.dossiers import Dossier
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.following_up.write_off import WriteOff, write_off
from fordring.services.views import PurchaseView
from fordring.storage.transaction import Database
from services.counter import Counter, text
from services.late_money import PRINCIPAL, followed_up, money, open_of, refunded, standing, told
from support import make
from support.steps import Taken


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def cancelled(counter: Counter, view: PurchaseView, step_no: int, because: str = "sent by mistake") -> Dossier:
    command = CancelStep(view.claim.claim_no, step_no, [counter.merchant.merchant_id], because)
    return await counter.database.run(lambda c: cancel_step(command, counter.jobs.work(c)))


async def written_off(counter: Counter, view: PurchaseView, because: str = "moved abroad") -> Dossier:
    command = WriteOff(view.claim.claim_no, [counter.merchant.merchant_id], because)
    return await counter.database.run(lambda c: write_off(command, counter.jobs.work(c)))


async def test_a_cancelled_step_takes_its_fee_along_and_leaves_the_interest_that_another_letter_asks_for(
    counter: Counter,
) -> None:
    view = await followed_up(counter, Taken(20), Taken(40, kind=StepKind.COLLECTION_NOTICE))
    assert await open_of(counter, view) == Parts(PRINCIPAL, 7_600, 13_425)
    dossier = await cancelled(counter, view, 2)
    assert dossier.claim.open == Parts(PRINCIPAL, 3_800, 6_712)
    assert dossier.events[-1].facts == {
        "step": "collection_notice",
        "step_no": 2,
        "sent_on": "2027-01-09",
        "because": "sent by mistake",
        "fees": 3_800,
        "interest": 6_713,
    }
    assert (await cancelled(counter, view, 1)).claim.open == Parts(PRINCIPAL)
    assert (await standing(counter), (await told(counter))[-1]) == ([], ("step_cancelled", "fordring"))


async def test_cancelling_the_first_of_two_letters_leaves_the_interest_of_the_second(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20), Taken(40))
    assert (await cancelled(counter, view, 1)).claim.open == Parts(PRINCIPAL, 3_800, 13_425)


@pytest.mark.parametrize(
    ("country", "before", "whose"),
    [
        ("NO", StepKind.COLLECTION_NOTICE, Whose.MERCHANT),
        ("NO", StepKind.COLLECTION_NOTICE, Whose.OPERATOR),
        ("FI", StepKind.REMINDER, Whose.MERCHANT),
    ],
)
async def test_a_demand_whose_notice_was_taken_back_costs_nothing(
    database: Database, tmp_path: Path, country: str, before: StepKind, whose: Whose
) -> None:
    counter = Counter(database, await make.merchant(database, country, "T22223333"), tmp_path)
    demand = Taken(40, 5_000, StepKind.PAYMENT_DEMAND, whose, interest=False)
    view = await followed_up(counter, Taken(20, kind=before, interest=False), demand)
    assert (await open_of(counter, view)).fees == 8_800
    dossier = await cancelled(counter, view, 1)
    assert dossier.claim.open == Parts(PRINCIPAL)
    assert [event.kind for event in dossier.events[-2:]] == ["step_cancelled", "fee_lowered"]
    assert (dossier.events[-1].facts["step_no"], dossier.events[-1].facts["fees"]) == (2, 5_000)
    assert await standing(counter) == [2]


async def test_a_demand_with_another_notice_before_it_keeps_its_fee(counter: Counter) -> None:
    notice, demand = StepKind.COLLECTION_NOTICE, Taken(60, 5_000, StepKind.PAYMENT_DEMAND)
    view = await followed_up(counter, Taken(20, kind=notice), Taken(36, 0, kind=notice), demand)
    assert (await cancelled(counter, view, 1)).claim.open.fees == 5_000
    assert (await cancelled(counter, view, 2)).claim.open.fees == 0


async def test_a_claim_of_which_only_the_fee_was_open_is_closed_by_it(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20, interest=False))
    await money(counter, view, PRINCIPAL + 3_000, paid=25, comes=25)
    dossier = await cancelled(counter, view, 1)
    assert (dossier.claim.closed_because, await refunded(counter)) == ("paid", [3_000])
    assert await counter.balances() == text(f"""
        client_funds   {PRINCIPAL + 3_000} NOK
        owed.merchant -{PRINCIPAL} NOK
        owed.payer       -3000 NOK
    """)


@pytest.mark.parametrize(
    ("step_no", "because", "error"),
    [(1, "again", IllegalTransitionError), (2, "none such", NotFoundError), (3, " ", InvalidCommandError)],
)
async def test_a_step_is_cancelled_once_and_with_a_reason(
    counter: Counter, step_no: int, because: str, error: type[Exception]
) -> None:
    view = await followed_up(counter, Taken(20))
    await cancelled(counter, view, 1)
    with pytest.raises(error):
        await cancelled(counter, view, step_no, because)


async def test_what_is_open_is_written_off_without_a_credit_note_and_what_was_paid_stays(counter: Counter) -> None:
    view = await followed_up(counter, Taken(20))
    await money(counter, view, 400_000, paid=25, comes=25)
    dossier = await written_off(counter, view)
    assert (dossier.claim.closed_because, dossier.events[-1].facts["message"]) == ("written_off", "moved abroad")
    assert await counter.standing(view) == "captured 389488, not_settled; closed written_off, 0 open"
    assert (await written_off(counter, view)).claim == dossier.claim
    await money(counter, view, 1_000, paid=40, comes=40)
    assert await refunded(counter) == [1_000]
    with pytest.raises(InvalidCommandError):
        await written_off(counter, view, "")


async def test_a_claim_that_is_paid_cannot_be_written_off(counter: Counter) -> None:
    view = await followed_up(counter)
    await money(counter, view, PRINCIPAL, paid=5, comes=5)
    with pytest.raises(IllegalTransitionError):
        await written_off(counter, view)
