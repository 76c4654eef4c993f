"""E-mail against real SMTP servers on loopback."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fordring.channels.email import ConsoleEmail, MailboxEmail, RecordingEmail, SMTPEmail, SMTPSettings
from fordring.channels.mime import Attachment, Email, EmailAddress
from fordring.channels.outcome import Outcome

from .mail_servers import login, mail_server, raw_server
from .receivers import self_signed

PDF = b"%PDF-1.7\n\x00\xff binary"
INVOICE = Email(
    message_id="<0198-delivery@fordring.example>",
    sent_at=datetime(2026, 1, 5, 9, 0, tzinfo=UTC),
    recipient=EmailAddress("ola@example.no", "Ola Nordmann"),
    subject="Faktura A1B2C-000001 fra Blåbær & Søn",
    text="Hei!\nFakturaen er vedlagt.\n.\nHilsen",
    html="<p>Hei! Fakturaen er vedlagt: æøå</p>",
    attachments=(Attachment("faktura-æ.pdf", "application/pdf", PDF),),
    sender_name="Blåbær & Søn",
    reply_to=EmailAddress("post@blåbær.no"),
)

REPLIES = """
RCPT  451 4.7.1 Greylisted, come back later   retry
RCPT  550 5.1.1 No such user here             failed
RCPT  450 mailbox busy                        retry
RCPT  421 going down                          retry
MAIL  553 sender not allowed                  failed
MAIL  530 authentication required             retry
DATA  452 out of space                        retry
DATA  554 message refused as spam             failed
"""


def settings(port: int, **other: Any) -> SMTPSettings:
    plain: dict[str, Any] = {"tls": "none", "ehlo_name": "fordring.example", "timeout_seconds": 5}
    return SMTPSettings("127.0.0.1", port, "faktura@fordring.example", **{**plain, **other})


async def test_an_invoice_arrives_as_text_html_and_pdf() -> None:
    async with mail_server() as server:
        outcome = await SMTPEmail(settings(server.port)).send(INVOICE)

    message = server.message()
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    (attachment,) = message.iter_attachments()
    assert (outcome.kind, outcome.code) == ("delivered", 250)
    assert message["Message-ID"] == INVOICE.message_id
    assert message["Date"] == "Mon, 05 Jan 2026 09:00:00 +0000"
    assert message["From"] == "Blåbær & Søn <faktura@fordring.example>"
    assert message["To"] == "Ola Nordmann <ola@example.no>"
    assert message["Reply-To"] == "post@xn--blbr-roah.no"
    assert message["Subject"] == INVOICE.subject
    assert text is not None
    assert text.get_content().split() == INVOICE.text.split()
    assert html is not None
    assert html.get_content().strip() == INVOICE.html
    assert attachment.get_filename() == "faktura-æ.pdf"
    assert attachment.get_content_type() == "application/pdf"
    assert attachment.get_content() == PDF


async def test_the_envelope_names_the_operator_and_the_payer_only() -> None:
    async with mail_server() as server:
        await SMTPEmail(settings(server.port)).send(replace(INVOICE, recipient=EmailAddress("ola@blåbær.no")))

    (envelope,) = server.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == ("faktura@fordring.example", ["ola@xn--blbr-roah.no"])


@pytest.mark.parametrize("row", REPLIES.strip().splitlines())
async def test_a_reply_decides_whether_it_is_tried_again(row: str) -> None:
    command, (reply, kind) = row[:4], row[6:].rsplit(maxsplit=1)
    async with mail_server({command: reply.strip()}) as server:
        outcome = await SMTPEmail(settings(server.port)).send(INVOICE)

    assert (outcome.kind, outcome.code) == (kind, int(reply[:3]))
    assert outcome.detail
    assert server.taken == []


async def test_greylisting_lets_the_second_attempt_through_with_the_same_message_id() -> None:
    replies = {"RCPT": "451 4.7.1 Greylisted"}
    async with mail_server(replies) as server:
        channel = SMTPEmail(settings(server.port))
        first = await channel.send(INVOICE)
        del replies["RCPT"]
        second = await channel.send(INVOICE)

    assert (first.kind, second.kind) == ("retry", "delivered")
    assert server.message()["Message-ID"] == INVOICE.message_id


@pytest.mark.parametrize(
    "lines",
    [
        (b"",),
        (b"220 hei\r\n", b""),
        (b"220 hei\r\n", b"250 hei\r\n", b""),
        (b"554 you are on a list\r\n",),
        (b"220 hei\r\n", b"501 what?\r\n", b"501 what?\r\n"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n",),
    ],
)
async def test_a_server_that_breaks_off_or_refuses_us_is_tried_again(lines: tuple[bytes, ...]) -> None:
    async with raw_server(*lines) as port:
        assert (await SMTPEmail(settings(port, timeout_seconds=0.4)).send(INVOICE)).kind == "retry"


@pytest.mark.parametrize("lines", [(), (b"220 hei\r\n",), (b"220 hei\r\n", b"250 hei\r\n", b"250 OK\r\n")])
async def test_a_slow_server_is_cut_off(lines: tuple[bytes, ...]) -> None:
    async with raw_server(*lines) as port:
        outcome = await SMTPEmail(settings(port, timeout_seconds=0.2)).send(INVOICE)

    assert outcome.kind == "retry"


async def test_a_server_that_is_gone_is_tried_again() -> None:
    async with raw_server() as port:
        pass
    assert (await SMTPEmail(settings(port)).send(INVOICE)).kind == "retry"


@pytest.mark.parametrize(("password", "kind"), [("open sesame", "delivered 250"), ("wrong", "retry 535")])
async def test_a_wrong_password_is_our_own_fault_and_tried_again(tmp_path: Path, password: str, kind: str) -> None:
    server_tls, client_tls = self_signed(tmp_path, "mail.example")
    async with mail_server(tls_context=server_tls, authenticator=login, auth_required=True) as server:
        channel = SMTPEmail(
            settings(server.port, tls="starttls", user="fordring", password=password), tls_context=client_tls
        )
        outcome = await channel.send(INVOICE)

    assert f"{outcome.kind} {outcome.code}" == kind
    assert len(server.taken) == (outcome.kind == "delivered")


async def test_tls_is_spoken_from_the_first_byte_where_the_settings_say_so(tmp_path: Path) -> None:
    server_tls, client_tls = self_signed(tmp_path, "mail.example")
    async with mail_server(implicit_tls=server_tls) as server:
        trusted = await SMTPEmail(settings(server.port, tls="implicit"), tls_context=client_tls).send(INVOICE)
        stranger = await SMTPEmail(settings(server.port, tls="implicit")).send(INVOICE)

    assert (trusted.kind, stranger.kind) == ("delivered", "retry")


async def test_required_tls_is_never_given_up_for_a_server_without_it() -> None:
    async with mail_server() as server:
        outcome = await SMTPEmail(settings(server.port, tls="starttls")).send(INVOICE)

    assert outcome.kind == "retry"
    assert server.taken == []


async def test_a_local_part_outside_ascii_goes_by_smtputf8() -> None:
    email = replace(INVOICE, recipient=EmailAddress("bjørn@example.no", "Bjørn"))
    async with mail_server() as server:
        outcome = await SMTPEmail(settings(server.port)).send(email)

    assert outcome.kind == "delivered"
    assert server.taken[0].rcpt_tos == ["bjørn@example.no"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@",
        "@b.no",
        "a b@c.no",
        "a@b.no\r\nRCPT TO:<x@y.no>",
        "a@b.no, c@d.no",
        "<a@b.no>",
        "\ud800@b.no",
    ],
)
async def test_what_is_no_address_fails_without_a_connection(address: str) -> None:
    outcome = await SMTPEmail(settings(1)).send(replace(INVOICE, recipient=EmailAddress(address)))

    assert outcome == Outcome("failed", f"{address!r} is not an e-mail address")


@pytest.mark.parametrize(
    "email", [replace(INVOICE, recipient=EmailAddress("a@b..no")), replace(INVOICE, text="\ud800")]
)
async def test_what_cannot_be_encoded_fails(email: Email) -> None:
    assert (await SMTPEmail(settings(1)).send(email)).kind == "failed"


async def test_no_name_or_subject_can_add_a_header() -> None:
    evil = "x\r\nBcc: all@example.no\u2028\u202e\n\nbody"
    email = replace(
        INVOICE,
        subject=evil,
        sender_name=evil,
        recipient=EmailAddress("ola@example.no", evil),
        attachments=(Attachment(evil, "application/pdf", PDF),),
    )
    async with mail_server() as server:
        await SMTPEmail(settings(server.port)).send(email)

    message = server.message()
    (attachment,) = message.iter_attachments()
    assert message["Bcc"] is None
    assert message["Subject"] == "x Bcc: all@example.no body"
    assert message["To"].addresses[0].display_name == "x Bcc: all@example.no body"
    assert len(message["From"].addresses) == 1
    assert attachment.get_filename() == "x Bcc: all@example.no body"
    assert server.taken[0].rcpt_tos == ["ola@example.no"]


@pytest.mark.parametrize("message_id", ["", "abc@d", "<a b@c>", "<a@b>\r\nBcc: x@y.no"])
async def test_a_message_id_that_is_none_fails(message_id: str) -> None:
    assert (await SMTPEmail(settings(1)).send(replace(INVOICE, message_id=message_id))).kind == "failed"


def test_settings_do_not_show_their_password() -> None:
    assert "sesame" not in repr(settings(25, password="open sesame"))


async def test_the_other_versions_keep_show_and_store() -> None:
    shown: list[str] = []
    stored: list[Email] = []

    async def store(email: Email) -> None:
        stored.append(email)

    recording = RecordingEmail([Outcome("failed", "no such user", 550)])
    outcomes = [
        await channel.send(INVOICE)
        for channel in (recording, recording, ConsoleEmail(shown.append), MailboxEmail(store))
    ]

    assert [outcome.kind for outcome in outcomes] == ["failed", "delivered", "delivered", "delivered"]
    assert recording.sent == [INVOICE, INVOICE]
    assert stored == [INVOICE]
    assert shown[0].startswith("To: Ola Nordmann <ola@example.no>\nSubject: Faktura A1B2C-000001")
    assert shown[0].endswith("[faktura-æ.pdf, 18 bytes]\n")
