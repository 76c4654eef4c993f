"""Deliveries: by e-mail and letter, to the mailbox in a sandbox; tried again by the schedule, given up visibly."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from channels.mail_servers import mail_server
from fordring.channels import retry
from fordring.channels.email import SMTPEmail, SMTPSettings
from fordring.domain.errors import NotFoundError
from fordring.domain.merchant import Merchant
from fordring.jobs.acknowledged import acknowledgements_task
from fordring.jobs.registry import JobContext
from fordring.services.invoicing.deliver_again import DeliverAgain, deliver_again
from fordring.services.views import PurchaseView
from fordring.storage import deliveries, dossiers, mailbox, undelivered
from fordring.storage.deliveries import Delivery
from fordring.storage.transaction import Database
from jobs.outgoing import FAR, LATER, NEVER, Installation, Wall
from support import make


@pytest.fixture
async def live(database: Database) -> Merchant:
    """A live merchant."""
    return await make.merchant(database, "NO", "P11112222", settings={"contact": {"email": "hei@fjord.example"}})


async def delivery_of(house: Installation, view: PurchaseView) -> Delivery:
    async with house.database.reading() as connection:
        [found] = (await dossiers.beside(connection, view.claim)).deliveries
    return found


async def outcomes(house: Installation, delivery: Delivery) -> list[tuple[int, str | None]]:
    async with house.database.reading() as connection:
        return [(each.attempt_no, each.outcome) for each in await deliveries.attempts_of(connection, delivery)]


async def test_a_sandbox_invoice_lands_in_the_mailbox_with_its_pdf_and_nothing_is_sent(
    database: Database, merchant: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    assert (await house.run(merchant)).done == ["deliver"]
    async with database.reading() as connection:
        [kept] = await mailbox.newest(connection, None, 10)
    message = kept.message
    assert (message.channel, message.recipient, message.document_id) == ("email", "ola@example.com", view.document_id)
    assert message.subject == "Faktura A1B2C-000001 fra Fjord Sykkel AS"
    assert "125,00" in message.body_text.replace("\N{NO-BREAK SPACE}", " ")
    assert "30.11.2026" in message.body_text
    assert (view.claim.reference or "?") in message.body_text
    assert house.email.sent == []
    assert await house.claim_story(merchant, view.claim.claim_id) == ["issued", "delivered"]


async def test_a_live_invoice_is_sent_as_an_email_with_its_pdf(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(live)
    await house.run(live)
    [email] = house.email.sent
    assert (email.recipient.address, email.recipient.name) == ("ola@example.com", "Ola Nordmann")
    assert email.message_id == f"<{(await delivery_of(house, view)).delivery_id}@localhost>"
    assert email.reply_to is not None
    assert (email.sender_name, email.reply_to.address) == ("Fjord Sykkel AS", "hei@fjord.example")
    [pdf] = email.attachments
    assert (pdf.filename, pdf.media_type, pdf.content[:5]) == ("Faktura-A1B2C-000001.pdf", "application/pdf", b"%PDF-")
    assert (await delivery_of(house, view)).state == "delivered"
    async with database.reading() as connection:
        assert await mailbox.newest(connection, None, 10) == []


async def test_the_email_with_its_pdf_arrives_at_a_real_mail_server(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(live)
    async with mail_server() as server:
        smtp = SMTPEmail(SMTPSettings("127.0.0.1", server.port, "faktura@house.example", tls="none"))
        house.jobs = replace(house.jobs, outlets=replace(house.jobs.outlets, email=smtp))
        await house.run(live)
    message = server.message()
    assert message["To"] == "Ola Nordmann <ola@example.com>"
    assert message["From"] == "Fjord Sykkel AS <faktura@house.example>"
    [pdf] = message.iter_attachments()
    assert pdf.get_filename() == "Faktura-A1B2C-000001.pdf"
    assert pdf.get_content().startswith(b"%PDF-")
    assert (await delivery_of(house, view)).state == "delivered"


async def test_a_delivery_run_twice_is_sent_once(database: Database, live: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(live)
    payload: dict[str, object] = {"delivery_id": str((await delivery_of(house, view)).delivery_id)}
    await house.do("deliver", live, payload)
    await house.do("deliver", live, payload)
    await house.run(live)
    assert len(house.email.sent) == 1


async def test_a_delivery_is_tried_again_by_the_schedule_and_keeps_its_message_id(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, emails=[LATER, LATER], wall=Wall(FAR))
    view = await house.pay(live)
    await house.run(live)
    delivery = await delivery_of(house, view)
    waits = []
    for attempt in (2, 3):
        assert delivery.next_try_at is not None
        waits.append(delivery.next_try_at - house.wall.now)
        key = f"deliver:{delivery.delivery_id}:{attempt}"
        assert (await house.queued())[key] == delivery.next_try_at
        house.wall.now = delivery.next_try_at
        await house.do("deliver", live, {"delivery_id": str(delivery.delivery_id), "attempt": attempt}, attempt)
        delivery = await delivery_of(house, view)
    assert [round(wait / timedelta(minutes=1)) for wait in waits] == [1, 5]
    assert (delivery.state, delivery.attempts) == ("delivered", 3)
    assert await outcomes(house, delivery) == [(1, "retry"), (2, "retry"), (3, "delivered")]
    assert len({email.message_id for email in house.email.sent}) == 1
    assert await house.claim_story(live, view.claim.claim_id) == ["issued", "delivered"]


@pytest.mark.parametrize("always", [[NEVER], [LATER] * retry.EMAIL.attempts_max])
async def test_a_delivery_that_is_given_up_is_in_the_claims_story_and_on_the_list(
    database: Database, live: Merchant, tmp_path: Path, always: list[Any]
) -> None:
    house = Installation(database, tmp_path, emails=always)
    view = await house.pay(live)
    delivery = await delivery_of(house, view)
    for attempt in range(1, len(always) + 1):
        await house.do("deliver", live, {"delivery_id": str(delivery.delivery_id), "attempt": attempt}, attempt)
    assert await house.claim_story(live, view.claim.claim_id) == ["issued", "delivery_failed"]
    async with database.reading() as connection:
        [listed] = await undelivered.listed(connection)
    assert (listed.delivery.state, listed.claim_no, listed.detail) == ("failed", view.claim.claim_no, always[-1].detail)


async def test_a_killed_workers_attempt_is_closed_as_lost_and_made_again_by_its_own_job_only(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(live)
    delivery = await delivery_of(house, view)
    async with database.transaction() as connection:  # what a worker does before it sends; then it is killed
        taken = await deliveries.take(connection, live.merchant_id, delivery.delivery_id, 1, 7, house.wall())
    assert taken is not None
    payload: dict[str, object] = {"delivery_id": str(delivery.delivery_id)}
    await house.do("deliver", live, payload, job_id=8)
    assert house.email.sent == []
    await house.do("deliver", live, payload, job_id=7)
    assert len(house.email.sent) == 1
    assert await outcomes(house, delivery) == [(1, "lost"), (2, "delivered")]


async def test_a_late_answer_to_a_lost_attempt_changes_nothing(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(live)
    delivery = await delivery_of(house, view)
    async with database.transaction() as connection:
        slow = await deliveries.take(connection, live.merchant_id, delivery.delivery_id, 1, 7, house.wall())
        assert slow is not None
    await house.do("deliver", live, {"delivery_id": str(delivery.delivery_id)}, job_id=7)
    async with database.transaction() as connection:
        assert await deliveries.finish_attempt(connection, slow, house.wall(), "failed", "too late", None) is None
    assert (await delivery_of(house, view)).state == "delivered"


async def test_without_a_mail_server_a_live_delivery_waits(database: Database, live: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path, wall=Wall(FAR))
    house.jobs = replace(house.jobs, outlets=replace(house.jobs.outlets, email=None))
    view = await house.pay(live)
    await house.run(live)
    delivery = await delivery_of(house, view)
    assert (delivery.state, delivery.attempts) == ("waiting", 1)


async def as_letter(house: Installation, view: PurchaseView) -> Delivery:
    """The same delivery, by post: as if the payer had no e-mail address."""
    async with house.database.transaction() as connection:
        await connection.execute("UPDATE delivery SET channel = 'letter', address = $1", dict(view.claim.billing))
    return await delivery_of(house, view)


async def test_a_live_letter_is_handed_over_and_delivered_when_the_print_house_says_so(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(live)
    await as_letter(house, view)
    await house.run(live)
    [letter] = house.letters.sent
    assert (letter.recipient_name, letter.postal_place, letter.country, letter.pages) == (
        "Ola Nordmann",
        "Oslo",
        "NO",
        1,
    )
    assert (await delivery_of(house, view)).state == "handed_over"
    await answered(house, f'{{"document_id": "{view.document_id}", "status": "accepted"}}\n')
    assert (await delivery_of(house, view)).state == "delivered"
    await answered(house, f'{{"document_id": "{view.document_id}", "status": "returned", "reason": "unknown"}}\n')
    assert (await delivery_of(house, view)).state == "returned"
    story = await house.claim_story(live, view.claim.claim_id)
    assert story == ["issued", "handed_over", "delivered", "delivery_returned", "stopped"]
    async with database.reading() as connection:
        assert [each.claim_no for each in await undelivered.listed(connection)] == [view.claim.claim_no]


async def answered(house: Installation, text: str) -> None:
    """The print house answers, and the job that reads answers runs twice."""
    folder = house.folder / "outbox" / "acknowledgements"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "monday.ack").write_text(text, encoding="utf-8")
    for _ in range(2):
        await acknowledgements_task(house.jobs)({}, JobContext(1, "read", "", None, 1, 5, in_place=False))


async def test_an_answer_that_nobody_can_read_stays_for_a_person(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(live)
    await as_letter(house, view)
    await house.run(live)
    await answered(house, f'oops\n{{"document_id": "{view.document_id}", "status": "accepted"}}\n')
    assert (await delivery_of(house, view)).state == "delivered"
    assert (tmp_path / "outbox" / "acknowledgements" / "monday.ack").exists()


async def test_a_sandbox_letter_is_shown_in_the_mailbox(database: Database, merchant: Merchant, tmp_path: Path) -> None:
    house = Installation(database, tmp_path)
    view = await house.pay(merchant)
    await as_letter(house, view)
    await house.run(merchant)
    async with database.reading() as connection:
        [kept] = await mailbox.newest(connection, None, 10)
    assert (kept.message.channel, kept.message.body_html) == ("letter", None)
    assert kept.message.recipient == "Ola Nordmann, Storgata 1, 0151 Oslo, NO"
    assert (house.letters.sent, (await delivery_of(house, view)).state) == ([], "delivered")


async def test_what_was_given_up_is_sent_once_more_when_somebody_asks(
    database: Database, live: Merchant, tmp_path: Path
) -> None:
    house = Installation(database, tmp_path, emails=[NEVER])
    view = await house.pay(live)
    await house.run(live)
    async with database.reading() as connection:
        [given_up] = await undelivered.listed(connection)
    again = DeliverAgain(given_up.delivery.delivery_id)
    await database.run(lambda connection: deliver_again(again, house.jobs.work(connection)))
    await house.run(live)
    assert (await delivery_of(house, view)).state == "delivered"
    assert await outcomes(house, await delivery_of(house, view)) == [(1, "failed"), (2, "delivered")]
    with pytest.raises(NotFoundError, match="failed delivery"):
        await database.run(lambda connection: deliver_again(again, house.jobs.work(connection)))
