"""A settlement's report goes to whoever the merchant named: attempts are rows, tried again, and their end is seen."""

from pathlib import Path

import pytest

from fordring.channels.retry import EMAIL, next_try
from fordring.services.invoicing.deliver_again import DeliverAgain, deliver_again
from fordring.storage import mailbox, report_configurations, undelivered
from fordring.storage.ids import new_id
from fordring.storage.report_configurations import Destination
from fordring.storage.reports import FileType
from fordring.storage.transaction import Database
from jobs.outgoing import LATER, NEVER
from jobs.report_mailing import ACCOUNTING, OWN, mailing
from support import make


async def test_a_confirmed_payout_sends_the_files_that_are_wanted(database: Database, tmp_path: Path) -> None:
    mail = await mailing(database, tmp_path)
    made = await mail.configured(ACCOUNTING)
    (delivery,) = await mail.settled()
    await mail.attempt(delivery)
    (sent,) = mail.house.email.sent
    assert sent.recipient.address == "accounting@fjord.example"
    assert sent.subject == "Oppgjør 16.11.2026 for Fjord Sykkel AS"
    assert sent.message_id == f"<{delivery.delivery_id}@localhost>"
    assert [(file.media_type, file.filename.rpartition(".")[2]) for file in sent.attachments] == [
        ("application/pdf", "pdf"),
        ("text/csv", "csv"),
    ]
    assert sent.attachments[0].content.startswith(b"%PDF-")
    assert "968,75" in " ".join(sent.text.split())
    assert "Dette er en test" not in sent.text
    assert "Utbetalt" in sent.html
    assert (await mail.now(delivery)).state == "delivered"
    configuration = await mail.configuration(made)
    assert configuration.last_send_at is not None
    assert made.last_send_at is None
    await mail.attempt(delivery)
    assert len(mail.house.email.sent) == 1


async def test_the_merchants_own_address_is_looked_up_when_it_is_sent(database: Database, tmp_path: Path) -> None:
    mail = await mailing(database, tmp_path, settings={"contact": {"email": "post@fjord.example"}})
    await mail.configured(OWN)
    (delivery,) = await mail.settled()
    await mail.attempt(delivery)
    assert [sent.recipient.address for sent in mail.house.email.sent] == ["post@fjord.example"]


async def test_a_merchant_without_an_address_is_a_delivery_that_failed_and_is_seen(
    database: Database, tmp_path: Path
) -> None:
    mail = await mailing(database, tmp_path)
    made = await mail.configured(OWN)
    (delivery,) = await mail.settled()
    await mail.attempt(delivery)
    async with database.reading() as connection:
        (listed,) = await undelivered.listed(connection)
    assert (listed.claim_no, listed.detail) == (None, "the account has no e-mail address of its own")
    assert (await mail.configuration(made)).last_send_at is None


async def test_what_is_not_taken_is_tried_again_by_the_schedule_of_mail(database: Database, tmp_path: Path) -> None:
    mail = await mailing(database, tmp_path, (LATER, NEVER))
    await mail.configured(ACCOUNTING)
    (delivery,) = await mail.settled()
    await mail.attempt(delivery)
    waiting = await mail.now(delivery)
    assert (waiting.state, waiting.attempts) == ("waiting", 1)
    assert waiting.next_try_at is not None
    queued = await mail.house.queued()
    assert queued[f"deliver_report:{delivery.delivery_id}:2"] == waiting.next_try_at
    await mail.attempt(delivery, 2)
    assert (await mail.now(delivery)).state == "failed"
    assert await mail.outcomes(delivery) == [
        (1, "retry", "come back later"),
        (2, "failed", "no such mailbox"),
    ]
    assert next_try(EMAIL, 1, make.WALL) is not None


async def test_a_report_that_was_given_up_is_sent_again_when_the_operator_says_so(
    database: Database, tmp_path: Path
) -> None:
    mail = await mailing(database, tmp_path, (NEVER,))
    await mail.configured(ACCOUNTING)
    (delivery,) = await mail.settled()
    await mail.attempt(delivery)
    command = DeliverAgain(delivery.delivery_id)
    await database.run(lambda connection: deliver_again(command, mail.house.jobs.work(connection)))
    assert f"deliver_report:{delivery.delivery_id}:2" in await mail.house.queued()
    await mail.attempt(delivery, 2)
    assert (await mail.now(delivery)).state == "delivered"


async def test_configurations_that_do_not_apply_or_name_nobody_send_nothing(database: Database, tmp_path: Path) -> None:
    mail = await mailing(database, tmp_path)
    await mail.configured(ACCOUNTING, applies=False)
    await mail.configured()
    assert await mail.settled() == []
    await mail.configured(ACCOUNTING, OWN)
    assert [delivery.address for delivery in await mail.settled()] == [{"email": ACCOUNTING.address}, {}]


async def test_the_sandbox_keeps_it_in_its_mailbox_and_says_it_is_a_test(database: Database, tmp_path: Path) -> None:
    mail = await mailing(database, tmp_path, account_id="T11112222")
    await mail.configured(ACCOUNTING, filetypes=(FileType.XML,))
    (delivery,) = await mail.settled()
    run = await mail.house.run(mail.merchant)
    assert {"render_report", "deliver_report"} <= set(run.done)
    async with database.reading() as connection:
        received = await mailbox.newest(connection, None, 10)
    (found,) = [each for each in received if each.report_id is not None]
    assert (found.claim_no, found.report_id, found.filetypes) == (None, delivery.report_id, ["xml"])
    assert found.message.recipient == ACCOUNTING.address
    assert "Dette er en test" in found.message.body_text
    assert not [sent for sent in mail.house.email.sent if sent.recipient.address == ACCOUNTING.address]


async def test_the_two_jobs_do_not_take_each_others_deliveries(database: Database, tmp_path: Path) -> None:
    mail = await mailing(database, tmp_path)
    await mail.configured(ACCOUNTING)
    (delivery,) = await mail.settled()
    with pytest.raises(ValueError, match="another job"):
        await mail.house.do("deliver", mail.merchant, {"delivery_id": str(delivery.delivery_id)})
    async with database.reading() as connection:
        other = await connection.fetchval("SELECT delivery_id FROM delivery WHERE claim_id IS NOT NULL")
    with pytest.raises(ValueError, match="another job"):
        await mail.house.do("deliver_report", mail.merchant, {"delivery_id": str(other)})
    assert await mail.outcomes(delivery) == []


async def test_a_configuration_taken_back_on_the_way_still_sends_and_is_missed_by_nobody(
    database: Database, tmp_path: Path
) -> None:
    mail = await mailing(database, tmp_path)
    made = await mail.configured(Destination(str(new_id()), "a@b.example"))
    (delivery,) = await mail.settled()
    async with database.transaction() as connection:
        await report_configurations.remove(connection, made)
    await mail.attempt(delivery)
    assert (await mail.now(delivery)).state == "delivered"
