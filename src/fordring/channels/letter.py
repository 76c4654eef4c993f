"""Letters through an outbox folder that a print house empties.

`letters/<name>.pdf` and `.jsonl` (one line: address, pages, checksum, postage), the line always last: what has a
line is whole. The print house may take the PDF and leaves the line, which is how a letter is never handed over twice.
It answers with `acknowledgements/*.ack`.
"""

import asyncio
import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from fordring.channels.doubles import Console, Mailbox, Recording
from fordring.channels.durable import write_durably
from fordring.channels.outcome import Channel, Outcome

_DOCUMENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")

PostageClass = Literal["economy", "priority"]


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `country` is ISO 3166 alpha-2, `pages` counts the PDF's, `address_lines` leave out code and place.

    `document_id` names it: the document's, and where that is sent again with which sending it is behind it.
    """

    document_id: str
    recipient_name: str
    address_lines: tuple[str, ...]
    postal_code: str
    postal_place: str
    country: str
    pages: int
    pdf: bytes
    postage_class: PostageClass = "economy"

    def __str__(self) -> str:
        lines = (self.recipient_name, *self.address_lines, f"{self.postal_code} {self.postal_place}", self.country)
        return "\n".join((*lines, f"[{self.document_id}.pdf, {self.pages} pages]"))

    def manifest_line(self) -> str:
        """The letter's line for the print house: one JSON object, with the SHA-256 instead of the PDF."""
        facts = asdict(self)
        facts["sha256"] = hashlib.sha256(facts.pop("pdf")).hexdigest()
        return json.dumps(facts, ensure_ascii=False, sort_keys=True) + "\n"


LetterChannel = Channel[Letter]
RecordingLetters = Recording[Letter]
ConsoleLetters = Console[Letter]
MailboxLetters = Mailbox[Letter]


class LetterOutbox:
    """Puts letters into `folder`. Any number of processes may write into the same one."""

    def __init__(self, folder: Path) -> None:
        self._letters = folder / "letters"

    async def send(self, letter: Letter, /) -> Outcome:
        """Hand over one letter, at most once per name, durable when it answers.

        The same letter again is delivered and writes nothing; another letter under the same name fails. A folder that
        cannot be written is tried again.
        """
        if not _DOCUMENT_ID.fullmatch(letter.document_id):
            return Outcome("failed", f"{letter.document_id!r} cannot name a file")
        return await asyncio.to_thread(self._hand_over, letter)

    def _hand_over(self, letter: Letter) -> Outcome:
        line_file = self._letters / f"{letter.document_id}.jsonl"
        line = letter.manifest_line().encode()
        try:
            if line_file.exists():
                if line_file.read_bytes() == line:
                    return Outcome("delivered", "was in the print house's outbox already")
                return Outcome("failed", "another letter was handed over under this name")
            write_durably(self._letters / f"{letter.document_id}.pdf", letter.pdf)
            write_durably(line_file, line)
        except OSError as error:
            return Outcome("retry", f"the outbox cannot be written: {os.strerror(error.errno or 0)}")
        return Outcome("delivered", "in the print house's outbox")
