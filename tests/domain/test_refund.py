"""The life of a refund, both halves of the table, and which accounts money may go back to."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.money import Money
from fordring.domain.payment.refund import Event, Refund, State, after, usable_account
from support.table import transitions

EXPECTED = """
           give_account  send  confirm    reject    cancel
waiting    waiting       sent  -          -         cancelled
sent       -             -     confirmed  rejected  -
confirmed  -             -     -          -         -
rejected   -             -     -          -         -
cancelled  -             -     -          -         -
owing      -             -     -          -         cancelled
"""

AT = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
NIL = UUID(int=1)


def waiting(to_account: str = "NO9386011117947") -> Refund:
    return Refund(NIL, UUID(int=7), NIL, NIL, NIL, Money(2_500, "NOK"), "Ola Nordmann", to_account, "overpaid", AT)


@pytest.mark.parametrize(("state", "event", "result"), transitions(EXPECTED))
def test_each_event_leads_where_the_table_says(state: str, event: str, result: str | None) -> None:
    if result is None:
        with pytest.raises(IllegalTransitionError):
            after(State(state), Event(event))
    else:
        assert after(State(state), Event(event)) is State(result)


def test_a_refund_goes_out_once_and_ends_as_the_bank_says() -> None:
    sent = waiting().sent(UUID(int=9), "Ola N", "Refund 1", LATER)
    assert (sent.state, sent.payee_name, sent.message, sent.changed_at) == (State.SENT, "Ola N", "Refund 1", LATER)
    assert sent.confirmed(LATER).state is State.CONFIRMED
    with pytest.raises(IllegalTransitionError):
        sent.sent(UUID(int=10), "Ola N", "Refund 1", LATER)


def test_what_the_bank_refused_waits_in_a_new_refund_without_an_account() -> None:
    refused = waiting().sent(UUID(int=9), "Ola N", "Refund 1", AT).rejected("AC04 account closed", LATER)
    again = refused.again(UUID(int=8), LATER)
    assert (again.state, again.to_account, again.amount, again.order_id) == (State.WAITING, "", refused.amount, None)
    assert again.reason == f"the bank refused {refused.reference}: AC04 account closed"
    assert again.reference != refused.reference
    assert again.given("FI2112345600000785").to_account == "FI2112345600000785"


def test_its_reference_fits_where_a_bank_keeps_35_characters() -> None:
    assert waiting().reference == "R00000000000000000000000000000007"


@pytest.mark.parametrize(
    ("number", "country", "expected"),
    [
        ("NO93 8601 1117 947", "NO", "NO9386011117947"),
        ("86011117947", "NO", "NO9386011117947"),
        ("8601 11 17947", "NO", "NO9386011117947"),
        ("SE4550000000058398257466", "NO", "SE4550000000058398257466"),
        ("86011117947", "SE", ""),
        ("50501055", "SE", ""),
        ("86011117948", "NO", ""),
        ("NO9386011117948", "NO", ""),
        ("FI2112345600000785", "FI", "FI2112345600000785"),
        ("", "FI", ""),
        ("unknown", "SE", ""),
    ],
)
def test_money_goes_back_only_to_an_account_that_is_certain(number: str, country: str, expected: str) -> None:
    assert usable_account(number, country) == expected
