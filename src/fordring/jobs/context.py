"""What the jobs are handed by main: the database, the clock, the blobs, and every way out of the house."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from fordring.channels.callback import HTTPCall, HTTPChannel
from fordring.channels.email import EmailChannel
from fordring.channels.letter import LetterChannel
from fordring.gateways.blobs import Blobs
from fordring.services.messages import Message
from fordring.storage.ids import new_id
from fordring.storage.transaction import Connection, Database
from fordring.storage.unit import Unit
from fordring.storage.work import Asker, Work

ASKER = "fordring"

WallClock = Callable[[], datetime]
WordCall = Callable[[Message, datetime], HTTPCall]
"""What is to be told, and the wall clock, to the request in the words of a face."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Where words leave by. Sandbox merchants' mail stays in the mailbox, their letters also go to `sandbox_letters`.

    `email` None: no mail server is set, deliveries by e-mail wait for one. `mail_host` is the right side of our message
    ids, `letter_folders` are the outbox folders in which print houses answer. `callbacks` reach public https addresses
    only, `sandbox_callbacks` what the operator allows sandbox merchants.
    """

    callbacks: HTTPChannel
    sandbox_callbacks: HTTPChannel
    email: EmailChannel | None = None
    letters: LetterChannel | None = None
    sandbox_letters: LetterChannel | None = None
    mail_host: str = "localhost"
    letter_folders: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class JobsContext:
    """One installation, as its jobs see it. `in_place_limit` is how long a sending may hold up a moving clock.

    `public_url`: the address that links in mails begin with, without a slash at the end. `identity_kept`: so long an
    identification is kept that was begun and never used.
    """

    database: Database
    blobs: Blobs
    wall: WallClock
    outlets: Outlets
    word_call: WordCall
    in_place_limit: timedelta = field(default=timedelta(seconds=3))
    public_url: str = "http://localhost:8080"
    identity_kept: timedelta = field(default=timedelta(days=7))

    def work(self, connection: Connection, asker: str = ASKER) -> Work:
        """Work for one verb, now; nobody but Fordring itself asked for it unless a person at the command line did."""
        return Work(connection, Unit(connection), self.wall(), Asker(asker, new_id()))
