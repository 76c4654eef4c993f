"""Registering: a draft without number and entry; what is refused, what is doubtful, what is the same thing twice."""

import asyncio
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pytest

from fordring.domain.claim.lifecycle import State
from fordring.domain.errors import ForeignCreditorError, InvalidCommandError
from fordring.domain.merchant import Merchant
from fordring.domain.purchase.purchase import Channel
from fordring.domain.purchase.totals import GivenLine
from fordring.domain.references import Level, issue_reference
from fordring.services.dossiers import Dossier
from fordring.services.invoicing.register_claim import RegisterClaim, register_claim
from fordring.storage import ledger
from fordring.storage.transaction import Database
from support import make
from support.lives import count
from support.overtaken import overtaken, round_trips
from support.registrations import registered, registration


def warned(dossier: Dossier) -> dict[str, str]:
    return {warning["field"]: warning["message"] for warning in dossier.claim.content["warnings"]}


async def test_a_registered_invoice_is_a_draft_without_number_and_entry(database: Database, merchant: Merchant) -> None:
    dossier = await registered(database, merchant, registration(own_number=None))
    claim = dossier.claim
    assert (claim.state, claim.number, claim.own_number, claim.issued_on) == (State.DRAFT, None, None, None)
    assert claim.reference == issue_reference(merchant.bank_account.agreement, claim.claim_no)
    assert [event.kind for event in dossier.events] == ["registered"]
    assert [line["amount_minor"] for line in claim.content["lines"]] == [125_000, 125_000]
    assert warned(dossier) == {}
    async with database.reading() as connection:
        assert await ledger.balances(connection, merchant.merchant_id) == {}


async def test_the_same_content_under_the_same_name_is_the_claim_that_is_there(
    database: Database, merchant: Merchant
) -> None:
    for name in ({"own_id": "A-1"}, {"own_id": None}):
        first = await registered(database, merchant, registration(**name))
        again = await registered(database, merchant, registration(**name))
        assert again.claim.claim_no == first.claim.claim_no
        assert [warning.field for warning in again.warnings] == ["own_id" if name["own_id"] else "own_number"]
        assert str(first.claim.claim_no) in again.warnings[0].message


async def test_other_content_under_the_same_name_is_a_new_claim_that_names_the_earlier(
    database: Database, merchant: Merchant
) -> None:
    first = await registered(database, merchant, registration(own_id="A-1"))
    other = await registered(database, merchant, registration(own_id="A-1", description="Changed"))
    third = await registered(database, merchant, registration(own_id="A-2"))
    assert len({dossier.claim.claim_no for dossier in (first, other, third)}) == 3
    assert str(first.claim.claim_no) in warned(other)["own_id"]
    for dossier in (first, other):
        assert str(dossier.claim.claim_no) in warned(third)["own_number"]


async def test_without_a_name_nothing_is_the_same(database: Database, merchant: Merchant) -> None:
    given = registration(own_number=None)
    numbers = {(await registered(database, merchant, given)).claim.claim_no for _ in range(2)}
    assert len(numbers) == 2


async def test_the_same_registration_at_once_makes_one_claim(database: Database, merchant: Merchant) -> None:
    dossiers = await asyncio.gather(*(registered(database, merchant) for _ in range(16)))
    assert len({dossier.claim.claim_no for dossier in dossiers}) == 1


@pytest.mark.parametrize("names", [{"own_id": "A-1"}, {"own_id": None}])
@pytest.mark.parametrize("words", ["Work delivered in October", "Changed"])
async def test_who_registers_under_a_name_meanwhile_is_seen(
    database: Database, merchant: Merchant, names: dict[str, str | None], words: str
) -> None:
    quicker: list[Dossier] = []

    async def register() -> None:
        quicker.append(await registered(database, merchant, registration(**names)))

    async def one_is_there() -> None:
        assert await count(database, "claim") == 1
        assert await count(database, "claim_event") == 1

    command = RegisterClaim(
        merchant.creditor_no, frozenset({merchant.merchant_id}), registration(description=words, **names)
    )
    dossier, tries = await overtaken(database, partial(register_claim, command), register, one_is_there)
    assert tries == [False, True]
    told = {warning.field: warning.message for warning in dossier.warnings} | warned(dossier)
    assert str(quicker[0].claim.claim_no) in told["own_id" if names["own_id"] else "own_number"]
    assert await count(database, "claim") == (2 if words == "Changed" else 1)


async def test_registering_waits_for_the_database_twice(database: Database, merchant: Merchant) -> None:
    for given in (registration(own_id="A-1"), registration(own_id="A-2", own_number=None, reference="000000000778")):
        command = RegisterClaim(merchant.creditor_no, frozenset({merchant.merchant_id}), given)
        assert await round_trips(database, partial(register_claim, command)) == 2


@pytest.mark.parametrize("country", ["", "NO"])
async def test_a_card_is_found_whether_the_country_is_said_or_not(
    database: Database, merchant: Merchant, country: str
) -> None:
    known = {"customer_number": "", "person_number": "01019012345", "invoice_on": None}
    await registered(database, merchant, registration(own_number="1", **known))
    moved = replace(make.billing(), country=country, address_line="Storgata 2")
    again = await registered(database, merchant, registration(own_number="2", billing=moved, **known))
    assert "billing_address.address_line" in warned(again)


async def test_a_creditor_of_others_looks_like_none(database: Database, merchant: Merchant) -> None:
    other = await make.merchant(database, account_id="T22223333")
    owned = frozenset({merchant.merchant_id})
    sentences = set()
    for creditor_no in (other.creditor_no, 99_999):
        command = RegisterClaim(creditor_no, owned, registration())
        async with database.transaction() as connection:
            with pytest.raises(ForeignCreditorError) as refused:
                await register_claim(command, make.work(connection))
        sentences.add(str(refused.value))
    assert len(sentences) == 1


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"amount_minor": 0}, {"order.amount"}),
        ({"amount_minor": -1}, {"order.amount"}),
        ({"amount_minor": 100_000_000_000}, {"order.amount"}),
        ({"currency": "SEK"}, {"order.currency"}),
        ({"currency": "XXX", "amount_minor": 0}, {"order.amount", "order.currency"}),
        ({"billing": make.billing(last_name="", first_name="")}, {"billing_address.name"}),
        ({"billing": replace(make.billing(), country="DK")}, {"billing_address.country"}),
        ({"billing": make.billing(email="", postal_code="")}, {"billing_address.email"}),
        ({"billing": make.billing(email="nobody", address_line="")}, {"billing_address.email"}),
        ({"invoice_on": date(2021, 12, 31)}, {"invoice_on"}),
        ({"due_on": date(2100, 1, 1)}, {"due_on"}),
        ({"reference": "123"}, {"reference"}),
        ({"lines": (GivenLine("a", 1, vat_bp=10_001),)}, {"order.items.0.vat"}),
        ({"lines": (GivenLine("a", 100_000_000_000),)}, {"order.items.0.amount"}),
    ],
)
async def test_what_cannot_be_issued_is_refused_by_field(
    database: Database, merchant: Merchant, change: dict[str, Any], fields: set[str]
) -> None:
    with pytest.raises(InvalidCommandError) as refused:
        await registered(database, merchant, registration(**change))
    assert {problem.field for problem in refused.value.problems} == fields


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"business": True}, {"billing_address.organization_number"}),
        (
            {"business": True, "billing": make.billing(business_name="A AS", organization_number="123456789")},
            {"billing_address.organization_number"},
        ),
        ({"person_number": "12345678901"}, {"person_number"}),
        ({"billing": make.billing(email="nobody")}, {"billing_address.email"}),
        ({"billing": make.billing(phone_number="one two")}, {"billing_address.phone_number"}),
        ({"billing": make.billing(postal_code="12")}, {"billing_address.postal_code"}),
        ({"amount_minor": 250_001}, {"order.amount"}),
        ({"lines": (GivenLine("a", 250_000, vat_bp=1700),)}, {"order.items.0.vat"}),
        ({"due_on": date(2026, 11, 20)}, {"due_on"}),
        ({"due_on": date(2026, 10, 1), "invoice_on": date(2026, 10, 2)}, {"due_on"}),
        ({"due_on": date(2026, 12, 1), "invoice_on": date(2026, 11, 20)}, {"due_on"}),
    ],
)
async def test_what_is_doubtful_is_kept_with_a_warning(
    database: Database, merchant: Merchant, change: dict[str, Any], fields: set[str]
) -> None:
    assert set(warned(await registered(database, merchant, registration(**change)))) == fields


async def test_lines_that_do_not_sum_to_the_amount_are_made_up(database: Database, merchant: Merchant) -> None:
    dossier = await registered(database, merchant, registration(amount_minor=250_001))
    lines = dossier.claim.content["lines"]
    assert [line["amount_minor"] for line in lines] == [125_000, 125_000, 1]
    assert "0.01" in warned(dossier)["order.amount"]


async def test_an_invoice_without_lines_bears_its_description(database: Database, merchant: Merchant) -> None:
    dossier = await registered(database, merchant, registration(lines=()))
    line = dossier.claim.content["lines"][0]
    assert (line["description"], line["vat_bp"]) == ("Work delivered in October", 2500)
    assert dossier.claim.content["notes"] == []


async def test_a_merchant_whose_lines_exclude_vat_has_it_added(database: Database) -> None:
    owner = await make.merchant(database, settings={"line_amounts_exclude_vat": True})
    lines = (GivenLine("Service A", 200_000, "10", vat_bp=2500), GivenLine("Service B", 10_001))
    dossier = await registered(database, owner, registration(lines=lines, amount_minor=262_501))
    assert [line["amount_minor"] for line in dossier.claim.content["lines"]] == [250_000, 12_501]
    assert warned(dossier) == {}


async def test_a_new_address_updates_the_card_and_is_named_while_the_claim_keeps_its_own(
    database: Database, merchant: Merchant
) -> None:
    first = await registered(database, merchant, registration(own_number="1"))
    moved = make.billing(address_line="Nygata 2", phone_number="")
    second = await registered(database, merchant, registration(own_number="2", billing=moved))
    third = await registered(database, merchant, registration(own_number="3", billing=moved))
    assert set(warned(second)) == {"billing_address.address_line", "billing_address.phone_number"}
    assert first.claim.billing["address_line"] == "Storgata 1"
    assert warned(third) == {}


@pytest.mark.parametrize(
    ("given", "key"),
    [
        (registration(), "customer:10001"),
        (
            registration(customer_number="", business=True, billing=make.billing(organization_number="NO 923 609 016")),
            "org:NO:NO923609016",
        ),
        (registration(customer_number=""), "claim:1000001"),
    ],
)
async def test_a_payer_is_known_by_number_else_by_register_number_else_not_at_all(
    database: Database, merchant: Merchant, given: Any, key: str
) -> None:
    assert (await registered(database, merchant, given)).claim.payer_key == key


async def test_a_person_is_known_by_a_hash_of_the_person_number(database: Database, merchant: Merchant) -> None:
    given = registration(customer_number="", person_number="010190 12345", own_number=None)
    key = (await registered(database, merchant, given)).claim.payer_key
    assert key.startswith("person:NO:")
    assert "01019012345" not in key
    assert (await registered(database, merchant, given)).claim.payer_key == key


async def test_a_clients_own_reference_is_kept_and_belongs_to_one_claim(database: Database, merchant: Merchant) -> None:
    reference = issue_reference(merchant.bank_account.agreement, 77)
    dossier = await registered(database, merchant, registration(own_number="1", reference=f" {reference} "))
    assert dossier.claim.reference == reference
    with pytest.raises(InvalidCommandError, match="reference: is the reference of another claim"):
        await registered(database, merchant, registration(own_number="2", reference=reference))


async def test_a_reference_that_a_client_took_before_us_is_stepped_over(database: Database, merchant: Merchant) -> None:
    ahead = issue_reference(merchant.bank_account.agreement, 1_000_002)
    await registered(database, merchant, registration(own_number="1", reference=ahead))
    second = await registered(database, merchant, registration(own_number="2"))
    assert (second.claim.claim_no, second.claim.reference) == (
        1_000_003,
        issue_reference(merchant.bank_account.agreement, 1_000_003),
    )


async def test_a_soft_agreement_lets_a_wrong_check_digit_through_with_a_warning(database: Database) -> None:
    account = make.bank_account("SE")
    bank = replace(account, agreement=replace(account.agreement, level=Level.SOFT))
    owner = await make.merchant(database, "SE", bank_account=bank)
    given = registration(currency="SEK", billing=make.billing("SE"), reference="1234")
    assert set(warned(await registered(database, owner, given))) == {"reference"}


async def test_a_merchant_that_delivers_itself_needs_no_address(database: Database, merchant: Merchant) -> None:
    bare = make.billing(email="", address_line="", postal_code="", phone_number="")
    dossier = await registered(database, merchant, registration(channel=Channel.MERCHANT, billing=bare))
    assert dossier.claim.channel is Channel.MERCHANT
