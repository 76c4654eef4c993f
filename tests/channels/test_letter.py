"""Letters in an outbox folder, and what the print house answers."""

import asyncio
import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from fordring.channels.acknowledgement import Acknowledgement, UnreadableLine, put_aside, read_acknowledgements
from fordring.channels.letter import ConsoleLetters, Letter, LetterOutbox, RecordingLetters

PDF = b"%PDF-1.7 letter"
LETTER = Letter(
    document_id="0198c5a2-0000-7000-8000-000000000001",
    recipient_name="Ola Nordmann",
    address_lines=("c/o Kari Østby", "Storgata 1 B"),
    postal_code="0155",
    postal_place="Oslo",
    country="NO",
    pages=2,
    pdf=PDF,
)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*") if file.is_file())


async def test_a_letter_is_one_pdf_and_one_line(tmp_path: Path) -> None:
    outcome = await LetterOutbox(tmp_path / "outbox").send(LETTER)

    letters = tmp_path / "outbox" / "letters"
    line = (letters / f"{LETTER.document_id}.jsonl").read_text(encoding="utf-8")
    assert outcome.kind == "delivered"
    assert names(tmp_path) == [f"{LETTER.document_id}.jsonl", f"{LETTER.document_id}.pdf"]
    assert (letters / f"{LETTER.document_id}.pdf").read_bytes() == PDF
    assert line.count("\n") == 1
    assert json.loads(line) == {
        "document_id": LETTER.document_id,
        "recipient_name": "Ola Nordmann",
        "address_lines": ["c/o Kari Østby", "Storgata 1 B"],
        "postal_code": "0155",
        "postal_place": "Oslo",
        "country": "NO",
        "pages": 2,
        "postage_class": "economy",
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }


async def test_the_same_letter_again_writes_nothing_even_when_its_pdf_was_taken(tmp_path: Path) -> None:
    outbox = LetterOutbox(tmp_path)
    await outbox.send(LETTER)
    (tmp_path / "letters" / f"{LETTER.document_id}.pdf").unlink()

    again = await outbox.send(LETTER)

    assert again.kind == "delivered"
    assert names(tmp_path) == [f"{LETTER.document_id}.jsonl"]


async def test_another_letter_under_the_same_id_is_refused(tmp_path: Path) -> None:
    outbox = LetterOutbox(tmp_path)
    await outbox.send(LETTER)

    other = await outbox.send(replace(LETTER, pdf=b"%PDF other"))

    assert other.kind == "failed"
    assert (tmp_path / "letters" / f"{LETTER.document_id}.pdf").read_bytes() == PDF


async def test_a_letter_whose_line_was_never_written_is_handed_over_again(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    (letters / f"{LETTER.document_id}.pdf").write_bytes(b"half")

    assert (await LetterOutbox(tmp_path).send(LETTER)).kind == "delivered"
    assert (letters / f"{LETTER.document_id}.pdf").read_bytes() == PDF


async def test_many_writers_of_one_letter_leave_one_letter(tmp_path: Path) -> None:
    outcomes = await asyncio.gather(*(LetterOutbox(tmp_path).send(LETTER) for _ in range(8)))

    assert {outcome.kind for outcome in outcomes} == {"delivered"}
    assert names(tmp_path) == [f"{LETTER.document_id}.jsonl", f"{LETTER.document_id}.pdf"]


@pytest.mark.parametrize("document_id", ["", "../x", "a/b", ".hidden", "a\0b", "x" * 101])
async def test_an_id_that_cannot_name_a_file_fails(tmp_path: Path, document_id: str) -> None:
    assert (await LetterOutbox(tmp_path).send(replace(LETTER, document_id=document_id))).kind == "failed"
    assert names(tmp_path) == []


async def test_an_outbox_that_cannot_be_written_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("a file where the folder should be")

    outcome = await LetterOutbox(tmp_path).send(LETTER)

    assert outcome.kind == "retry"
    assert outcome.detail.startswith("the outbox cannot be written: ")


def test_acknowledgements_are_read_by_file_and_line_and_odd_lines_are_kept(tmp_path: Path) -> None:
    folder = tmp_path / "acknowledgements"
    folder.mkdir()
    (folder / "a-1.ack").touch()
    (folder / "day.ack").write_bytes(
        b'{"document_id": "a-2", "status": "accepted"}\r\n'
        b'{"document_id": "a-3", "status": "returned", "reason": "moved"}\n'
        b"\n"
        b"rubbish \xff\n"
        b'{"status": "accepted"}\n'
        b"[]\n"
        b'{"document_id": "a-4", "status": "eaten"}\n'
        b'{"document_id": "a-5", "status": "accepted", "reason": null}'
    )
    (folder / "unrelated.txt").write_text("hello")

    assert list(read_acknowledgements(tmp_path)) == [
        Acknowledgement("a-1", "accepted", "", "a-1.ack"),
        Acknowledgement("a-2", "accepted", "", "day.ack"),
        Acknowledgement("a-3", "returned", "moved", "day.ack"),
        UnreadableLine("day.ack", 4, "rubbish \ufffd", "not JSON"),
        UnreadableLine("day.ack", 5, '{"status": "accepted"}', "no document_id"),
        UnreadableLine("day.ack", 6, "[]", "no document_id"),
        UnreadableLine(
            "day.ack", 7, '{"document_id": "a-4", "status": "eaten"}', "status is neither accepted nor returned"
        ),
        Acknowledgement("a-5", "accepted", "", "day.ack"),
    ]


def test_an_acknowledgement_put_aside_is_not_read_again(tmp_path: Path) -> None:
    folder = tmp_path / "acknowledgements"
    folder.mkdir()
    (folder / "a-1.ack").touch()
    (folder / "a-2.ack").touch()

    put_aside(tmp_path, "a-1.ack")
    put_aside(tmp_path, "a-1.ack")

    assert [each.source for each in read_acknowledgements(tmp_path)] == ["a-2.ack"]
    assert (folder / "read" / "a-1.ack").exists()


def test_an_outbox_nobody_has_answered_has_no_acknowledgements(tmp_path: Path) -> None:
    assert list(read_acknowledgements(tmp_path)) == []


async def test_the_other_versions_keep_and_show() -> None:
    shown: list[str] = []
    recording = RecordingLetters()

    assert (await recording.send(LETTER)).kind == "delivered"
    assert (await ConsoleLetters(shown.append).send(LETTER)).kind == "delivered"
    assert recording.sent == [LETTER]
    assert shown[0].splitlines()[:4] == ["Ola Nordmann", "c/o Kari Østby", "Storgata 1 B", "0155 Oslo"]
