"""The table of events: each makes the postings of the plan, and an entry that does not balance cannot be made."""

from collections import Counter
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fordring.domain.claim.parts import Part, Parts
from fordring.domain.errors import CurrencyMismatchError, UnbalancedEntryError
from fordring.domain.followup.settings import Whose
from fordring.domain.ledger import rules
from fordring.domain.ledger.accounts import Account
from fordring.domain.ledger.entry import Entry, Posting
from fordring.domain.merchant import Clock
from fordring.domain.money import Money
from fordring.domain.payment.allocation import COSTS_FIRST, DEFAULT_ORDER, PRINCIPAL_FIRST, allocate
from fordring.domain.payment.matching import Found, Unfound, match

BANK, CLAIM, DAY = UUID(int=2), UUID(int=3), date(2026, 11, 16)
MERCHANTS = rules.ClaimBook(CLAIM, BANK, "NOK")
OPERATORS = rules.ClaimBook(CLAIM, BANK, "NOK", frozenset({Part.FEES, Part.INTEREST}))


def nok(minor: int) -> Money:
    return Money(minor, "NOK")


def lines(postings: rules.Postings) -> str:
    return ", ".join(f"{line.account} {line.amount.minor:+}" for line in postings)


EVENTS = {
    "receivable.principal +100, expected.merchant -100": rules.demanded(MERCHANTS, Parts(100)),
    "receivable.fees +35, expected.operator -35": rules.step_demanded(OPERATORS, 35, 0, Whose.MERCHANT),
    "receivable.fees +90, expected.operator -90, receivable.interest +7, expected.merchant -7": (
        rules.step_demanded(MERCHANTS, 90, 7, Whose.OPERATOR)
    ),
    "receivable.fees +35, expected.merchant -35, receivable.interest +7, expected.operator -7": (
        rules.step_demanded(rules.ClaimBook(CLAIM, BANK, "NOK", frozenset({Part.INTEREST})), 35, 7, Whose.MERCHANT)
    ),
    "receivable.fees -125, expected.merchant +35, expected.operator +90": rules.cancelled(
        MERCHANTS, Parts(0, 125, 0, 90)
    ),
    "receivable.principal -60, expected.merchant +60": rules.cancelled(MERCHANTS, Parts(60)),
    "client_funds +120, owed.payer -20, owed.merchant -100, receivable.principal -100, expected.merchant +100": (
        rules.paid(MERCHANTS, Parts(100), 20)
    ),
    "client_funds +35, owed.operator.fees -35, receivable.fees -35, expected.operator +35": (
        rules.paid(OPERATORS, Parts(0, 35, 0, 35), 0)
    ),
    "client_funds +60, owed.merchant -35, owed.operator.fees -25, "
    "receivable.fees -60, expected.merchant +35, expected.operator +25": (
        rules.paid(MERCHANTS, allocate(60, Parts(100, 125, 0, 90), COSTS_FIRST).covered, 0)
    ),
    "owed.merchant -20, owed.operator.fees +30, receivable.fees +50, expected.merchant +20, expected.operator -30, "
    "owed.payer -10, receivable.principal -40": rules.covered_anew(MERCHANTS, Parts(0, 50, 0, 30), Parts(40), 10),
    "client_funds +9, owed.unidentified -9": rules.unidentified(BANK, nok(9)),
    "client_funds -9, owed.unidentified +9": rules.mirrored(rules.unidentified(BANK, nok(9))),
    "owed.merchant +100, owed.operator.commission -8, owed.operator.vat -2, in_transit -90": (
        rules.payout_sent(BANK, nok(100), nok(8), nok(2))
    ),
    "owed.merchant +100, in_transit -100": rules.payout_sent(BANK, nok(100), nok(0), nok(0)),
    "in_transit +90, client_funds -90": rules.payout_confirmed(BANK, nok(90)),
    "owed.payer +20, in_transit -20": rules.refund_sent(BANK, nok(20)),
}


@pytest.mark.parametrize(("text", "postings"), EVENTS.items())
def test_an_event_makes_the_postings_of_the_plan(text: str, postings: rules.Postings) -> None:
    assert lines(postings) == text
    assert Entry(CLAIM, "any", DAY, "test", postings).postings == postings


def test_an_entry_that_does_not_balance_cannot_be_made() -> None:
    with pytest.raises(UnbalancedEntryError):
        Entry(CLAIM, "any", DAY, "test", ())
    with pytest.raises(UnbalancedEntryError):
        Entry(CLAIM, "any", DAY, "test", (Posting(Account.CLIENT_FUNDS, nok(1), bank_account_id=BANK),))
    two = (
        Posting(Account.CLIENT_FUNDS, nok(1), bank_account_id=BANK),
        Posting(Account.OWED_PAYER, Money(-1, "SEK"), bank_account_id=BANK),
    )
    with pytest.raises(UnbalancedEntryError):
        Entry(CLAIM, "any", DAY, "test", two)


def test_a_posting_names_its_claim_or_bank_account() -> None:
    with pytest.raises(UnbalancedEntryError):
        Posting(Account.RECEIVABLE_PRINCIPAL, nok(1), bank_account_id=BANK)
    with pytest.raises(UnbalancedEntryError):
        Posting(Account.CLIENT_FUNDS, nok(1), claim_id=CLAIM)


AMOUNTS = st.integers(min_value=0, max_value=10**9)
PARTS = st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS).map(
    lambda some: Parts(some[0], some[1], some[2], min(some[1], some[3]))
)


@given(AMOUNTS, PARTS, st.sampled_from([COSTS_FIRST, PRINCIPAL_FIRST]))
def test_no_money_is_lost_or_made_when_it_is_allocated(
    amount: int, outstanding: Parts, order: tuple[Part, ...]
) -> None:
    done = allocate(amount, outstanding, order)
    assert done.covered.total + done.surplus == amount
    assert all(0 <= covered <= outstanding.of(part) for part, covered in done.covered)
    assert done.surplus == 0 or done.covered == outstanding
    merchants = outstanding.fees - outstanding.fees_operator
    assert done.covered.fees - done.covered.fees_operator == min(done.covered.fees, merchants)


@given(PARTS, AMOUNTS)
def test_every_payment_entry_balances(covered: Parts, surplus: int) -> None:
    sums = Counter[str]()
    for line in rules.paid(OPERATORS, covered, surplus):
        sums[line.amount.currency] += line.amount.minor
    assert not any(sums.values())


def test_a_finnish_consumer_pays_the_claim_first_and_costs_last() -> None:
    assert allocate(100, Parts(90, 30, 5), DEFAULT_ORDER["FI", False]).covered == Parts(90, 5, 5)
    assert allocate(100, Parts(90, 30, 5), DEFAULT_ORDER["NO", False]).covered == Parts(65, 30, 5)


def test_a_payment_is_matched_by_the_reference_that_is_known() -> None:
    assert match(["9", "1"], {"1": "claim"}) == Found("claim", "1")
    assert match(["1", "2"], {"1": "claim", "2": "claim"}) == Found("claim", "1")


@pytest.mark.parametrize(
    ("references", "reason"),
    [
        ([], "the payment bears no reference"),
        (["7"], "no claim has the reference 7"),
        (["7", "8"], "no claim has one of the references 7, 8"),
        (["1", "2"], "the references 1, 2 belong to different claims"),
    ],
)
def test_a_payment_that_cannot_be_matched_says_why(references: list[str], reason: str) -> None:
    assert match(references, {"1": "claim a", "2": "claim b"}) == Unfound(reason)


def test_a_frozen_clock_stands_and_a_moved_one_runs() -> None:
    from datetime import UTC, datetime, timedelta

    wall = datetime(2026, 11, 16, tzinfo=UTC)
    assert Clock().at(wall) == wall
    assert Clock(offset=timedelta(days=1)).at(wall) == wall + timedelta(days=1)
    assert Clock(frozen_at=wall).at(wall + timedelta(days=9)) == wall


def test_currencies_do_not_mix() -> None:
    with pytest.raises(CurrencyMismatchError):
        nok(1) + Money(1, "SEK")
