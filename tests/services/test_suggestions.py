"""Money that no claim is certain for waits with suggestions; a person accepts or dismisses them, once."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.errors import IllegalTransitionError, NotFoundError
from fordring.domain.merchant import Merchant
from fordring.formats.banking.model import BankAccountRef, Reference, ReferenceKind
from fordring.services.banking.accept_suggestion import AcceptSuggestion, accept_suggestion
from fordring.services.banking.dismiss_suggestion import DismissSuggestion, dismiss_suggestion
from fordring.services.checkout.void_purchase import VoidPurchase, void_purchase
from fordring.services.views import PurchaseView
from fordring.services.waiting_lines import WaitingLine, waiting_lines
from fordring.storage.house.lines import Line
from fordring.storage.transaction import Database
from services.counter import Counter
from services.reversals import banked, credit, reversal
from support import make
from support.registrations import issued, registered, registration, started

KARI = {"first_name": "Kari", "last_name": "Hansen", "email": "kari@example.com"}
HER_BANK = BankAccountRef("97101234561", "BBAN")


@pytest.fixture
def counter(database: Database, merchant: Merchant, tmp_path: Path) -> Counter:
    return Counter(database, merchant, tmp_path)


async def of_kari(counter: Counter, amount_minor: int = 12_500) -> PurchaseView:
    return await counter.invoice(amount_minor, billing=make.billing(**KARI))


async def waiting(counter: Counter) -> list[WaitingLine]:
    async with counter.database.reading() as connection:
        return await waiting_lines(connection, make.WALL)


async def suggested(counter: Counter) -> list[tuple[list[int], int, str]]:
    """Of the one line that waits: claims, score and reason of each suggestion."""
    [line] = await waiting(counter)
    return [([share.claim_no for share in each.shares], each.score, each.reason) for each in line.suggestions]


async def accept(counter: Counter, claim_no: int | None = None) -> Line:
    [line] = await waiting(counter)
    command = AcceptSuggestion(line.line.bank_line_id, claim_no)
    return await counter.database.run(lambda c: accept_suggestion(command, counter.jobs.work(c)))


def no_of(view: PurchaseView) -> int:
    return view.claim.claim_no


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"text": "Faktura {number}"}, "names its number, from its payer's name, exactly what is open"),
        ({"text": "faktura {spaced}, takk"}, "names its number, from its payer's name, exactly what is open"),
        ({"reference": "{slip}"}, "bears nearly its reference, from its payer's name, exactly what is open"),
        ({"text": "sykkel"}, "from its payer's name, exactly what is open"),
    ],
)
async def test_what_is_likely_is_suggested_with_its_reasons_and_not_booked(
    counter: Counter, said: dict[str, str], reason: str
) -> None:
    view, other = await of_kari(counter), await counter.invoice()
    number, reference = view.claim.number or "", view.claim.reference or ""
    words = {"number": number, "spaced": number.replace("-", " ").lower(), "slip": reference[:-2] + reference[-1] * 2}
    told = {key: text.format(**words) for key, text in said.items()}
    line = credit(counter, 12_500, told.pop("reference", ""), named="E1", party_name="HANSEN KARI", **told)
    assert await banked(counter, line) == {"unidentified": 1}
    [(claims, score, why)] = await suggested(counter)
    assert (claims, why, score < 90) == ([no_of(view)], reason, True)
    await accept(counter)
    assert (await counter.now(view)).claim.closed_because == "paid"
    assert (await counter.now(other)).claim.open.total == 12_500
    assert await waiting(counter) == []


async def test_a_payer_is_known_by_the_account_it_has_paid_from(counter: Counter) -> None:
    first, second = await of_kari(counter), await of_kari(counter, 9_900)
    paid = credit(
        counter, 12_500, first.claim.reference or "", named="E1", party_account=HER_BANK, party_name="Firma AS"
    )
    await banked(counter, paid)
    await banked(counter, credit(counter, 9_900, "", named="E2", party_account=HER_BANK, party_name="Firma AS"))
    reason = "from an account its payer has paid from, exactly what is open"
    assert await suggested(counter) == [([no_of(second)], 60, reason)]


async def test_a_sum_that_covers_several_claims_of_one_payer_is_suggested_as_a_whole(counter: Counter) -> None:
    views = [await of_kari(counter, 1_000), await of_kari(counter, 2_000)]
    await banked(counter, credit(counter, 3_000, "", named="E1", party_name="Kari Hansen"))
    assert [claims for claims, *_ in await suggested(counter)] == [[no_of(view) for view in views]]
    line = await accept(counter)
    assert (line.state, line.claim_id) == ("matched", None)
    assert [(await counter.now(view)).claim.closed_because for view in views] == ["paid", "paid"]


async def test_several_references_without_amounts_book_where_exactly_that_is_open(counter: Counter) -> None:
    views = [await of_kari(counter, 1_000), await of_kari(counter, 2_000)]
    refs = tuple(Reference(ReferenceKind.SCOR, view.claim.reference or "", "SCOR") for view in views)
    assert await banked(counter, credit(counter, 3_000, "", named="E1", references=refs)) == {"matched": 1}
    assert [(await counter.now(view)).claim.closed_because for view in views] == ["paid", "paid"]
    assert await banked(counter, credit(counter, 2_999, "", named="E2", references=refs)) == {"unidentified": 1}


async def test_a_reference_of_another_account_books_for_exactly_what_is_open(counter: Counter, tmp_path: Path) -> None:
    account = replace(make.bank_account(), iban="NO7697101234561", domestic=None)
    other = await make.merchant(counter.database, account_id="T33334444", bank_account=account)
    view = await Counter(counter.database, other, tmp_path / "other").invoice(7_700)
    reference = view.claim.reference or ""
    await banked(counter, credit(counter, 7_700, reference, named="E1"))
    async with counter.database.reading() as connection:
        posted = await connection.fetchval(
            "SELECT bank_account_id FROM posting WHERE account = 'client_funds' AND merchant_id = $1", other.merchant_id
        )
    assert posted == counter.merchant.bank_account.bank_account_id
    view = await Counter(counter.database, other, tmp_path / "other").invoice(7_700)
    assert await banked(counter, credit(counter, 7_701, view.claim.reference or "", named="E2")) == {"unidentified": 1}
    assert [why for *_, why in await suggested(counter)] == ["bears its reference, which is another account's"]


async def test_a_reference_that_is_a_slip_away_from_its_payers_own_books_nothing(counter: Counter) -> None:
    ours, theirs = [await numbered(counter, number) for number in (900_000_009, 900_000_090)]
    assert sum(a != b for a, b in zip(ours.reference or "", theirs.reference or "", strict=True)) == 2
    for amount_minor, state in ((ours.open.total, "unidentified"), (500, "matched")):
        paid = credit(
            counter, amount_minor, theirs.reference or "", named=f"E{amount_minor}", party_name="Ola Nordmann"
        )
        assert await banked(counter, paid) == {state: 1}
    best = [claims for claims, *_ in await suggested(counter)]
    assert best == [[theirs.claim_no], [ours.claim_no]]


async def test_a_suggestion_for_a_claim_that_was_paid_or_withdrawn_meanwhile_is_refused(counter: Counter) -> None:
    view = await of_kari(counter)
    await banked(counter, credit(counter, 12_500, "", named="E1", party_name="Kari Hansen"))
    await banked(counter, credit(counter, 12_500, view.claim.reference or "", named="E2"))
    with pytest.raises(IllegalTransitionError, match="closed: paid"):
        await accept(counter)
    other = await of_kari(counter, 7_700)
    await banked(counter, reversal(counter, 12_500, "E1"))
    await banked(counter, credit(counter, 7_700, "", named="E3", party_name="Kari Hansen"))
    command = VoidPurchase(counter.merchant.merchant_id, other.purchase.purchase_id)
    await counter.database.run(lambda connection: void_purchase(command, make.work(connection)))
    with pytest.raises(IllegalTransitionError, match="closed: withdrawn"):
        await accept(counter)


async def test_of_several_claims_none_may_have_been_paid_in_part_meanwhile(counter: Counter) -> None:
    views = [await of_kari(counter, 1_000), await of_kari(counter, 2_000)]
    await banked(counter, credit(counter, 3_000, "", named="E1", party_name="Kari Hansen"))
    await banked(counter, credit(counter, 500, views[1].claim.reference or "", named="E2"))
    with pytest.raises(IllegalTransitionError, match="open for 1500 only"):
        await accept(counter)


async def test_a_line_is_accepted_once_however_many_try(counter: Counter) -> None:
    view = await of_kari(counter)
    await banked(counter, credit(counter, 12_500, "", named="E1", party_name="Kari Hansen"))
    done = await asyncio.gather(*(accept(counter) for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(result, Line) for result in done) == 1
    assert (await counter.now(view)).purchase.captured_minor == 12_500


async def test_what_is_dismissed_is_shown_no_more_and_what_is_not_suggested_is_not_found(counter: Counter) -> None:
    view = await of_kari(counter)
    await banked(counter, credit(counter, 12_500, "", named="E1", party_name="Kari Hansen"))
    [line] = await waiting(counter)
    with pytest.raises(NotFoundError):
        await accept(counter, 99)
    for claim_no, found in ((99, False), (no_of(view), True), (None, False)):
        command = DismissSuggestion(line.line.bank_line_id, claim_no)
        done = await asyncio.gather(dismissed(counter, command), return_exceptions=True)
        assert isinstance(done[0], NotFoundError) is not found
    assert await suggested(counter) == []
    with pytest.raises(NotFoundError):
        await accept(counter)


async def dismissed(counter: Counter, command: DismissSuggestion) -> Line:
    return await counter.database.run(lambda c: dismiss_suggestion(command, counter.jobs.work(c)))


async def test_a_merchant_may_want_to_be_asked_about_what_stands_in_free_text(
    database: Database, tmp_path: Path
) -> None:
    careful = Counter(database, await make.merchant(database, settings={"matching": {"threshold": 99}}), tmp_path)
    view = await careful.invoice()
    await careful.pay(careful.deposit(view, reference="", text=f"KID {view.claim.reference}"))
    [line] = await waiting(careful)
    assert line.line.reason.endswith("not certain enough for this merchant")
    assert line.suggestions[0].shares[0].claim_no == no_of(view)
    await careful.pay(careful.deposit(view))
    assert (await careful.now(view)).claim.closed_because == "paid"


async def numbered(counter: Counter, number: int) -> Claim:
    """An invoice to Ola whose reference is made of this number, which is its amount too, in part."""
    reference = make.reference_of(counter.merchant.bank_account, number)
    facts = {"own_number": str(number), "reference": reference, "customer_number": "1", "lines": ()}
    draft = await registered(
        counter.database, counter.merchant, registration(**facts, amount_minor=number % 1_000 * 100)
    )
    await started(counter.database, counter.merchant, draft.claim)
    return await issued(counter.database, draft.claim)
