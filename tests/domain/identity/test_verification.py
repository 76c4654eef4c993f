"""What can happen to an identification, when it holds, and which callback belongs to it."""

from datetime import timedelta

import pytest

from fordring.domain.errors import IllegalTransitionError
from fordring.domain.identity.person import Person
from fordring.domain.identity.verification import (
    HOLDS,
    ROUND_TRIP,
    Callback,
    Doubt,
    Failure,
    Journey,
    Pending,
    Standing,
    Step,
    Verification,
)
from fordring.domain.purchase.purchase import Product
from fordring.storage.ids import new_id
from support import make

EXPECTED = """
              start    answer    fail    mismatch    verify    use   leave
open          started  -         -       -           -         -     left
started       started  answered  -       -           -         -     left
answered      started  -         failed  mismatched  verified  -     left
failed        started  -         -       -           -         -     left
mismatched    started  -         -       mismatched  verified  -     left
verified      -        -         -       -           -         used  left
used          -        -         -       -           -         -     -
left          -        -         -       -           -         -     -
"""
JOURNEY = Journey(
    provider="bankid",
    state_sha256="state",
    browser_sha256="browser",
    nonce="nonce",
    verifier="verifier",
    started_at=make.WALL,
)
OLA = Person(
    issuer="https://id.example.com",
    subject="s",
    audience="fordring",
    acr="high",
    authenticated_at=make.WALL,
    national_idp="nbid",
    country="NO",
    nonce="nonce",
    given_name="Ola",
    family_name="Nordmann",
)


def asked(product: Product = Product.CONSUMER, **more: object) -> Verification:
    address = {"first_name": "Ola", "last_name": "Nordmann", "email": "ola@example.com"}
    pending = Pending(product=product, billing=make.billing(), address=address, seen=make.WALL)
    facts: dict[str, object] = {
        "merchant_id": new_id(),
        "verification_id": new_id(),
        "checkout_id": new_id(),
        "pending": pending,
        "created_at": make.WALL,
        "expires_at": make.WALL + HOLDS,
    }
    return Verification(**facts | more)  # type: ignore[arg-type]  # facts of several types


def away() -> Verification:
    return asked().started(JOURNEY)


def back(product: Product = Product.CONSUMER) -> Verification:
    return asked(product).started(JOURNEY).answered()


def test_the_table_of_steps_is_as_written() -> None:
    head, *lines = [line.split() for line in EXPECTED.strip().splitlines()]
    for standing, *cells in lines:
        at = asked(standing=Standing(standing))
        for step, cell in zip(head, cells, strict=True):
            if cell == "-":
                with pytest.raises(IllegalTransitionError):
                    at.moved(Step(step))
            else:
                assert at.moved(Step(step)).standing == cell


def test_the_secrets_of_a_way_are_gone_once_it_is_answered() -> None:
    journey = back().journey
    assert journey is not None
    assert (journey.nonce, journey.verifier, journey.state_sha256) == ("", "", "state")
    assert asked(standing=Standing.STARTED).answered().journey is None


@pytest.mark.parametrize(
    ("change", "minutes", "doubt"),
    [
        ({}, 0, None),
        ({}, 14, None),
        ({}, 15, Doubt.LATE),
        ({"state_sha256": "earlier"}, 0, Doubt.REPEATED),
        ({"browser_sha256": "another"}, 0, Doubt.OTHER_BROWSER),
        ({"browser_sha256": ""}, 0, Doubt.OTHER_BROWSER),
        ({"provider": "another"}, 0, Doubt.OTHER_PROVIDER),
    ],
)
def test_a_callback_belongs_to_the_way_the_payer_is_on(
    change: dict[str, str], minutes: int, doubt: Doubt | None
) -> None:
    facts = {"provider": "bankid", "state_sha256": "state", "browser_sha256": "browser"}
    callback = Callback(**facts | change)
    assert away().doubt(callback, make.WALL + timedelta(minutes=minutes)) is doubt
    assert timedelta(minutes=15) == ROUND_TRIP
    assert back().doubt(callback, make.WALL) is Doubt.REPEATED
    assert asked().doubt(callback, make.WALL) is Doubt.REPEATED


def test_a_consumer_is_verified_by_the_name_on_the_bill_and_a_business_by_anybody() -> None:
    kari = Person(**{name: getattr(OLA, name) for name in OLA.__slots__} | {"given_name": "Kari"})
    assert back().vouched(OLA, "", make.WALL).standing is Standing.VERIFIED
    assert back().vouched(kari, "", make.WALL).standing is Standing.MISMATCHED
    assert back(Product.BUSINESS).vouched(kari, "sealed", make.WALL).standing is Standing.VERIFIED
    assert back(Product.GROUPED).vouched(kari, "", make.WALL).standing is Standing.VERIFIED


def test_a_corrected_name_is_judged_like_the_first_and_stands_in_the_address() -> None:
    kari = Person(**{name: getattr(OLA, name) for name in OLA.__slots__} | {"given_name": "Kari"})
    mismatched = back().vouched(kari, "", make.WALL)
    assert mismatched.renamed("Ola", "Nordmann", make.WALL).standing is Standing.MISMATCHED
    corrected = mismatched.renamed("Kari", "Nordmann", make.WALL)
    assert corrected.standing is Standing.VERIFIED
    assert corrected.pending.billing.person == "Kari Nordmann"
    assert corrected.pending.address == {
        "first_name": "Kari",
        "last_name": "Nordmann",
        "email": "ola@example.com",
    }
    with pytest.raises(IllegalTransitionError):
        corrected.renamed("Ola", "Nordmann", make.WALL)
    nobody = asked(standing=Standing.MISMATCHED)
    assert nobody.renamed("Ola", "Nordmann", make.WALL).standing is Standing.MISMATCHED


def test_it_proves_this_kind_of_invoice_and_this_name_for_half_an_hour() -> None:
    verified = back().vouched(OLA, "", make.WALL + timedelta(minutes=10))
    late = make.WALL + timedelta(minutes=40)
    assert verified.proves(Product.CONSUMER, make.billing(first_name="OLA"), late - timedelta(seconds=1))
    assert not verified.proves(Product.CONSUMER, make.billing(), late)
    assert not verified.proves(Product.BUSINESS, make.billing(), make.WALL)
    assert not verified.proves(Product.CONSUMER, make.billing(first_name="Kari"), make.WALL)
    assert not back().proves(Product.CONSUMER, make.billing(), make.WALL)
    assert not verified.moved(Step.USE).proves(Product.CONSUMER, make.billing(), make.WALL)


def test_beginning_again_forgets_who_was_identified() -> None:
    failed = back().failed(Failure.CANCELLED)
    again = failed.started(JOURNEY)
    assert (failed.failure, again.failure, again.person, again.sealed_id) == (Failure.CANCELLED, None, None, "")
    assert again.expires_at == make.WALL + HOLDS


def test_it_is_over_when_its_time_is_or_when_it_was_used_or_left() -> None:
    assert not asked().is_over(make.WALL + HOLDS - timedelta(seconds=1))
    assert asked().is_over(make.WALL + HOLDS)
    assert asked(standing=Standing.USED).is_over(make.WALL)
    assert asked().moved(Step.LEAVE).is_over(make.WALL)


def test_only_the_browser_that_was_sent_away_is_told_who_was_identified() -> None:
    assert away().is_of("browser")
    assert not away().is_of("another")
    assert not asked().is_of("")


def test_a_person_has_a_name_in_one_piece() -> None:
    assert OLA.full_name == "Ola Nordmann"
    assert Person(**{name: getattr(OLA, name) for name in OLA.__slots__} | {"name": "Ola N"}).full_name == "Ola N"
