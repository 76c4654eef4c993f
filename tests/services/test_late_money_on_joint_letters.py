"""Money that comes late for any claim of a joint letter lowers the letter's one fee, whichever claim bears it."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from fordring.domain.claim.claim import Claim
from fordring.domain.merchant import Merchant
from fordring.domain.payment.reported import Kind, Reported, ReportedPart
from fordring.services.banking.open_account import OpenAccount, open_account
from fordring.services.following_up.cancel_step import CancelStep, cancel_step
from fordring.services.following_up.choose_follow_up import ChooseFollowUp, choose_follow_up
from fordring.services.payments.report_credit import ReportCredit, report_credit
from fordring.services.payments.report_payment import ReportPayment, report_payment
from fordring.storage.transaction import Database
from services.late_money import COLLECTOR, paid_late
from support import make
from support.followed import delivered_claim, jobs_at, looked_until, stored, story
from support.judged import judged_by_value_day
from support.lives import count

KINDS = ("reminder", "collection_notice", "payment_demand", "heavy_demand")


async def demanded_together(
    database: Database, owner: Merchant, amounts: Sequence[int], *, steps: int = 3, elsewhere: Sequence[int] = ()
) -> tuple[list[Claim], date]:
    """Claims of one payer with so many steps each, in joint letters of a collector, and the day of the last one.

    Those at the places `elsewhere` are paid to another account, so they are in letters of their own.
    """
    kinds = KINDS[:steps] if owner.country == "NO" else ("reminder", "payment_demand")
    wanted: dict[str, Any] = {"steps": [{"kind": kind} for kind in kinds], **COLLECTOR}
    command = ChooseFollowUp(owner.merchant_id, False, wanted)
    await database.run(lambda c: choose_follow_up(command, jobs_at(database, "2026-11-16").work(c)))
    billing = make.billing(owner.country)
    claims = [await delivered_claim(database, owner, minor, billing=billing) for minor in amounts]
    if elsewhere:
        account = OpenAccount("NO7986011118005", "DNBANOKK", "NOK", "Another", owner.bank_account.agreement)
        other = await database.run(lambda connection: open_account(account, make.work(connection)))
        ids = [claims[place].claim_id for place in elsewhere]
        async with database.transaction() as connection:
            moved = "UPDATE claim SET bank_account_id = $1 WHERE claim_id = ANY($2)"
            await connection.execute(moved, other.bank_account_id, ids)
    day = date(2026, 11, 30)
    while await count(database, "step") < len(kinds) * len(claims):
        day += timedelta(1)
        assert day.year < 2028
        await looked_until(database, owner, day)
    return claims, day


async def last_fees(database: Database, claims: Sequence[Claim]) -> list[str]:
    """The fee and VAT of each claim's last step, as they stand."""
    found = []
    async with database.reading() as connection:
        for claim in claims:
            text = "SELECT * FROM step WHERE claim_id = $1 ORDER BY step_no DESC LIMIT 1"
            [row] = await connection.fetch(text, claim.claim_id)
            gone = " cancelled" if row["cancelled_on"] else ""
            found.append(f"{row['fee_minor']}+{row['vat_minor']}{gone}")
    return found


LATE = [
    # what each claim is of, which is paid late and how much, the letter's fee as it was taken, and as it is then
    ((150_000, 120_000), 1, 10_000, 60_000, 60_000),
    ((150_000, 120_000), 1, 30_000, 60_000, 30_000),
    ((150_000, 120_000), 1, 119_900, 60_000, 30_000),
    ((240_000, 120_000), 1, 30_000, 60_000, 56_250),
    ((240_000, 20_000), 1, 20_000, 48_750, 30_000),
    ((90_000, 80_000, 90_000), 2, 20_000, 60_000, 30_000),
    ((150_000, 120_000), 0, 60_000, 60_000, 30_000),
]


@pytest.mark.parametrize(("amounts", "which", "minor", "taken", "now"), LATE)
async def test_money_on_any_claim_of_a_collectors_letter_lowers_its_fee_to_that_of_all_that_was_open(
    database: Database,
    merchant: Merchant,
    tmp_path: Path,
    *,
    amounts: tuple[int, ...],
    which: int,
    minor: int,
    taken: int,
    now: int,
) -> None:
    claims, day = await demanded_together(database, merchant, amounts)
    bearer, *others = claims
    spared = ["0+0"] * len(others)
    assert await last_fees(database, claims) == [f"{taken}+0", *spared]
    await paid_late(database, merchant, tmp_path, claims[which], minor, day - timedelta(1))
    assert await last_fees(database, claims) == [f"{now}+0", *spared]
    told = [kind for kind in await story(database, bearer) if kind == "fee_lowered"]
    assert told == ["fee_lowered"] * (now < taken)
    if which:
        assert (await stored(database, bearer)).open.fees == 7_600 + now
    assert await judged_by_value_day(database, merchant, day + timedelta(200), collector=True) == []


@pytest.mark.parametrize("elsewhere", [(1,), (0,), (0, 2)])
@pytest.mark.parametrize("which", [1, 2])
async def test_it_is_the_same_where_the_claims_are_paid_to_two_accounts_by_two_letters(
    database: Database, merchant: Merchant, *, elsewhere: tuple[int, ...], which: int
) -> None:
    claims, day = await demanded_together(database, merchant, (90_000, 80_000, 90_000), elsewhere=elsewhere)
    assert await last_fees(database, claims) == ["60000+0", "0+0", "0+0"]
    assert await count(database, "letter") == 6
    told = Reported(Kind.DIRECT_PAYMENT, (ReportedPart(claims[which].claim_no, 20_000),), 20_000, day - timedelta(1))
    report = ReportPayment(told, [merchant.merchant_id])
    await database.run(lambda c: report_payment(report, jobs_at(database, day + timedelta(3)).work(c)))
    assert await last_fees(database, claims) == ["30000+0", "0+0", "0+0"]
    assert await judged_by_value_day(database, merchant, day + timedelta(200), collector=True) == []


async def test_a_letter_to_another_account_that_is_taken_back_is_no_part_of_the_fee(
    database: Database, merchant: Merchant
) -> None:
    claims, day = await demanded_together(database, merchant, (150_000, 120_000), elsewhere=(1,))
    command = CancelStep(claims[1].claim_no, 3, [merchant.merchant_id], "it is disputed")
    await database.run(lambda c: cancel_step(command, jobs_at(database, day + timedelta(3)).work(c)))
    assert await last_fees(database, claims) == ["30000+0", "0+0 cancelled"]


async def test_a_claim_that_had_been_paid_by_then_is_no_part_of_the_letters_fee(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claims, day = await demanded_together(database, merchant, (150_000, 120_000))
    await paid_late(database, merchant, tmp_path, claims[1], 130_000, day - timedelta(1))
    assert await last_fees(database, claims) == ["30000+0", "0+0 cancelled"]
    assert await judged_by_value_day(database, merchant, day + timedelta(200), collector=True) == []


async def test_money_of_the_letters_own_day_lowers_nothing(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claims, day = await demanded_together(database, merchant, (150_000, 120_000))
    await paid_late(database, merchant, tmp_path, claims[1], 110_000, day)
    assert await last_fees(database, claims) == ["60000+0", "0+0"]


@pytest.mark.parametrize("kind", [Kind.DIRECT_PAYMENT, Kind.CREDIT])
async def test_what_the_merchants_books_report_of_another_claim_lowers_it_too(
    database: Database, merchant: Merchant, kind: Kind
) -> None:
    claims, day = await demanded_together(database, merchant, (150_000, 120_000))
    part = (ReportedPart(claims[1].claim_no, 110_000),)
    told, owner = Reported(kind, part, 110_000, day - timedelta(1)), [merchant.merchant_id]
    jobs = jobs_at(database, day + timedelta(3))
    if kind is Kind.CREDIT:
        await database.run(lambda c: report_credit(ReportCredit(told, owner), jobs.work(c)))
    else:
        await database.run(lambda c: report_payment(ReportPayment(told, owner), jobs.work(c)))
    assert await last_fees(database, claims) == ["30000+0", "0+0"]


async def test_a_step_that_a_person_takes_back_is_no_part_of_the_letters_fee(
    database: Database, merchant: Merchant
) -> None:
    claims, day = await demanded_together(database, merchant, (150_000, 120_000))
    command = CancelStep(claims[1].claim_no, 3, [merchant.merchant_id], "it is disputed")
    jobs = jobs_at(database, day + timedelta(3))
    await database.run(lambda c: cancel_step(command, jobs.work(c)))
    assert await last_fees(database, claims) == ["30000+0", "0+0 cancelled"]


async def test_light_and_heavy_salaer_of_a_letter_fall_together(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claims, _ = await demanded_together(database, merchant, (40_000, 140_000), steps=4)
    async with database.reading() as connection:
        day = await connection.fetchval("SELECT min(sent_on) FROM step WHERE kind = 'payment_demand'")
    assert await last_fees(database, claims) == ["30000+0", "0+0"]
    await paid_late(database, merchant, tmp_path, claims[1], 100_000, day - timedelta(1))
    assert await last_fees(database, claims) == ["18750+0", "0+0"]
    assert await judged_by_value_day(database, merchant, day + timedelta(300), collector=True) == []


async def test_files_that_are_booked_at_once_leave_the_fee_of_what_was_open_by_both(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    claims, day = await demanded_together(database, merchant, (150_000, 120_000, 900_000))
    assert await last_fees(database, claims) == ["120000+0", "0+0", "0+0"]
    late = zip(claims, (30_000, 60_000, 880_000), strict=True)
    before = day - timedelta(1)
    await asyncio.gather(
        *(paid_late(database, merchant, tmp_path / str(minor), claim, minor, before) for claim, minor in late)
    )
    assert await last_fees(database, claims) == ["30000+0", "0+0", "0+0"]
    assert await judged_by_value_day(database, merchant, day + timedelta(200), collector=True) == []


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_comes_late_for_whichever_claims_no_letters_fee_is_above_the_laws_by_value_days(
    database: Database, merchant: Merchant, tmp_path: Path, seed: int
) -> None:
    chance = Random(seed)
    amounts = [chance.choice([45_000, 90_000, 140_000, 260_000, 900_000]) for _ in range(chance.randrange(2, 5))]
    claims, day = await demanded_together(database, merchant, amounts, steps=chance.choice([3, 4]))
    for place in range(4):
        claim = chance.choice(claims)
        minor = claim.principal_minor * chance.choice([20, 50, 90, 110]) // 100
        value_on = day - timedelta(chance.randrange(60))
        await paid_late(database, merchant, tmp_path / str(place), claim, minor, value_on)
        assert await judged_by_value_day(database, merchant, day + timedelta(300), collector=True) == []


async def test_a_letter_outside_norway_bears_its_dearest_claims_own_fee_by_what_that_had_open(
    database: Database, tmp_path: Path
) -> None:
    owner = await make.merchant(database, "FI", "T33334444")
    claims, day = await demanded_together(database, owner, (15_000, 9_000), steps=2)
    assert await last_fees(database, claims) == ["2400+0", "0+0"]
    await paid_late(database, owner, tmp_path, claims[1], 5_000, day - timedelta(1))
    assert await last_fees(database, claims) == ["2400+0", "0+0"]
    await paid_late(database, owner, tmp_path, claims[0], 7_000, day - timedelta(1))
    assert await last_fees(database, claims) == ["1400+0", "0+0"]
